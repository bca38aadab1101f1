"""Who may use the camera: device nodes of Linux with real rights, and an operating system that has to be asked."""

import grp
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt
from pytestqt.qtbot import QtBot

from kiosk.errors import CameraError, CameraForbidden, CameraMissing
from kiosk.terminal.camera.device_choice import USUAL_GROUP, barred_devices, explain_bar, is_clip
from kiosk.terminal.camera.latest import Latest
from kiosk.terminal.camera.live import Delivery, Device, absent
from kiosk.terminal.ui.application import request_camera_permission

ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65534
AS_SOMEBODY_ELSE = """
import grp, json, os, sys
from pathlib import Path
from kiosk.terminal.camera.live import absent
folder, user, groups = Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
os.setgroups(groups), os.setgid(user), os.setuid(user)
error = absent("0", 0, folder)
sys.stdout.write(json.dumps([error.code, error.detail]))
"""

linux_root = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root of Linux can make device nodes"
)


def make_node(path: Path, group: int = 0, mode: int = 0o600) -> None:
    """A node of video4linux, for which no driver need be there."""
    try:
        os.mknod(path, 0o020000 | mode, os.makedev(81, 0))
    except PermissionError:
        pytest.skip("this container does not let root make device nodes")
    os.chown(path, 0, group)
    path.chmod(mode)


@pytest.fixture
def devices() -> Iterator[Path]:
    """A folder like /dev that anybody may look into, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_somebody_else(folder: Path, groups: tuple[int, ...] = ()) -> tuple[str, str]:
    """Code and detail for a user without rights; the interpreter itself may lie where only root gets to."""
    command = [sys.executable, "-c", AS_SOMEBODY_ELSE, str(folder), str(NOBODY), json.dumps(groups)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    code, detail = json.loads(done.stdout)
    return code, detail


@linux_root
def test_a_camera_of_root_alone_is_forbidden_to_others(devices: Path) -> None:
    make_node(devices / "video0")
    code, detail = as_somebody_else(devices)
    assert code == "CAMERA_FORBIDDEN"
    assert detail == "this user may not open video0; add the user to the group video and log in again"


@linux_root
def test_the_group_of_the_device_is_named(devices: Path) -> None:
    tty = grp.getgrnam("tty").gr_gid
    make_node(devices / "video0", tty, 0o660)
    make_node(devices / "video1", grp.getgrnam(USUAL_GROUP).gr_gid, 0o660)
    _, detail = as_somebody_else(devices)
    assert "may not open video0, video1; add the user to the group tty or video" in detail


@linux_root
def test_a_group_without_a_name_is_told_by_its_number(devices: Path) -> None:
    make_node(devices / "video0", 54321, 0o660)
    assert "group 54321" in as_somebody_else(devices)[1]


@linux_root
def test_a_member_of_the_group_is_not_barred(devices: Path) -> None:
    group = grp.getgrnam(USUAL_GROUP).gr_gid
    make_node(devices / "video0", group, 0o660)
    assert as_somebody_else(devices, (group,))[0] == "CAMERA_MISSING"


@linux_root
def test_being_let_read_only_is_not_enough(devices: Path) -> None:
    make_node(devices / "video0", mode=0o644)
    assert as_somebody_else(devices)[0] == "CAMERA_FORBIDDEN"


def test_what_is_no_device_bars_nobody(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"")
    (tmp_path / "video1").mkdir()
    (tmp_path / "video2").symlink_to(tmp_path / "gone")
    assert barred_devices(tmp_path) == ()
    assert barred_devices(tmp_path / "nowhere") == ()
    assert isinstance(absent("0", 0, tmp_path), CameraMissing)


@linux_root
def test_a_camera_that_is_there_but_not_the_wanted_one_is_missing(devices: Path) -> None:
    make_node(devices / "video0")
    assert isinstance(absent("Front", 1, devices), CameraMissing)


def test_the_detail_names_the_usual_group_for_what_root_keeps(tmp_path: Path) -> None:
    assert USUAL_GROUP in explain_bar([Path(os.devnull)])


@pytest.mark.parametrize(("wanted", "clip"), [("a clip.MP4", True), ("0", False), ("Camera v1.0", False), ("", False)])
def test_video_files_are_told_from_cameras(wanted: str, clip: bool) -> None:
    assert is_clip(wanted) is clip


class FakeSystem(QObject):
    """An operating system that has to be asked, as macOS is; the answer comes when the test gives it."""

    def __init__(self, status: Qt.PermissionStatus) -> None:
        super().__init__()
        self.status = status
        self.asked: list[Callable[..., None]] = []

    def checkPermission(self, permission: object) -> Qt.PermissionStatus:  # noqa: N802
        return self.status

    def requestPermission(self, permission: object, context: object, answered: Callable[..., None]) -> None:  # noqa: N802
        self.asked.append(answered)


def test_an_undecided_system_is_asked_once_at_the_start() -> None:
    system = FakeSystem(Qt.PermissionStatus.Undetermined)
    request_camera_permission(system)  # type: ignore[arg-type]
    assert len(system.asked) == 1
    system.status = Qt.PermissionStatus.Granted
    system.asked[0]()
    request_camera_permission(system)  # type: ignore[arg-type]
    assert len(system.asked) == 1


def test_a_system_that_has_decided_is_not_asked(qapp: QCoreApplication) -> None:
    system = FakeSystem(Qt.PermissionStatus.Denied)
    request_camera_permission(system)  # type: ignore[arg-type]
    assert system.asked == []
    request_camera_permission(qapp)


@pytest.mark.parametrize(
    ("answer", "code"), [(Qt.PermissionStatus.Denied, CameraForbidden.code), (Qt.PermissionStatus.Granted, None)]
)
def test_the_answer_decides_whether_a_camera_opens(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: Qt.PermissionStatus, code: str | None
) -> None:
    system, slot = FakeSystem(Qt.PermissionStatus.Undetermined), Latest[Delivery]()
    device = Device("no such camera", (1280, 720), slot)
    system.setParent(QCoreApplication.instance())
    monkeypatch.setattr(
        "kiosk.terminal.camera.live.QCoreApplication", type("Asked", (), {"instance": staticmethod(lambda: system)})
    )
    device.opening.emit(device)
    qtbot.waitUntil(lambda: bool(system.asked))
    assert slot.take(0) is None
    system.status = answer
    system.asked[0](object())
    delivery = slot.take(0)
    assert isinstance(delivery, CameraError)
    assert delivery.code == (code or CameraMissing.code)
    system.deleteLater()


def test_a_system_that_denies_is_not_asked_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    system, slot = FakeSystem(Qt.PermissionStatus.Denied), Latest[Delivery]()
    device = Device("0", (1280, 720), slot)
    monkeypatch.setattr(
        "kiosk.terminal.camera.live.QCoreApplication", type("Asked", (), {"instance": staticmethod(lambda: system)})
    )
    device.opening.emit(device)
    QCoreApplication.processEvents()
    assert isinstance(slot.take(0), CameraForbidden)
    assert system.asked == []
    system.deleteLater()
