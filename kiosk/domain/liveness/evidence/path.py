"""Whether yaw, the nose's way and time agree along the whole path: a head turns about its neck, at a head's speed.

A recording that is moved until the nose meets the target brings the recorded turn and a way of the whole face that no
turn explains; a print brings the way and hardly a turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.frames import FrameFacts

MIN_FRAMES = 8
MIN_YAW_DEG = 8.0
"""Of a path's whole range, below which no way can be explained by it."""
SMOOTH_FRAMES = 3
"""Speeds are those of the median of so many frames: one bad landmark is no leap."""
MIN_STEP_S = 0.02
"""Frames that arrive closer together waited on the line; their order says more than their distance."""
CORNERS = ("leftEyeLeft", "rightEyeRight")
FAST_DEG_S = 180.0
"""Nobody turns the head to a target on a screen faster; such speeds are a cut."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PathEvidence:
    """How the nose's way across the picture follows the turn, in outer-eye distances of the straight face.

    Measured on 14 sessions of clips of three people who also sway and lean, 15 of the same shown by a screen that is
    moved by 45 pixels for 15 degrees, 20 prints bent by 40 to 120 degrees: face_slope .8 to 2.5 (median 1.0), 1.4 to
    3.3 (2.2), 1.2 to 3.1; nose_slope .41 to .57, .42 to .81, .46 to .60, so that this alone tells nobody apart; fastest
    34 to 102, 19 to 95, 15 to 47 degrees a second. Flat prints turn too little to be measured.
    """

    nose_slope: float
    """Way of the nose against the middle of the eyes' outer corners, a radian of yaw: half the depth of a nose or
    more; a flat face has none."""
    nose_fit: float
    """Share of that way which the turn explains (0-1)."""
    face_slope: float
    """Way of the eyes' middle across the picture, a radian of yaw: as far as the neck lies behind the eyes."""
    face_fit: float
    """Share of the eyes' way which the turn explains (0-1)."""
    unexplained: float
    """Largest way of the eyes' middle, across or down, that the turn does not explain."""
    asymmetry: float
    """Difference of the face's slopes to both sides over their mean; 0 where only one side was turned to."""
    fastest_deg_s: float
    """95 of 100 steps turn no faster."""
    sharpest_deg_s2: float
    """Largest change of the speed in 95 of 100 steps."""
    clocks_apart_s: float
    """Largest difference between the terminal's and the backend's time since the first frame; their rates and the
    line's delays apart. NaN when the terminal's clock stood still or went back."""
    frames: int


def measure_path(challenge: Challenge, frames: Sequence[FrameFacts]) -> PathEvidence | None:
    """Measure the path of the frames that show one face, in order; None with too few frames or hardly any turn."""
    single = [frame for frame in frames if len(frame.faces) == 1]
    if len(single) < MIN_FRAMES:
        return None
    faces = [frame.faces[0] for frame in single]
    yaw = np.radians([face.pose.yaw_deg for face in faces])
    if not np.ptp(yaw) >= np.radians(MIN_YAW_DEG):
        return None
    times_s = np.array([frame.received_at_s for frame in single])
    eyes, nose, unit = _ways(faces, challenge.aspect)
    if not unit > 0:
        return None
    eyes, nose = eyes / unit, nose / unit
    pitch = np.radians([face.pose.pitch_deg for face in faces])
    nose_slope, nose_fit, _ = _explain(yaw, nose[:, 0] - eyes[:, 0])
    face_slope, face_fit, across = _explain(yaw, eyes[:, 0])
    down = _explain(pitch, eyes[:, 1])[2]
    speeds = _speeds(np.degrees(yaw), times_s)
    return PathEvidence(
        nose_slope=nose_slope,
        nose_fit=nose_fit,
        face_slope=face_slope,
        face_fit=face_fit,
        unexplained=float(np.percentile(np.hypot(across, down), 90)),
        asymmetry=_asymmetry(yaw, eyes[:, 0]),
        fastest_deg_s=float(np.percentile(np.abs(speeds), 95)),
        sharpest_deg_s2=float(np.percentile(np.abs(_speeds(speeds, times_s[1:])), 95)),
        clocks_apart_s=_clocks_apart(single),
        frames=len(single),
    )


def _ways(faces: Sequence[FaceDetail], aspect: float) -> tuple[Floats, Floats, float]:
    """Nx2 places of the eyes' middle and the nose in image heights, and the eyes' distance at the least turn."""
    left, right = (_places(faces, name, aspect) for name in CORNERS)
    distances = np.linalg.norm(right - left, axis=1)
    return (left + right) / 2, _places(faces, "nose", aspect), float(np.percentile(distances, 90))


def _places(faces: Sequence[FaceDetail], name: str, aspect: float) -> Floats:
    return np.array([(face.landmarks[name].x * aspect, face.landmarks[name].y) for face in faces])


def _explain(angle: Floats, way: Floats) -> tuple[float, float, Floats]:
    """Slope of the way on an angle, the share of its variance that this explains, and what is left."""
    off, moved = angle - angle.mean(), way - way.mean()
    square, whole = float(off @ off), float(moved @ moved)
    slope = float(off @ moved) / square if square > 0 else 0.0
    left = moved - slope * off
    return slope, 1 - float(left @ left) / whole if whole > 0 else 0.0, left


def _asymmetry(yaw: Floats, way: Floats) -> float:
    """How differently the way follows the turn on both sides of the start."""
    start = float(np.median(yaw[: MIN_FRAMES // 2]))
    sides = [yaw > start, yaw < start]
    slopes = [_explain(yaw[side], way[side])[0] for side in sides if _is_turn(yaw[side])]
    if len(slopes) < len(sides) or not abs(sum(slopes)) > 0:
        return 0.0
    return abs(slopes[0] - slopes[1]) / abs(sum(slopes) / 2)


def _is_turn(yaw: Floats) -> bool:
    return len(yaw) >= MIN_FRAMES // 2 and bool(np.ptp(yaw) >= np.radians(MIN_YAW_DEG))


def _speeds(values: Floats, times_s: Floats) -> Floats:
    half = SMOOTH_FRAMES // 2
    padded = np.pad(values, half, mode="edge")
    smooth = np.median(np.stack([padded[i : i + len(values)] for i in range(SMOOTH_FRAMES)]), axis=0)
    return np.asarray(np.diff(smooth) / np.maximum(np.diff(times_s), MIN_STEP_S))


def _clocks_apart(frames: Sequence[FrameFacts]) -> float:
    backend_s = np.array([frame.received_at_s for frame in frames])
    terminal_s = np.array([frame.untrusted_timestamp_ms for frame in frames]) / 1000
    if not (np.diff(terminal_s) >= 0).all() or not np.ptp(terminal_s) > 0:
        return float("nan")
    apart = (backend_s - backend_s[0]) - (terminal_s - terminal_s[0])
    return float(np.abs(apart - np.median(apart)).max())


def is_human(evidence: PathEvidence) -> bool:
    """Whether the speed is one that a head turns with."""
    return isfinite(evidence.fastest_deg_s) and evidence.fastest_deg_s <= FAST_DEG_S
