"""Rules about the stream of frames itself: continuous, complete, unaltered, alive."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import hypot

from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.verdict import Reason

FRAME_INTERVAL_S = 1 / 12
"""The fastest that the kiosk uploads."""


def stream_reasons(frames: Sequence[FrameFacts], challenge: Challenge, policy: JudgePolicy) -> Iterator[Reason]:
    """What is wrong with the stream, if anything; `frames` are those of the challenge, in order."""
    pairs = list(pairwise(frames))
    if any(_jumped(before, after, challenge.aspect, policy) for before, after in pairs):
        yield Reason.PATH_NOT_CONTINUOUS
    if any(after.received_at_s - before.received_at_s > policy.max_gap_s for before, after in pairs):
        yield Reason.FRAMES_MISSING
    if any(frame.chained is False for frame in frames):
        yield Reason.CHAIN_BROKEN
    frozen = sum(before.digest == after.digest for before, after in pairs)
    if pairs and frozen / len(pairs) > policy.max_frozen_share:
        yield Reason.FROZEN_FRAMES


def without_second_copies(frames: Iterable[FrameFacts]) -> Iterator[FrameFacts]:
    """Frames but for each that no chain vouches for and that repeats the bytes of the one before it, which was none.

    The sample's client draws every second frame beside its canvas and so sends each picture twice. Two copies are one
    picture and one piece of evidence; a third is a picture that stands still. Whoever sends no chain could as well
    have left the copy out; it counts for nothing, not for the least number of frames either.
    """
    kept: FrameFacts | None = None
    for frame in frames:
        if kept is not None and frame.chained is None and frame.digest == kept.digest:
            kept = None
            continue
        kept = frame
        yield frame


def _jumped(before: FrameFacts, after: FrameFacts, aspect: float, policy: JudgePolicy) -> bool:
    if len(before.faces) != 1 or len(after.faces) != 1:
        return False
    start, end = before.faces[0].nose, after.faces[0].nose
    step = hypot((end.x - start.x) * aspect, end.y - start.y)
    intervals = (after.received_at_s - before.received_at_s) / FRAME_INTERVAL_S
    return step > policy.max_step * max(intervals, 1.0)
