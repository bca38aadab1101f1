"""The verdict of the backend: pass or fail, with reasons and evidence."""

from collections.abc import Collection, Mapping
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
    FACE_TOO_RIGID = "FACE_TOO_RIGID"
    PATH_NOT_CONTINUOUS = "PATH_NOT_CONTINUOUS"
    FROZEN_FRAMES = "FROZEN_FRAMES"
    FRAMES_MISSING = "FRAMES_MISSING"
    CHAIN_BROKEN = "CHAIN_BROKEN"
    PERSON_CHANGED = "PERSON_CHANGED"
    ROOM_MOVED = "ROOM_MOVED"
    EYES_NOT_ON_SCREEN = "EYES_NOT_ON_SCREEN"
    APPEARANCE_CHANGED = "APPEARANCE_CHANGED"
    MOVEMENT_UNNATURAL = "MOVEMENT_UNNATURAL"
    LIGHT_NOT_REFLECTED = "LIGHT_NOT_REFLECTED"
    LIGHT_NOT_SHOWN = "LIGHT_NOT_SHOWN"
    """Nothing else speaks against the customer: staff may let them pass."""
    SCREEN_PATTERN = "SCREEN_PATTERN"
    ATTACK_SUSPECTED = "ATTACK_SUSPECTED"
    LOW_CONFIDENCE = "LOW_CONFIDENCE"
    STREAM_FAILED = "STREAM_FAILED"
    REFERENCE_UNUSABLE = "REFERENCE_UNUSABLE"
    FACE_MISMATCH = "FACE_MISMATCH"
    TERMINAL_UNATTESTED = "TERMINAL_UNATTESTED"
    VIRTUAL_CAMERA = "VIRTUAL_CAMERA"
    TIMING_TOO_PERFECT = "TIMING_TOO_PERFECT"
    PICTURES_RETURNED = "PICTURES_RETURNED"
    CAMERA_SUSPECTED = "CAMERA_SUSPECTED"
    CAMERA_NOT_MEASURED = "CAMERA_NOT_MEASURED"
    CLOCK_JUMPED = "CLOCK_JUMPED"


_LEFT = frozenset({Reason.NO_FACE, Reason.FACE_LOST, Reason.SEVERAL_FACES, Reason.FROZEN_FRAMES})
_IN_CONSEQUENCE = frozenset(
    {
        Reason.TOO_FEW_FRAMES,
        Reason.TARGET_NOT_REACHED,
        Reason.HEAD_NOT_TURNED,
        Reason.TIMED_OUT,
        Reason.FACE_LEFT_AREA,
        Reason.FRAMES_MISSING,
        Reason.LOW_CONFIDENCE,
        # Whoever goes looks away, out of the light, hides other parts of the room, and moves as nobody does who only
        # turns the head: one of these spoke against 9 of 23 people who left in mid-turn in simulations.
        Reason.ROOM_MOVED,
        Reason.EYES_NOT_ON_SCREEN,
        Reason.LIGHT_NOT_REFLECTED,
        Reason.MOVEMENT_UNNATURAL,
        Reason.APPEARANCE_CHANGED,
    }
)


def says_abandoned(reasons: Collection[Reason]) -> bool:
    """Whether a challenge was left rather than failed: nobody was there any more, somebody joined, the camera froze.

    Nothing else may speak against the customer than what follows from that: whoever takes a flat or a bent face away,
    or comes back as somebody else, has failed. A challenge that was left is not free: it counts as a start that came to
    no verdict (`domain/identity/restarts.py`), as one does that is cancelled, so that nobody gains by leaving.
    """
    return not _LEFT.isdisjoint(reasons) and frozenset(reasons) <= _LEFT | _IN_CONSEQUENCE


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
    not_measured: tuple[str, ...] = ()
    """Names of the evidence that could not be measured, and so counted for nothing."""


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
