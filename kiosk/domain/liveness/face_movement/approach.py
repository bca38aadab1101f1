"""How the face came near: where it began, how far it grew, when it filled the oval, and whether it jumped."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.averages import median
from kiosk.domain.liveness.face_movement.challenge import FaceMovementChallenge
from kiosk.domain.liveness.face_movement.geometry import client_box, fit
from kiosk.domain.liveness.frames import FrameFacts

FIRST_FRAMES = 3
"""Their median says where the face began."""
FIT = 0.5
"""Clients demand an overlap of 0.7 of faces that they find otherwise, at least once."""
LEAST_STEP, LEAST_STEP_PER_S = 0.12, 1.2
"""In logarithms of the face's width, and in face widths of its place: between two frames, and more by the second."""


@dataclass(frozen=True, slots=True)
class Approach:
    """Widths are shares of the oval's width."""

    start_width: float
    best_fit: float
    growth: float
    """The largest width over the first one."""
    filled_at_s: float | None
    """When the face first filled the oval, since the first frame."""
    largest_jump: float
    """The longest way that a face made between two frames, over the longest that one may make."""


def measure_approach(challenge: FaceMovementChallenge, frames: Sequence[FrameFacts]) -> Approach | None:
    """Measure frames that show one face each, in order; None for none."""
    if not frames:
        return None
    oval = challenge.oval_box
    boxes = [client_box(frame.faces[0], challenge) for frame in frames]
    fits = [fit(box, oval) for box in boxes]
    start = median(box.width for box in boxes[:FIRST_FRAMES])
    filled = next((frame.received_at_s for frame, each in zip(frames, fits, strict=True) if each >= FIT), None)
    return Approach(
        start_width=start / oval.width,
        best_fit=max(fits),
        growth=max(box.width for box in boxes) / start if start > 0 else 0.0,
        filled_at_s=filled,
        largest_jump=max(
            (
                _jump(before, after, second.received_at_s - first.received_at_s)
                for (first, before), (second, after) in pairwise(zip(frames, boxes, strict=True))
            ),
            default=0.0,
        ),
    )


def _jump(before: Box, after: Box, elapsed_s: float) -> float:
    if not (before.width > 0 and after.width > 0):
        return float("inf")
    size = max(before.width, after.width)
    moved = max(abs(after.centre.x - before.centre.x), abs(after.centre.y - before.centre.y) / 2) / size
    return max(abs(log(after.width / before.width)), moved) / (LEAST_STEP + LEAST_STEP_PER_S * elapsed_s)
