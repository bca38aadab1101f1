"""What is kept and counted of pictures that go through the quality gate."""

from collections.abc import Sequence

from kiosk.backend.metrics import names
from kiosk.backend.ports import Metrics, SizedFace
from kiosk.domain.faces.quality import QualityFailure
from kiosk.domain.faces.quality_components import inter_eye_distance_px, quality_components, sample_quality
from kiosk.domain.identity.flow import Flow

SELFIE, PORTRAIT, SOURCE, TARGET = "selfie", "portrait", "source", "target"
"""Pictures, as labels and measures name them."""


def quality_measures(image: str, sized: SizedFace, failures: Sequence[QualityFailure]) -> dict[str, float]:
    """Values and pose for the attempt's record, and the quality components of ISO/IEC 29794-5 by their names, 0-100;
    `image` is `selfie` or `portrait`."""
    face, size_px = sized.face, (sized.picture_width_px, sized.picture_height_px)
    box, distance_px = face.bounding_box, inter_eye_distance_px(face, *size_px)
    measures = {
        **quality_components(face, *size_px, sized.native),
        **({} if distance_px is None else {"inter_eye_distance_px": distance_px}),
        "sample_quality": sample_quality(face, sized.native),
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
