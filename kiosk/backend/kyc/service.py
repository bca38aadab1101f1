"""The KYC API as its routes see it."""

from collections.abc import Sequence

from kiosk.backend.kyc.context import KycContext
from kiosk.backend.kyc.face_match import match_faces
from kiosk.backend.kyc.identify import identify
from kiosk.backend.kyc.records import Session, Use, round_score
from kiosk.backend.kyc.results import Compared, Identified, Results, Verified, passed_liveness, results_of, too_low
from kiosk.backend.metrics.quality import SOURCE, TARGET
from kiosk.domain.identity.flow import Flow
from kiosk.domain.images.document_pages import UPLOAD_LIMITS
from kiosk.domain.images.limits import check_picture
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant
from kiosk.errors import Busy, KycSessionFailed, LivenessTooLow, ServiceError, ServiceUnavailable


class KycService:
    """All use cases over one context; any thread may call it, several at a time.

    Callers are known by the names of their keys, and empty on this machine. Every method raises ServiceErrors.
    """

    def __init__(self, context: KycContext) -> None:
        self._context = context

    @property
    def audit_images(self) -> int:
        """How many audit images a caller gets who does not say."""
        return self._context.policy.audit_images

    def create(self, caller: str, audit_images: int) -> Session:
        """A new session; raises KycSessionFailed."""
        try:
            return self._context.sessions.create(caller, audit_images)
        except (Busy, ServiceUnavailable):
            raise
        except ServiceError as error:
            raise KycSessionFailed(error.detail) from error

    def grant(self, session: Session) -> StreamGrant | None:
        """What opens the stream of a new session; None where a terminal completes it. Raises KycSessionFailed."""
        try:
            return self._context.sessions.grant(session)
        except (Busy, ServiceUnavailable):
            raise
        except ServiceError as error:
            raise KycSessionFailed(error.detail) from error

    def results(self, caller: str, session_id: str) -> Results:
        """How the session stands; as often as anybody asks. Raises KycSessionNotFound and KycSessionExpired."""
        session = self._context.sessions.load(caller, session_id)
        images, now_s = self._context.sessions.images(session), self._context.clock()
        return results_of(session, self._context.policy.min_liveness, images, now_s)

    def verify(self, caller: str, session_id: str) -> Verified:
        """Use the session up for its verdict; one that nobody completed stays. Raises LivenessTooLow, also for that,
        KycSessionNotFound, KycSessionExpired and KycSessionUsed."""
        session = self._context.sessions.use(caller, session_id, Use.VERIFY)
        confidence = 0.0 if session.result is None else session.result.confidence
        if not passed_liveness(session, self._context.policy.min_liveness):
            raise LivenessTooLow(too_low(confidence, self._context.policy.min_liveness))
        return Verified(session.id, round_score(confidence))

    def compare(self, source: bytes, target: bytes) -> Compared:
        """Compare the largest faces of two pictures; raises DocumentNotImage, ImageErrors and FaceMatchFailed."""
        for image in (source, target):
            check_picture(image, UPLOAD_LIMITS)
        context, threshold = self._context, self._context.policy.min_similarity
        found = match_faces(context, Flow.VERIFY, (SOURCE, source), (TARGET, target))
        return Compared(round_score(found.similarity), found.similarity >= threshold, threshold)

    def identify(self, caller: str, session_id: str, pages: Sequence[bytes]) -> Identified:
        """Identify whoever completed the session by a document; see `kyc.identify`."""
        return identify(self._context, caller, session_id, pages)
