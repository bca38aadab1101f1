"""Sends frames to the backend in the background, while the customer still moves."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from kiosk.domain.liveness.frames import chain_link
from kiosk.errors import InternalError, KioskError
from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge
from kiosk.terminal.client.upload.frame_queue import FrameQueue, OfferedFrame
from kiosk.terminal.client.upload.throughput import Throughput

logger = logging.getLogger(__name__)

ImageT = TypeVar("ImageT")


class FrameSender(Protocol):
    """Where frames go; both may block and are called on the uploader's thread, `close` on any."""

    def send_frame(self, started: StartedChallenge, frame: EncodedFrame) -> None:
        """Hand over one frame; raises KioskError when it cannot be delivered."""

    def close(self) -> None:
        """Let a call that waits give up."""


class UploadListener(Protocol):
    """Told what becomes of an upload, on the uploader's thread; must not block.

    Exactly one of `upload_finished` and `upload_failed` comes, unless the upload is cancelled: then neither.
    """

    def upload_progressed(self, sent: int, total: int) -> None:
        """One more of the frames known so far has arrived."""

    def upload_finished(self) -> None:
        """Every frame has arrived; the verdict can be asked for."""

    def upload_failed(self, error: KioskError) -> None:
        """A frame could not be delivered; the attempt is lost."""


@dataclass(frozen=True, slots=True)
class UploadStats:
    """What became of the frames; `dropped` were passed over or wiped."""

    offered: int = 0
    dropped: int = 0
    sent: int = 0
    sent_bytes: int = 0


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How much is uploaded."""

    max_fps: float = 12.0
    queue_frames: int = 24


class FrameUploader(Generic[ImageT]):
    """One challenge's upload; `offer`, `finish` and `cancel` never block and may come from any thread.

    Its thread begins with `start` and ends with `close`. The sender is its own and is closed with it.
    """

    def __init__(
        self,
        started: StartedChallenge,
        sender: FrameSender,
        encode: Callable[[ImageT], bytes],
        listener: UploadListener,
        limits: UploadLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
        encode_whole: Callable[[ImageT], bytes] | None = None,
    ) -> None:
        """Whole pictures of the camera are encoded like frames unless something else is given for them."""
        limits = limits or UploadLimits()
        self._started, self._sender, self._encode, self._listener = started, sender, encode, listener
        self._encode_whole = encode_whole or encode
        self._queue: FrameQueue[ImageT] = FrameQueue(limits.queue_frames, limits.max_fps, started.max_frames)
        self._clock, self._pace = clock, Throughput()
        self._changed = threading.Condition()
        self._cancelled = False
        self._stats = UploadStats()
        self._link = started.challenge.id
        # The contract wants wall time; one offset for the whole challenge keeps it as even as the monotonic clock.
        self._epoch_offset_s = time.time() - time.monotonic()
        self._thread = threading.Thread(target=self._run, name="frame-uploader", daemon=True)

    def start(self) -> None:
        """Begin to send; once."""
        self._thread.start()

    def offer(self, frame: OfferedFrame[ImageT]) -> None:
        """Hand over a frame, whose picture nobody may change any more; it may be dropped unless it is a key frame."""
        with self._changed:
            self._queue.offer(frame)
            self._thin()
            self._changed.notify_all()

    def finish(self) -> None:
        """Say that no more pictures come; the newest one is sent whatever happened to those before."""
        with self._changed:
            self._queue.finish()
            self._changed.notify_all()

    def cancel(self) -> None:
        """Forget every picture at once; a frame that is on the wire is not repeated and nothing is reported."""
        with self._changed:
            self._cancelled = True
            self._queue.wipe()
            self._changed.notify_all()
        self._sender.close()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end of the thread, whatever its outcome; False when it still runs after that time."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def close(self, timeout_s: float = 15.0) -> None:
        """Cancel what is left and wait for the thread, at most as long as a request may hang."""
        self.cancel()
        if not self.wait(timeout_s):
            logger.error("the uploader's thread still runs after %.0f s", timeout_s)

    @property
    def stats(self) -> UploadStats:
        """A snapshot; after the end every offered frame was sent or dropped, but for one that failed on the wire."""
        with self._changed:
            return replace(self._stats, offered=self._queue.offered, dropped=self._queue.dropped)

    def _run(self) -> None:
        try:
            while (frame := self._next()) is not None:
                self._send(frame)
        except KioskError as error:
            self._fail(error)
        except Exception:
            # Whatever the encoder or the listener did wrong, the session must learn that the upload is over.
            logger.exception("the uploader failed")
            self._fail(InternalError("the uploader failed"))
        else:
            if not self._is_cancelled():
                self._listener.upload_finished()
        finally:
            self._sender.close()

    def _next(self) -> OfferedFrame[ImageT] | None:
        with self._changed:
            self._thin()
            self._changed.wait_for(lambda: len(self._queue) > 0 or self._queue.exhausted)
            return self._queue.take()

    def _thin(self) -> None:
        room = self._pace.room(self._clock())
        if room is not None:
            self._queue.thin(room)

    def _send(self, offered: OfferedFrame[ImageT]) -> None:
        jpeg = self._encode(offered.image)
        whole = None if offered.whole is None else self._encode_whole(offered.whole)
        if self._is_cancelled():
            return
        frame = self._numbered(offered, jpeg, whole)
        with self._changed:
            self._pace.began(self._clock())
        self._sender.send_frame(self._started, frame)
        with self._changed:
            self._pace.ended(self._clock())
            stats = self._stats
            self._stats = replace(stats, sent=stats.sent + 1, sent_bytes=stats.sent_bytes + len(jpeg))
            sent, total = self._stats.sent, self._stats.sent + len(self._queue)
        if not self._is_cancelled():
            self._listener.upload_progressed(sent, total)

    def _numbered(self, offered: OfferedFrame[ImageT], jpeg: bytes, whole: bytes | None) -> EncodedFrame:
        """Numbers and links are given only now, so that what is sent has no gaps."""
        sequence = self._stats.sent
        timestamp_ms = round((offered.captured_at_s + self._epoch_offset_s) * 1000)
        digest = hashlib.sha256(jpeg).hexdigest()
        self._link = chain_link(self._link, sequence, timestamp_ms, digest)
        return EncodedFrame(
            jpeg,
            sequence,
            timestamp_ms,
            offered.stage,
            self._link,
            light_step=offered.light_step,
            whole_jpeg=whole,
            part=offered.part,
            camera=offered.camera,
        )

    def _is_cancelled(self) -> bool:
        with self._changed:
            return self._cancelled

    def _fail(self, error: KioskError) -> None:
        with self._changed:
            self._queue.wipe()
        if not self._is_cancelled():
            # Whoever keeps the error must not keep the picture, which the frames of its traceback hold.
            self._listener.upload_failed(error.with_traceback(None))
