"""A data folder in which somebody who lacks the key exchanges what is two people's, one thing at a time.

The attacks are made from the folder itself: every pair of cells of a column, every pair of rows and every pair of
images. Whatever is read afterwards is what was written, or it is refused; nobody passes as somebody else.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import StoreTampered
from tests.fakes.two_people import REFUSED, TwoPeople, two_people
from tests.golden.scenario import ALICE, BAD_TERMINAL, BOB

DATABASES = ("attempts", "collections", "enrolment", "flows", "kiosk", "sessions")
IMAGES = ("documents", "enrolled", "images", "sessions")
Row = list[Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> TwoPeople:
    return two_people(tmp_path_factory.mktemp("two"))


def _accepted(name: str, before: object, now: object) -> bool:
    """The truth, a refusal, or that somebody is not known any more."""
    if now == before or (isinstance(now, str) and now.startswith(REFUSED) and before != f"{REFUSED} LOCKED_OUT"):
        return True
    if before == f"{REFUSED} LOCKED_OUT":
        return now == f"{REFUSED} {StoreTampered.code}"
    if "says to be" in name:
        return now is False
    return isinstance(now, list) and isinstance(before, list) and set(now) <= set(before)


def _tables(path: Path) -> Iterator[tuple[str, list[str], list[Row]]]:
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            yield name, columns, [list(row) for row in connection.execute(f"SELECT * FROM {name}")]


def _pairs(rows: list[Row]) -> list[tuple[Row, Row]]:
    """The first and the last, and two neighbours: what is two people's lies in one of them."""
    return [] if len(rows) < 2 else [(rows[0], rows[-1]), *list(pairwise(rows))[: 1 if len(rows) > 2 else 0]]


Attack = tuple[str, str, list[str], tuple[Row, Row], tuple[Row, Row]]


def _attacks(path: Path) -> Iterator[Attack]:
    """What is said of it, the table, its columns, two rows, and what stands in their places."""
    for table, columns, rows in _tables(path):
        for a, b in _pairs(rows):
            for place, column in enumerate(columns):
                if a[place] != b[place]:
                    x, y = a[:], b[:]
                    x[place], y[place] = b[place], a[place]
                    yield f"{table}.{column}", table, columns, (a, b), (x, y)
            for whole in range(1, min(3, len(columns))):
                yield (
                    f"{table} but {columns[:whole]}",
                    table,
                    columns,
                    (a, b),
                    (a[:whole] + b[whole:], b[:whole] + a[whole:]),
                )


def _exchange(path: Path, attack: Attack) -> bool:
    """Whether the database takes it."""
    _, table, columns, before, after = attack
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS audit_stays")
        for row in before:
            same = " AND ".join(f"{column} IS ?" for column in columns)
            connection.execute(f"DELETE FROM {table} WHERE {same}", row)
        try:
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", after)
        except sqlite3.IntegrityError:
            return False
        connection.commit()
    return True


def _look(folder: TwoPeople, copy: Path) -> dict[str, object]:
    """All answers of the changed folder; a backend that does not start answers nothing."""
    try:
        return folder.answers(copy)
    except StoreTampered:
        return {}


@pytest.mark.expect_logs
@pytest.mark.parametrize("database", DATABASES)
def test_no_cell_and_no_row_is_another_s(folder: TwoPeople, tmp_path: Path, database: str) -> None:
    before = folder.answers()
    wrong, taken, noticed = list[str](), 0, 0
    for number, attack in enumerate(_attacks(folder.path / f"{database}.sqlite3")):
        copy = tmp_path / str(number)
        shutil.copytree(folder.path, copy)
        if _exchange(copy / f"{database}.sqlite3", attack):
            now, taken = _look(folder, copy), taken + 1
            noticed += now != before
            wrong += [f"{attack[0]}: {name}" for name in now if not _accepted(name, before[name], now[name])]
        shutil.rmtree(copy)
    assert wrong == []
    assert taken > 3
    assert noticed > 3


@pytest.mark.expect_logs
@pytest.mark.parametrize("kind", IMAGES)
def test_no_image_is_another_s(folder: TwoPeople, tmp_path: Path, kind: str) -> None:
    before = folder.answers()
    wrong, noticed = list[str](), 0
    files = sorted((folder.path / kind).rglob("*.sealed"))
    pairs = [(files[0], files[-1]), *list(pairwise(files))[:3]]
    for number, (a, b) in enumerate(pairs):
        copy = tmp_path / str(number)
        shutil.copytree(folder.path, copy)
        for source, target in ((a, b), (b, a)):
            (copy / target.relative_to(folder.path)).write_bytes(source.read_bytes())
        now = _look(folder, copy)
        noticed += now != before
        wrong += [name for name in now if not _accepted(name, before[name], now[name])]
        shutil.rmtree(copy)
    assert wrong == []
    assert noticed


def test_the_people_are_who_they_are(folder: TwoPeople) -> None:
    now = folder.answers()
    told = {name: now[name] for name in now if "says to be" in name or "like" in name or "lockout" in name}
    assert told == {
        f"{ALICE} says to be {ALICE}": True,
        f"{BOB} says to be {BOB}": True,
        f"{BOB} says to be {ALICE}": False,
        f"{ALICE} says to be {BOB}": False,
        f"who is like {ALICE}": [ALICE],
        f"who is like {BOB}": [BOB],
        f"lockout of {ALICE}": "refused LOCKED_OUT",
        f"lockout of {BAD_TERMINAL}": "refused LOCKED_OUT",
    }
