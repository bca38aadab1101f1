"""Which faces are good enough to be compared (Amazon's whitepaper on identity verification, 3.3.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from kiosk.domain.bounds import require_between
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.faces.quality_components import NativeMeasures, over_exposure_prevention


@dataclass(frozen=True, slots=True)
class FaceQualityPolicy:
    """What a face must have before it is compared (Amazon's whitepaper on identity verification, 3.3.1).

    Angles are included in the range, the other bounds are not.
    """

    max_yaw_deg: float = 30.0
    max_pitch_deg: float = 30.0
    min_sharpness: float = 25.0
    min_brightness: float = 25.0
    min_side_px: float = 50.0
    min_over_exposure_prevention: float = 3.0
    """Of 100, as ISO/IEC 29794-5 has it, where the engine sees pixels: 3 is a third of the face blown out. With half of
    it 24 % of one person's pairs fell below a similarity of 95, with a tenth 3 %; 44 photographs have 97 and more."""

    def __post_init__(self) -> None:
        """Raises ValueError for what every face has, or none."""
        require_between(self, 1, 60, "max_yaw_deg", "max_pitch_deg")
        require_between(self, 0, 99, "min_sharpness", "min_brightness")
        require_between(self, 1, 2000, "min_side_px")
        require_between(self, 0, 99, "min_over_exposure_prevention")


class Measure(StrEnum):
    """What is measured of a face."""

    YAW = "yaw"
    PITCH = "pitch"
    SHARPNESS = "sharpness"
    BRIGHTNESS = "brightness"
    OCCLUSION = "occlusion"
    SIZE = "size"
    OVER_EXPOSURE_PREVENTION = "over_exposure_prevention"


class Advice(StrEnum):
    """What helps; stable codes that cross the wire."""

    LOOK_STRAIGHT = "LOOK_STRAIGHT"
    LEVEL_HEAD = "LEVEL_HEAD"
    HOLD_STILL = "HOLD_STILL"
    MORE_LIGHT = "MORE_LIGHT"
    LESS_LIGHT = "LESS_LIGHT"
    UNCOVER_FACE = "UNCOVER_FACE"
    COME_CLOSER = "COME_CLOSER"


@dataclass(frozen=True, slots=True)
class QualityFailure:
    """A measure that is not met.

    Yaw and pitch are in degrees, sharpness and brightness 0-100, the size in pixels is that of the shorter side.
    Occlusion is the engine's confidence 0-100 that something covers the face, over-exposure prevention a quality
    component of 0-100.
    """

    measure: Measure
    value: float
    limit: float
    advice: Advice


MAX_OCCLUSION = 50.0
"""Confidence up to which a face would not be called covered: an engine's word for it is sure by more than half."""


def quality_failures(
    face: FaceDetail, width_px: int, height_px: int, policy: FaceQualityPolicy, native: NativeMeasures | None = None
) -> tuple[QualityFailure, ...]:
    """What speaks against comparing a face of a picture of this size; nothing when it is good enough.

    A measure that is no number fails. What an engine cannot know, whether a face is covered or its pixels, is not held
    against it.
    """
    exposed = () if native is None else _over_exposed(native, policy)
    return (*_failures(face, width_px, height_px, policy), *exposed)


def _failures(face: FaceDetail, width_px: int, height_px: int, policy: FaceQualityPolicy) -> Iterator[QualityFailure]:
    yield from _turned(Measure.YAW, face.pose.yaw_deg, policy.max_yaw_deg, Advice.LOOK_STRAIGHT)
    yield from _turned(Measure.PITCH, face.pose.pitch_deg, policy.max_pitch_deg, Advice.LEVEL_HEAD)
    quality, box = face.quality, face.bounding_box
    yield from _too_little(Measure.SHARPNESS, quality.sharpness, policy.min_sharpness, Advice.HOLD_STILL)
    yield from _too_little(Measure.BRIGHTNESS, quality.brightness, policy.min_brightness, Advice.MORE_LIGHT)
    if face.occluded:
        yield QualityFailure(Measure.OCCLUSION, face.occlusion_confidence, MAX_OCCLUSION, Advice.UNCOVER_FACE)
    side_px = min(box.width * width_px, box.height * height_px)
    yield from _too_little(Measure.SIZE, side_px, policy.min_side_px, Advice.COME_CLOSER)


def _over_exposed(native: NativeMeasures, policy: FaceQualityPolicy) -> Iterator[QualityFailure]:
    value = over_exposure_prevention(native)
    limit = policy.min_over_exposure_prevention
    yield from _too_little(Measure.OVER_EXPOSURE_PREVENTION, value, limit, Advice.LESS_LIGHT)


def _turned(measure: Measure, angle_deg: float, limit_deg: float, advice: Advice) -> Iterator[QualityFailure]:
    # Written so that no number at all fails too.
    if not abs(angle_deg) <= limit_deg:
        yield QualityFailure(measure, _finite(angle_deg), limit_deg, advice)


def _too_little(measure: Measure, value: float, limit: float, advice: Advice) -> Iterator[QualityFailure]:
    if not (isfinite(value) and value > limit):
        yield QualityFailure(measure, _finite(value), limit, advice)


def _finite(value: float) -> float:
    """JSON knows no infinities."""
    return value if isfinite(value) else 0.0
