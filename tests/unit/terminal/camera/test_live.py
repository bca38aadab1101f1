import importlib
import sys
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from pytestqt.qtbot import QtBot

from kiosk.errors import CameraBusy, CameraError, CameraForbidden, CameraLost, CameraMissing, LibraryMissing
from kiosk.terminal.camera.latest import Latest
from kiosk.terminal.camera.live import Delivery, Device, LiveCamera, bgr, camera_error

Pixels = NDArray[np.uint8]


def video_frame(pixels: Pixels) -> QVideoFrame:
    """A frame as a camera delivers it, from BGR pixels."""
    height_px, width_px, _ = pixels.shape
    frame = QVideoFrame(QVideoFrameFormat(QSize(width_px, height_px), QVideoFrameFormat.PixelFormat.Format_BGRX8888))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    rows = np.frombuffer(frame.bits(0), dtype=np.uint8).reshape(height_px, frame.bytesPerLine(0))
    rows[:, : width_px * 4] = np.dstack([pixels, np.full((height_px, width_px), 255, np.uint8)]).reshape(height_px, -1)
    frame.unmap()
    return frame


@pytest.fixture
def pixels() -> Pixels:
    # 101 pixels make rows that Qt pads to a multiple of four bytes.
    return np.random.default_rng(1).integers(0, 256, (60, 101, 3), dtype=np.uint8)


@pytest.fixture
def slot() -> Latest[Delivery]:
    return Latest()


@pytest.fixture
def device(qapp: QCoreApplication, slot: Latest[Delivery]) -> Iterator[Device]:
    device = Device("0", (1280, 720), slot)
    yield device
    device.closing.emit(device)
    QCoreApplication.processEvents()


@pytest.fixture
def sink(device: Device) -> QVideoSink:
    return device.new_sink()


def read(camera: LiveCamera, qtbot: QtBot) -> list[CameraError]:
    """What ends the camera when it is read on a thread, while the GUI thread goes on."""
    errors: list[CameraError] = []

    def work() -> None:
        try:
            with camera:
                list(camera.frames())
        except CameraError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    return errors


def test_pictures_come_out_as_they_went_in(sink: QVideoSink, slot: Latest[Delivery], pixels: Pixels) -> None:
    sink.setVideoFrame(video_frame(pixels))
    delivery = slot.take(0)
    assert isinstance(delivery, tuple)
    image = bgr(delivery[0])
    assert image is not None
    assert image.flags.owndata
    np.testing.assert_array_equal(image, pixels)


def test_a_mirrored_preview_does_not_mirror_the_picture(qapp: QCoreApplication, pixels: Pixels) -> None:
    frame = video_frame(pixels)
    frame.setMirrored(True)
    image = bgr(frame)
    assert image is not None
    np.testing.assert_array_equal(image, pixels)


def test_what_cannot_be_read_is_no_picture(qapp: QCoreApplication) -> None:
    assert bgr(QVideoFrame()) is None


def test_only_the_newest_picture_waits(sink: QVideoSink, slot: Latest[Delivery], pixels: Pixels) -> None:
    for _ in range(3):
        sink.setVideoFrame(video_frame(pixels))
    assert slot.dropped == 2


def test_without_a_camera_the_camera_is_missing(qtbot: QtBot) -> None:
    (error,) = read(LiveCamera("no such camera", 1280, 720), qtbot)
    assert isinstance(error, CameraMissing)


def test_a_camera_can_be_opened_again_after_it_failed(qtbot: QtBot) -> None:
    camera = LiveCamera("no such camera", 1280, 720)
    assert [error.code for _ in range(2) for error in read(camera, qtbot)] == [CameraMissing.code] * 2


def test_silence_is_a_lost_camera() -> None:
    camera = LiveCamera("0", 1280, 720, open_timeout_s=0.01)
    with pytest.raises(CameraLost):
        next(camera.frames())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Camera is in use", CameraBusy),
        ("Device or resource busy", CameraBusy),
        ("Cannot open camera", CameraLost),
        ("Cannot open camera: Permission denied", CameraForbidden),
        ("Access is denied.", CameraForbidden),
    ],
)
def test_qts_text_tells_failures_apart(text: str, kind: type[CameraError]) -> None:
    assert type(camera_error(text)) is kind


def test_a_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delitem(sys.modules, "kiosk.terminal.camera.live")
    with pytest.raises(LibraryMissing, match="libpulse0"):
        importlib.import_module("kiosk.terminal.camera.live")
