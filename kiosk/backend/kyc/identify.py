"""A document together with a session: read, matched with the person who was live, and checked.

Whoever is not live, or is not on the document, is an error, as the documentation of the API has them (1009, 1011); a
document that is theirs and not acceptable is an answer without success. A session is used up by either. What never came
to a comparison, a portrait too dark for one, leaves the session to another attempt within its time.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from kiosk.backend.kyc.context import KycContext
from kiosk.backend.kyc.face_match import CANNOT, match_faces
from kiosk.backend.kyc.records import Session, Use
from kiosk.backend.kyc.results import Identified, extract_fields, passed_liveness, too_low, too_unlike
from kiosk.backend.metrics.quality import PORTRAIT, SELFIE
from kiosk.domain.documents.document import DocumentReading, Finding
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
from kiosk.domain.images.document_pages import UPLOAD_LIMITS, check_page_count
from kiosk.domain.images.limits import check_picture
from kiosk.errors import (
    FaceMatchFailed,
    ImageError,
    InternalError,
    KioskError,
    LivenessTooLow,
    ServiceError,
    SimilarityTooLow,
)
from kiosk.system.branch_time import date_at
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

LONGEST_S = 120.0
"""After this an attempt that nobody ended counts as abandoned; no page takes so long."""
_CAME_TO_NOTHING = (FaceMatchFailed, ImageError, ServiceError)


def identify(context: KycContext, caller: str, session_id: str, untrusted_pages: Sequence[bytes]) -> Identified:
    """Identify whoever completed the caller's session by the pages of one document, in any order.

    Raises DocumentPagesInvalid, DocumentNotImage, ImageErrors, KycSessionErrors and ServiceErrors.
    """
    check_page_count(untrusted_pages)
    for page in untrusted_pages:
        check_picture(page, UPLOAD_LIMITS)
    session = context.sessions.use(caller, session_id, Use.IDENTITY)
    if session.result is None:
        raise LivenessTooLow(too_low(0.0, context.policy.min_liveness))
    try:
        return _recorded(context, caller, session_id, partial(_identified, context, session, untrusted_pages))
    except _CAME_TO_NOTHING:
        context.sessions.give_back(session_id, Use.IDENTITY)
        raise


def _identified(context: KycContext, session: Session, pages: Sequence[bytes]) -> Identified:
    confidence = session.result.confidence if session.result else 0.0
    if not passed_liveness(session, context.policy.min_liveness):
        raise LivenessTooLow(too_low(confidence, context.policy.min_liveness))
    reading = context.reader.read(pages, date_at(context.clock(), context.time_zone))
    similarity = _similarity(context, session, reading)
    if not similarity >= context.policy.min_similarity:
        raise SimilarityTooLow(too_unlike(similarity, context.policy.min_similarity))
    findings = tuple(str(finding) for finding in reading.findings)
    return Identified(len(pages), extract_fields(reading), findings, confidence, similarity)


def _similarity(context: KycContext, session: Session, reading: DocumentReading) -> float:
    reference, _ = context.sessions.images(session)
    if reference is None:
        raise FaceMatchFailed(f"{CANNOT}: the session has no reference image")
    if reading.portrait is None:
        found = [
            finding.replace("_", " ").lower() for finding in reading.findings if finding is not Finding.NO_PORTRAIT
        ]
        besides = f" ({', '.join(found)})" if found else ""
        raise FaceMatchFailed(f"{CANNOT}: the document shows no single portrait{besides}")
    pictures = ((SELFIE, reference), (PORTRAIT, reading.portrait.jpeg))
    return match_faces(context, Flow.ONBOARD, *pictures).similarity


def _recorded(context: KycContext, caller: str, session_id: str, identified: Callable[[], Identified]) -> Identified:
    """Do it as an attempt of its own, which ends as it does."""
    attempt = _attempt(caller, session_id, context.clock())
    context.attempts.begin(attempt)
    try:
        done = identified()
    except Exception as error:
        ours = isinstance(error, ServiceError) or not isinstance(error, KioskError)
        code = error.code if isinstance(error, KioskError) else InternalError.code
        _end(context, attempt, Outcome.INCOMPLETE if ours else Outcome.FAILED, (code,), {})
        raise
    measures = {"similarity": done.similarity, "liveness_confidence": done.liveness}
    _end(context, attempt, Outcome.APPROVED if done.success else Outcome.FAILED, done.findings, measures)
    return done


def _attempt(caller: str, session_id: str, now_s: float) -> Attempt:
    return Attempt(
        f"{session_id}-{secrets.token_hex(4)}",
        Flow.ONBOARD,
        now_s,
        now_s + LONGEST_S,
        caller=caller,
        stage=AttemptStage.DOCUMENT,
        details={"session": session_id},
    )


def _end(
    context: KycContext, attempt: Attempt, outcome: Outcome, reasons: Sequence[str], measures: Mapping[str, float]
) -> None:
    try:
        context.attempts.end(attempt.id, outcome, reasons=reasons, measures=measures)
    except Exception as error:
        # The answer stands, whoever else hears of it.
        logger.error("an attempt was not ended: %s", describe_failure(error))
