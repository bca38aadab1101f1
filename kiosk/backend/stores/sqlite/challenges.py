"""Challenges in SQLite, with everything about a person encrypted."""

import secrets
import sqlite3
from collections.abc import Mapping

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
from kiosk.backend.stores.sqlite.authentic_rows import Row
from kiosk.backend.stores.sqlite.challenge_schema import CHALLENGE, FINDING, FRAME
from kiosk.backend.stores.sqlite.database import Database
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import ChallengeClosed, ChallengeNotFound, NoFrames, StoreTampered


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
            self._database.rows(connection, CHALLENGE).insert(
                {
                    "id": challenge_id,
                    "state": ChallengeStatus.OPEN,
                    "created_at_s": record.created_at_s,
                    "record": sealed,
                    "tail": tail,
                    "verdict": None,
                    "request_id": "",
                    "claim": "",
                    "frames": 0,
                }
            )

    def load(self, challenge_id: str) -> ChallengeState:
        """The challenge as it stands."""
        with self._database.transaction() as connection:
            row = self._row(connection, challenge_id)
        record = self._open(StoredRecord, row["record"], f"record:{challenge_id}").value
        if record.challenge.id != challenge_id:
            raise StoreTampered("a challenge lies under the id of another")
        sealed = row["verdict"]
        return ChallengeState(
            record,
            ChallengeStatus(row["state"]),
            None if sealed is None else self._open(StoredVerdict, sealed, f"verdict:{challenge_id}").value,
            row["request_id"],
            self._tail(row),
        )

    def append(self, challenge_id: str, sequence: int | None, place: AdmitFrame) -> Admission | None:
        """Store what `place` admits, within one transaction."""
        with self._database.transaction() as connection:
            row = self._row(connection, challenge_id)
            if row["state"] != ChallengeStatus.OPEN:
                raise ChallengeClosed
            admission = place(self._tail(row), self._digest(connection, challenge_id, sequence))
            if admission is not None:
                self._insert(connection, row, admission)
        return admission

    def frames(self, challenge_id: str) -> tuple[FrameFacts, ...]:
        """All frames by ascending sequence number."""
        with self._database.transaction() as connection:
            challenge = self._database.rows(connection, CHALLENGE).find(challenge_id)
            rows = self._database.rows(connection, FRAME).select(
                "WHERE challenge_id = ? ORDER BY sequence", challenge_id
            )
        if challenge is not None and challenge["frames"] != len(rows):
            raise StoreTampered("frames of a challenge are missing")
        return tuple(
            self._open(StoredFacts, row["facts"], f"frame:{challenge_id}:{row['sequence']}").value for row in rows
        )

    def put_finding(self, challenge_id: str, name: str, data: bytes) -> None:
        """Keep a finding, unless the challenge is closed by now."""
        sealed = self._cipher.seal(data, f"finding:{challenge_id}:{name}")
        with self._database.transaction() as connection:
            row = self._database.rows(connection, CHALLENGE).find(challenge_id)
            if row is not None and row["state"] != ChallengeStatus.CLOSED:
                finding = {"challenge_id": challenge_id, "name": name, "value": sealed}
                self._database.rows(connection, FINDING).put(finding)

    def findings(self, challenge_id: str) -> Mapping[str, bytes]:
        """The findings kept so far."""
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, FINDING).select("WHERE challenge_id = ?", challenge_id)
        return {row["name"]: self._cipher.open(row["value"], f"finding:{challenge_id}:{row['name']}") for row in rows}

    def claim(self, challenge_id: str, request_id: str, *, demands_frames: bool = True) -> str:
        """Open to judging, for exactly one caller."""
        claim = secrets.token_hex(8)
        with self._database.transaction() as connection:
            row = self._row(connection, challenge_id)
            if row["state"] != ChallengeStatus.OPEN:
                raise ChallengeClosed
            if demands_frames and not row["frames"]:
                raise NoFrames
            self._set_state(connection, challenge_id, ChallengeStatus.JUDGING, request_id, claim)
        return claim

    def release(self, challenge_id: str, claim: str) -> None:
        """Judging back to open."""
        with self._database.transaction() as connection:
            self._check_judging(connection, challenge_id, claim)
            self._set_state(connection, challenge_id, ChallengeStatus.OPEN, "", "")

    def close(self, challenge_id: str, claim: str, verdict: Verdict | None) -> None:
        """Judging to closed, for good."""
        sealed = None
        if verdict is not None:
            sealed = self._seal(StoredVerdict(value=verdict), f"verdict:{challenge_id}")
        with self._database.transaction() as connection:
            self._check_judging(connection, challenge_id, claim)
            self._change(connection, challenge_id, {"state": ChallengeStatus.CLOSED, "verdict": sealed})
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

    def _insert(self, connection: sqlite3.Connection, row: Row, admission: Admission) -> None:
        facts, challenge_id = admission.facts, str(row["id"])
        sealed = self._seal(StoredFacts(value=facts), f"frame:{challenge_id}:{facts.sequence}")
        self._database.rows(connection, FRAME).insert(
            {"challenge_id": challenge_id, "sequence": facts.sequence, "digest": facts.digest, "facts": sealed}
        )
        tail = self._seal(StoredFrameStreamState(value=admission.tail), f"tail:{challenge_id}")
        self._change(connection, challenge_id, {"tail": tail, "frames": row["frames"] + 1})

    def _seal(self, stored: Stored, place: str) -> bytes:
        return self._cipher.seal(dump_stored(stored), place)

    def _open(self, model: type[StoredModel], sealed: bytes, place: str) -> StoredModel:
        return load_stored(model, self._cipher.open(sealed, place), self._types)

    def _row(self, connection: sqlite3.Connection, challenge_id: str) -> Row:
        row = self._database.rows(connection, CHALLENGE).find(challenge_id)
        if row is None:
            raise ChallengeNotFound
        return row

    def _tail(self, row: Row) -> FrameStreamState:
        return self._open(StoredFrameStreamState, row["tail"], f"tail:{row['id']}").value

    def _change(self, connection: sqlite3.Connection, challenge_id: str, changes: Row) -> None:
        self._database.rows(connection, CHALLENGE).update(changes, "WHERE id = ?", challenge_id)

    def _check_judging(self, connection: sqlite3.Connection, challenge_id: str, claim: str) -> None:
        row = self._row(connection, challenge_id)
        if (row["state"], row["claim"]) != (ChallengeStatus.JUDGING, claim):
            raise ChallengeClosed

    def _set_state(
        self, connection: sqlite3.Connection, challenge_id: str, state: ChallengeStatus, request_id: str, claim: str
    ) -> None:
        self._change(connection, challenge_id, {"state": state, "request_id": request_id, "claim": claim})

    def _digest(self, connection: sqlite3.Connection, challenge_id: str, sequence: int | None) -> str | None:
        """The digest already stored under this number."""
        row = self._database.rows(connection, FRAME).find(challenge_id, sequence)
        return None if row is None else str(row["digest"])
