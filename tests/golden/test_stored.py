"""What is kept, as it is written: whoever updates a branch finds in its databases what an earlier version wrote."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.ports import Stored, dump_stored, load_stored
from kiosk.backend.stores.sqlite.enrolments import FILE_NAME, SqliteEnrolments
from kiosk.rekognition_local.liveness import records as rekognition
from tests.factories import stored_values
from tests.factories.stored_values import BARE, STORED
from tests.golden.expectation import expect, expected

ALL = {**{f"stored/{name}": each for name, each in STORED.items()}, **{f"stored/bare_{n}": b for n, b in BARE.items()}}
LIVENESS = "stored/rekognition_liveness_session.json"


def kinds(base: type[Stored] = Stored) -> Iterator[type[Stored]]:
    """What a backend stores; an evaluation's own files live as long as its folder of results."""
    for kind in base.__subclasses__():
        if not kind.__module__.startswith("kiosk.evaluation."):
            yield kind
        yield from kinds(kind)


def defaults(value: Any, place: str = "") -> Iterator[str]:
    """Fields that have their defaults, however deep."""
    if isinstance(value, tuple | frozenset):
        for each in value:
            yield from defaults(each, place)
    if not is_dataclass(value):
        return
    for each in fields(value):
        found = getattr(value, each.name)
        factory = each.default_factory
        if found == (each.default if factory is MISSING else factory()) or found is None:
            yield f"{place}.{each.name}"
        yield from defaults(found, f"{place}.{each.name}")


def test_there_is_a_sample_of_every_kind() -> None:
    assert {type(each) for each in STORED.values()} == {*kinds()}


@pytest.mark.parametrize("name", STORED)
def test_every_field_of_a_sample_says_something(name: str) -> None:
    assert list(defaults(STORED[name].value)) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ALL)
def test_it_is_written_as_ever(name: str) -> None:
    expect(f"{name}.json", dump_stored(ALL[name]).decode())


@pytest.mark.parametrize("name", ALL)
def test_what_was_written_is_read(name: str) -> None:
    written = expected(f"{name}.json").strip()
    read = load_stored(type(ALL[name]), written.encode())
    assert read == ALL[name]
    assert dump_stored(read).decode() == written


def test_a_liveness_session_of_rekognition_local() -> None:
    expect(LIVENESS, rekognition.written(stored_values.LIVENESS_SESSION).decode())
    read = rekognition.read(expected(LIVENESS).strip().encode())
    assert read == stored_values.LIVENESS_SESSION


def test_plans_of_enrolment_on_a_machine(tmp_path: Path) -> None:
    """They stand in plain text, for nothing in them says anything of anybody."""
    with closing(SqliteEnrolments(tmp_path, bytes(32))) as enrolments:
        assert enrolments.put_layouts(stored_values.LAYOUTS)
        enrolments.put_checkpoint(stored_values.CHECKPOINT)
        assert (enrolments.layouts(), enrolments.checkpoint()) == (stored_values.LAYOUTS, stored_values.CHECKPOINT)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        rows = connection.execute("SELECT name, version, value FROM plan ORDER BY name").fetchall()
    expect("stored/plans.txt", "\n".join(f"{name} {version} {value}" for name, version, value in rows))
