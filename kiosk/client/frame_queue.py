"""What of the camera's frames is uploaded when there are too many: the pure rule, without threads."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.liveness.challenge import Stage

ImageT = TypeVar("ImageT")


@dataclass(frozen=True, slots=True)
class OfferedFrame(Generic[ImageT]):
    """A picture on its way to the backend; nobody may change the image any more."""

    image: ImageT
    captured_at_s: float
    stage: Stage
    key: bool
    """Whether the verdict needs this very frame."""


class FrameQueue(Generic[ImageT]):
    """A bounded queue that is no faster than `max_fps` and keeps the first, the key and the last frame.

    Frames leave in the order they came. When there is no room, the queue is thinned evenly rather than cut off,
    because the judge follows the nose from frame to frame. Approach frames get half of the challenge's places.
    """

    def __init__(self, capacity: int, max_fps: float, max_frames: int | None = None) -> None:
        self._capacity = max(capacity, 4)
        self._interval_s = 1.0 / max_fps
        self._max_frames = max_frames
        self._waiting: list[OfferedFrame[ImageT]] = []
        self._latest: OfferedFrame[ImageT] | None = None
        """The newest frame, when it was passed over: it is sent after all if it turns out to be the last."""
        self._next_due_s = float("-inf")
        self._finished = False
        self.offered = 0
        self.dropped = 0
        self.taken = 0

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left and nothing will come."""
        return self._finished and not self._waiting

    def offer(self, frame: OfferedFrame[ImageT]) -> None:
        """Consider one frame; when the queue is full of needed frames, the oldest key frame but the first goes."""
        if self._finished:
            return
        self.offered += 1
        self._pass_over(None)
        if frame.key or self.offered == 1 or self._wanted(frame):
            self._next_due_s = self._due_after(frame.captured_at_s)
            self._append(frame)
        else:
            self._pass_over(frame)

    def finish(self) -> None:
        """No more frames come, so the newest one is the last one."""
        self._finished = True
        if self._latest is not None:
            self._append(self._latest)
            self._latest = None

    def take(self) -> OfferedFrame[ImageT] | None:
        """The oldest frame that waits."""
        if not self._waiting:
            return None
        self.taken += 1
        return self._waiting.pop(0)

    def wipe(self) -> None:
        """Let go of every picture and accept no more."""
        self._finished = True
        self._pass_over(None)
        self.dropped += len(self._waiting)
        self._waiting.clear()

    def _wanted(self, frame: OfferedFrame[ImageT]) -> bool:
        return frame.captured_at_s >= self._next_due_s and self._accepted < self._places(frame.stage)

    def _due_after(self, accepted_at_s: float) -> float:
        """A little late keeps the rhythm, so that 30 frames a second become 12 and not 10; much later begins anew."""
        late = accepted_at_s - self._next_due_s >= self._interval_s
        return (accepted_at_s if late else self._next_due_s) + self._interval_s

    @property
    def _accepted(self) -> int:
        return self.taken + len(self._waiting)

    def _places(self, stage: Stage) -> float:
        if self._max_frames is None:
            return float("inf")
        # The last places are for key frames and the last frame.
        return self._max_frames // 2 if stage is Stage.APPROACH else self._max_frames - self._capacity // 2

    def _pass_over(self, frame: OfferedFrame[ImageT] | None) -> None:
        self.dropped += self._latest is not None
        self._latest = frame

    def _append(self, frame: OfferedFrame[ImageT]) -> None:
        self._waiting.append(frame)
        if len(self._waiting) > self._capacity:
            del self._waiting[self._least_needed()]
            self.dropped += 1

    def _least_needed(self) -> int:
        """The ordinary frame whose neighbours are closest in time; the ends of the queue stay if they can."""
        inner = range(1, len(self._waiting) - 1)
        ordinary = [index for index in inner if not self._waiting[index].key]
        if ordinary:
            return min(ordinary, key=self._gap_without_s)
        return 0 if self.taken and not self._waiting[0].key else 1

    def _gap_without_s(self, index: int) -> float:
        return self._waiting[index + 1].captured_at_s - self._waiting[index - 1].captured_at_s
