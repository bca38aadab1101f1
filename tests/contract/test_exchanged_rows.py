"""A data folder in which somebody who lacks the key exchanges what is two people's, one thing at a time.

The attacks are made from the folder itself: every pair of cells of a column, every pair of rows and every pair of
images. Whatever is read afterwards is what was written, or it is refused; nobody passes as somebody else.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.attempts.staff_pins import hash_pin
from kiosk.backend.ports import BlobStore
from kiosk.domain.identity.flow import Flow
from kiosk.errors import KioskError, StoreTampered
from kiosk.settings import Settings
from tests.factories.faces import head
from tests.fakes.branch import PIN, STAFF, Branch
from tests.golden.scenario import ALICE, AT_S, BAD_TERMINAL, BOB, CALLER, TERMINAL, Day, drawn, opened, settings_of

DATABASES = ("attempts", "collections", "enrolment", "flows", "kiosk", "sessions")
IMAGES = ("documents", "enrolled", "images", "sessions")
CLAIMED = 95.0
"""Similarity from which somebody is who they say."""
SELFIES = {ALICE: (5, "alice"), BOB: (6, "bob")}
Row = list[Any]
Question = Callable[[Branch], object]


class Two(Day):
    """Alice and Bob are both enrolled, and much else is there twice."""

    def whole(self) -> None:
        self.onboards()
        bob = self._start("bob", Flow.ONBOARD, BOB)
        self.pass_liveness(bob, "bob")
        assert self.show_document(bob, "bob")
        assert self.branch.enrol(bob, BOB).approved
        self.comes_back()
        self.is_locked_out()
        self.completes_a_session()
        self.is_in_the_middle()
        for staff, device in (("s-1", BAD_TERMINAL), ("s-2", TERMINAL)):
            self.branch.identity.audit.record(staff, "unlock device", device, "showed passport 123456789")


@dataclass(frozen=True)
class Folder:
    """What was written, and all that can be asked of it."""

    path: Path
    settings: Settings
    now_s: float
    questions: Mapping[str, Question]

    def answers(self, settings: Settings) -> dict[str, object]:
        with opened(settings, self.now_s) as branch:
            return {name: _answer(branch, ask) for name, ask in self.questions.items()}


REFUSED = "refused"


def _answer(branch: Branch, ask: Question) -> object:
    try:
        return ask(branch)
    except KioskError as error:
        return f"{REFUSED} {error.code}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    path = tmp_path_factory.mktemp("two")
    settings = settings_of(path, {STAFF: hash_pin(PIN)})
    with opened(settings, AT_S) as branch:
        day = Two(branch)
        day.whole()
        now_s = branch.clock.now_s
    return Folder(path, settings, now_s, _questions(day))


def _questions(day: Day) -> Mapping[str, Question]:
    found: dict[str, Question] = {}
    for name, started in day.visits.items():
        found |= _of_visit(name, started.challenge.id)
    for name, session in day.sessions.items():
        found[f"session {name}"] = partial(_session, session)
    for kind, reference in ((SubjectKind.CUSTOMER, ALICE), (SubjectKind.DEVICE, BAD_TERMINAL)):
        found[f"lockout of {reference}"] = partial(_is_locked, Subject(kind, reference))
    found["audit"] = lambda branch: branch.identity.audit.entries()
    for shown in SELFIES:
        found[f"customer {shown}"] = partial(_customer, shown)
        found[f"who is like {shown}"] = partial(_alike, shown)
        for claimed in SELFIES:
            found[f"{shown} says to be {claimed}"] = partial(_passes, claimed, shown)
    return found


def _of_visit(name: str, id_: str) -> Mapping[str, Question]:
    return {
        f"challenge {name}": lambda branch: branch.identity.challenges.store.load(id_),
        f"frames {name}": lambda branch: branch.identity.challenges.store.frames(id_),
        f"findings {name}": lambda branch: dict(branch.identity.challenges.store.findings(id_)),
        f"flow {name}": lambda branch: branch.identity.flows.load(id_),
        f"attempt {name}": lambda branch: branch.identity.attempts.load(id_),
        f"images of {name}": lambda branch: _pictures(branch.identity.challenges.blobs, id_),
        f"documents of {name}": lambda branch: _pictures(branch.identity.documents, id_),
    }


def _session(session: str, branch: Branch) -> object:
    return branch.identity.kyc.results(CALLER, session)


def _customer(customer: str, branch: Branch) -> object:
    return branch.identity.enrolments.load_customer(customer)


def _pictures(blobs: BlobStore, folder: str) -> object:
    return {name: blobs.get(folder, name) for name in blobs.names(folder)}


def _is_locked(subject: Subject, branch: Branch) -> object:
    """A question that is answered by being refused: so that a refusal for another reason is told from it."""
    customer, device = (subject.reference, "") if subject.kind is SubjectKind.CUSTOMER else ("", subject.reference)
    branch.identity.attempts.check(customer, device)
    return "free"


def _passes(claimed: str, shown: str, branch: Branch) -> object:
    """By the similarity alone, whatever is held against them."""
    tag, person = SELFIES[shown]
    selfie = branch.engine.show(drawn(tag), head(), person=person)
    likeness = branch.identity.enrolments.likeness(claimed, selfie)
    return likeness.similarity >= CLAIMED and not likeness.others


def _alike(shown: str, branch: Branch) -> object:
    tag, person = SELFIES[shown]
    selfie = branch.engine.show(drawn(tag), head(), person=person)
    return [found.user for found in branch.identity.enrolments.find_duplicates(selfie, CLAIMED)]


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


def _look(folder: Folder, copy: Path) -> dict[str, object]:
    """All answers of the changed folder; a backend that does not start answers nothing."""
    try:
        return folder.answers(folder.settings.model_copy(update={"data_dir": copy}))
    except StoreTampered:
        return {}


@pytest.mark.expect_logs
@pytest.mark.parametrize("database", DATABASES)
def test_no_cell_and_no_row_is_another_s(folder: Folder, tmp_path: Path, database: str) -> None:
    before = folder.answers(folder.settings)
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
def test_no_image_is_another_s(folder: Folder, tmp_path: Path, kind: str) -> None:
    before = folder.answers(folder.settings)
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


def test_the_people_are_who_they_are(folder: Folder) -> None:
    now = folder.answers(folder.settings)
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
