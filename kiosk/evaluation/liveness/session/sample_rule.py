"""The rule of the AWS sample (aws-samples/liveness-detection), made anew from its description, to be compared with.

Frames are taken one after the other until the first whose nose is in the target; that one decides. It passes when the
nose came along a curve, and the landmarks fill a grid of three by three otherwise than they did at the start.
"""

from collections.abc import Sequence
from math import isfinite
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.nose.challenge import NoseChallenge

AREA_TOLERANCE = 0.05
AREA_PERCENT_TOLERANCE = 20
LONGEST_S = 10.0
MAX_CURVE_ERROR = 0.01
TURNED_DEG = 5.0
TURNED_DISTANCE, STRAIGHT_DISTANCE = 0.075, 0.15
BINS = 3
LANDMARKS = 26
"""Of our engine's landmarks those that Rekognition has; the first ones."""


class SeenFrame(Protocol):
    """What the rule wants of a frame."""

    @property
    def faces(self) -> tuple[FaceDetail, ...]:
        """Everybody on it."""
        ...

    @property
    def received_at_s(self) -> float:
        """By the backend's clock."""
        ...


def sample_score(challenge: NoseChallenge, frames: Sequence[SeenFrame]) -> float:
    """How many times the demanded distance is reached, 0 when another demand is not met; the sample passes at 1."""
    return decide(challenge, frames) or 0.0


def decide(challenge: NoseChallenge, frames: Sequence[SeenFrame]) -> float | None:
    """The same, or None while further frames would be waited for."""
    seen = [frame for frame in frames if len(frame.faces) == 1]
    area = challenge.face_area
    started = next((index for index, frame in enumerate(seen) if _in_area(frame.faces[0], challenge)), None)
    if started is None:
        return None
    first, path = seen[started], list[tuple[float, float]]()
    for frame in seen[started + 1 :]:
        face = frame.faces[0]
        late = frame.received_at_s - first.received_at_s > LONGEST_S
        if late or not area.enlarge(AREA_TOLERANCE).holds(face.bounding_box):
            return 0.0
        path.append((face.nose.x, face.nose.y))
        if challenge.nose_target.contains(face.nose):
            return _measure(challenge, first.faces[0], face, path)
    return None


def _in_area(face: FaceDetail, challenge: NoseChallenge) -> bool:
    percent = 100 * face.bounding_box.area / challenge.face_area.area
    large = percent + AREA_PERCENT_TOLERANCE >= challenge.min_face_area_percent
    return large and challenge.face_area.holds(face.bounding_box)


def _measure(challenge: NoseChallenge, first: FaceDetail, now: FaceDetail, path: list[tuple[float, float]]) -> float:
    if not _is_curve(np.array(path)):
        return 0.0
    yaw_deg = now.pose.yaw_deg * challenge.target_side
    distance = float(np.linalg.norm(_histogram(first) - _histogram(now)))
    if yaw_deg < -TURNED_DEG or not isfinite(distance):
        return 0.0
    return distance / (TURNED_DISTANCE if yaw_deg > TURNED_DEG else STRAIGHT_DISTANCE)


def _is_curve(path: NDArray[np.float64]) -> bool:
    """Whether the nose came along a parabola; the sample does not ask of fewer points than it needs for one."""
    if len(path) < 4 or float(np.ptp(path[:, 0])) < 1e-6:
        return True
    terms = np.stack([path[:, 0] ** power for power in range(3)], axis=1)
    rest = path[:, 1] - terms @ np.linalg.lstsq(terms, path[:, 1], rcond=None)[0]
    return float(np.sqrt(np.mean(rest**2))) <= MAX_CURVE_ERROR


def _histogram(face: FaceDetail) -> NDArray[np.float64]:
    points = list(face.landmarks.values())[:LANDMARKS]
    counts, _, _ = np.histogram2d([point.x for point in points], [point.y for point in points], BINS)
    return np.asarray(counts / len(points), dtype=np.float64)
