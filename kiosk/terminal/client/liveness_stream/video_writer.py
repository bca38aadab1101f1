"""Writes pictures as parts of a WebM file, of bounded size, in a quality that falls with what the line has to carry."""

from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.stream_errors import RecordingFailed
from kiosk.terminal.client.liveness_stream.webm import VideoFrame, webm_cluster, webm_head

Picture = TypeVar("Picture")
Encode = Callable[[Picture, int], bytes]
"""Makes a VP8 key frame of a picture, in a quality of 1-100."""
CHUNK_MS = 500
"""Of video in one part."""
MAX_VIDEO_BYTES = 9_500_000
"""The service takes ten million."""
QUALITIES = ((0, 70), (3_000_000, 55), (6_000_000, 40), (8_000_000, 25))
"""Bytes of video or of what still waits for the line, each with the quality from there on."""
WAITING_WEIGHT = 8
"""A byte that waits for the line counts as so many: customers wait for it at the end."""


class VideoWriter(Generic[Picture]):
    """Belongs to one thread, in which parts are delivered."""

    def __init__(
        self,
        size: tuple[int, int],
        encode: Encode[Picture],
        deliver: Callable[[bytes], None],
        waiting_bytes: Callable[[], int] = lambda: 0,
    ) -> None:
        """`size` is width and height in pixels; `waiting_bytes` says how much of what was delivered waits."""
        self._size, self._encode, self._deliver, self._waiting_bytes = size, encode, deliver, waiting_bytes
        self._frames: list[VideoFrame] = []
        self._bytes = 0

    @property
    def size_bytes(self) -> int:
        """Of what was delivered."""
        return self._bytes

    def add(self, picture: Picture, at_ms: int) -> None:
        """Write a picture that was taken so long after the first; raises RecordingFailed for too large a video."""
        self._frames.append(VideoFrame(self._encode(picture, self._quality), at_ms))
        if at_ms - self._frames[0].at_ms >= CHUNK_MS:
            self.finish()

    def finish(self) -> None:
        """Deliver what is left; raises RecordingFailed for too large a video."""
        frames, self._frames = self._frames, []
        if not frames:
            return
        part = (b"" if self._bytes else webm_head(*self._size)) + webm_cluster(frames)
        self._bytes += len(part)
        if self._bytes > MAX_VIDEO_BYTES:
            raise RecordingFailed("the video is larger than the service takes")
        self._deliver(part)

    @property
    def _quality(self) -> int:
        weight = self._bytes + WAITING_WEIGHT * self._waiting_bytes()
        return next(quality for least, quality in reversed(QUALITIES) if weight >= least)
