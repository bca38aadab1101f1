"""The verdict of the backend: pass or fail, with reasons and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why an attempt failed; stable codes that cross the wire."""

    NO_FACE = "NO_FACE"
    SEVERAL_FACES = "SEVERAL_FACES"
    FACE_NOT_IN_AREA = "FACE_NOT_IN_AREA"
    FACE_TOO_SMALL = "FACE_TOO_SMALL"
    FACE_LOST = "FACE_LOST"
    FACE_LEFT_AREA = "FACE_LEFT_AREA"
    TOO_FEW_FRAMES = "TOO_FEW_FRAMES"
    TARGET_NOT_REACHED = "TARGET_NOT_REACHED"
    TARGET_ALREADY_REACHED = "TARGET_ALREADY_REACHED"
    WRONG_SIDE = "WRONG_SIDE"
    TIMED_OUT = "TIMED_OUT"
    HEAD_NOT_TURNED = "HEAD_NOT_TURNED"
    NO_DEPTH = "NO_DEPTH"
    FACE_DEFORMED = "FACE_DEFORMED"
    PATH_NOT_CONTINUOUS = "PATH_NOT_CONTINUOUS"
    FROZEN_FRAMES = "FROZEN_FRAMES"
    FRAMES_MISSING = "FRAMES_MISSING"
    CHAIN_BROKEN = "CHAIN_BROKEN"
    PERSON_CHANGED = "PERSON_CHANGED"
    LOW_CONFIDENCE = "LOW_CONFIDENCE"
    FACE_MISMATCH = "FACE_MISMATCH"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The backend's decision; nothing else passes a customer.

    `evidence` holds named measurements, for staff and auditors. Sequences name frames of the challenge.
    """

    passed: bool
    reasons: tuple[Reason, ...]
    confidence: float
    """0-100, how far the evidence lies inside the accepted range; 0 when a rule is broken outright."""
    evidence: Mapping[str, float]
    reference_sequence: int | None
    audit_sequences: tuple[int, ...]
    face_match: float | None
    """Similarity 0-100 with the ID photo; None when there was none to compare with."""
    synthetic: bool


@dataclass(frozen=True, slots=True)
class VerdictAnswer:
    """What whoever asked hears of a verdict: pass or fail, and what may be done better.

    Measurements are for staff: whoever sees how near a try came knows what to change for the next.
    """

    passed: bool
    reasons: tuple[Reason, ...] = ()
    document_matched: bool | None = None
    """Whether the face is that of the ID photo; None when there was none to compare with."""
    synthetic: bool = False


def comparable_confidence(verdict: Verdict) -> float:
    """Return the confidence that callers compare with thresholds of their own, 0-100.

    It is 0 for a verdict that failed for more than its confidence: whatever a caller's threshold is, it must not pass.
    """
    if verdict.passed or verdict.reasons == (Reason.LOW_CONFIDENCE,):
        return verdict.confidence
    return 0.0
