"""Faces as members of the service's structures."""

from collections.abc import Collection

from kiosk.liveness.faces import Box
from kiosk.rekognition_local.faces import AnalysedFace
from kiosk.rekognition_local.operation import Members


def bounding_box(box: Box) -> Members:
    """`BoundingBox`."""
    return {"Width": box.width, "Height": box.height, "Left": box.left, "Top": box.top}


def face_detail(face: AnalysedFace, attributes: Collection[str]) -> Members:
    """`FaceDetail` with what `Attributes` or `DetectionAttributes` ask for; nothing asked for means DEFAULT."""
    raise NotImplementedError


def compared_face(face: AnalysedFace) -> Members:
    """`ComparedFace`."""
    raise NotImplementedError
