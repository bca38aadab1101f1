"""The self-test before a shared backend: it says whether that answers and knows the terminal's keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from kiosk.settings import Settings, load
from kiosk.terminal.selftest.report import Finding, Outcome, examine
from kiosk.terminal.selftest.service import checks
from tests.factories.terminals import ANYBODY
from tests.fakes.branch import build_service
from tests.fakes.clock import FakeClock
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.served_backend import served

KEY = "a key with thirty letters in it"


@dataclass(frozen=True, slots=True)
class Shared:
    url: str
    folder: Path


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    settings = load(
        machine=(),
        data_dir=tmp_path / "backend",
        backend_api_key=SecretStr(KEY),
        terminals=ANYBODY,
        consent_elsewhere=True,
    )
    with build_service(settings, FakeFaceEngine(), FakeClock()) as service, served(service, settings) as url:
        yield Shared(url, tmp_path)


def looked_at(settings: Settings) -> Finding:
    (check,) = (each for each in checks(settings) if each.name == "configured backend")
    return examine(check)


def of_terminal(folder: Path, url: str, key: str = KEY) -> Settings:
    return load(machine=(), data_dir=folder / "terminal", backend_url=url, backend_api_key=SecretStr(key))


def test_a_backend_that_knows_the_key_is_fine_and_begins_nothing(shared: Shared) -> None:
    found = looked_at(of_terminal(shared.folder, shared.url))
    assert found.outcome is Outcome.OK, found.seen
    assert "127.0.0.1" in found.seen


def test_a_wrong_key_and_a_dead_address_fail(shared: Shared) -> None:
    wrong = looked_at(of_terminal(shared.folder, shared.url, "another key of thirty letters!"))
    assert wrong.outcome is Outcome.FAILED
    assert "API_KEY_INVALID" in wrong.seen
    dead = looked_at(of_terminal(shared.folder, "http://127.0.0.1:9"))
    assert dead.outcome is Outcome.FAILED
    assert dead.seen.startswith("BACKEND_UNREACHABLE")


def test_without_a_shared_backend_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    assert looked_at(of_terminal(tmp_path, "")).outcome is Outcome.SKIPPED
