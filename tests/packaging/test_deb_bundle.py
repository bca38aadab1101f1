"""The package around the real frozen program: the terminal runs as a service, with and without a screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from release import deb
from tests.packaging.machine import Machine, booted, skip_unless_possible
from tests.packaging.test_deb_service import NO_SCREEN, OFFSCREEN, needs_cage, set_lines

LOGS = "/var/lib/kiosk/logs"


@pytest.fixture(scope="module")
def machine(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    skip_unless_possible()
    folder, packages = tmp_path_factory.mktemp("machine"), tmp_path_factory.mktemp("packages")
    package = deb.build(bundle, packages, fast=True)
    with booted(folder, packages) as machine:
        machine.run("dpkg", "--install", f"/srv/packages/{package.name}")
        set_lines(machine, "KIOSK_CAMERA=demo", file="/etc/kiosk/kiosk.env")
        yield machine


def _start(machine: Machine, *settings: str) -> None:
    set_lines(machine, *settings)
    machine.run("sh", "-c", f"rm -rf {LOGS}")
    machine.run("systemctl", "start", "kiosk")
    machine.until(lambda: "backend --host 127.0.0.1" in machine.says("pgrep", "-u", "kiosk", "-a"), "the backend")
    machine.until(lambda: machine.says("ss", "-Hltn", "src", "127.0.0.1") != "", "a backend that listens")


def _stop(machine: Machine) -> None:
    machine.run("systemctl", "stop", "kiosk")
    assert machine.property("Result") == "success"
    assert machine.says("pgrep", "-u", "kiosk") == ""
    assert "the terminal ends as asked" in machine.says("cat", f"{LOGS}/kiosk.log")


def test_the_terminal_and_its_backend_run_as_a_confined_service(machine: Machine) -> None:
    _start(machine, *OFFSCREEN)

    logs = machine.says("sh", "-c", f"cat {LOGS}/*.log")
    assert "the terminal runs" in logs
    assert not [line for line in logs.splitlines() if " WARNING " in line or " ERROR " in line]
    assert machine.property("NRestarts") == "0"
    _stop(machine)


@needs_cage
def test_the_terminal_shows_its_window_to_the_compositor(machine: Machine) -> None:
    _start(machine, *NO_SCREEN)

    terminal = machine.says("pgrep", "-u", "kiosk", "-f", "^/opt/kiosk/kiosk run")
    assert "libqwayland" in machine.says("cat", f"/proc/{terminal}/maps")
    _stop(machine)
    assert "Wayland connection broke" not in machine.says("cat", f"{LOGS}/kiosk.log")


def test_the_command_line_is_on_the_path(machine: Machine) -> None:
    assert "demo" in machine.run("kiosk-cli", "--help").stdout


def test_every_system_library_is_found(bundle: Path, machine: Machine) -> None:
    listing = machine.says("sh", "-c", "find /opt/kiosk -name '*.so*' -type f -exec ldd {} +")
    unresolved = {line.split()[0] for line in listing.splitlines() if "not found" in line}

    assert sorted(unresolved - {path.name for path in bundle.rglob("*")}) == []
