"""`/health` tries what it promises: that what a customer hands in can be kept and read."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from kiosk.backend.api.facade import ChallengeService, VerificationService
from kiosk.backend.api.health_routes import KEPT_S, Health
from kiosk.backend.stores.files.disk_health import DiskHealth
from kiosk.errors import KioskError, ServiceUnavailable, StorageFailed, StorageFull, StoreDamaged
from kiosk.settings import Settings
from tests.fakes.branch import build_service
from tests.fakes.clock import FakeClock
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.served_backend import Terminal, served


def spoil(path: Path) -> None:
    """Overwrite every page but the first with noise."""
    pages = path.stat().st_size // 4096
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(4096 * (pages - 1)))


def failing(service: ChallengeService, error: BaseException) -> ChallengeService:
    def fail() -> None:
        raise error

    return ChallengeService(replace(service._context, check_disk=fail), ExitStack())


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StorageFull("where"), "STORAGE_FULL"),
        (StorageFailed("where"), "STORAGE_FAILED"),
        (StoreDamaged("where"), "STORE_DAMAGED"),
        (ServiceUnavailable("DynamoDB"), "SERVICE_UNAVAILABLE"),
        (RuntimeError("Jane Doe"), "INTERNAL_ERROR"),
    ],
)
def test_what_cannot_be_kept_is_said_by_its_code_alone(
    service: VerificationService, settings: Settings, error: BaseException, code: str
) -> None:
    with served(failing(service, error), settings) as url:
        response = requests.get(f"{url}/health", timeout=10)
    assert response.status_code == 503
    assert response.json()["code"] == code
    assert "where" not in response.text
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.expect_logs
def test_one_look_is_good_for_a_while_and_ends_well(service: VerificationService) -> None:
    clock, errors, looks = FakeClock(), list[KioskError](), [0]

    def look() -> None:
        looks[0] += 1
        for error in errors:
            raise error

    health = Health(ChallengeService(replace(service._context, check_disk=look), ExitStack()), clock)
    assert [health.code() for _ in range(9)] == [""] * 9
    assert looks == [1]
    errors.append(StorageFull())
    assert health.code() == ""
    clock.now_s += KEPT_S
    assert health.code() == "STORAGE_FULL"
    errors.clear()
    clock.now_s += KEPT_S
    assert health.code() == ""
    health.note_damage()
    assert health.code() == "STORE_DAMAGED"


def test_a_disk_with_too_little_room_and_a_folder_that_is_gone(tmp_path: Path) -> None:
    DiskHealth(tmp_path, 1).check()
    with pytest.raises(StorageFull):
        DiskHealth(tmp_path, shutil.disk_usage(tmp_path).total + 1).check()
    with pytest.raises(StorageFailed):
        DiskHealth(tmp_path / "gone", 1).check()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no file system in memory")
def test_the_probe_leaves_nothing_behind_on_a_file_system_in_memory() -> None:
    folder = Path("/dev/shm") / f"kiosk-health-{os.getpid()}"
    folder.mkdir()
    try:
        DiskHealth(folder, 1).check()
        assert not list(folder.iterdir())
    finally:
        folder.rmdir()


@pytest.fixture
def used(settings: Settings, engine: FakeFaceEngine, clock: FakeClock) -> Iterator[Settings]:
    """A data folder with some challenges in it, which no process has open."""
    with build_service(settings, engine, clock) as service, served(service, settings) as url:
        for number in range(60):
            body = {"userId": f"u-{number}", "imageWidth": 640, "imageHeight": 480}
            assert requests.post(f"{url}/challenge/start", json=body, timeout=10).status_code == 200
    yield settings


@pytest.mark.expect_logs
def test_damaged_pages_have_a_code_of_their_own_and_pass_nobody(
    used: Settings, engine: FakeFaceEngine, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    with build_service(used, engine, clock) as service, served(service, used) as url, requests.Session() as session:
        terminal = Terminal(url, session, service)
        started = terminal.started()
        connection = service._context.store._database._connection  # type: ignore[attr-defined]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        spoil(used.data_dir / "kiosk.sqlite3")
        connection.execute("PRAGMA shrink_memory")
        answers = [terminal.start() for _ in range(10)] + [terminal.verify(started) for _ in range(3)]
        told = {(answer.status_code, answer.json().get("code")) for answer in answers if answer.status_code != 200}
        assert told == {(500, "STORE_DAMAGED")}
        health = terminal.call("GET", "/health")
        assert (health.status_code, health.json()["code"]) == (503, "STORE_DAMAGED")
    assert caplog.text.count("a database is damaged; nobody") == 1


@pytest.mark.expect_logs
def test_the_examination_finds_damage_that_nobody_has_met(used: Settings) -> None:
    health = DiskHealth(used.data_dir, 1)
    health.examine()
    health.check()
    with sqlite3.connect(used.data_dir / "kiosk.sqlite3") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    spoil(used.data_dir / "kiosk.sqlite3")
    health.examine()
    with pytest.raises(StoreDamaged):
        health.check()


@pytest.mark.expect_logs
@pytest.mark.parametrize("content", [b"nonsense" * 1000, json.dumps({}).encode() * 4096])
def test_a_file_that_is_no_database_is_damaged(settings: Settings, engine: FakeFaceEngine, content: bytes) -> None:
    settings.data_dir.mkdir(parents=True)
    (settings.data_dir / "kiosk.sqlite3").write_bytes(content)
    with pytest.raises(StoreDamaged):
        build_service(settings, engine)
