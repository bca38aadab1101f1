"""Compares faces of pictures with Amazon Rekognition: DetectFaces for quality, CompareFaces for likeness."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kiosk.backend.engines.rekognition.face_engine import COMPLAINTS, MODEL_VERSION, read_face_detail
from kiosk.backend.ports import Comparison, SizedFace
from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.images.limits import check_picture
from kiosk.errors import AnalysisFailed, KioskError, NoFaceFound

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

COMPARE_COMPLAINTS: Mapping[str, type[KioskError]] = {**COMPLAINTS, "InvalidParameterException": NoFaceFound}
"""CompareFaces complains of its parameters when a picture shows nobody."""


MAX_FACES = 100
"""As many as the service finds."""


class RekognitionComparer:
    """Implements `FaceComparer`; any thread may use it, several at a time.

    Pictures are sent as they were checked: the service turns a JPEG file upright by its Exif tag, and tells
    positions in that.
    """

    def __init__(self, client: "RekognitionClient", model_version: str = MODEL_VERSION) -> None:
        self._client = client
        self.model_id = f"rekognition-{model_version}"

    def faces(self, image: bytes, limit: int = MAX_FACES) -> tuple[SizedFace, ...]:
        """All faces, the largest first, at most `limit`: one call; raises ImageErrors and ServiceErrors."""
        picture = check_picture(image)
        with translate_failures("Rekognition", AnalysisFailed, COMPLAINTS):
            answer = self._client.detect_faces(Image={"Bytes": picture.data}, Attributes=["ALL"])
        try:
            found = [read_face_detail(face) for face in answer["FaceDetails"]]
        except (KeyError, TypeError, ValueError) as error:
            raise AnalysisFailed("Rekognition DetectFaces: the answer lacks something") from error
        by_size = sorted(found, key=lambda face: -face.bounding_box.area)
        return tuple(SizedFace(face, *picture.size_px) for face in by_size[:limit])

    def compare(self, source: bytes, target: bytes) -> Comparison:
        """Compare the largest face of each: one call; raises NoFaceFound, ImageErrors and ServiceErrors."""
        return Comparison(_largest(self.similarities(source, target)), self.model_id)

    def similarities(self, source: bytes, target: bytes) -> list[tuple[Box, float]]:
        """All faces of the target with their similarities 0-100 to the source's largest: one call; raises NoFaceFound,
        ImageErrors and ServiceErrors."""
        pictures = [check_picture(image) for image in (source, target)]
        try:
            with translate_failures("Rekognition", AnalysisFailed, COMPARE_COMPLAINTS):
                # Without a threshold of 0, faces below 80 come without a score.
                answer = self._client.compare_faces(
                    SourceImage={"Bytes": pictures[0].data},
                    TargetImage={"Bytes": pictures[1].data},
                    SimilarityThreshold=0,
                    QualityFilter="NONE",
                )
        except NoFaceFound:
            raise self._meaning(source, target) from None
        return _similarities_of(answer)

    def _meaning(self, source: bytes, target: bytes) -> KioskError:
        """Which picture shows nobody: the service does not tell."""
        for name, image in (("source", source), ("target", target)):
            if not self.faces(image):
                return NoFaceFound(name)
        return AnalysisFailed("Rekognition CompareFaces: InvalidParameterException")


def _similarities_of(answer: Mapping[str, Any]) -> list[tuple[Box, float]]:
    """All faces of the target with their similarities 0-100; raises AnalysisFailed and NoFaceFound."""
    try:
        faces = [(_box(match["Face"]), float(match["Similarity"])) for match in answer["FaceMatches"]]
        faces += [(_box(face), 0.0) for face in answer["UnmatchedFaces"]]
    except (KeyError, TypeError, ValueError) as error:
        raise AnalysisFailed("Rekognition CompareFaces: the answer lacks something") from error
    if not faces:
        raise NoFaceFound("target")
    if any(not 0.0 <= similarity <= 100.0 for _, similarity in faces):
        raise AnalysisFailed("Rekognition CompareFaces: a similarity is out of range")
    return faces


def _largest(faces: Sequence[tuple[Box, float]]) -> float:
    """Of the target's largest face, not of the one that is most alike."""
    return max(faces, key=lambda face: face[0].area)[1]


def _box(face: Mapping[str, Any]) -> Box:
    left, top, width, height = (float(face["BoundingBox"][name]) for name in ("Left", "Top", "Width", "Height"))
    return Box(left, top, width, height)
