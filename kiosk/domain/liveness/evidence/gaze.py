"""Whether the eyes stay on the screen: irises lag behind the turn of a head that goes on looking at the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from kiosk.domain.faces.face_detail import FaceDetail, Point
from kiosk.domain.liveness.averages import fmean
from kiosk.domain.liveness.frames import FrameFacts

EYES = (
    ("leftEyeLeft", "leftEyeRight", "leftPupil", "leftEyeUp", "leftEyeDown"),
    ("rightEyeLeft", "rightEyeRight", "rightPupil", "rightEyeUp", "rightEyeDown"),
)
"""Of each eye the corners as they follow in the image, the pupil, the lids."""
MIN_OPEN = 0.2
"""Opening of the lids to the width of the eye, below which they hide so much of the iris that its place is a guess."""
MIN_FRAMES = 8
"""With both eyes open, over the whole challenge."""
MIN_SPREAD_DEG = 4.0
"""Standard deviation of the yaw over these frames, below which nobody turned to a side."""
PAPER_AHEAD = 0.17
"""In widths of the eye a radian of yaw, how far the irises of flat and bent prints seem to run ahead (35 sessions)."""
NO_PROOF = 0.06
"""What speaks neither for nor against, and what eyes that run ahead are worth at most: those of people who look where
they turn do, and so do many prints'."""
UNSURE = 0.05
"""A standard error by which half of what was measured is lost."""


@dataclass(frozen=True, slots=True)
class GazeEvidence:
    """How the irises follow the yaw over all frames, in widths of the eye a radian.

    Simulated sessions: people who look at the screen .16 to .30 with an error of .004 to .02, prints bent by 40 to 180
    degrees -.6 to .1, cut-out eyes .04 to .32. Clips of people who look where they turn: -.9 to -.2.
    """

    lag: float
    """Positive when the irises go against the turn, as they do while the eyes stay on the screen."""
    error: float
    """Standard error of the lag."""
    frames: int

    @property
    def own_movement(self) -> float:
        """How far the irises moved by themselves: 0 for painted eyes; the less sure it is, the nearer to no proof.

        Narrow eyes, laughter and reflections on glasses make it unsure, and must speak against nobody.
        """
        moved = self.lag if self.lag >= 0 else min(max(-self.lag - PAPER_AHEAD, 0.0), NO_PROOF)
        sure = 1 / (1 + (self.error / UNSURE) ** 2)
        return NO_PROOF + sure * (moved - NO_PROOF)


def measure_gaze(frames: Sequence[FrameFacts], aspect: float) -> GazeEvidence | None:
    """Measure how the irises follow the turns; None without pupils, without open eyes, or where nobody turned aside.

    `frames` are those of the challenge that show one face; `aspect` is the image's width over height.
    """
    faces = [frame.faces[0] for frame in frames if len(frame.faces) == 1]
    seen = [(face.pose.yaw_deg, place) for face in faces if (place := _place(face, aspect)) is not None]
    if len(seen) < MIN_FRAMES:
        return None
    yaw, places = np.radians([yaw_deg for yaw_deg, _ in seen]), np.array([place for _, place in seen])
    yaw, places = yaw - yaw.mean(), places - places.mean()
    square = float(yaw @ yaw)
    if not square >= len(seen) * np.radians(MIN_SPREAD_DEG) ** 2:
        return None
    lag = -float(yaw @ places) / square
    left = places + lag * yaw
    error = float(np.sqrt(left @ left / (len(seen) - 2) / square))
    return GazeEvidence(lag, error, len(seen))


def _place(face: FaceDetail, aspect: float) -> float | None:
    eyes = [_place_in_eye(face, names, aspect) for names in EYES]
    seen = [eye for eye in eyes if eye is not None]
    return fmean(seen) if len(seen) == len(EYES) else None


def _place_in_eye(face: FaceDetail, names: tuple[str, ...], aspect: float) -> float | None:
    if not all(name in face.landmarks for name in names):
        return None
    left, right, pupil, up, down = ((face.landmarks[name]) for name in names)
    across, height = _vector(left, right, aspect), _vector(up, down, aspect)
    square = across[0] ** 2 + across[1] ** 2
    if not square > 0 or not height[0] ** 2 + height[1] ** 2 >= MIN_OPEN**2 * square:
        return None
    seen = _vector(left, pupil, aspect)
    place = (seen[0] * across[0] + seen[1] * across[1]) / square
    return place if isfinite(place) else None


def _vector(start: Point, end: Point, aspect: float) -> tuple[float, float]:
    return (end.x - start.x) * aspect, end.y - start.y
