"""Faces as members of the service's structures."""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.rekognition_local.faces import UNSURE, AnalysedFace, Judged
from kiosk.rekognition_local.operation import Members

DEFAULT_LANDMARKS = ("eyeLeft", "eyeRight", "mouthLeft", "mouthRight", "nose")
"""What the service gives unless ALL attributes are asked for."""

_UNMEASURED: Mapping[str, tuple[str, Any]] = MappingProxyType(
    {
        "AGE_RANGE": ("AgeRange", {"Low": 0, "High": 120}),
        "BEARD": ("Beard", {"Value": False, "Confidence": 0.0}),
        "EMOTIONS": ("Emotions", [{"Type": "UNKNOWN", "Confidence": 0.0}]),
        "GENDER": ("Gender", {"Value": "Female", "Confidence": 0.0}),
        "MUSTACHE": ("Mustache", {"Value": False, "Confidence": 0.0}),
    }
)
"""What stands for what was not measured: any age, and else a confidence of 0, which no measurement has; the model has
no word for an unknown gender."""
UNKNOWN_ATTRIBUTES = tuple(_UNMEASURED)
"""What the local engine cannot know; asking for it is no error. The answer leaves it out unless told otherwise."""


def bounding_box(box: Box) -> Members:
    """`BoundingBox`; as with the service, a face at the edge may reach beyond the picture."""
    return {"Width": box.width, "Height": box.height, "Left": box.left, "Top": box.top}


def face_detail(face: AnalysedFace, attributes: Collection[str], *, with_unmeasured: bool = False) -> Members:
    """`FaceDetail` with what `Attributes` or `DetectionAttributes` ask for; nothing asked for means DEFAULT.

    `with_unmeasured` gives what was not measured too, marked as such, to programs that read it without asking whether
    it is there.
    """
    everything = "ALL" in attributes
    detail = face.detail
    return {
        "BoundingBox": bounding_box(detail.bounding_box),
        "Confidence": detail.confidence,
        "Landmarks": _landmarks(detail, _all_landmarks(detail) if everything else DEFAULT_LANDMARKS),
        "Pose": _pose(detail),
        "Quality": _quality(detail),
        **{
            member: measure(face)
            for attribute, (member, measure) in _MEASURED.items()
            if everything or attribute in attributes
        },
        **{
            member: value
            for attribute, (member, value) in _UNMEASURED.items()
            if with_unmeasured and (everything or attribute in attributes)
        },
    }


def compared_face(face: AnalysedFace) -> Members:
    """`ComparedFace`."""
    detail = face.detail
    return {
        "BoundingBox": bounding_box(detail.bounding_box),
        "Confidence": detail.confidence,
        "Landmarks": _landmarks(detail, DEFAULT_LANDMARKS),
        "Pose": _pose(detail),
        "Quality": _quality(detail),
    }


def _all_landmarks(detail: FaceDetail) -> list[str]:
    """The five that everybody gets come first, as with the service."""
    return [*DEFAULT_LANDMARKS, *(name for name in detail.landmarks if name not in DEFAULT_LANDMARKS)]


def _landmarks(detail: FaceDetail, names: Iterable[str]) -> list[Members]:
    points = ((name, detail.landmarks[name]) for name in names)
    return [{"Type": name, "X": point.x, "Y": point.y} for name, point in points]


def _pose(detail: FaceDetail) -> Members:
    """`Pose`: as ours but for the pitch, which with the service is positive upwards."""
    return {"Roll": detail.pose.roll_deg, "Yaw": detail.pose.yaw_deg, "Pitch": -detail.pose.pitch_deg}


def _quality(detail: FaceDetail) -> Members:
    return {"Brightness": detail.quality.brightness, "Sharpness": detail.quality.sharpness}


def _judged(judged: Judged) -> Members:
    return {"Value": judged.value, "Confidence": judged.confidence}


def _face_occluded(face: AnalysedFace) -> Members:
    """Of a blurred face nobody knows, and the confidence says so."""
    occluded = face.detail.occluded
    return _judged(UNSURE if occluded is None else Judged(occluded, face.detail.occlusion_confidence))


def _eye_direction(face: AnalysedFace) -> Members:
    return {"Yaw": face.gaze.yaw_deg, "Pitch": face.gaze.pitch_deg, "Confidence": face.gaze.confidence}


_MEASURED: Mapping[str, tuple[str, Callable[[AnalysedFace], Any]]] = MappingProxyType(
    {
        "EYE_DIRECTION": ("EyeDirection", _eye_direction),
        "FACE_OCCLUDED": ("FaceOccluded", _face_occluded),
        "EYES_OPEN": ("EyesOpen", lambda face: _judged(face.eyes_open)),
        "MOUTH_OPEN": ("MouthOpen", lambda face: _judged(face.mouth_open)),
        "SMILE": ("Smile", lambda face: _judged(face.smile)),
        "EYEGLASSES": ("Eyeglasses", lambda face: _judged(face.eyeglasses)),
        "SUNGLASSES": ("Sunglasses", lambda face: _judged(face.sunglasses)),
    }
)
