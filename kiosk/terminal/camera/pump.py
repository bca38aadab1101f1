"""The camera's thread: reads the source, puts frames into the slot, and starts anew when the source fails."""

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from kiosk.errors import CameraLost, KioskError
from kiosk.terminal.camera.latest import LatestFrame
from kiosk.terminal.camera.picture_watch import PictureWatch
from kiosk.terminal.camera.source import CameraSource, Frame

logger = logging.getLogger(__name__)


class CameraPump:
    """Runs between `start` and `stop`, or in a `with` block.

    `failed(code)` is called once when pictures cease and `restored()` once when they are back, both on the camera's
    thread; they must not block.
    """

    def __init__(
        self,
        open_source: Callable[[], CameraSource],
        latest: LatestFrame,
        failed: Callable[[str], None],
        restored: Callable[[], None],
        reopen_pause_s: float = 2.0,
        probation_s: float = 3.0,
    ) -> None:
        """`probation_s` is how long pictures must have come again, and neither black nor frozen, before they count."""
        self._open_source, self._latest = open_source, latest
        self._failed, self._restored = failed, restored
        self._reopen_pause_s = reopen_pause_s
        self._stopping = threading.Event()
        self._failing, self._probation_s = False, probation_s
        self._good_since_s: float | None = None
        # A driver that hangs must not keep a closed kiosk alive, hence a daemon.
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End the thread and close the slot; a source that hangs is left behind after the time-out."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        if self._thread.is_alive():
            logger.error("the camera's thread still runs after %.0f s", timeout_s)
        self._latest.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._pump()
            except KioskError as error:
                self._fail(error)
            except Exception:
                # Drivers and codecs raise what they like; the terminal has to recover from all of it.
                logger.exception("the camera failed unexpectedly")
                self._fail(CameraLost("unexpected failure"))
            self._stopping.wait(self._reopen_pause_s)

    def _pump(self) -> None:
        watch = PictureWatch()
        with self._open_source() as source:
            for frame in source.frames():
                if self._stopping.is_set():
                    return
                fault = watch.find_fault(frame)
                if fault:
                    raise CameraLost(fault)
                if self._is_back(frame):
                    self._latest.put(frame)
        if not self._stopping.is_set():
            raise CameraLost("the source ended")

    def _fail(self, error: KioskError) -> None:
        self._good_since_s = None
        if not self._failing:
            self._failing = True
            logger.info("camera failed: %s %s", error.code, error.detail)
            self._failed(error.code)

    def _is_back(self, frame: Frame) -> bool:
        """Whether pictures may be trusted: after a failure once they have come for a while, so that no screen flaps."""
        if not self._failing:
            return True
        if self._good_since_s is None:
            self._good_since_s = frame.captured_at_s
        if frame.captured_at_s - self._good_since_s < self._probation_s:
            return False
        self._failing, self._good_since_s = False, None
        logger.info("camera restored")
        self._restored()
        return True
