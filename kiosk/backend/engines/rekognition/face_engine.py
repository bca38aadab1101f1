"""The face engine of Amazon Rekognition: DetectFaces, in the words of the rules of liveness."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.domain.faces.face_detail import Box, FaceDetail, Point, Pose, Quality
from kiosk.domain.images.limits import JPEG_LIMITS, check_picture
from kiosk.domain.liveness.nose.depth import HEAD_SHAPE, REST
from kiosk.errors import AnalysisFailed, ImageTooLarge, ImageTruncated, KioskError

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

MODEL_VERSION = "7.0"
"""FaceModelVersion, which neither DetectFaces nor CompareFaces tells; current since 2024."""
COMPLAINTS: Mapping[str, type[KioskError]] = {
    # The markers of a picture that is sent are whole, so what does not decode is what lies between them.
    "InvalidImageFormatException": ImageTruncated,
    "ImageTooLargeException": ImageTooLarge,
}
LANDMARKS = frozenset({*HEAD_SHAPE, *REST})
"""What the rules need of every face."""
PUPILS = ("leftPupil", "rightPupil")
"""Kept of the thirty landmarks as well, where they are: without them nobody knows where the eyes look."""


class RekognitionEngine:
    """Implements `FaceEngine`; any thread may call it."""

    def __init__(self, client: "RekognitionClient", model_version: str = MODEL_VERSION) -> None:
        self._client = client
        self.model_id = f"rekognition-{model_version}"

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """Up to 100 faces: one call; raises ImageErrors, Busy, ServiceUnavailable, AnalysisFailed.

        The default attributes would do but for the landmarks: there are five of them, thirty with all attributes. The
        price is the same.
        """
        # The service would honour a stranger's orientation tag, and tell positions in an image of another shape.
        plain = check_picture(jpeg, JPEG_LIMITS).plain_data
        with translate_failures("Rekognition", AnalysisFailed, COMPLAINTS):
            answer = self._client.detect_faces(Image={"Bytes": plain}, Attributes=["ALL"])
        try:
            return tuple(read_face_detail(face) for face in answer["FaceDetails"])
        except (KeyError, TypeError, ValueError) as error:
            raise AnalysisFailed("Rekognition DetectFaces: the answer lacks something") from error


def read_face_detail(face: Mapping[str, Any]) -> FaceDetail:
    """One face in our words; raises KeyError, TypeError and ValueError when something is missing.

    A face that lacks a landmark is an error, not one to be left out: a second person must not disappear.
    """
    box, quality, occluded = face["BoundingBox"], face["Quality"], face.get("FaceOccluded")
    points = {each["Type"]: Point(float(each["X"]), float(each["Y"])) for each in face["Landmarks"]}
    return FaceDetail(
        bounding_box=Box(*(float(box[name]) for name in ("Left", "Top", "Width", "Height"))),
        landmarks={name: points[name] for name in (*sorted(LANDMARKS), *(each for each in PUPILS if each in points))},
        pose=_pose(face["Pose"]),
        quality=Quality(float(quality["Brightness"]), float(quality["Sharpness"])),
        confidence=float(face["Confidence"]),
        occluded=None if occluded is None else bool(occluded["Value"]),
        occlusion_confidence=0.0 if occluded is None else float(occluded["Confidence"]),
    )


def _pose(pose: Mapping[str, Any]) -> Pose:
    """Yaw and roll have our signs: in published answers a nose on the right of the eyes' middle comes with a positive
    yaw, and a right eye below the left one with a positive roll. Pitch is positive when the face looks up, ours when it
    looks down, by which nods are judged.
    """
    return Pose(yaw_deg=float(pose["Yaw"]), pitch_deg=-float(pose["Pitch"]), roll_deg=float(pose["Roll"]))
