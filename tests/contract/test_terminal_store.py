"""What every store of enrolled terminals does, run against the adapters for this machine and for AWS."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.dynamodb.terminals import DynamoTerminals
from kiosk.backend.stores.sqlite.database import Database
from kiosk.backend.stores.sqlite.terminals import TERMINAL, TERMINALS, SqliteTerminals
from kiosk.backend.terminals.own_terminal import OwnTerminal
from kiosk.backend.terminals.ports import TerminalStore
from kiosk.domain.identity.terminals import EnrolledTerminal, Run
from kiosk.errors import StoreTampered
from kiosk.terminal.client.signing import SigningKey
from kiosk.terminal_errors import TerminalExists, TerminalRevoked, TerminalUnknown
from tests.factories.terminals import enrolled
from tests.fakes.aws_services import TAGS, new_table


def terminal() -> EnrolledTerminal:
    return enrolled(SigningKey.generate())


class TerminalStoreContract:
    @pytest.fixture
    def store(self) -> Iterator[TerminalStore]:
        raise NotImplementedError

    def test_a_terminal_comes_back_as_it_was_enrolled_and_changed(self, store: TerminalStore) -> None:
        new = terminal()
        store.add(new)
        assert store.load(new.id) == new
        used = replace(new, device="d", runs=(Run("r", 3),), signed_at_s=5.5)
        assert store.change(new.id, lambda before: replace(used, name=before.name)) == used
        assert store.load(new.id) == used

    def test_a_key_is_enrolled_once_also_when_it_was_revoked(self, store: TerminalStore) -> None:
        new = terminal()
        store.add(new)
        store.change(new.id, lambda before: replace(before, revoked_at_s=7.0))
        with pytest.raises(TerminalExists):
            store.add(new)
        assert store.load(new.id).revoked_at_s == 7.0

    def test_an_unknown_terminal_is_none(self, store: TerminalStore) -> None:
        with pytest.raises(TerminalUnknown):
            store.load("0" * 32)
        with pytest.raises(TerminalUnknown):
            store.change("0" * 32, lambda before: before)

    def test_a_change_that_is_refused_changes_nothing(self, store: TerminalStore) -> None:
        def refuse(before: EnrolledTerminal) -> EnrolledTerminal:
            raise TerminalRevoked

        new = terminal()
        store.add(new)
        with pytest.raises(TerminalRevoked):
            store.change(new.id, refuse)
        assert store.load(new.id) == new

    def test_of_many_changes_at_once_none_is_lost(self, store: TerminalStore) -> None:
        new, together = terminal(), threading.Barrier(4)
        store.add(new)

        def one_more(before: EnrolledTerminal) -> EnrolledTerminal:
            return replace(before, signed_at_s=before.signed_at_s + 1)

        def count() -> None:
            together.wait(10)
            store.change(new.id, one_more)

        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert store.load(new.id).signed_at_s == 4

    def test_all_are_listed_by_when_they_were_enrolled(self, store: TerminalStore) -> None:
        one, two = terminal(), replace(terminal(), enrolled_at_s=1.0)
        store.add(one)
        store.add(two)
        assert store.all() == (two, one)


class TestSqlite(TerminalStoreContract):
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "terminals.sqlite3"

    @pytest.fixture
    def store(self, path: Path) -> Iterator[TerminalStore]:
        with closing(SqliteTerminals(path, Cipher(bytes(32)))) as store:
            yield store

    def test_another_process_sees_a_revocation_at_once(self, store: TerminalStore, path: Path) -> None:
        new = terminal()
        store.add(new)
        with closing(SqliteTerminals(path, Cipher(bytes(32)))) as other:
            other.change(new.id, lambda before: replace(before, revoked_at_s=7.0))
        assert store.load(new.id).revoked_at_s == 7.0

    def test_a_revocation_that_is_taken_back_in_the_file_is_missed(self, store: TerminalStore, path: Path) -> None:
        new = terminal()
        store.add(new)
        with closing(Database(path, Cipher(bytes(32)), TERMINALS)) as database:
            with database.transaction() as connection:
                before = connection.execute("SELECT record, tag FROM terminal").fetchone()
            store.change(new.id, lambda before: replace(before, revoked_at_s=7.0))
            with database.transaction() as connection:
                connection.execute("UPDATE terminal SET record = ?, tag = ?", before)
        with pytest.raises(StoreTampered):
            store.load(new.id)

    def test_nothing_is_readable(self, store: TerminalStore, path: Path) -> None:
        store.add(terminal())
        assert TERMINAL.sealed
        kept = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert b"Main street" not in kept


class TestDynamo(TerminalStoreContract):
    @pytest.fixture
    def store(self, clients: Clients) -> Iterator[TerminalStore]:
        yield DynamoTerminals(clients.dynamodb, new_table(clients), TAGS)


class TestOwn(TerminalStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[TerminalStore]:
        yield OwnTerminal()

    def test_all_are_listed_by_when_they_were_enrolled(self, store: TerminalStore) -> None:
        new = terminal()
        store.add(new)
        assert store.all() == (new,)
