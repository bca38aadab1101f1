"""What is recorded of the attempt that a challenge belongs to, whose id it shares."""

import logging
from collections.abc import Mapping

from kiosk.backend.attempts.transitions import CONSENT_LANGUAGE, CONSENT_VERSION, ELSEWHERE, SESSION, USER_ID
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.records import ChallengeRecord
from kiosk.domain.identity.customer_reference import normalise_reference
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
from kiosk.domain.identity.origin import Origin
from kiosk.domain.identity.without_light import LIGHT_LEFT_OUT, LIGHT_SHOWN, waits_for_staff
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Reason, Verdict, says_abandoned
from kiosk.domain.liveness.without_face import WithoutFace
from kiosk.errors import InternalError, KioskError
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


def begin(
    context: ChallengeContext, record: ChallengeRecord, origin: Origin, details: Mapping[str, str] | None = None
) -> None:
    """Record the attempt with these further details; raises LockedOut and TooManyStarts. A session that it completes
    has its own, which counts in its place."""
    plan = record.plan
    context.attempts.begin(
        Attempt(
            id=record.challenge.id,
            flow=plan.flow,
            started_at_s=record.created_at_s,
            expires_at_s=record.ends_at_s,
            customer=plan.customer,
            device=plan.device,
            address=origin.address,
            terminal_known=origin.terminal_known,
            details={
                USER_ID: normalise_reference(record.user_id),
                **({SESSION: record.session_id} if record.session_id else {}),
                **_consent(record),
                **(details or {}),
            },
        )
    )


def _consent(record: ChallengeRecord) -> dict[str, str]:
    """What was agreed to outlives the challenge and its images, as long as the attempt is recorded."""
    if record.consent is None:
        # Of whoever shows no face no picture is taken that they could agree to.
        return {} if isinstance(record.challenge, WithoutFace) else {CONSENT_VERSION: ELSEWHERE}
    return {CONSENT_VERSION: record.consent.version, CONSENT_LANGUAGE: record.consent.language}


def break_off(context: ChallengeContext, record: ChallengeRecord, error: Exception) -> None:
    """The challenge came to nothing for this reason, of which the caller hears whatever happens here."""
    code = error.code if isinstance(error, KioskError) else InternalError.code
    try:
        context.attempts.end(record.challenge.id, Outcome.INCOMPLETE, reasons=(code,))
    except Exception as failure:
        logger.error("the end of an attempt was not recorded: %s", describe_failure(failure))


def conclude(
    context: ChallengeContext, record: ChallengeRecord, frames: tuple[FrameFacts, ...], verdict: Verdict
) -> None:
    """Record what a verdict means for its attempt; may be done twice. Raises StorageFailed."""
    attempt_id, flow, measures = record.challenge.id, record.plan.flow, _measures(frames, verdict)
    if verdict.passed and flow is not Flow.VERIFY:
        following = AttemptStage.DOCUMENT if flow is Flow.ONBOARD else AttemptStage.FACE_MATCH
        context.attempts.advance(attempt_id, following, measures=measures)
        return
    compared = record.has_id_photo if verdict.passed else Reason.FACE_MISMATCH in verdict.reasons
    context.attempts.end(
        attempt_id,
        _outcome(frames, verdict),
        reasons=verdict.reasons,
        stage=AttemptStage.FACE_MATCH if compared else AttemptStage.LIVENESS,
        measures=measures,
    )


def _outcome(frames: tuple[FrameFacts, ...], verdict: Verdict) -> Outcome:
    """Nobody fails a challenge that never began or was left: an empty chair must not lock the terminal for others.

    It counts as a start that was left unfinished.
    """
    if verdict.passed:
        return Outcome.APPROVED
    if waits_for_staff(verdict.reasons):
        return Outcome.INCOMPLETE
    judged = [frame for frame in frames if frame.stage is Stage.CHALLENGE]
    # A service that was not sure of anybody need not have kept an image.
    began = judged or Reason.LOW_CONFIDENCE in verdict.reasons
    # No terminal begins a challenge before nobody: whoever sends that has tried something.
    left = says_abandoned(verdict.reasons) and any(len(frame.faces) == 1 for frame in judged)
    return Outcome.FAILED if began and not left else Outcome.ABANDONED


def _measures(frames: tuple[FrameFacts, ...], verdict: Verdict) -> dict[str, float]:
    measures: dict[str, float] = {
        "liveness_confidence": verdict.confidence,
        "liveness_face_detections": len(frames),
        "liveness_faces_found": sum(len(frame.faces) for frame in frames),
    }
    measures |= {name: verdict.evidence[name] for name in (LIGHT_SHOWN, LIGHT_LEFT_OUT) if name in verdict.evidence}
    return measures if verdict.face_match is None else {**measures, "id_photo_similarity": verdict.face_match}
