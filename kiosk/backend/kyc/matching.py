"""One face against another, after the gate of quality."""

from kiosk.backend.identity_ports import Comparison, FaceComparer
from kiosk.errors import AnalysisFailed
from kiosk.identity.errors import FaceMatchFailed, NoFaceFound
from kiosk.identity.face_quality import quality_failures
from kiosk.identity.policy import FaceQualityPolicy

CANNOT = "Face matching failed"


def matched(
    comparer: FaceComparer, quality: FaceQualityPolicy, source: tuple[str, bytes], target: tuple[str, bytes]
) -> Comparison:
    """Compare the largest faces of two pictures, each with its name for the sentence.

    Raises FaceMatchFailed when there is no face, or one that is not good enough to be compared; ImageErrors and
    ServiceErrors.
    """
    try:
        for name, image in (source, target):
            _check(comparer, quality, name, image)
        return comparer.compare(source[1], target[1])
    except NoFaceFound as error:
        raise FaceMatchFailed(f"{CANNOT}: no face was found") from error
    except AnalysisFailed as error:
        raise FaceMatchFailed(CANNOT) from error


def _check(comparer: FaceComparer, quality: FaceQualityPolicy, name: str, image: bytes) -> None:
    faces = comparer.faces(image)
    if not faces:
        raise FaceMatchFailed(f"{CANNOT}: no face was found on the {name}")
    largest = faces[0]
    failures = quality_failures(largest.face, largest.picture_width_px, largest.picture_height_px, quality)
    if failures:
        measures = ", ".join(f"{each.measure} {each.value:.0f} (limit {each.limit:.0f})" for each in failures)
        raise FaceMatchFailed(f"{CANNOT}: check the quality of the {name}: {measures}")
