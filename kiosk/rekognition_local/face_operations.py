"""DetectFaces and CompareFaces."""

from collections.abc import Mapping

import numpy as np

from kiosk.rekognition_local.analyser import FaceAnalyser
from kiosk.rekognition_local.errors import InvalidParameterException
from kiosk.rekognition_local.faces import AnalysedFace
from kiosk.rekognition_local.images import Images, Picture
from kiosk.rekognition_local.operation import Members, Operation
from kiosk.rekognition_local.quality import reasons_against
from kiosk.rekognition_local.wire_faces import bounding_box, compared_face, face_detail

SIMILARITY_THRESHOLD = 80.0
QUALITY_FILTER = "NONE"
"""The service's defaults for CompareFaces."""


def face_operations(
    analyser: FaceAnalyser, images: Images, *, with_unmeasured: bool = False
) -> Mapping[str, Operation]:
    """Both operations by name; see `face_detail` for what is not measured."""

    def detect_faces(members: Members) -> Members:
        faces = analyser.faces(images.load(members["Image"]))
        attributes = frozenset(members.get("Attributes", ()))
        return {"FaceDetails": [face_detail(face, attributes, with_unmeasured=with_unmeasured) for face in faces]}

    def compare_faces(members: Members) -> Members:
        return _compare(analyser, images, members)

    return {"DetectFaces": detect_faces, "CompareFaces": compare_faces}


def _compare(analyser: FaceAnalyser, images: Images, members: Members) -> Members:
    quality_filter = members.get("QualityFilter", QUALITY_FILTER)
    threshold = members.get("SimilarityThreshold", SIMILARITY_THRESHOLD)
    source, target = images.load(members["SourceImage"]), images.load(members["TargetImage"])
    source_faces = _usable(analyser, source, quality_filter)
    if not source_faces or not analyser.faces(target):
        raise InvalidParameterException
    target_faces = _usable(analyser, target, quality_filter)
    similarities = _similarities(analyser, (source, source_faces[0]), target, target_faces)
    ranked = sorted(zip(similarities, target_faces, strict=True), key=lambda pair: -pair[0])
    largest = source_faces[0].detail
    return {
        "SourceImageFace": {"BoundingBox": bounding_box(largest.bounding_box), "Confidence": largest.confidence},
        "FaceMatches": [
            {"Similarity": similarity, "Face": compared_face(face)}
            for similarity, face in ranked
            if similarity >= threshold
        ],
        "UnmatchedFaces": [compared_face(face) for similarity, face in ranked if similarity < threshold],
    }


def _usable(analyser: FaceAnalyser, picture: Picture, quality_filter: str) -> list[AnalysedFace]:
    return [face for face in analyser.faces(picture) if not reasons_against(face, quality_filter)]


def _similarities(
    analyser: FaceAnalyser, source: tuple[Picture, AnalysedFace], picture: Picture, faces: list[AnalysedFace]
) -> list[float]:
    """Similarity 0-100 of the source's face with each of the picture's."""
    if not faces:
        return []
    wanted = np.array(analyser.descriptor(*source))
    others = np.array([analyser.descriptor(picture, face) for face in faces])
    return [float(value) for value in analyser.similarities(np.linalg.norm(others - wanted, axis=1))]
