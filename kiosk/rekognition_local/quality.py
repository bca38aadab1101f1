"""The quality filter: which faces are too poor to be indexed, searched or compared."""

from enum import StrEnum

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


def reasons_against(face: AnalysedFace, quality_filter: str) -> tuple[Reason, ...]:
    """Why the filter NONE, AUTO, LOW, MEDIUM or HIGH leaves the face out; none when it keeps it."""
    raise NotImplementedError
