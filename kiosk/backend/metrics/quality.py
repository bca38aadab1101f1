"""What is kept and counted of pictures that go through the quality gate."""

from collections.abc import Sequence

from kiosk.backend.metrics import names
from kiosk.backend.ports import Metrics
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.faces.quality import QualityFailure
from kiosk.domain.identity.flow import Flow

SELFIE, PORTRAIT, SOURCE, TARGET = "selfie", "portrait", "source", "target"
"""Pictures, as labels and measures name them."""


def quality_measures(image: str, face: FaceDetail, failures: Sequence[QualityFailure]) -> dict[str, float]:
    """Values and pose for the attempt's record; `image` is `selfie` or `portrait`."""
    box = face.bounding_box
    measures = {
        "yaw_deg": face.pose.yaw_deg,
        "pitch_deg": face.pose.pitch_deg,
        "roll_deg": face.pose.roll_deg,
        "sharpness": face.quality.sharpness,
        "brightness": face.quality.brightness,
        "occlusion": face.occlusion_confidence if face.occluded else 0.0,
        "box_width": box.width,
        "box_height": box.height,
        "confidence": face.confidence,
        "landmarks": len(face.landmarks),
    }
    failed = {f"{image}_failed_{failure.measure}": failure.value for failure in failures}
    return {f"{image}_{name}": float(value) for name, value in measures.items()} | failed


def count_quality_failures(metrics: Metrics, flow: Flow, image: str, failures: Sequence[QualityFailure]) -> None:
    """Count each measure that was not met."""
    for failure in failures:
        metrics.count(names.QUALITY_FAILURES, flow=flow, image=image, measure=failure.measure)
