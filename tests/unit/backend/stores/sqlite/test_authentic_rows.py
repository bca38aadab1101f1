"""A table whose file somebody writes into who lacks the key."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from kiosk.backend.stores.cipher import Cipher, StoreKeys
from kiosk.backend.stores.sqlite.authentic_rows import TAG, TableFormat, encode, named
from kiosk.backend.stores.sqlite.database import Database, DatabaseFormat
from kiosk.errors import StoreTampered

KEY = bytes(range(32))
PERSON = TableFormat("person", ("id", "at_s", "name"), sealed={"name": named("person:{id}")}, counted=True)
FORMAT = DatabaseFormat(
    f"""
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS person (id TEXT PRIMARY KEY, at_s REAL, name BLOB, {TAG});
    """,
    (PERSON,),
)
OLD = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE person (id TEXT PRIMARY KEY, at_s REAL, name BLOB);
"""
BERT = "FROM person WHERE id = 'bert'"


class People:
    def __init__(self, path: Path, keys: StoreKeys | None = None) -> None:
        self.path, self.reported = path, list[str]()
        self.cipher = Cipher(keys or KEY)
        self.database = Database(path, self.cipher, FORMAT, self.reported.append)

    def add(self, name: str, at_s: float = 1) -> None:
        with self.database.transaction() as connection:
            sealed = self.cipher.seal(name.encode(), f"person:{name}")
            self.database.rows(connection, PERSON).put({"id": name, "at_s": at_s, "name": sealed})

    def name(self, who: str) -> str | None:
        with self.database.transaction() as connection:
            row = self.database.rows(connection, PERSON).find(who)
            return None if row is None else self.cipher.open(row["name"], f"person:{who}").decode()

    def is_whole(self) -> bool:
        with self.database.transaction() as connection:
            return self.database.rows(connection, PERSON).is_whole()


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    people = People(tmp_path / "people.sqlite3")
    with closing(people.database):
        people.add("anna")
        people.add("bert", 2.5)
        yield people


def attack(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_rows_are_read_as_they_were_written(people: People) -> None:
    assert (people.name("anna"), people.name("bert"), people.name("cleo")) == ("anna", "bert", None)
    assert people.is_whole()
    assert people.reported == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person SET at_s = 3 WHERE id = 'anna'",
        "UPDATE person SET at_s = NULL WHERE id = 'anna'",
        "UPDATE person SET name = (SELECT name FROM person WHERE id = 'bert') WHERE id = 'anna'",
        "UPDATE person SET tag = (SELECT tag FROM person WHERE id = 'bert') WHERE id = 'anna'",
        "UPDATE person SET tag = x'' WHERE id = 'anna'",
        "UPDATE person SET tag = 'text' WHERE id = 'anna'",
        f"UPDATE person SET (at_s, name, tag) = (SELECT at_s, name, tag {BERT}) WHERE id = 'anna'",
        "INSERT OR REPLACE INTO person SELECT 'anna', at_s, name, tag FROM person WHERE id = 'bert'",
    ],
)
def test_a_row_that_was_changed_is_refused_and_reported(people: People, change: str) -> None:
    attack(people.path, change)
    with pytest.raises(StoreTampered):
        people.name("anna")
    assert people.reported == ["person"]
    assert people.name("bert") == "bert"


def test_no_change_of_ours_makes_a_changed_row_good(people: People) -> None:
    attack(people.path, "UPDATE person SET at_s = 3 WHERE id = 'anna'")
    with pytest.raises(StoreTampered), people.database.transaction() as connection:
        people.database.rows(connection, PERSON).update({"at_s": 4.0}, "WHERE id = ?", "anna")
    with pytest.raises(StoreTampered):
        people.name("anna")


@pytest.mark.parametrize(
    "changes",
    [
        ["DELETE FROM person WHERE id = 'anna'"],
        ["DELETE FROM person", "DELETE FROM meta WHERE name = 'sum:person'"],
        ["DELETE FROM meta WHERE name = 'sum:person'"],
    ],
)
def test_rows_that_are_gone_are_missed(people: People, changes: list[str]) -> None:
    attack(people.path, *changes)
    assert not people.is_whole()
    people.add("dora")
    assert not people.is_whole()


def test_a_row_from_before_is_missed_as_well(people: People) -> None:
    with closing(sqlite3.connect(people.path)) as connection:
        before = connection.execute("SELECT * FROM person WHERE id = 'anna'").fetchone()
    people.add("anna", 7)
    with closing(sqlite3.connect(people.path)) as connection:
        connection.execute("INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?)", before)
        connection.commit()
    assert people.name("anna") == "anna"
    assert not people.is_whole()


def test_what_was_missed_is_said_at_the_next_start_and_then_no_more(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    attack(people.path, "DELETE FROM person WHERE id = 'anna'")
    people.database.close()
    for said in (1, 0):
        caplog.clear()
        again = People(people.path)
        again.database.close()
        assert len(caplog.records) == said
        assert again.reported == ["person"] * said
    caplog.clear()


def write_old(path: Path) -> None:
    cipher = Cipher(KEY)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD)
        for name in ("anna", "bert"):
            sealed = cipher.seal(name.encode(), f"person:{name}")
            connection.execute("INSERT INTO person VALUES (?, 1, ?)", [name, sealed])
        connection.commit()


def test_rows_of_an_earlier_version_get_their_tags_once(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite3"
    write_old(path)
    with closing(People(path, StoreKeys(KEY, accepts_unbound=True)).database):
        pass
    people = People(path)
    with closing(people.database):
        assert (people.name("anna"), people.is_whole(), people.reported) == ("anna", True, [])


def test_an_earlier_versions_rows_are_refused_once_all_had_their_tags(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite3"
    write_old(path)
    with pytest.raises(StoreTampered):
        People(path)


def test_without_what_says_that_rows_have_tags_they_are_refused(people: People) -> None:
    attack(people.path, "UPDATE person SET at_s = 3", "DELETE FROM meta WHERE name = 'bound'")
    people.database.close()
    with pytest.raises(StoreTampered):
        People(people.path)


def test_an_earlier_version_in_which_something_was_exchanged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite3"
    write_old(path)
    attack(path, "UPDATE person SET name = (SELECT name FROM person WHERE id = 'bert') WHERE id = 'anna'")
    with pytest.raises(StoreTampered):
        People(path, StoreKeys(KEY, accepts_unbound=True))


def test_a_database_is_none_of_another_name(people: People) -> None:
    people.database.close()
    people.path.rename(people.path.with_name("others.sqlite3"))
    with pytest.raises(StoreTampered):
        People(people.path.with_name("others.sqlite3"))


def test_different_values_are_encoded_differently() -> None:
    values: list[object] = [None, "", b"", "a", b"a", 0, 1, 1.5, "1", -1, 2**62, 1e300, float("inf")]
    for a, b in product(values, values):
        assert (encode([a]) == encode([b])) == (a is b)
    assert encode(["a", "bc"]) != encode(["ab", "c"])
    assert encode([1]) == encode([1.0])


AGED = TableFormat("person", ("id", "at_s", "name", "age"), sealed={"name": named("person:{id}")}, later_columns=1)
AGED_FORMAT = DatabaseFormat(FORMAT.schema, (AGED,), added_columns={"person": {"age": "REAL"}})


def test_a_column_that_came_later_leaves_the_tags_of_older_rows_as_they_are(people: People) -> None:
    people.database.close()
    with closing(Database(people.path, people.cipher, AGED_FORMAT, people.reported.append)) as database:
        with database.transaction() as connection:
            rows = database.rows(connection, AGED)
            assert [(row["id"], row["age"]) for row in rows.select("ORDER BY id")] == [("anna", None), ("bert", None)]
            sealed = people.cipher.seal(b"cleo", "person:cleo")
            rows.insert({"id": "cleo", "at_s": 1, "name": sealed, "age": 41.0})
            assert rows.select("WHERE id = 'cleo'")[0]["age"] == 41.0
        for change in ("age = NULL WHERE id = 'cleo'", "age = 7 WHERE id = 'anna'"):
            with database.transaction() as connection:
                connection.execute(f"UPDATE person SET {change}")
                with pytest.raises(StoreTampered):
                    database.rows(connection, AGED).select()
                connection.execute("UPDATE person SET age = CASE id WHEN 'cleo' THEN 41.0 END")
    assert people.reported == ["person", "person"]
