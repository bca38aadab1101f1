"""What the camera's raw pixels speak against: regular patterns of a screen, and pictures that no sensor saw.

The terminal measures both, and a forged terminal says what it likes: they can refuse, and never prove anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

from kiosk.domain.liveness.averages import median
from kiosk.domain.liveness.frames import FrameFacts

MIN_FRAMES = 5
MOIRE_SUSPECTED = 8.0
"""Provisional, in times what surrounds the peak in the spectrum: only real screens and cameras can settle it."""
NOISE_SUSPECTED = 0.05
"""Provisional, in grey levels: a clip whose codec skips blocks has .13, pictures that no sensor saw have none."""


@dataclass(frozen=True, slots=True)
class CameraEvidence:
    """Medians of what the terminal measured; a number that is none counts as the worst there is."""

    moire: float
    noise: float
    """In grey levels."""
    still_share: float
    """Share of frames in which nothing at all changed, 0-1: a frozen picture, or a program's."""
    frames: int

    @property
    def suspected(self) -> bool:
        """Whether either speaks of a screen, or of no sensor."""
        return not (self.moire < MOIRE_SUSPECTED and self.noise > NOISE_SUSPECTED)


def measure_camera(frames: Sequence[FrameFacts]) -> CameraEvidence | None:
    """Read what came with the frames of one challenge; None when fewer than five brought it."""
    measures = [frame.camera for frame in frames if frame.camera is not None]
    if len(measures) < MIN_FRAMES:
        return None
    noises = [each.noise if isfinite(each.noise) else 0.0 for each in measures]
    return CameraEvidence(
        moire=median(each.moire if isfinite(each.moire) else inf for each in measures),
        noise=median(noises),
        still_share=sum(not noise > 0 for noise in noises) / len(noises),
        frames=len(measures),
    )
