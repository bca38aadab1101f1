import queue
import threading
from collections.abc import Callable

import pytest

from kiosk.errors import CameraBusy, CameraLost, CameraMissing, LibraryMissing
from kiosk.terminal.camera.latest import LatestFrame
from kiosk.terminal.camera.pump import CameraPump
from kiosk.terminal.camera.source import CameraSource
from tests.fakes.cameras import ScriptedCamera


class Heard:
    """Everything that the pump said, in order, from whichever thread."""

    def __init__(self) -> None:
        self.words: queue.Queue[str] = queue.Queue()

    def failed(self, code: str) -> None:
        self.words.put(code)

    def restored(self) -> None:
        self.words.put("restored")

    def next(self) -> str:
        return self.words.get(timeout=5)


def opening(*cameras: CameraSource | Exception) -> Callable[[], CameraSource]:
    """A factory that gives these in turn, and afterwards blocks the thread with a camera that only fails."""
    rest = list(cameras)

    def open_source() -> CameraSource:
        made = rest.pop(0) if rest else CameraMissing()
        if isinstance(made, Exception):
            raise made
        return made

    return open_source


def pump(heard: Heard, *cameras: CameraSource | Exception) -> CameraPump:
    return CameraPump(
        opening(*cameras), LatestFrame(), heard.failed, heard.restored, reopen_pause_s=0.0, probation_s=0.0
    )


def test_frames_arrive_in_the_slot_until_it_stops() -> None:
    latest, heard = LatestFrame(), Heard()
    with CameraPump(opening(ScriptedCamera(7)), latest, heard.failed, heard.restored, reopen_pause_s=9):
        frame = latest.take(5)
        assert frame is not None
        assert frame.image[0, 0, 0] == 7
    assert latest.closed


@pytest.mark.parametrize("error", [CameraMissing(), CameraBusy(), LibraryMissing()])
def test_a_camera_that_does_not_open_is_reported_once_and_tried_again(error: CameraBusy) -> None:
    heard = Heard()
    with pump(heard, error, error, error, ScriptedCamera(1)):
        assert heard.next() == error.code
        assert heard.next() == "restored"


def test_a_camera_that_is_lost_comes_back() -> None:
    heard = Heard()
    first, second = ScriptedCamera(1, CameraLost()), ScriptedCamera(2)
    with pump(heard, first, second):
        assert [heard.next() for _ in range(3)] == ["CAMERA_LOST", "restored", "CAMERA_LOST"]
    assert not first.open
    assert not second.open


@pytest.mark.expect_logs
def test_whatever_a_driver_raises_the_pump_recovers(caplog: pytest.LogCaptureFixture) -> None:
    heard = Heard()
    with pump(heard, ScriptedCamera(OSError("ioctl")), ScriptedCamera(1)):
        assert [heard.next(), heard.next()] == ["CAMERA_LOST", "restored"]
    assert "the camera failed unexpectedly" in caplog.text


def test_a_pump_that_was_never_started_can_be_stopped() -> None:
    pump(Heard()).stop()


@pytest.mark.expect_logs
def test_a_driver_that_hangs_is_left_behind(caplog: pytest.LogCaptureFixture) -> None:
    entered, release = threading.Event(), threading.Event()

    def hang() -> CameraSource:
        entered.set()
        release.wait(10)
        raise CameraMissing

    heard = Heard()
    hanging = CameraPump(hang, LatestFrame(), heard.failed, heard.restored)
    hanging.start()
    assert entered.wait(5)
    hanging.stop(timeout_s=0.01)
    assert "still runs" in caplog.text
    release.set()
    hanging.stop()
