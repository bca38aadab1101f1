"""Answers to requests that carried a token, within a transaction."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from kiosk.backend.engines.collections.records import Collection
from kiosk.backend.stores.sqlite.seals import Seals
from kiosk.errors import RequestInvalid

Members = Mapping[str, Any]
"""Of a request or an answer: JSON values."""
QUOTING = ("AssociateFaces", "DisassociateFaces")
"""Operations whose answers name users, also others than the one that was asked for; those of the rest are empty."""


class RequestTable:
    """Rows of `request`; lives as long as the transaction."""

    def __init__(self, connection: sqlite3.Connection, seals: Seals) -> None:
        self._connection = connection
        self._seals = seals

    def answer(self, operation: str, members: Members) -> Members | None:
        """What the same request was answered; raises RequestInvalid when it was another."""
        fingerprint = self._fingerprint(operation, members)
        row = self._connection.execute(
            "SELECT parameters, answer FROM request WHERE operation = ? AND fingerprint = ?", [operation, fingerprint]
        ).fetchone()
        if row is None:
            return None
        if row[0] != self._parameters(members):
            raise RequestInvalid("ClientRequestToken")
        return dict(json.loads(self._seals.open_text(row[1], _place(operation, fingerprint))))

    def keep(self, operation: str, members: Members, answer: Members, collection: Collection, now_s: float) -> None:
        """Remember an answer, as long as its collection lives."""
        fingerprint = self._fingerprint(operation, members)
        sealed = self._seals.seal_text(json.dumps(answer), _place(operation, fingerprint))
        self._connection.execute(
            "INSERT INTO request VALUES (?, ?, ?, ?, ?, ?)",
            [operation, fingerprint, collection.key, self._parameters(members), sealed, now_s],
        )

    def forget_before(self, time_s: float) -> None:
        """Delete what was answered before then."""
        self._connection.execute("DELETE FROM request WHERE answered_at_s < ?", [time_s])

    def forget_quotes(self, collection: Collection) -> None:
        """Delete the answers that may name a user of this collection."""
        self._connection.executemany(
            "DELETE FROM request WHERE collection = ? AND operation = ?",
            [(collection.key, operation) for operation in QUOTING],
        )

    def _fingerprint(self, operation: str, members: Members) -> bytes:
        return self._seals.fingerprint("request", operation, members["ClientRequestToken"])

    def _parameters(self, members: Members) -> bytes:
        """Everything but the token, as a fingerprint."""
        rest = {name: value for name, value in members.items() if name != "ClientRequestToken"}
        return self._seals.fingerprint("parameters", json.dumps(rest, sort_keys=True))


def _place(operation: str, fingerprint: bytes) -> str:
    return f"answer:{operation}:{fingerprint.hex()}"
