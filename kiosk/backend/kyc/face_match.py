"""One face against another, after the gate of quality."""

from collections.abc import Mapping

from kiosk.backend.kyc.context import KycContext
from kiosk.backend.metrics.quality import PORTRAIT, SELFIE, SOURCE, TARGET, count_quality_failures
from kiosk.backend.ports import Comparison
from kiosk.domain.faces.quality import QualityFailure, quality_failures
from kiosk.domain.identity.flow import Flow
from kiosk.errors import AnalysisFailed, FaceMatchFailed, NoFaceFound

CANNOT = "Face matching failed"
SPOKEN: Mapping[str, str] = {
    SOURCE: "source image",
    TARGET: "target image",
    SELFIE: "reference image",
    PORTRAIT: "document's portrait",
}
"""What callers read."""


def match_faces(context: KycContext, flow: Flow, source: tuple[str, bytes], target: tuple[str, bytes]) -> Comparison:
    """Compare the largest faces of two pictures, each with its label; the gate counts what it refuses under `flow`.

    Raises FaceMatchFailed when there is no face, or one that is not good enough to be compared; ImageErrors and
    ServiceErrors.
    """
    try:
        for label, image in (source, target):
            _check(context, flow, label, image)
        return context.comparer.compare(source[1], target[1])
    except NoFaceFound as error:
        raise FaceMatchFailed(f"{CANNOT}: no face was found") from error
    except AnalysisFailed as error:
        raise FaceMatchFailed(CANNOT) from error


def _check(context: KycContext, flow: Flow, label: str, image: bytes) -> None:
    faces = context.comparer.faces(image, limit=1)
    if not faces:
        raise FaceMatchFailed(f"{CANNOT}: no face was found on the {SPOKEN[label]}")
    largest = faces[0]
    failures = quality_failures(
        largest.face, largest.picture_width_px, largest.picture_height_px, context.quality, largest.native
    )
    count_quality_failures(context.metrics, flow, label, failures)
    if failures:
        measures = ", ".join(map(_in_words, failures))
        raise FaceMatchFailed(f"{CANNOT}: check the quality of the {SPOKEN[label]}: {measures}")


def _in_words(failure: QualityFailure) -> str:
    advice = failure.advice.replace("_", " ").lower()
    return f"{failure.measure} {failure.value:.0f} (limit {failure.limit:.0f}): {advice}"
