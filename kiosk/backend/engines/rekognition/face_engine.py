"""The face engine of Amazon Rekognition: DetectFaces, in the words of the rules of liveness."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.domain.faces.face_detail import Box, FaceDetail, Point, Pose, Quality
from kiosk.domain.images.jpeg import START_OF_IMAGE, without_metadata
from kiosk.domain.images.limits import MAX_BYTES
from kiosk.domain.liveness.nose.depth import HEAD_SHAPE, REST
from kiosk.errors import AnalysisFailed, ImageNotJpeg, ImageTooLarge, ImageTruncated, KioskError

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

MODEL_VERSION = "7.0"
"""FaceModelVersion, which neither DetectFaces nor CompareFaces tells; current since 2024."""
LANDMARKS = frozenset({*HEAD_SHAPE, *REST})
"""What the rules need of every face, and all that is kept of the thirty landmarks."""


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
        plain = without_metadata(jpeg)
        check_size(plain)
        with translate_failures("Rekognition", AnalysisFailed, image_errors(plain)):
            answer = self._client.detect_faces(Image={"Bytes": plain}, Attributes=["ALL"])
        try:
            return tuple(read_face_detail(face) for face in answer["FaceDetails"])
        except (KeyError, TypeError, ValueError) as error:
            raise AnalysisFailed("Rekognition DetectFaces: the answer lacks something") from error


def check_size(jpeg: bytes) -> None:
    """Raises ImageNotJpeg for nothing and ImageTooLarge, before it is sent."""
    if not jpeg:
        raise ImageNotJpeg
    if len(jpeg) > MAX_BYTES:
        raise ImageTooLarge


def image_errors(*jpegs: bytes) -> Mapping[str, type[KioskError]]:
    """What the service's complaints about an image mean.

    A file that begins as JPEG has been looked through before it came here: its markers are whole, so what does not
    decode is what lies between them.
    """
    whole = all(jpeg.startswith(START_OF_IMAGE) for jpeg in jpegs)
    unreadable = ImageTruncated if whole else ImageNotJpeg
    return {"InvalidImageFormatException": unreadable, "ImageTooLargeException": ImageTooLarge}


def read_face_detail(face: Mapping[str, Any]) -> FaceDetail:
    """One face in our words; raises KeyError, TypeError and ValueError when something is missing.

    A face that lacks a landmark is an error, not one to be left out: a second person must not disappear.
    """
    box, quality, occluded = face["BoundingBox"], face["Quality"], face.get("FaceOccluded")
    points = {each["Type"]: Point(float(each["X"]), float(each["Y"])) for each in face["Landmarks"]}
    return FaceDetail(
        bounding_box=Box(*(float(box[name]) for name in ("Left", "Top", "Width", "Height"))),
        landmarks={name: points[name] for name in sorted(LANDMARKS)},
        pose=_pose(face["Pose"]),
        quality=Quality(float(quality["Brightness"]), float(quality["Sharpness"])),
        confidence=float(face["Confidence"]),
        occluded=None if occluded is None else bool(occluded["Value"]),
        occlusion_confidence=0.0 if occluded is None else float(occluded["Confidence"]),
    )


def _pose(pose: Mapping[str, Any]) -> Pose:
    """Yaw and roll have our signs: in published answers a nose on the right of the eyes' middle comes with a positive
    yaw, and a right eye below the left one with a positive roll. Pitch is positive when the face looks up, ours when it
    looks down; nothing is judged by it.
    """
    return Pose(yaw_deg=float(pose["Yaw"]), pitch_deg=-float(pose["Pitch"]), roll_deg=float(pose["Roll"]))
