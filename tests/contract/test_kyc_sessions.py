"""What every store of KYC sessions does, run against the adapters for this machine and for AWS."""

import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.kyc.ports import KycSessionStore
from kiosk.backend.kyc.records import LivenessResult, Session, Status, Use
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.dynamodb.kyc_sessions import DynamoSessions
from kiosk.backend.stores.sqlite.kyc_sessions import SqliteSessions
from kiosk.errors import KycSessionNotFound, KycSessionUsed, StorageFailed
from tests.fakes.aws_services import TAGS, new_table
from tests.fakes.clock import START_S, FakeClock

RETENTION_S = 3600.0
RESULT = LivenessResult(99.5, ("LOW_CONFIDENCE",), True, 2, START_S + 20)


def session(session_id: str = "", created_at_s: float = START_S) -> Session:
    return Session(session_id or secrets.token_hex(16), "bank", created_at_s, created_at_s + 600, 4)


class KycSessionStoreContract:
    @pytest.fixture
    def clock(self) -> FakeClock:
        return FakeClock()

    @pytest.fixture
    def store(self, clock: FakeClock) -> Iterator[KycSessionStore]:
        raise NotImplementedError

    def test_a_session_comes_back_as_it_was_stored_and_changed(self, store: KycSessionStore) -> None:
        stored = session()
        store.create(stored)
        assert store.load(stored.id) == stored
        changed = replace(stored, status=Status.SUCCEEDED, challenge_id="c", result=RESULT, uses=(Use.VERIFY,))
        assert store.change(stored.id, lambda before: replace(changed, caller=before.caller)) == changed
        assert store.load(stored.id) == changed

    def test_an_id_is_taken_once(self, store: KycSessionStore) -> None:
        stored = session()
        store.create(stored)
        with pytest.raises(StorageFailed):
            store.create(replace(stored, caller="another"))
        assert store.load(stored.id).caller == "bank"

    def test_an_unknown_session_is_none(self, store: KycSessionStore) -> None:
        with pytest.raises(KycSessionNotFound):
            store.load("unknown")
        with pytest.raises(KycSessionNotFound):
            store.change("unknown", lambda before: before)

    def test_a_change_that_is_refused_changes_nothing(self, store: KycSessionStore) -> None:
        def refuse(before: Session) -> Session:
            raise KycSessionUsed

        stored = session()
        store.create(stored)
        with pytest.raises(KycSessionUsed):
            store.change(stored.id, refuse)
        assert store.load(stored.id) == stored

    def test_of_many_at_once_one_uses_it(self, store: KycSessionStore) -> None:
        stored, outcomes, together = session(), list[str](), threading.Barrier(6)
        store.create(stored)

        def once(before: Session) -> Session:
            if before.uses:
                raise KycSessionUsed
            return replace(before, uses=(Use.VERIFY,))

        def use() -> None:
            together.wait(10)
            try:
                store.change(stored.id, once)
                outcomes.append("used")
            except KycSessionUsed:
                outcomes.append("refused")

        threads = [threading.Thread(target=use) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(outcomes) == ["refused"] * 5 + ["used"]

    def test_old_sessions_are_deleted(self, store: KycSessionStore, clock: FakeClock) -> None:
        old, new = session(created_at_s=START_S - 100), session()
        for each in (old, new):
            store.create(each)
        assert store.purge_before(START_S) == 1
        with pytest.raises(KycSessionNotFound):
            store.load(old.id)
        assert store.load(new.id) == new


class TestSqliteSessions(KycSessionStoreContract):
    @pytest.fixture
    def store(self, clock: FakeClock, tmp_path: Path) -> Iterator[KycSessionStore]:
        store = SqliteSessions(tmp_path / "sessions.sqlite3", Cipher(bytes(32)))
        yield store
        store.close()

    def test_nothing_can_be_read_in_the_file(self, tmp_path: Path) -> None:
        store = SqliteSessions(tmp_path / "sealed.sqlite3", Cipher(bytes(32)))
        store.create(replace(session(), caller="bank-of-nowhere"))
        store.close()
        files = b"".join(path.read_bytes() for path in tmp_path.glob("sealed*"))
        assert b"bank-of-nowhere" not in files
        with pytest.raises(StorageFailed):
            SqliteSessions(tmp_path / "sealed.sqlite3", Cipher(bytes(31) + b"x"))


class TestDynamoSessions(KycSessionStoreContract):
    @pytest.fixture
    def store(self, clock: FakeClock, clients: Clients) -> Iterator[KycSessionStore]:
        yield DynamoSessions(clients.dynamodb, new_table(clients), RETENTION_S, clock, TAGS)

    def test_what_dynamodb_has_not_deleted_yet_counts_as_deleted(
        self, store: KycSessionStore, clock: FakeClock
    ) -> None:
        stored = session()
        store.create(stored)
        clock.now_s += 600 + RETENTION_S
        with pytest.raises(KycSessionNotFound):
            store.load(stored.id)
