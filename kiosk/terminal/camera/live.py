"""A camera of this computer, through Qt."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from kiosk.errors import CameraBusy, CameraError, CameraForbidden, CameraLost, CameraMissing, LibraryMissing
from kiosk.terminal.camera.admission import ANY_CAMERA, CameraAdmission, identity_of
from kiosk.terminal.camera.device.facts import DeviceFacts
from kiosk.terminal.camera.device.system import describe_device
from kiosk.terminal.camera.device_choice import (
    DEVICES,
    CameraFormat,
    barred_devices,
    best_format,
    camera_index,
    explain_bar,
)
from kiosk.terminal.camera.latest import Latest
from kiosk.terminal.camera.source import Frame
from kiosk.terminal_errors import CameraNotAdmitted

try:
    from PySide6.QtMultimedia import (
        QCamera,
        QCameraDevice,
        QMediaCaptureSession,
        QMediaDevices,
        QVideoFrame,
        QVideoSink,
    )
except ImportError as error:
    raise LibraryMissing(f"{error}; install with: sudo apt-get install -y libpulse0") from error

logger = logging.getLogger(__name__)

Delivery = tuple[QVideoFrame, float] | CameraError
"""A picture and when it came, or the reason why none will."""


class LiveCamera:
    """A real device, by number, name, part of a name, or id.

    Made and read on the camera's thread; Qt's part lives in the GUI thread, whose event loop must run.
    """

    synthetic = False

    def __init__(
        self,
        wanted: str,
        width_px: int,
        height_px: int,
        *,
        open_timeout_s: float = 10.0,
        silence_timeout_s: float = 3.0,
        admission: CameraAdmission = ANY_CAMERA,
    ) -> None:
        self.name = wanted
        self._admission = admission
        self._wanted, self._size_px = wanted, (width_px, height_px)
        self._open_timeout_s, self._silence_timeout_s = open_timeout_s, silence_timeout_s
        self._slot: Latest[Delivery] = Latest()
        self._device: Device | None = None
        self.device_facts: DeviceFacts | None = None
        """What the system says of the device; None until pictures come."""

    def __enter__(self) -> Self:
        application = QCoreApplication.instance()
        if application is None:
            raise CameraLost("there is no Qt application")
        self._slot = Latest()
        self._device = Device(self._wanted, self._size_px, self._slot, self._admission)
        self._device.moveToThread(application.thread())
        self._device.opening.emit(self._device)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._slot.close()
        if self._device is not None:
            self._device.closing.emit(self._device)
            self._device = None

    def frames(self) -> Iterator[Frame]:
        """The newest picture each time, as BGR; raises CameraError when there are none for too long."""
        seen_at_s = time.monotonic()
        patience_s = self._open_timeout_s
        index = count()
        while True:
            image, captured_at_s = self._next(seen_at_s + patience_s - time.monotonic())
            if image is not None:
                seen_at_s, patience_s = time.monotonic(), self._silence_timeout_s
                yield Frame(image, captured_at_s, next(index))

    def _next(self, timeout_s: float) -> tuple[NDArray[np.uint8] | None, float]:
        delivery = self._slot.take(timeout_s) if timeout_s > 0 else None
        if delivery is None:
            raise CameraLost("no picture came in time")
        if isinstance(delivery, CameraError):
            raise delivery
        if self._device is not None:
            self.name = self._device.description or self.name
            if self.device_facts is None:
                self.device_facts = self._described(self._device)
                self._admission.note_first(identity_of(self.device_facts), self.name)
        picture, captured_at_s = delivery
        return bgr(picture), captured_at_s

    def _described(self, device: "Device") -> DeviceFacts:
        facts = describe_device(device.description, device.device_id)
        return replace(facts, formats=device.formats, requested_fps=device.requested_fps)


class Device(QObject):
    """Qt's objects of one opened camera; lives in the GUI thread and is told what to do by signals.

    The signals carry the device itself, so that it cannot be collected before they arrive.
    """

    opening = Signal(object)
    closing = Signal(object)

    def __init__(
        self,
        wanted: str,
        size_px: tuple[int, int],
        slot: Latest[Delivery],
        admission: CameraAdmission = ANY_CAMERA,
    ) -> None:
        super().__init__()
        self._wanted, self._size_px, self._slot, self._admission = wanted, size_px, slot, admission
        self._camera: QCamera | None = None
        self._given_up = False
        self.description, self.device_id = "", ""
        self.formats: tuple[str, ...] = ()
        self.requested_fps = 0.0
        # Queued by name: the camera's thread was not started by Qt, and must not run the slots itself.
        self.opening.connect(self._open, Qt.ConnectionType.QueuedConnection)
        self.closing.connect(self._close, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _open(self, _device: object) -> None:
        application = QCoreApplication.instance()
        assert application is not None
        # From here on the application owns this object, not whichever thread lets go of it last.
        self.setParent(application)
        permission = QCameraPermission()
        match application.checkPermission(permission):
            case Qt.PermissionStatus.Granted:
                self._start()
            case Qt.PermissionStatus.Undetermined:
                application.requestPermission(permission, self, self._handle_permission)
            case _:
                self._give_up(
                    CameraForbidden(
                        "the operating system denies it; allow cameras for this program in its privacy settings"
                    )
                )

    def _handle_permission(self, permission: object) -> None:
        application = QCoreApplication.instance()
        assert application is not None
        if application.checkPermission(QCameraPermission()) is Qt.PermissionStatus.Granted:
            self._start()
        else:
            self._give_up(CameraForbidden("permission was refused"))

    def _start(self) -> None:
        if self._given_up:
            return
        devices = QMediaDevices.videoInputs()
        connected = [(device.description(), device.id().toStdString()) for device in devices]
        chosen = choose_camera(self._wanted, connected, self._admission)
        if isinstance(chosen, CameraError):
            self._give_up(chosen)
            return
        index = chosen
        self.description, self.device_id = connected[index]
        self._film(devices[index])

    def _film(self, device: QCameraDevice) -> None:
        self._camera = QCamera(device, self)
        formats = device.videoFormats()
        offers = [CameraFormat(f.resolution().width(), f.resolution().height(), f.maxFrameRate()) for f in formats]
        self.formats = tuple(dict.fromkeys(f"{o.width_px}x{o.height_px}@{round(o.max_fps)}" for o in offers))
        chosen = best_format(offers, *self._size_px)
        if chosen is not None:
            self.requested_fps = offers[chosen].max_fps
            self._camera.setCameraFormat(formats[chosen])
            logger.info("camera films in %s", offers[chosen])
        self._camera.errorOccurred.connect(self._handle_error)
        session = QMediaCaptureSession(self)
        session.setCamera(self._camera)
        session.setVideoSink(self.new_sink())
        self._camera.start()

    def new_sink(self) -> QVideoSink:
        """Where Qt puts pictures; they leave the GUI thread at once and are converted on the camera's thread."""
        sink = QVideoSink(self)
        sink.videoFrameChanged.connect(self._deliver)
        return sink

    def _deliver(self, picture: QVideoFrame) -> None:
        if picture.isValid() and not self._given_up:
            self._slot.put((QVideoFrame(picture), time.monotonic()))

    def _handle_error(self, error: QCamera.Error, text: str) -> None:
        if error is not QCamera.Error.NoError:
            self._give_up(camera_error(text))

    def _give_up(self, error: CameraError) -> None:
        """Pictures that come later must not hide the reason."""
        self._given_up = True
        self._slot.put(error)

    @Slot(object)
    def _close(self, _device: object) -> None:
        self._given_up = True
        if self._camera is not None:
            self._camera.stop()
        self.deleteLater()


def find_absence(wanted: str, admission: CameraAdmission = ANY_CAMERA) -> CameraError | None:
    """Say why the wanted camera could not be opened, as far as its being connected and admitted goes; in the GUI
    thread."""
    devices = QMediaDevices.videoInputs()
    connected = [(each.description(), each.id().toStdString()) for each in devices]
    chosen = choose_camera(wanted, connected, admission)
    return chosen if isinstance(chosen, CameraError) else None


def choose_camera(
    wanted: str,
    connected: Sequence[tuple[str, str]],
    admission: CameraAdmission,
    describe: Callable[[str, str], DeviceFacts] = describe_device,
) -> int | CameraError:
    """Position of the admitted camera, else of the wanted one if it may film, among names and ids of all; or why none
    is."""
    if admission.policy != "any":
        identities = [identity_of(describe(name, device_id)) for name, device_id in connected]
        admitted = admission.choose(identities)
        if admitted is not None:
            return admitted
    index = camera_index(wanted, [name for name, _ in connected], [device_id for _, device_id in connected])
    if index is None:
        return absent(wanted, len(connected))
    if admission.policy != "any" and not admission.admits(identities[index]):
        return CameraNotAdmitted(f"{connected[index][0]!r} is not the camera that staff admitted")
    return index


def absent(wanted: str, listed: int, folder: Path = DEVICES) -> CameraError:
    """Why the wanted camera is not among those that Qt lists: it is not connected, or this user may not open it."""
    barred = barred_devices(folder) if listed == 0 else ()
    if barred:
        return CameraForbidden(explain_bar(barred))
    return CameraMissing(f"{wanted!r} is none of {listed} cameras")


def camera_error(text: str) -> CameraError:
    """Qt has one code for all failures, so its text, which is the system's, has to tell them apart."""
    said = text.casefold()
    if any(words in said for words in ("denied", "permission", "not authorized", "0x80070005")):
        return CameraForbidden(text)
    busy = any(words in said for words in ("in use", "busy", "being used"))
    return CameraBusy(text) if busy else CameraLost(text)


def bgr(picture: QVideoFrame) -> NDArray[np.uint8] | None:
    """A copy as BGR and unmirrored, whatever format it came in; None when it cannot be read."""
    # What looks mirrored is only marked so for display; the pixels are as the camera saw them.
    picture.setMirrored(False)
    image = picture.toImage().convertToFormat(QImage.Format.Format_BGR888)
    if image.isNull():
        return None
    width_px, height_px = image.width(), image.height()
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(height_px, image.bytesPerLine())
    return rows[:, : width_px * 3].reshape(height_px, width_px, 3).copy()
