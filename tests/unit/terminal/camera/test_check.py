"""What staff hears of the camera: the light, the speed, and how it is mounted."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.errors import CameraLost
from kiosk.system.terminal_state import TerminalStateFile
from kiosk.terminal.app.look_after import check_camera, list_findings, set_upright_once
from kiosk.terminal.camera.admission import CameraAdmission
from kiosk.terminal.camera.check import CameraMeasurement, measure_camera
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.device.facts import DeviceFacts
from kiosk.terminal.camera.picture_watch import PictureWatch
from kiosk.terminal.camera.source import Frame
from kiosk.terminal.session.terminal_report import CameraFinding
from kiosk.vision.face_detector import FaceDetector
from kiosk.vision.upright import find_turn_deg

TURNS = {0: None, 90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class Filming:
    """Implements `CameraSource`: the same picture with noise, so many a second."""

    name, synthetic = "Branch Camera", False
    device_facts = DeviceFacts("Branch Camera", "linux", driver="uvcvideo", serial="A1")

    def __init__(self, picture: NDArray[np.uint8], fps: float = 30.0) -> None:
        self._picture, self._fps = picture, fps

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def frames(self) -> Iterator[Frame]:
        for index in range(40):
            yield Frame(self._picture, index / self._fps, index)


def person(turned_deg: int = 0) -> NDArray[np.uint8]:
    image = np.asarray(cv2.imread(str(people.demo_person())), np.uint8)
    turn = TURNS[turned_deg]
    return image if turn is None else np.asarray(cv2.rotate(image, turn), np.uint8)


def measured(**changes: object) -> CameraMeasurement:
    plain = {"width_px": 1280, "height_px": 720, "fps": 30.0, "brightness": 120.0, "blown_out": 0.0, "turn_deg": 0}
    return CameraMeasurement(**{**plain, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("mounted_deg", TURNS)
def test_a_camera_on_its_side_is_found_by_a_face(mounted_deg: int) -> None:
    turn = find_turn_deg(person(mounted_deg), FaceDetector())
    assert turn == (360 - mounted_deg) % 360


def test_an_empty_room_says_nothing_of_how_it_is_mounted() -> None:
    assert find_turn_deg(np.full((480, 640, 3), 120, np.uint8), FaceDetector()) is None


def test_a_whole_check() -> None:
    report = check_camera(Filming(person(90)), CameraAdmission("staff"))
    assert (report.name, report.admitted, report.turn_deg) == ("Branch Camera", False, 270)
    assert report.fps == pytest.approx(30.0)
    assert CameraFinding.SIDEWAYS in report.findings
    assert report.identity
    admitted = CameraAdmission("staff", lambda: report.identity)
    assert check_camera(Filming(person()), admitted).admitted


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"brightness": 20.0}, CameraFinding.TOO_DARK),
        ({"blown_out": 0.4}, CameraFinding.TOO_BRIGHT),
        ({"fps": 7.5}, CameraFinding.SLOW),
        ({"turn_deg": 180}, CameraFinding.SIDEWAYS),
        ({"turn_deg": None}, CameraFinding.NO_FACE),
        ({}, CameraFinding.GOOD),
    ],
)
def test_what_staff_can_do_about_it(changes: dict[str, object], finding: CameraFinding) -> None:
    assert list_findings(measured(**changes)) == [finding]


def test_a_camera_that_is_turned_already_is_not_sideways_any_more() -> None:
    assert list_findings(measured(turn_deg=270), 270) == [CameraFinding.GOOD]
    assert list_findings(measured(turn_deg=0), 270) == [CameraFinding.SIDEWAYS]


@pytest.mark.parametrize(("before", "set_deg", "turned"), [({}, 0, True), ({"turn_deg": 0}, 0, False), ({}, 90, False)])
def test_a_camera_on_its_side_is_turned_by_the_check_where_nobody_has_said_otherwise(
    tmp_path: Path, before: dict[str, object], set_deg: int, turned: bool
) -> None:
    kept = TerminalStateFile(tmp_path)
    kept.change(**before)
    report = set_upright_once(check_camera(Filming(person(90)), CameraAdmission()), kept, set_deg)
    found = CameraFinding.TURNED if turned else CameraFinding.SIDEWAYS
    assert found in report.findings
    assert TerminalStateFile(tmp_path).state.turn_deg == (270 if turned else before.get("turn_deg"))


@pytest.mark.expect_logs
def test_a_turn_that_cannot_be_kept_is_left_to_staff(tmp_path: Path) -> None:
    kept = TerminalStateFile(tmp_path / "gone")
    report = set_upright_once(check_camera(Filming(person(90)), CameraAdmission()), kept, 0)
    assert CameraFinding.SIDEWAYS in report.findings


def test_light_is_measured() -> None:
    half = np.zeros((96, 96, 3), np.uint8)
    half[:, 48:] = 255
    found = measure_camera(Filming(half), lambda _: None, filmed_s=0.0)
    assert found.blown_out == pytest.approx(0.5)
    assert found.brightness == pytest.approx(127.5)


def test_a_camera_that_fails_says_why() -> None:
    class Failing(Filming):
        def frames(self) -> Iterator[Frame]:
            raise CameraLost("no picture")
            yield

    with pytest.raises(CameraLost):
        check_camera(Failing(person()), CameraAdmission())


def test_white_pictures_are_a_fault_after_two_seconds() -> None:
    watch, faults = PictureWatch(), list[str]()
    random = np.random.default_rng(1)
    for index in range(40):
        white = random.integers(252, 256, (480, 640, 3)).astype(np.uint8)
        faults.append(watch.find_fault(Frame(white, index * 0.1, index)))
    assert faults[19] == ""
    assert faults[-1] == "its pictures are white"
    bright = random.integers(200, 256, (480, 640, 3)).astype(np.uint8)
    assert watch.find_fault(Frame(bright, 4.0, 40)) == ""
