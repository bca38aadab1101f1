"""The quality filter: which faces are too poor to be indexed, searched or compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.faces.face_detail import Box
from kiosk.rekognition_local.faces import AnalysedFace


class Reason(StrEnum):
    """Why a face is left out, in the service's words."""

    EXCEEDS_MAX_FACES = "EXCEEDS_MAX_FACES"
    EXTREME_POSE = "EXTREME_POSE"
    LOW_BRIGHTNESS = "LOW_BRIGHTNESS"
    LOW_SHARPNESS = "LOW_SHARPNESS"
    LOW_CONFIDENCE = "LOW_CONFIDENCE"
    SMALL_BOUNDING_BOX = "SMALL_BOUNDING_BOX"
    LOW_FACE_QUALITY = "LOW_FACE_QUALITY"


@dataclass(frozen=True, slots=True)
class Bar:
    """What a face must have: confidence, brightness and sharpness 0-100, degrees, pixels, and share of its box."""

    confidence: float
    brightness: float
    sharpness: float
    turn_deg: float
    side_px: int
    in_picture: float


BARS: Mapping[str, Bar] = MappingProxyType(
    {
        "LOW": Bar(confidence=55, brightness=5, sharpness=5, turn_deg=60, side_px=30, in_picture=0.7),
        "MEDIUM": Bar(confidence=65, brightness=12, sharpness=12, turn_deg=45, side_px=40, in_picture=0.8),
        # What the whitepaper on identity verification recommends for the front pose.
        "HIGH": Bar(confidence=75, brightness=25, sharpness=25, turn_deg=30, side_px=50, in_picture=0.9),
    }
)
"""The service keeps its own secret; HIGH is what it recommends elsewhere, the others lie below in even steps."""
AUTO = "LOW"
"""AUTO leaves the choice to the server: only what no comparison can use is left out."""


def reasons_against(face: AnalysedFace, quality_filter: str) -> tuple[Reason, ...]:
    """Why the filter NONE, AUTO, LOW, MEDIUM or HIGH leaves the face out; none when it keeps it."""
    bar = BARS.get(AUTO if quality_filter == "AUTO" else quality_filter)
    if bar is None:
        return ()
    detail = face.detail
    turn_deg = max(abs(detail.pose.yaw_deg), abs(detail.pose.pitch_deg))
    failed = {
        Reason.EXTREME_POSE: turn_deg > bar.turn_deg,
        Reason.LOW_BRIGHTNESS: detail.quality.brightness < bar.brightness,
        Reason.LOW_SHARPNESS: detail.quality.sharpness < bar.sharpness,
        Reason.LOW_CONFIDENCE: detail.confidence < bar.confidence,
        Reason.SMALL_BOUNDING_BOX: min(face.width_px, face.height_px) < bar.side_px,
        Reason.LOW_FACE_QUALITY: _in_picture(detail.bounding_box) < bar.in_picture,
    }
    return tuple(reason for reason, is_so in failed.items() if is_so)


def _in_picture(box: Box) -> float:
    """Share of the box that lies inside the picture: the rest of the face was never seen."""
    width = min(box.right, 1.0) - max(box.left, 0.0)
    height = min(box.bottom, 1.0) - max(box.top, 0.0)
    return max(width, 0.0) * max(height, 0.0) / box.area if box.area else 0.0
