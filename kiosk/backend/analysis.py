"""What the engine says, taken with care: nothing but a KioskError escapes, and no number is undefined."""

from collections.abc import Iterator
from math import isfinite

from kiosk.backend.ports import Descriptor, FaceEngine
from kiosk.errors import AnalysisFailed, KioskError
from kiosk.liveness.faces import FaceDetail


def detect_faces(engine: FaceEngine, jpeg: bytes) -> tuple[FaceDetail, ...]:
    """All faces; raises ImageTruncated and AnalysisFailed."""
    try:
        faces = engine.detect(jpeg)
    except KioskError:
        raise
    except Exception as error:
        raise AnalysisFailed("detection") from error
    # A comparison with NaN is false, and a rule that finds nothing wrong lets pass.
    if not all(isfinite(value) for face in faces for value in _numbers(face)):
        raise AnalysisFailed("a position is not a number")
    return faces


def describe_face(engine: FaceEngine, jpeg: bytes, face: FaceDetail) -> Descriptor:
    """The descriptor of one face; raises ImageTruncated and AnalysisFailed."""
    try:
        return engine.describe(jpeg, face)
    except KioskError:
        raise
    except Exception as error:
        raise AnalysisFailed("description") from error


def compare(engine: FaceEngine, a: Descriptor, b: Descriptor) -> float:
    """Similarity 0-100; raises AnalysisFailed."""
    similarity = engine.similarity(a, b)
    if not 0.0 <= similarity <= 100.0:
        raise AnalysisFailed("a similarity is out of range")
    return similarity


def _numbers(face: FaceDetail) -> Iterator[float]:
    box, pose = face.bounding_box, face.pose
    yield from (box.left, box.top, box.width, box.height)
    yield from (pose.yaw_deg, pose.pitch_deg, pose.roll_deg)
    yield from (face.quality.brightness, face.quality.sharpness, face.confidence)
    for point in face.landmarks.values():
        yield from (point.x, point.y)
