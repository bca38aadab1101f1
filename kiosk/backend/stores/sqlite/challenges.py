"""Challenges in SQLite, with everything about a person encrypted."""

import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any

from kiosk.backend.challenge.ports import AdmitFrame
from kiosk.backend.challenge.records import (
    KNOWN_TYPES,
    Admission,
    ChallengeRecord,
    ChallengeState,
    ChallengeStatus,
    ChallengeTypes,
    FrameStreamState,
    StoredFacts,
    StoredFrameStreamState,
    StoredRecord,
    StoredVerdict,
)
from kiosk.backend.ports import Stored, StoredModel, dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.database import Database
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import ChallengeClosed, ChallengeNotFound, NoFrames


class SqliteStore:
    """Implements `ChallengeStore`."""

    def __init__(self, database: Database, cipher: Cipher, types: ChallengeTypes = KNOWN_TYPES) -> None:
        """The database is closed by whoever opened it."""
        self._database = database
        self._cipher = cipher
        self._types = types

    def create(self, record: ChallengeRecord) -> None:
        """Store a new, open challenge."""
        challenge_id = record.challenge.id
        sealed = self._seal(StoredRecord(value=record), f"record:{challenge_id}")
        tail = self._seal(StoredFrameStreamState(value=FrameStreamState()), f"tail:{challenge_id}")
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO challenge (id, state, created_at_s, record, tail) VALUES (?, ?, ?, ?, ?)",
                [challenge_id, ChallengeStatus.OPEN, record.created_at_s, sealed, tail],
            )

    def load(self, challenge_id: str) -> ChallengeState:
        """The challenge as it stands."""
        with self._database.transaction() as connection:
            columns = "state, record, verdict, request_id, tail"
            state, record, verdict, request_id, tail = _row(connection, columns, challenge_id)
        return ChallengeState(
            self._open(StoredRecord, record, f"record:{challenge_id}").value,
            ChallengeStatus(state),
            None if verdict is None else self._open(StoredVerdict, verdict, f"verdict:{challenge_id}").value,
            request_id,
            self._open(StoredFrameStreamState, tail, f"tail:{challenge_id}").value,
        )

    def append(self, challenge_id: str, sequence: int | None, place: AdmitFrame) -> Admission | None:
        """Store what `place` admits, within one transaction."""
        with self._database.transaction() as connection:
            state, sealed = _row(connection, "state, tail", challenge_id)
            if state != ChallengeStatus.OPEN:
                raise ChallengeClosed
            tail = self._open(StoredFrameStreamState, sealed, f"tail:{challenge_id}").value
            admission = place(tail, _digest(connection, challenge_id, sequence))
            if admission is not None:
                self._insert(connection, challenge_id, admission)
        return admission

    def frames(self, challenge_id: str) -> tuple[FrameFacts, ...]:
        """All frames by ascending sequence number."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT sequence, facts FROM frame WHERE challenge_id = ? ORDER BY sequence", [challenge_id]
            ).fetchall()
        return tuple(
            self._open(StoredFacts, facts, f"frame:{challenge_id}:{sequence}").value for sequence, facts in rows
        )

    def put_finding(self, challenge_id: str, name: str, data: bytes) -> None:
        """Keep a finding, unless the challenge is closed by now."""
        sealed = self._cipher.seal(data, f"finding:{challenge_id}:{name}")
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO finding SELECT id, ?, ? FROM challenge WHERE id = ? AND state != ?",
                [name, sealed, challenge_id, ChallengeStatus.CLOSED],
            )

    def findings(self, challenge_id: str) -> Mapping[str, bytes]:
        """The findings kept so far."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT name, value FROM finding WHERE challenge_id = ?", [challenge_id]
            ).fetchall()
        return {name: self._cipher.open(value, f"finding:{challenge_id}:{name}") for name, value in rows}

    def claim(self, challenge_id: str, request_id: str) -> str:
        """Open to judging, for exactly one caller."""
        claim = secrets.token_hex(8)
        with self._database.transaction() as connection:
            (state,) = _row(connection, "state", challenge_id)
            if state != ChallengeStatus.OPEN:
                raise ChallengeClosed
            if connection.execute("SELECT 1 FROM frame WHERE challenge_id = ?", [challenge_id]).fetchone() is None:
                raise NoFrames
            _set_state(connection, challenge_id, ChallengeStatus.JUDGING, request_id, claim)
        return claim

    def release(self, challenge_id: str, claim: str) -> None:
        """Judging back to open."""
        with self._database.transaction() as connection:
            _check_judging(connection, challenge_id, claim)
            _set_state(connection, challenge_id, ChallengeStatus.OPEN, "", "")

    def close(self, challenge_id: str, claim: str, verdict: Verdict | None) -> None:
        """Judging to closed, for good."""
        sealed = None
        if verdict is not None:
            sealed = self._seal(StoredVerdict(value=verdict), f"verdict:{challenge_id}")
        with self._database.transaction() as connection:
            _check_judging(connection, challenge_id, claim)
            connection.execute(
                "UPDATE challenge SET state = ?, verdict = ? WHERE id = ?",
                [ChallengeStatus.CLOSED, sealed, challenge_id],
            )
            connection.execute("DELETE FROM finding WHERE challenge_id = ?", [challenge_id])

    def delete(self, challenge_id: str) -> bool:
        """Delete the challenge; frames and findings go with it, and nothing of them stays in the journal."""
        with self._database.transaction() as connection:
            deleted = connection.execute("DELETE FROM challenge WHERE id = ?", [challenge_id]).rowcount
        self._database.checkpoint()
        return deleted > 0

    def purge_before(self, time_s: float) -> int:
        """Delete every challenge created before then; frames and findings go with it."""
        with self._database.transaction() as connection:
            return connection.execute("DELETE FROM challenge WHERE created_at_s < ?", [time_s]).rowcount

    def _insert(self, connection: sqlite3.Connection, challenge_id: str, admission: Admission) -> None:
        facts = admission.facts
        sealed = self._seal(StoredFacts(value=facts), f"frame:{challenge_id}:{facts.sequence}")
        connection.execute(
            "INSERT INTO frame VALUES (?, ?, ?, ?)", [challenge_id, facts.sequence, facts.digest, sealed]
        )
        tail = self._seal(StoredFrameStreamState(value=admission.tail), f"tail:{challenge_id}")
        connection.execute("UPDATE challenge SET tail = ? WHERE id = ?", [tail, challenge_id])

    def _seal(self, stored: Stored, place: str) -> bytes:
        return self._cipher.seal(dump_stored(stored), place)

    def _open(self, model: type[StoredModel], sealed: bytes, place: str) -> StoredModel:
        return load_stored(model, self._cipher.open(sealed, place), self._types)


def _row(connection: sqlite3.Connection, columns: str, challenge_id: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(
        f"SELECT {columns} FROM challenge WHERE id = ?",  # noqa: S608 - only ever names from this file
        [challenge_id],
    ).fetchone()
    if row is None:
        raise ChallengeNotFound
    return row


def _check_judging(connection: sqlite3.Connection, challenge_id: str, claim: str) -> None:
    if _row(connection, "state, claim", challenge_id) != (ChallengeStatus.JUDGING, claim):
        raise ChallengeClosed


def _set_state(
    connection: sqlite3.Connection, challenge_id: str, state: ChallengeStatus, request_id: str, claim: str
) -> None:
    connection.execute(
        "UPDATE challenge SET state = ?, request_id = ?, claim = ? WHERE id = ?",
        [state, request_id, claim, challenge_id],
    )


def _digest(connection: sqlite3.Connection, challenge_id: str, sequence: int | None) -> str | None:
    """The digest already stored under this number."""
    row = connection.execute(
        "SELECT digest FROM frame WHERE challenge_id = ? AND sequence = ?", [challenge_id, sequence]
    ).fetchone()
    return None if row is None else str(row[0])
