"""Records what a camera delivers as parts of a video, while it is delivered, from a thread of its own."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, Full, Queue
from typing import Generic

from kiosk.errors import KioskError
from kiosk.stream_errors import RecordingFailed
from kiosk.terminal.client.liveness_stream.video_writer import Encode, Picture, VideoWriter

logger = logging.getLogger(__name__)

LEAST_INTERVAL_MS = 38
"""Between two frames: 24 to 26 in a second are more than anybody looks at."""
QUEUED = 12
"""Pictures that may wait for a slow machine; more are left out, oldest last."""
WAIT_S = 0.2


@dataclass(frozen=True, slots=True)
class _Captured(Generic[Picture]):
    picture: Picture
    captured_at_s: float


class VideoRecorder(Generic[Picture]):
    """Takes pictures in one thread and delivers parts of a WebM file in its own; times are those of the pictures."""

    def __init__(
        self,
        size: tuple[int, int],
        encode: Encode[Picture],
        deliver: Callable[[bytes], None],
        waiting_bytes: Callable[[], int] = lambda: 0,
    ) -> None:
        """`size` is width and height in pixels; `waiting_bytes` says how much of what was delivered waits."""
        self._writer = VideoWriter(size, encode, deliver, waiting_bytes)
        self._pictures: Queue[_Captured[Picture] | None] = Queue(QUEUED)
        self._stopping = threading.Event()
        self._began_at_s: float | None = None
        self._last_at_s = 0.0
        self._due_ms = 0
        self.dropped = 0
        """Pictures that a slow machine left out."""
        self.error: KioskError | None = None
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    @property
    def began_at_s(self) -> float | None:
        """When the first picture was taken, on the kiosk's monotonic clock; None before there is one."""
        return self._began_at_s

    @property
    def last_at_s(self) -> float:
        """When the last picture was taken."""
        return self._last_at_s

    def offer(self, picture: Picture, captured_at_s: float) -> None:
        """Record a picture, which nobody may change any more, unless there are enough of them."""
        if self._began_at_s is None:
            self._began_at_s = captured_at_s
            self._thread.start()
        at_ms = round(1000 * (captured_at_s - self._began_at_s))
        if at_ms < self._due_ms or self.error is not None:
            return
        try:
            self._pictures.put_nowait(_Captured(picture, captured_at_s))
        except Full:
            self.dropped += 1
            return
        self._due_ms, self._last_at_s = at_ms + LEAST_INTERVAL_MS, captured_at_s

    def finish(self, timeout_s: float) -> None:
        """Deliver what is left; raises RecordingFailed, also when nothing was recorded or it takes too long."""
        if self._began_at_s is None:
            raise RecordingFailed("no pictures")
        try:
            self._pictures.put(None, timeout=timeout_s)
        except Full:
            self._stopping.set()
        self._thread.join(timeout_s)
        if self.error is None and (self._thread.is_alive() or not self._writer.size_bytes):
            self.error = RecordingFailed("not in time" if self._thread.is_alive() else "no pictures")
        if self.error is not None:
            raise self.error

    def cancel(self) -> None:
        """Drop every picture and deliver nothing more."""
        self._stopping.set()
        while True:
            try:
                self._pictures.get_nowait()
            except Empty:
                return

    def _run(self) -> None:
        try:
            self._record()
        except KioskError as error:
            self.error = error
        except Exception as error:  # the boundary of the thread
            logger.error("recording failed: %s", type(error).__name__)
            self.error = RecordingFailed(type(error).__name__)

    def _record(self) -> None:
        while not self._stopping.is_set():
            try:
                captured = self._pictures.get(timeout=WAIT_S)
            except Empty:
                continue
            if captured is None:
                break
            at_ms = round(1000 * (captured.captured_at_s - (self._began_at_s or 0.0)))
            self._writer.add(captured.picture, at_ms)
        if not self._stopping.is_set():
            self._writer.finish()
