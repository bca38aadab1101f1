"""What of the camera's frames is uploaded when there are too many: the pure rule, without threads."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import CameraMeasures

ImageT = TypeVar("ImageT")

PATH_FRAMES = 3
"""Ordinary frames of the challenge that even the slowest line has to carry: with the key frames, more than the judge's
`min_frames`."""
HELD_FRAMES = 4
"""Of each target's key frames, as many as are kept of the newest: one hold has no more."""


@dataclass(frozen=True, slots=True)
class OfferedFrame(Generic[ImageT]):
    """A picture on its way to the backend; nobody may change the image any more."""

    image: ImageT
    captured_at_s: float
    stage: Stage
    key: bool
    """Whether the verdict needs this very frame."""
    target: int = 0
    """Which of the challenge's targets a key frame is for."""
    light_step: int | None = None
    """Of the challenge's light, what the screen showed when the picture was taken; None for nothing."""
    whole: ImageT | None = None
    """The camera's whole picture, small; None where it is not to be sent."""
    part: Box | None = None
    """Which part of it the image shows, in ratios; None for the middle, or where it is not to be sent."""
    camera: CameraMeasures | None = None


class FrameQueue(Generic[ImageT]):
    """A bounded queue that is no faster than `max_fps` and keeps the first, the key and the last frame.

    Frames leave in the order they came. When there is no room, the queue is thinned evenly rather than cut off,
    because the judge follows the nose from frame to frame. Approach frames get half of the challenge's places.
    On a slow line even fewer wait (`thin`), so that what matters is not late.
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
        self._start: OfferedFrame[ImageT] | None = None
        """The first key frame: the reference that every turn is measured from."""
        self._path_taken = 0
        self._taken_at_s = float("-inf")
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
        taken = self._waiting.pop(0)
        self.taken += 1
        self._path_taken += taken.stage is Stage.CHALLENGE and not taken.key
        self._taken_at_s = taken.captured_at_s
        return taken

    def thin(self, room: int) -> None:
        """Let no more than that many ordinary frames wait, as evenly as a full queue; those of the approach go first.

        The key frames of the start and of each target's latest hold stay, and so do PATH_FRAMES of the challenge.
        """
        room = max(room, PATH_FRAMES - self._path_taken)
        while len(spare := self._spare()) > room:
            del self._waiting[min(spare, key=self._worth)]
            self.dropped += 1

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
        if frame.key and self._start is None:
            self._start = frame
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

    def _spare(self) -> list[int]:
        """Where in the queue the frames are that a slow line can do without."""
        held: dict[int, list[int]] = {}
        for index, frame in enumerate(self._waiting):
            if frame.key and frame is not self._start:
                held.setdefault(frame.target, []).append(index)
        needed = {index for of_target in held.values() for index in of_target[-HELD_FRAMES:]}
        needed.add(len(self._waiting) - 1 if self._finished else -1)
        return [i for i, frame in enumerate(self._waiting) if i not in needed and frame is not self._start]

    def _worth(self, index: int) -> tuple[bool, float]:
        """The least for the frames of the approach, then for those whose neighbours are closest in time."""
        before_s = self._waiting[index - 1].captured_at_s if index else self._taken_at_s
        newest = index == len(self._waiting) - 1
        after_s = float("inf") if newest else self._waiting[index + 1].captured_at_s
        return self._waiting[index].stage is Stage.CHALLENGE, after_s - before_s
