"""Give the verdict: once, and never a pass by accident."""

import logging
from dataclasses import dataclass, field, replace
from math import isfinite

from kiosk.backend.challenge import attempt_record
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.deferred_analysis import analyse_deferred_frames
from kiosk.backend.challenge.evidence import collect_evidence_images, complete_session, keep_only
from kiosk.backend.challenge.person_consistency import compare_faces
from kiosk.backend.challenge.records import ChallengeRecord, ChallengeState, ChallengeStatus
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import Busy, ChallengeClosed, InternalError, RequestInvalid, ServiceError, ServiceUnavailable
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

MAX_REQUEST_ID_CHARS = 64


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """Asks for the verdict; whoever repeats the request with its id gets the same answer, nobody else gets another."""

    challenge_id: str
    token: str = field(repr=False)
    request_id: str = field(default="", repr=False)


def verify(context: ChallengeContext, request: VerifyRequest) -> Verdict:
    """Judge all frames; raises AccessErrors, ChallengeErrors and ServiceErrors, and after the last nothing can pass."""
    _check(request)
    snapshot = context.admit_caller(request.challenge_id, request.token)
    if snapshot.state is not ChallengeStatus.OPEN:
        return _verdict_again(context, snapshot, request)
    try:
        claim = context.store.claim(request.challenge_id, request.request_id)
    except ChallengeClosed:
        # The same request, delivered twice at once.
        return _verdict_again(context, context.store.load(request.challenge_id), request)
    return _verdict_once(context, snapshot.record, claim)


def _check(request: VerifyRequest) -> None:
    if len(request.request_id) > MAX_REQUEST_ID_CHARS or not (request.request_id + "x").isalnum():
        raise RequestInvalid("request id")


def _verdict_again(context: ChallengeContext, snapshot: ChallengeState, request: VerifyRequest) -> Verdict:
    """The verdict that this very request was given; nothing is judged again."""
    if snapshot.state is ChallengeStatus.OPEN:
        raise Busy("the other delivery of the request could not be carried out for now")
    if not request.request_id or request.request_id != snapshot.request_id:
        raise ChallengeClosed
    if snapshot.state is ChallengeStatus.JUDGING:
        raise Busy("the verdict is on its way")
    if snapshot.verdict is None:
        raise InternalError("the challenge could not be judged")
    # Whoever stored the verdict may not have come to this.
    _conclude(context, snapshot.record, context.store.frames(request.challenge_id), snapshot.verdict)
    return snapshot.verdict


def _verdict_once(context: ChallengeContext, record: ChallengeRecord, claim: str) -> Verdict:
    challenge_id = record.challenge.id
    try:
        frames = analyse_deferred_frames(context, record.challenge)
        verdict = _judge(context, record, frames)
        context.store.close(challenge_id, claim, verdict)
    except (Busy, ServiceUnavailable):
        _release(context, challenge_id, claim)
        raise
    except Exception as error:
        logger.error("a challenge could not be judged: %s", describe_failure(error))
        _abandon(context, challenge_id, claim)
        attempt_record.break_off(context, record, error)
        if isinstance(error, ServiceError):
            raise
        raise InternalError("judging") from error
    _conclude(context, record, frames, verdict)
    return verdict


def _conclude(
    context: ChallengeContext, record: ChallengeRecord, frames: tuple[FrameFacts, ...], verdict: Verdict
) -> None:
    """What follows from a verdict; may be done twice. First of all a failure is held against whoever failed."""
    attempt_record.conclude(context, record, frames, verdict)
    complete_session(context, record, frames, verdict)
    keep_only(context, record.challenge.id, collect_evidence_images(frames, verdict))


def _judge(context: ChallengeContext, record: ChallengeRecord, frames: tuple[FrameFacts, ...]) -> Verdict:
    identity = compare_faces(context, record, frames)
    verdict = context.rules_of(record.challenge).judge(record.challenge, frames, identity, record.untrusted_synthetic)
    if verdict.passed:
        compared = context.kinds.of(record.challenge).compares_frames
        _check_pass(record, identity, verdict, compared=compared)
        return verdict
    return _finite(verdict)


def _finite(verdict: Verdict) -> Verdict:
    """A failure without what could be neither stored nor sent: a measurement of nothing may be undefined."""
    evidence = {name: value for name, value in verdict.evidence.items() if isfinite(value)}
    return replace(verdict, evidence=evidence, confidence=verdict.confidence if isfinite(verdict.confidence) else 0.0)


def _check_pass(record: ChallengeRecord, identity: IdentityFacts, verdict: Verdict, *, compared: bool) -> None:
    """What no pass can lack, whatever the rules have overlooked: a comparison with NaN, for one, finds no fault."""
    numbers = (verdict.confidence, *verdict.evidence.values(), *identity.same_person.values())
    if verdict.reasons or not all(isfinite(number) for number in numbers):
        raise InternalError("a pass with reasons against it or without numbers")
    if compared and not identity.same_person:
        raise InternalError("a pass without a second frame that shows the same person")
    if record.has_id_photo and identity.document is None:
        raise InternalError("a pass without the comparison with the document")


def _release(context: ChallengeContext, challenge_id: str, claim: str) -> None:
    """Open again, for nothing was decided; if the verdict was stored after all, the same request will get it."""
    try:
        context.store.release(challenge_id, claim)
    except Exception as error:
        logger.error("a challenge could not be released: %s", describe_failure(error))


def _abandon(context: ChallengeContext, challenge_id: str, claim: str) -> None:
    """Close as failed; if not even that works, the challenge stays in judging, from where no way leads to a pass."""
    try:
        context.store.close(challenge_id, claim, None)
    except Exception as error:
        # Perhaps it is somebody else's by now, whose images these are.
        logger.error("a challenge could not be closed: %s", describe_failure(error))
        return
    keep_only(context, challenge_id, frozenset())
