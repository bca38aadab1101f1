"""The package on a machine with a real systemd: installed, started, stopped, upgraded, removed, purged."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from release import deb
from tests.packaging.machine import Machine, booted, skip_unless_possible
from tests.packaging.stand_in import make_bundle

ENV, DEFAULTS = "/etc/kiosk/kiosk.env", "/etc/default/kiosk"
LOG = "/var/lib/kiosk/logs/kiosk.log"
OFFSCREEN = ("QT_QPA_PLATFORM=offscreen",)
NO_SCREEN = ("WLR_BACKENDS=headless", "WLR_RENDERER=pixman", "WLR_LIBINPUT_NO_DEVICES=1")
needs_cage = pytest.mark.skipif(
    shutil.which("cage") is None or shutil.which("Xwayland") is None, reason="cage or Xwayland is not installed"
)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of the package around a stand-in for the frozen program."""
    skip_unless_possible()
    folder = tmp_path_factory.mktemp("packages")
    built = deb.build(make_bundle(folder / "bundle" / "kiosk"), folder, fast=True)
    built.rename(folder / "kiosk_1.deb")
    _again_as(folder / "kiosk_1.deb", folder / "kiosk_2.deb", "99.0")
    return folder


@pytest.fixture
def machine(tmp_path: Path, packages: Path) -> Iterator[Machine]:
    with booted(tmp_path, packages) as machine:
        yield machine


def _again_as(package: Path, newer: Path, version: str) -> None:
    tree = package.parent / "newer"
    subprocess.run(["dpkg-deb", "--raw-extract", package, tree], check=True)
    control = tree / "DEBIAN" / "control"
    lines = control.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [f"Version: {version}\n" if line.startswith("Version:") else line for line in lines]
    control.write_text("".join(changed), encoding="utf-8")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, newer], check=True, capture_output=True
    )
    shutil.rmtree(tree)


def _install(machine: Machine, package: str = "kiosk_1.deb") -> None:
    machine.run("dpkg", "--install", f"/srv/packages/{package}")


def set_lines(machine: Machine, *lines: str, file: str = DEFAULTS) -> None:
    """Write a settings file anew."""
    machine.run("sh", "-c", f'printf "%s\\n" "$@" > {file}', "sh", *lines)


def _start(machine: Machine, settings: Sequence[str] = OFFSCREEN) -> None:
    set_lines(machine, *settings)
    set_lines(machine, "KIOSK_CAMERA=demo", file=ENV)
    machine.run("systemctl", "start", "kiosk")
    machine.until(lambda: "the terminal runs" in machine.says("cat", LOG), "the terminal")


def test_installing_makes_account_and_folders_and_starts_nothing(machine: Machine) -> None:
    _install(machine)

    groups = set(machine.says("id", "-Gn", "kiosk").split())
    assert groups == {"kiosk", "video", "render", "input"}
    assert machine.says("stat", "-c", "%U:%G %a", "/var/lib/kiosk") == "kiosk:kiosk 750"
    assert machine.says("stat", "-c", "%U:%G %a", ENV) == "root:kiosk 640"
    assert machine.says("stat", "-c", "%U:%G %a", "/opt/kiosk/kiosk") == "root:root 755"
    assert machine.property("ActiveState") == "inactive"
    assert machine.property("UnitFileState") == "disabled"
    assert machine.says("dpkg", "--verify", "kiosk") == ""


def test_the_service_runs_as_the_account_and_ends_when_it_is_stopped(machine: Machine) -> None:
    _install(machine)
    _start(machine)

    pid = machine.property("MainPID")
    assert machine.says("ps", "-o", "user=", "-p", pid) == "kiosk"
    assert "NoNewPrivs:\t1" in machine.says("cat", f"/proc/{pid}/status")
    assert machine.run("sh", "-c", f"nsenter -t {pid} -m touch /opt/kiosk/x", check=False).returncode != 0

    machine.run("systemctl", "stop", "kiosk")
    assert machine.property("Result") == "success"
    assert machine.says("pgrep", "-u", "kiosk") == ""


def test_a_terminal_that_dies_is_started_again_and_one_with_wrong_settings_is_not(machine: Machine) -> None:
    _install(machine)
    _start(machine)
    before = machine.property("MainPID")

    machine.run("kill", "-KILL", before)
    machine.until(lambda: machine.property("MainPID") not in {before, "0"}, "a second start")

    machine.run("systemctl", "stop", "kiosk")
    set_lines(machine, "QT_QPA_PLATFORM=offscreen", "KIOSK_STAND_IN_EXITS=3")
    machine.run("systemctl", "start", "kiosk")
    machine.until(lambda: machine.property("ActiveState") == "failed", "giving up")
    assert machine.property("ExecMainStatus") == "3"


@needs_cage
def test_without_a_desktop_the_service_runs_under_a_compositor(machine: Machine) -> None:
    _install(machine)
    _start(machine, NO_SCREEN)

    assert machine.says("cat", LOG) == "the terminal runs on wayland wayland-0"
    assert machine.says("pgrep", "-u", "kiosk", "-x", "cage") != ""

    machine.run("systemctl", "stop", "kiosk")
    assert machine.property("Result") == "success"
    assert machine.says("pgrep", "-u", "kiosk") == ""


@needs_cage
def test_the_compositor_hands_on_the_exit_status(machine: Machine) -> None:
    _install(machine)
    set_lines(machine, *NO_SCREEN, "KIOSK_STAND_IN_EXITS=6")
    machine.run("systemctl", "start", "kiosk")

    machine.until(lambda: machine.property("ActiveState") == "failed", "giving up")
    assert machine.property("ExecMainStatus") == "6"


def test_an_upgrade_starts_a_running_service_again_and_keeps_settings_and_data(machine: Machine) -> None:
    _install(machine)
    _start(machine)
    settings, before = machine.says("cat", ENV), machine.property("MainPID")

    _install(machine, "kiosk_2.deb")

    assert machine.says("dpkg-query", "-Wf", "${Version}", "kiosk") == "99.0"
    assert machine.property("ActiveState") == "active"
    assert machine.property("MainPID") != before
    assert machine.says("cat", ENV) == settings
    assert machine.says("stat", "-c", "%U:%G %a", ENV) == "root:kiosk 640"


def test_an_upgrade_leaves_a_stopped_service_stopped(machine: Machine) -> None:
    _install(machine)
    _install(machine, "kiosk_2.deb")

    assert machine.property("ActiveState") == "inactive"


def test_removing_ends_the_service_and_keeps_data_settings_and_account(machine: Machine) -> None:
    _install(machine)
    _start(machine)

    machine.run("dpkg", "--remove", "kiosk")

    assert machine.says("pgrep", "-u", "kiosk") == ""
    assert machine.run("test", "-e", "/opt/kiosk", check=False).returncode != 0
    assert "the terminal runs" in machine.says("cat", LOG)
    assert "KIOSK_CAMERA=demo" in machine.says("cat", ENV)


def test_purging_leaves_nothing(machine: Machine) -> None:
    _install(machine)
    _start(machine)
    machine.run("systemctl", "enable", "kiosk")

    machine.run("dpkg", "--purge", "kiosk")

    for gone in ("/opt/kiosk", "/var/lib/kiosk", "/var/cache/kiosk", "/etc/kiosk", "/usr/bin/kiosk"):
        assert machine.run("test", "-e", gone, check=False).returncode != 0, gone
    assert machine.says("getent", "passwd", "kiosk") == ""
    assert machine.says("getent", "group", "kiosk") == ""
    assert (
        machine.says("find", "/etc", "/usr/lib/systemd", "/usr/lib/sysusers.d", "/usr/share", "-name", "*kiosk*") == ""
    )


def test_everything_again_after_a_purge(machine: Machine) -> None:
    _install(machine)
    machine.run("dpkg", "--purge", "kiosk")
    _install(machine)
    _start(machine)

    assert machine.property("ActiveState") == "active"
