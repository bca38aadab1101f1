"""Decodes a video by OpenCV's FFmpeg on a thread of its own, while the file still arrives."""

import io
import logging
import math
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, takewhile

import cv2
import numpy as np

from kiosk.domain.liveness.face_movement.container import VideoRefused
from kiosk.vision.arrays import Image

logger = logging.getLogger(__name__)

AHEAD = 4
"""Frames that are decoded before anybody looks at them; each takes a megabyte."""
WORTH_OPENING = 1.1
"""By how much a video must grow until it is opened once more: one in many small parts is not decoded as often."""

DecodedFrame = tuple[float, Image | None]
"""When a frame was filmed, in seconds by the file, and its BGR picture; None for one that cannot be decoded."""


class ArrivingVideo:
    """One thread adds what arrives and takes what is decoded; whoever made it closes it, on any thread."""

    def __init__(self, open_video: Callable[[io.BufferedIOBase], cv2.VideoCapture], most_bytes: int) -> None:
        """Frames are decoded from the first bytes on; `open_video` may raise VideoRefused.

        `most_bytes` is said to be the size of the file while nobody knows it.
        """
        self._open = open_video
        self._changed = threading.Condition()
        self._file = _ArrivingFile(self._changed, most_bytes)
        self._decoded: deque[DecodedFrame] = deque()
        self._handed_over_s = -math.inf
        self._refused: VideoRefused | None = None
        self._is_over = False
        # Python must not end before it: it would be stopped within the decoder, which ends in an abort.
        threading.Thread(target=self._decode, name="video-decoder").start()

    def add(self, part: bytes, *, ended: bool) -> None:
        """Append a part of the file, which may be its last."""
        self._file.append(part, ended=ended)

    def frames(self) -> Iterator[DecodedFrame]:
        """Frames in order, up to the last of what has arrived; raises VideoRefused."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._decoded or self._is_over or self._file.is_exhausted)
                if not self._decoded:
                    break
                frame = self._decoded.popleft()
                self._changed.notify_all()
            yield frame
        if self._refused is not None:
            raise self._refused

    def close(self) -> None:
        """Let the thread end, whatever it is at, and forget all pictures."""
        with self._changed:
            self._is_over = True
            self._decoded.clear()
        self._file.append(b"", ended=True)

    def _decode(self) -> None:
        try:
            while not self._is_over and self._decode_what_is_there():
                self._file.await_more()
        except VideoRefused as error:
            self._refused = error
        except Exception:
            # Whatever went wrong, what is missing of a video is not taken for its end.
            logger.exception("a video cannot be decoded")
            self._refused = VideoRefused("The video cannot be read")
        finally:
            with self._changed:
                self._is_over = True
                self._changed.notify_all()

    def _decode_what_is_there(self) -> bool:
        """Open the video and decode it to its end; True when it has to be opened once more as it was too short.

        FFmpeg wants some three seconds of a video before it opens one that may go on, which many are over by then. One
        that it took for a whole file does not go on.

        WORKAROUND(opencv 4.11): one video at a time is opened in a process, so that nobody may wait meanwhile.
        """
        self._file.rewind()
        try:
            video = self._open(self._file)
        except VideoRefused:
            if not self._file.was_short:
                raise
            return True
        try:
            if self._file.was_short:
                # Of what is cut off the last frame may be half a one, and the last ones without their times.
                whole = (frame for frame, _ in pairwise(self._new_frames(video)))
                self._hand_over(takewhile(lambda frame: frame[0] > self._handed_over_s, whole))
                return True
            self._file.wait_at_end()
            self._hand_over(self._new_frames(video))
            return False
        finally:
            video.release()

    def _new_frames(self, video: cv2.VideoCapture) -> Iterator[DecodedFrame]:
        """Frames after those that were handed over before the video was opened once more, whatever their times."""
        known_s, is_new = self._handed_over_s, False
        while video.grab():
            at_s = video.get(cv2.CAP_PROP_POS_MSEC) / 1000
            is_new = is_new or at_s > known_s
            if is_new:
                yield at_s, retrieve(video)

    def _hand_over(self, frames: Iterable[DecodedFrame]) -> None:
        """Let frames be taken once there is room for them, while anybody wants them."""
        for frame in frames:
            with self._changed:
                self._changed.wait_for(lambda: len(self._decoded) < AHEAD or self._is_over)
                if self._is_over:
                    return
                self._handed_over_s = frame[0]
                self._decoded.append(frame)
                self._changed.notify_all()


class _ArrivingFile(io.BufferedIOBase):
    """What FFmpeg reads from, which waits for what is not there yet."""

    def __init__(self, changed: threading.Condition, most_bytes: int) -> None:
        self._changed, self._most_bytes = changed, most_bytes
        self._data = bytearray()
        self._place = self._rewound_at = self._known = 0
        self._has_ended = self._waits = self._is_awaited = False
        self.was_short = False
        """Whether the reader wanted more than had arrived, and was not made to wait."""

    @property
    def is_exhausted(self) -> bool:
        """Whether the reader waits for more; only while `changed` is held."""
        return self._is_awaited and not self._has_more()

    def append(self, part: bytes, *, ended: bool) -> None:
        """Add what has arrived."""
        with self._changed:
            self._data += part
            self._has_ended |= ended
            self._changed.notify_all()

    def rewind(self) -> None:
        """Read from the beginning, and as if what has arrived were all."""
        with self._changed:
            self._place, self._rewound_at = 0, len(self._data)
            self._waits = self.was_short = False

    def wait_at_end(self) -> None:
        """Have the reader wait from now on for what is not there yet."""
        self._waits = True

    def await_more(self) -> None:
        """Wait until enough has arrived since the last `rewind` for another, or nothing more will."""
        with self._changed:
            self._wait(int(self._rewound_at * WORTH_OPENING))

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes, as many as there are; none at the end alone."""
        with self._changed:
            if self._waits:
                self._wait(self._place)
            end = len(self._data) if size is None or size < 0 else self._place + size
            found = bytes(self._data[self._place : end])
            self._place += len(found)
            self.was_short |= not found and not self._has_ended
            return found

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go elsewhere, also where nothing is yet."""
        with self._changed:
            size = len(self._data) if self._has_ended else self._most_bytes
            self._place = max(0, {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: size}[whence] + offset)
            return self._place

    def seekable(self) -> bool:
        """It is."""
        return True

    def readable(self) -> bool:
        """It is."""
        return True

    def _wait(self, known: int) -> None:
        self._known, self._is_awaited = known, True
        self._changed.notify_all()
        self._changed.wait_for(self._has_more)
        self._is_awaited = False

    def _has_more(self) -> bool:
        return self._has_ended or len(self._data) > self._known


def retrieve(video: cv2.VideoCapture) -> Image | None:
    """Return the BGR picture of the frame that was grabbed last; None when it cannot be decoded."""
    read, bgr = video.retrieve()
    return np.asarray(bgr, dtype=np.uint8) if read else None
