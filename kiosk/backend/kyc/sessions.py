"""The life of a liveness session: created by a caller, completed by one challenge, used once for each purpose."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from kiosk.backend.attempts.ports import AttemptRecorder
from kiosk.backend.kyc.ports import KycSessionStore, LivenessOutcome, LivenessService
from kiosk.backend.kyc.records import AUDIT, REFERENCE, Change, LivenessResult, Session, Status, Use
from kiosk.backend.ports import BlobStore, Clock
from kiosk.domain.identity.flow import Attempt, Flow, Outcome
from kiosk.domain.identity.policy import KycPolicy
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant
from kiosk.domain.liveness.verdict import Reason, Verdict, comparable_confidence
from kiosk.errors import KycSessionExpired, KycSessionNotFound, KycSessionUsed, SessionNotFound
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


class KycSessions:
    """Implements `LivenessSessions`, so that the nose challenge completes what a caller created; any thread.

    Every method raises StorageFailed.
    """

    def __init__(
        self,
        store: KycSessionStore,
        blobs: BlobStore,
        policy: KycPolicy,
        attempts: AttemptRecorder,
        clock: Clock,
        service: LivenessService | None = None,
    ) -> None:
        """`blobs` holds nothing but the sessions' images. A `service` takes the place of the nose challenge."""
        self._store, self._blobs, self._policy = store, blobs, policy
        self._attempts, self._clock, self._service = attempts, clock, service

    def create(self, caller: str, audit_images: int) -> Session:
        """A new session of this caller; raises KycSessionFailed and ServiceErrors."""
        now_s = float(int(self._clock()))
        if self._service is None:
            session_id, lifetime_s = _new_id(), self._policy.session_lifetime_s
        else:
            session_id = self._service.create(audit_images)
            lifetime_s = min(self._policy.session_lifetime_s, self._service.lifetime_s)
        session = Session(session_id, caller, now_s, now_s + lifetime_s, audit_images)
        self._store.create(session)
        attempt = Attempt(session.id, Flow.VERIFY, now_s, session.expires_at_s, caller=caller)
        self._attempts.begin(attempt)
        return session

    def grant(self, session: Session) -> StreamGrant | None:
        """What opens the stream of a new session; None where a terminal completes it. Raises ServiceErrors."""
        return None if self._service is None else self._service.grant(session.id)

    def load(self, caller: str, session_id: str) -> Session:
        """The caller's session as it stands, results fetched; raises KycSessionNotFound, and KycSessionExpired when it
        ran out before it was completed."""
        session = self._own(caller, session_id)
        if session.result is None and self._service is not None:
            session = self._fetched(session, self._outcome(session, self._service))
        if session.result is None and session.is_over(self._clock()):
            raise KycSessionExpired
        return session

    def images(self, session: Session) -> tuple[bytes | None, tuple[bytes, ...]]:
        """Reference image and audit images, as JPEG."""
        result = session.result
        if result is None:
            return None, ()
        reference = self._blobs.get(session.id, REFERENCE) if result.has_reference else None
        audit = tuple(self._blobs.get(session.id, AUDIT.format(number)) for number in range(result.audit_images))
        return reference, audit

    def use(self, caller: str, session_id: str, use: Use) -> Session:
        """Use the caller's session up for one purpose, if it has its result: of several at once, one succeeds.

        A session without a result comes back unused. Raises KycSessionNotFound, KycSessionExpired, KycSessionUsed.
        """
        self.load(caller, session_id)
        now_s = self._clock()

        def used(session: Session) -> Session:
            if session.is_over(now_s):
                raise KycSessionExpired
            if use in session.uses:
                raise KycSessionUsed
            return session if session.result is None else replace(session, uses=(*session.uses, use))

        return self._store.change(session_id, used)

    def give_back(self, session_id: str, use: Use) -> None:
        """Undo a use that came to nothing; if that fails, the session stays used."""

        def unused(session: Session) -> Session:
            return replace(session, uses=tuple(each for each in session.uses if each is not use))

        try:
            self._store.change(session_id, unused)
        except Exception as error:
            logger.error("a session could not be given back: %s", describe_failure(error))

    def begin(self, session_id: str, challenge_id: str) -> None:
        """Tie the session to a challenge; raises SessionNotFound, also for one that is used or expired."""
        now_s = self._clock()

        def begun(session: Session) -> Session:
            _demand(self._service is None and session.status is Status.CREATED and not session.is_over(now_s))
            return replace(session, status=Status.IN_PROGRESS, challenge_id=challenge_id)

        self._change(session_id, begun)

    def complete(
        self, session_id: str, challenge_id: str, verdict: Verdict, reference: bytes | None, audit: Sequence[bytes]
    ) -> None:
        """Keep the verdict and as many images as were asked for; raises SessionNotFound, also when time has run out."""
        now_s = self._clock()

        def demanded(session: Session) -> Session:
            _demand(session.status is Status.IN_PROGRESS and session.challenge_id == challenge_id)
            _demand(not session.is_over(now_s))
            return session

        try:
            session = demanded(self._store.load(session_id))
        except KycSessionNotFound as error:
            raise SessionNotFound from error
        status = Status.SUCCEEDED if verdict.passed else Status.FAILED
        result = self._kept(session, comparable_confidence(verdict), verdict.reasons, (reference, audit))
        self._change(session_id, lambda session: replace(demanded(session), status=status, result=result))
        self._end(session_id, result, passed=verdict.passed)

    def purge_before(self, time_s: float) -> int:
        """Delete sessions created and images stored before then; returns how many sessions."""
        self._blobs.purge_before(time_s)
        return self._store.purge_before(time_s)

    def _own(self, caller: str, session_id: str) -> Session:
        # Only what can be an id goes any further: stores make keys and names of files of it.
        if not _is_id(session_id):
            raise KycSessionNotFound
        session = self._store.load(session_id)
        if session.caller != caller:
            raise KycSessionNotFound
        return session

    def _outcome(self, session: Session, service: LivenessService) -> LivenessOutcome:
        """What the service says, which forgets sessions that ran out."""
        try:
            return service.outcome(session.id)
        except KycSessionNotFound:
            if session.is_over(self._clock()):
                raise KycSessionExpired from None
            raise

    def _fetched(self, session: Session, outcome: LivenessOutcome) -> Session:
        """The session with what the service said of it."""
        if outcome.expired:
            raise KycSessionExpired
        if outcome.status is Status.CREATED:
            return session
        if outcome.status is Status.IN_PROGRESS:
            return replace(session, status=Status.IN_PROGRESS)
        confidence = outcome.confidence if outcome.status is Status.SUCCEEDED else 0.0
        passed = confidence >= self._policy.min_liveness
        reasons = () if passed else (Reason.LOW_CONFIDENCE,)
        result = self._kept(session, confidence, reasons, (outcome.reference, outcome.audit))

        def completed(stored: Session) -> Session:
            return stored if stored.result else replace(stored, status=outcome.status, result=result)

        changed = self._store.change(session.id, completed)
        self._end(session.id, result, passed=passed)
        return changed

    def _kept(
        self,
        session: Session,
        confidence: float,
        reasons: Sequence[str],
        images: tuple[bytes | None, Sequence[bytes]],
    ) -> LivenessResult:
        """Store reference and audit images before the result says that they are there."""
        reference, audit = images[0], images[1][: session.audit_images]
        named: Mapping[str, bytes] = {
            **({} if reference is None else {REFERENCE: reference}),
            **{AUDIT.format(number): jpeg for number, jpeg in enumerate(audit)},
        }
        for name, jpeg in named.items():
            self._blobs.put(session.id, name, jpeg)
        return LivenessResult(confidence, tuple(reasons), reference is not None, len(audit), self._clock())

    def _end(self, session_id: str, result: LivenessResult, *, passed: bool) -> None:
        outcome = Outcome.APPROVED if passed else Outcome.FAILED
        measures = {"liveness_confidence": result.confidence}
        try:
            self._attempts.end(session_id, outcome, reasons=result.reasons, measures=measures)
        except Exception as error:
            # The result stands, whoever else hears of it.
            logger.error("the attempt of a session was not ended: %s", describe_failure(error))

    def _change(self, session_id: str, change: Change) -> None:
        try:
            if not _is_id(session_id):
                raise KycSessionNotFound
            self._store.change(session_id, change)
        except KycSessionNotFound as error:
            raise SessionNotFound from error


def _new_id() -> str:
    return str(UUID(bytes=secrets.token_bytes(16), version=4))


def _is_id(session_id: str) -> bool:
    try:
        return str(UUID(session_id)) == session_id
    except ValueError:
        return False


def _demand(condition: bool) -> None:
    if not condition:
        raise SessionNotFound
