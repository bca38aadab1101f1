"""What the result of a service's session is worth."""

from dataclasses import replace
from math import nan
from typing import Any

import pytest

from kiosk.domain.faces.quality import Advice, Measure, QualityFailure
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.face_movement.session_judge import (
    NO_RESULT,
    SessionPolicy,
    SessionResult,
    SessionStatus,
    judge_session,
)
from kiosk.domain.liveness.face_movement.streamed_challenge import MovementAndLightStream, nominal_area
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.verdict import Reason, Verdict, comparable_confidence
from tests.factories.faces import head

CHALLENGE = MovementAndLightStream("c-1", 640, 480, nominal_area(640, 480), 70, "s-1")
GOOD = SessionResult(SessionStatus.SUCCEEDED, "FaceMovementAndLightChallenge", 97.5)
NOBODY = IdentityFacts({}, None)
REFERENCE = FrameFacts(0, Stage.CHALLENGE, 1.0, "0" * 64, None, (head(),))
AUDIT = tuple(FrameFacts(number, Stage.CHALLENGE, 1.0, f"{number}" * 64, None, ()) for number in (1, 2))
DARK = QualityFailure(Measure.BRIGHTNESS, 10.0, 25.0, Advice.MORE_LIGHT)


def judged(
    result: SessionResult = GOOD,
    frames: tuple[FrameFacts, ...] = (REFERENCE, *AUDIT),
    identity: IdentityFacts = NOBODY,
    policy: SessionPolicy = SessionPolicy(),  # noqa: B008 - it is frozen
) -> Verdict:
    return judge_session(CHALLENGE, result, frames, identity, policy, synthetic=False)


def test_a_service_that_is_sure_passes_with_its_images() -> None:
    verdict = judged()
    assert (verdict.passed, verdict.reasons, verdict.confidence) == (True, (), 97.5)
    assert (verdict.reference_sequence, verdict.audit_sequences) == (0, (1, 2))
    assert verdict.evidence["service_confidence"] == 97.5
    assert verdict.evidence["audit_images"] == 2


def without(**changes: Any) -> SessionResult:
    return replace(GOOD, **changes)


@pytest.mark.parametrize(
    ("result", "frames", "reasons"),
    [
        (NO_RESULT, (), (Reason.STREAM_FAILED,)),
        (without(status=SessionStatus.FAILED), (REFERENCE,), (Reason.STREAM_FAILED,)),
        (without(status=SessionStatus.CREATED), (REFERENCE,), (Reason.STREAM_FAILED,)),
        (without(status=SessionStatus.IN_PROGRESS), (REFERENCE,), (Reason.STREAM_FAILED,)),
        (without(status=SessionStatus.EXPIRED), (REFERENCE,), (Reason.TIMED_OUT,)),
        (without(challenge_type=""), (REFERENCE,), (Reason.STREAM_FAILED,)),
        (without(challenge_type="FaceMovementChallenge"), (REFERENCE,), (Reason.STREAM_FAILED,)),
        (without(confidence=79.99), (REFERENCE,), (Reason.LOW_CONFIDENCE,)),
        (without(confidence=nan), (REFERENCE,), (Reason.LOW_CONFIDENCE,)),
        (GOOD, (), (Reason.REFERENCE_UNUSABLE,)),
        (GOOD, AUDIT, (Reason.REFERENCE_UNUSABLE,)),
        (GOOD, (replace(REFERENCE, faces=()),), (Reason.REFERENCE_UNUSABLE,)),
        (GOOD, (replace(REFERENCE, faces=(head(), head())),), (Reason.REFERENCE_UNUSABLE,)),
        (without(quality_failures=(DARK,)), (REFERENCE,), (Reason.REFERENCE_UNUSABLE,)),
    ],
)
def test_whatever_is_missing_nobody_passes(
    result: SessionResult, frames: tuple[FrameFacts, ...], reasons: tuple[Reason, ...]
) -> None:
    verdict = judged(result, frames)
    assert (verdict.passed, verdict.reasons) == (False, reasons)
    sure = reasons == (Reason.LOW_CONFIDENCE,) and result.confidence == 79.99
    assert comparable_confidence(verdict) == (79.99 if sure else 0.0) or result.confidence != result.confidence


@pytest.mark.parametrize(("similarity", "passes"), [(95.0, True), (94.99, False), (nan, False), (None, True)])
def test_the_face_is_that_of_the_photo_where_there_is_one(similarity: float | None, passes: bool) -> None:
    verdict = judged(identity=IdentityFacts({}, similarity))
    assert verdict.passed is passes
    assert verdict.reasons == (() if passes else (Reason.FACE_MISMATCH,))


def test_the_threshold_is_the_banks() -> None:
    assert not judged(policy=SessionPolicy(min_confidence=98.0)).passed
    assert judged(without(confidence=60.0), policy=SessionPolicy(min_confidence=60.0)).passed
