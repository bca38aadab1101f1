"""Whether what turns is solid: how the face's width and the nose's offset follow the turn over all frames.

One frame's width lies inside the noise of its landmarks and of the expression; how it changes with the turn, over all
frames and to both sides, does not, and neither side of a face is favoured by the mesh.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.depth import nose_offset, width_kept
from kiosk.domain.liveness.nose.evidence import measure_reference

MIN_FRAMES = 8
TURNED_DEG = 7.0
"""Frames turned this far from the reference tell how width and nose follow; nods as well."""
MIN_TURNED_FRAMES = 3
"""On a side, for that side to count."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SolidShape:
    """How the face follows turns about one axis; slopes are a unit of the sine of the turn.

    Measured by session, lowest, median and highest of width_slope, nose_slope and nose_fit. Yaw: 14 sessions of clips
    of three people -.20, -.01, .27 | .20, .26, .36 | .95, .99, 1. Simulated prints, 6 sessions each: bent by 40 degrees
    -1.3, -1.1, -.96 | .16, .22, .28 | .84, .95, .99; by 80 -.59, -.50, -.43 | .16, .18, .21 | .86, .92, .95; by 80
    while they are turned -.87, -.75, -.65 | .18, .19, .22 | .88, .91, .94; by 100 -.50, -.32, -.22 | .12, .18, .23 |
    .83, .88, .97; by 120 -.30, -.12, .02 | .11, .17, .27 | .81, .91, .99. Reliefs of half a head's depth, 5 sessions:
    -.23, -.16, -.02 | .28, .30, .32 | .98, .99, 1. Flat prints turn too little by the mesh to be measured. Nods: 10
    sessions of clips -.52, .11, .31 | .17, .27, .38 | .88, .98, 1.
    """

    width_slope: float
    """Change of the face's width to its height, once the turn is accounted for: 0 for what is solid."""
    nose_slope: float
    """Offset of the nose in outer-eye distances, on the side where it follows least."""
    nose_fit: float
    """Share of the nose's offset that the turn explains (0-1)."""
    sides: int
    """How many sides were turned to, 1 or 2."""
    frames: int
    """Turned frames that all this rests on."""


@dataclass(frozen=True, slots=True)
class ShapeEvidence:
    """The shape by turns to the sides, and by nods; None where there was hardly any."""

    turned: SolidShape | None
    nodded: SolidShape | None


def measure_shape(frames: Sequence[FrameFacts], aspect: float) -> ShapeEvidence | None:
    """Measure all frames of a challenge, each of which shows one face, against its start; None with too few.

    `aspect` is the image's width over height.
    """
    if len(frames) < MIN_FRAMES:
        return None
    reference = measure_reference(frames)
    faces = [frame.faces[0] for frame in frames]
    offsets = np.array([nose_offset(reference.landmarks, each.landmarks, aspect, each.pose.roll_deg) for each in faces])
    widths = np.array(
        [
            width_kept(reference.landmarks, each.landmarks, aspect, (reference.roll_deg, each.pose.roll_deg))
            for each in faces
        ]
    )
    yaw = _sines(faces, lambda face: face.pose.yaw_deg - reference.yaw_deg)
    pitch = _sines(faces, lambda face: face.pose.pitch_deg - reference.pitch_deg)
    return ShapeEvidence(
        turned=_follow(yaw, pitch, widths, offsets[:, 0]), nodded=_follow(pitch, yaw, widths, offsets[:, 1])
    )


def _sines(faces: Sequence[FaceDetail], turned_deg: Callable[[FaceDetail], float]) -> Floats:
    return np.asarray(np.sin(np.radians([turned_deg(face) for face in faces])))


def _follow(turn: Floats, other: Floats, widths: Floats, offsets: Floats) -> SolidShape | None:
    """How widths and offsets follow a turn, in the frames in which it is the larger of both turns."""
    least = np.sin(np.radians(TURNED_DEG))
    sides = [side for sign in (1, -1) if (side := _side(sign * turn, other, least)).sum() >= MIN_TURNED_FRAMES]
    if not sides:
        return None
    turned = np.logical_or.reduce(sides)
    slopes = [_slope(turn[side], offsets[side]) for side in sides]
    left = offsets[turned] - _slope(turn[turned], offsets[turned]) * turn[turned]
    whole = float(offsets[turned] @ offsets[turned])
    return SolidShape(
        width_slope=_worst([_slope(np.abs(turn[turned]), widths[turned] - 1)]),
        nose_slope=_worst(slopes),
        nose_fit=1 - float(left @ left) / whole if whole > 0 else 0.0,
        sides=len(sides),
        frames=int(turned.sum()),
    )


def _side(turn: Floats, other: Floats, least: float) -> NDArray[np.bool_]:
    return np.asarray((turn >= least) & (turn >= np.abs(other)))


def _slope(turn: Floats, values: Floats) -> float:
    """Of the line through the origin that fits best."""
    return float(turn @ values) / float(turn @ turn)


def _worst(values: Sequence[float]) -> float:
    """The least; what is no number is less than all."""
    return min(value if isfinite(value) else -inf for value in values)
