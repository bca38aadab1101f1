"""Give the verdict: once, and never a pass by accident."""

import logging
from dataclasses import dataclass, field, replace
from math import isfinite

from kiosk.backend.challenge import attempt_record
from kiosk.backend.challenge.camera_claim import camera_claim
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.deferred_analysis import analyse_deferred_frames
from kiosk.backend.challenge.evidence import collect_evidence_images, complete_session, keep_only
from kiosk.backend.challenge.kinds import shows_light
from kiosk.backend.challenge.person_consistency import compare_faces
from kiosk.backend.challenge.records import ChallengeRecord, ChallengeState, ChallengeStatus
from kiosk.backend.challenge.streams import collect_result, rules_for
from kiosk.domain.identity.without_light import LIGHT_SHOWN, hold_without_light
from kiosk.domain.liveness.camera_facts import CameraStream
from kiosk.domain.liveness.device_evidence import add_findings, judge_device
from kiosk.domain.liveness.face_movement.session_judge import SessionResult
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.room_memory import weigh_room
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
    untrusted_stream: CameraStream | None = None
    """What the terminal measured of its camera's pictures; None when it says nothing."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is judged beside the frames."""

    record: ChallengeRecord
    result: SessionResult | None
    """Of a challenge that a service carried out; None for one of frames."""
    stream: CameraStream | None


def verify(context: ChallengeContext, request: VerifyRequest) -> Verdict:
    """Judge all frames; raises AccessErrors, ChallengeErrors and ServiceErrors, and after the last nothing can pass."""
    _check(request)
    snapshot = context.admit_caller(request.challenge_id, request.token)
    if snapshot.state is not ChallengeStatus.OPEN:
        return _verdict_again(context, snapshot, request)
    try:
        result = collect_result(context, snapshot.record)
        claim = context.store.claim(request.challenge_id, request.request_id, demands_frames=result is None)
    except ChallengeClosed:
        # The same request, delivered twice at once.
        return _verdict_again(context, context.store.load(request.challenge_id), request)
    return _verdict_once(context, _Judged(snapshot.record, result, request.untrusted_stream), claim)


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


def _verdict_once(context: ChallengeContext, judged: _Judged, claim: str) -> Verdict:
    record, challenge_id = judged.record, judged.record.challenge.id
    try:
        frames = _frames(context, judged)
        verdict = _judge(context, judged, frames)
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
    if verdict.passed and context.rooms is not None and _stands_still(record):
        context.rooms.learn(record.terminal_id, frames)
    return verdict


def _frames(context: ChallengeContext, judged: _Judged) -> tuple[FrameFacts, ...]:
    """All frames with their faces; of a service's images the reference alone is looked at, when it comes."""
    if judged.result is not None:
        return context.store.frames(judged.record.challenge.id)
    return analyse_deferred_frames(context, judged.record.challenge)


def _conclude(
    context: ChallengeContext, record: ChallengeRecord, frames: tuple[FrameFacts, ...], verdict: Verdict
) -> None:
    """What follows from a verdict; may be done twice. First of all a failure is held against whoever failed."""
    attempt_record.conclude(context, record, frames, verdict)
    complete_session(context, record, frames, verdict)
    keep_only(context, record.challenge.id, collect_evidence_images(frames, verdict))


def _judge(context: ChallengeContext, judged: _Judged, frames: tuple[FrameFacts, ...]) -> Verdict:
    record = judged.record
    identity, rules = compare_faces(context, record, frames), rules_for(context, record, judged.result)
    verdict = rules.judge(record.challenge, frames, identity, record.untrusted_synthetic)
    verdict = add_findings(
        verdict, judge_device(camera_claim(context, record, judged.stream), frames, context.settings.camera_evidence)
    )
    verdict = _by_light(context, record, _by_room(context, record, frames, verdict))
    if verdict.passed:
        compared = context.kinds.of(record.challenge).compares_frames
        _check_pass(record, identity, verdict, compared=compared)
        return verdict
    return _finite(verdict)


def _by_room(
    context: ChallengeContext, record: ChallengeRecord, frames: tuple[FrameFacts, ...], verdict: Verdict
) -> Verdict:
    """The verdict with whether the terminal's own room was seen, where that is remembered."""
    if context.rooms is None or not _stands_still(record):
        return verdict
    similarity = context.rooms.compare(record.terminal_id, frames)
    return weigh_room(verdict, similarity, context.settings.judge.min_confidence)


def _stands_still(record: ChallengeRecord) -> bool:
    """Whether an enrolled terminal, which does not move, has filmed what is judged."""
    challenge = record.challenge
    return bool(record.terminal_id) and isinstance(challenge, NoseChallenge) and not challenge.hand_held


def _by_light(context: ChallengeContext, record: ChallengeRecord, verdict: Verdict) -> Verdict:
    """The verdict with whether light was shown; where a client asked for none, the bank says what that comes to."""
    shown = float(shows_light(record.challenge))
    verdict = replace(verdict, evidence={**verdict.evidence, LIGHT_SHOWN: shown})
    if not record.light_left_out:
        return verdict
    return hold_without_light(verdict, context.settings.without_light, record.plan.flow)


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
