"""Give the verdict: once, and never a pass by accident."""

import logging
from dataclasses import dataclass, field, replace
from math import isfinite

from kiosk.backend.failures import describe_failure
from kiosk.backend.identity import identify
from kiosk.backend.parts import Parts
from kiosk.backend.records import ChallengeRecord
from kiosk.errors import InternalError, ServiceError
from kiosk.liveness.frames import FrameFacts, IdentityFacts
from kiosk.liveness.verdict import Verdict

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """Asks for the verdict."""

    challenge_id: str
    token: str = field(repr=False)


def verify(parts: Parts, request: VerifyRequest) -> Verdict:
    """Judge all frames; raises AccessErrors, ChallengeErrors and ServiceErrors, and after the last nothing can pass."""
    snapshot = parts.admit_caller(request.challenge_id, request.token)
    parts.store.claim(request.challenge_id)
    try:
        frames = parts.store.frames(request.challenge_id)
        verdict = _judge(parts, snapshot.record, frames)
        parts.store.close(request.challenge_id, verdict)
    except Exception as error:
        logger.error("a challenge could not be judged: %s", describe_failure(error))
        _abandon(parts, request.challenge_id)
        if isinstance(error, ServiceError):
            raise
        raise InternalError("judging") from error
    _keep_only(parts, request.challenge_id, _evidence(frames, verdict))
    return verdict


def _judge(parts: Parts, record: ChallengeRecord, frames: tuple[FrameFacts, ...]) -> Verdict:
    identity = identify(parts, record, frames)
    verdict = parts.rules.judge(record.challenge, frames, identity, record.untrusted_synthetic)
    if not verdict.passed:
        return _finite(verdict)
    _check_pass(record, identity, verdict)
    return verdict


def _finite(verdict: Verdict) -> Verdict:
    """A failure without what could be neither stored nor sent: a measurement of nothing may be undefined."""
    evidence = {name: value for name, value in verdict.evidence.items() if isfinite(value)}
    return replace(verdict, evidence=evidence, confidence=verdict.confidence if isfinite(verdict.confidence) else 0.0)


def _check_pass(record: ChallengeRecord, identity: IdentityFacts, verdict: Verdict) -> None:
    """What no pass can lack, whatever the rules have overlooked: a comparison with NaN, for one, finds no fault."""
    numbers = (verdict.confidence, *verdict.evidence.values(), *identity.same_person.values())
    if verdict.reasons or not all(isfinite(number) for number in numbers):
        raise InternalError("a pass with reasons against it or without numbers")
    if not identity.same_person:
        raise InternalError("a pass without a second frame that shows the same person")
    if record.has_id_photo and identity.document is None:
        raise InternalError("a pass without the comparison with the document")


def _abandon(parts: Parts, challenge_id: str) -> None:
    """Close as failed; if not even that works, the challenge stays in judging, from where no way leads to a pass."""
    try:
        parts.store.close(challenge_id, None)
    except Exception as error:
        logger.error("a challenge could not be closed: %s", describe_failure(error))
    _keep_only(parts, challenge_id, frozenset())


def _evidence(frames: tuple[FrameFacts, ...], verdict: Verdict) -> frozenset[str]:
    """Names of the images that are kept for staff and auditors."""
    kept = {verdict.reference_sequence, *verdict.audit_sequences}
    return frozenset(frame.digest for frame in frames if frame.sequence in kept)


def _keep_only(parts: Parts, challenge_id: str, kept: frozenset[str]) -> None:
    """Delete all other images; what cannot be deleted now goes when its time of retention is over."""
    try:
        for name in parts.blobs.names(challenge_id):
            if name not in kept:
                parts.blobs.delete(challenge_id, name)
    except Exception as error:
        logger.error("images could not be deleted: %s", describe_failure(error))
