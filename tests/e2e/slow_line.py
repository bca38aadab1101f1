"""A customer before the kiosk's guide and a line that takes its time; no threads, and a clock that is told."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from kiosk.domain.faces.face_detail import FaceDetail, Observation
from kiosk.domain.liveness.frame_selection import FrameSelection
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.nose.guide import advance, begin
from kiosk.terminal.client.upload.frame_queue import FrameQueue, OfferedFrame
from kiosk.terminal.client.upload.throughput import Throughput
from kiosk.terminal.client.upload.uploader import UploadLimits

ImageT = TypeVar("ImageT")


@dataclass(frozen=True)
class Arrived(Generic[ImageT]):
    """A frame at the backend; the time is the backend's."""

    frame: OfferedFrame[ImageT]
    at_s: float


class SlowLine(Generic[ImageT]):
    """The uploader's rules with one sender that takes `latency_s` for each frame."""

    def __init__(self, latency_s: float) -> None:
        limits = UploadLimits()
        self._latency_s, self._free_at_s = latency_s, 0.0
        self._queue: FrameQueue[ImageT] = FrameQueue(limits.queue_frames, limits.max_fps, 400)
        self._pace = Throughput()
        self.arrived: list[Arrived[ImageT]] = []

    def offer(self, frame: OfferedFrame[ImageT]) -> None:
        self._carry(frame.captured_at_s)
        self._queue.offer(frame)
        self._thin(frame.captured_at_s)
        self._carry(frame.captured_at_s)

    def finish(self) -> None:
        self._queue.finish()
        self._carry(float("inf"))

    def _carry(self, until_s: float) -> None:
        """Send what waits, one after the other, as long as the sender is free by that time."""
        while self._free_at_s <= until_s:
            self._pace.ended(self._free_at_s)
            self._thin(self._free_at_s)
            if (frame := self._queue.take()) is None:
                return
            begins_s = max(self._free_at_s, frame.captured_at_s)
            self._pace.began(begins_s)
            self._free_at_s = begins_s + self._latency_s
            self.arrived.append(Arrived(frame, self._free_at_s))

    def _thin(self, now_s: float) -> None:
        if (room := self._pace.room(now_s)) is not None:
            self._queue.thin(room)


def attend(
    looks: Iterator[tuple[ImageT, Observation]],
    challenge: NoseChallenge,
    line: SlowLine[ImageT],
    told: Callable[[Guide], None] = lambda guide: None,
) -> Guide:
    """Guide until there is nothing left to guide, and send as the kiosk does; `told` hears of every state."""
    policy, choice = GuidePolicy(), FrameSelection()
    guide = begin(0.0, policy)
    for image, observation in looks:
        before = guide
        guide = advance(before, observation, challenge, policy)
        told(guide)
        if chosen := choice.choose(before, guide, observation.captured_at_s):
            line.offer(OfferedFrame(image, observation.captured_at_s, chosen.stage, chosen.key))
        if guide.finished:
            break
    line.finish()
    return guide


def facts(arrived: Sequence[Arrived[ImageT]], detect: Callable[[ImageT], Sequence[FaceDetail]]) -> list[FrameFacts]:
    """What the backend makes of them, with the faces that its engine sees."""
    return [
        FrameFacts(
            sequence,
            each.frame.stage,
            each.at_s,
            hashlib.sha256(b"%d" % sequence).hexdigest(),
            True,
            tuple(detect(each.frame.image)),
        )
        for sequence, each in enumerate(arrived)
    ]


def as_seen_by(face: FaceDetail, less_deg: float) -> FaceDetail:
    """The same face to an engine that sees less of a turn."""
    yaw_deg = face.pose.yaw_deg
    seen_deg = yaw_deg - min(less_deg, abs(yaw_deg)) * (1 if yaw_deg > 0 else -1)
    return replace(face, pose=replace(face.pose, yaw_deg=seen_deg))
