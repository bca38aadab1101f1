"""Every metric of the backend, with its labels: the performance indicators of Amazon's whitepaper on identity
verification (8.2), and what the lockout does.

No label ever holds anything about a person: all of them are words of ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

PREFIX = "kiosk_"
ATTEMPTS_STARTED = "attempts_started"
ATTEMPTS = "attempts"
ATTEMPT_REASONS = "attempt_reasons"
ATTEMPT_SECONDS = "attempt_seconds"
DUPLICATES = "duplicate_registrations"
STAFF_DECISIONS = "staff_decisions"
LOCKOUTS = "lockouts"
LOCKOUT_REFUSALS = "lockout_refusals"
START_REFUSALS = "start_refusals"
QUALITY_FAILURES = "quality_failures"
FACE_DETECTIONS = "face_detections"
FACES_FOUND = "faces_found"
FACES_OCCLUDED = "faces_occluded"
FACE_BOX_RATIO = "face_box_ratio"
FACE_SHARPNESS = "face_sharpness"
FACE_BRIGHTNESS = "face_brightness"
FACE_YAW_DEG = "face_yaw_deg"
FACE_PITCH_DEG = "face_pitch_deg"
FACE_LANDMARKS = "face_landmarks"
FACE_COMPARISONS = "face_comparisons"
COMPARISON_SIMILARITY = "comparison_similarity"
FACE_SEARCHES = "face_searches"
SEARCH_FACES_RETURNED = "search_faces_returned"
SEARCH_SIMILARITY = "search_similarity"
FACES_INDEXED = "faces_indexed"
FACES_DELETED = "faces_deleted"
FACES_UPDATED = "faces_updated"
STORE_TAMPERED = "store_tampered"

PERCENT = (10.0, 25.0, 50.0, 70.0, 80.0, 90.0, 95.0, 97.0, 99.0, 99.9, 100.0)
_RATIO = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
_DEGREES = (2.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 45.0, 90.0)
_COUNTS = (0.0, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_SECONDS = (2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0)


class Unit(StrEnum):
    """As CloudWatch spells it."""

    COUNT = "Count"
    PERCENT = "Percent"
    SECONDS = "Seconds"
    NONE = "None"


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted, or observed when there are buckets (upper bounds)."""

    help: str
    labels: tuple[str, ...] = ()
    buckets: Sequence[float] = ()
    unit: Unit = Unit.COUNT


_ATTEMPT = ("flow", "outcome", "stage", "source", "by")
METRICS: Mapping[str, Metric] = {
    ATTEMPTS_STARTED: Metric("Attempts that began", ("flow", "source")),
    ATTEMPTS: Metric("Attempts that ended, by how and at which stage", _ATTEMPT),
    ATTEMPT_REASONS: Metric("Reasons that ended attempts; one attempt can have several", (*_ATTEMPT, "reason")),
    ATTEMPT_SECONDS: Metric("How long attempts took", ("flow",), _SECONDS, Unit.SECONDS),
    DUPLICATES: Metric("Registrations of somebody who looks like an enrolled customer", ("outcome",)),
    STAFF_DECISIONS: Metric("Attempts that staff took up, by how they had ended", ("flow", "outcome", "decision")),
    LOCKOUTS: Metric("Locks and blocks after too many failures", ("subject", "kind")),
    LOCKOUT_REFUSALS: Metric("Attempts refused because of a lock or a block", ("subject",)),
    START_REFUSALS: Metric("Attempts refused because too many were begun and left", ("subject",)),
    QUALITY_FAILURES: Metric("Pictures that failed the quality gate, by measure", ("flow", "image", "measure")),
    FACE_DETECTIONS: Metric("Pictures that faces were looked for on", ("of",)),
    FACES_FOUND: Metric("Faces found on them", ("of",)),
    FACES_OCCLUDED: Metric("Faces found that something covers", ("of",)),
    FACE_BOX_RATIO: Metric("Share of the picture that the largest face covers", ("of",), _RATIO, Unit.NONE),
    FACE_SHARPNESS: Metric("Sharpness 0-100 of the largest face", ("of",), PERCENT, Unit.PERCENT),
    FACE_BRIGHTNESS: Metric("Brightness 0-100 of the largest face", ("of",), PERCENT, Unit.PERCENT),
    FACE_YAW_DEG: Metric("Yaw of the largest face to either side", ("of",), _DEGREES, Unit.NONE),
    FACE_PITCH_DEG: Metric("Pitch of the largest face up or down", ("of",), _DEGREES, Unit.NONE),
    FACE_LANDMARKS: Metric("Landmarks found on the largest face", ("of",), _COUNTS),
    FACE_COMPARISONS: Metric("Comparisons of two faces, by how they went", ("of", "result")),
    COMPARISON_SIMILARITY: Metric("Similarity 0-100 of compared faces", ("of",), PERCENT, Unit.PERCENT),
    FACE_SEARCHES: Metric("Searches for a face among many, by how they went", ("kind", "result")),
    SEARCH_FACES_RETURNED: Metric("Faces or users that a search returned", ("kind",), _COUNTS),
    SEARCH_SIMILARITY: Metric("Similarity 0-100 of what a search returned", ("kind",), PERCENT, Unit.PERCENT),
    FACES_INDEXED: Metric("Faces added to a collection, by how it went", ("result",)),
    FACES_DELETED: Metric("Faces deleted from a collection"),
    STORE_TAMPERED: Metric("What was found in a store and was not written by this service", ("table",)),
    FACES_UPDATED: Metric("Faces given to a user or taken from one", ("change",)),
}
