"""What a bank's own network for presentation attacks makes of the frames; it can only speak against a customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from kiosk.domain.liveness.averages import median
from kiosk.domain.liveness.frames import FrameFacts


@dataclass(frozen=True, slots=True)
class SuspicionEvidence:
    """Median of all frames; a number that is none counts as the worst there is."""

    suspicion: float
    """0 as most customers, .5 neither, 1 as attacks."""
    frames: int


def measure_suspicion(frames: Sequence[FrameFacts]) -> SuspicionEvidence | None:
    """Read what the network said of each frame; None where none looked."""
    said = [frame.pixels.suspicion for frame in frames if frame.pixels is not None]
    numbers = [each if isfinite(each) else 1.0 for each in said if each is not None]
    return SuspicionEvidence(median(numbers), len(numbers)) if numbers else None
