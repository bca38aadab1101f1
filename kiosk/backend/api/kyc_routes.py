"""The KYC API over HTTP: liveness sessions, comparison of faces, documents with liveness."""

import base64
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request, Security
from fastapi.openapi.utils import get_openapi
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.concurrency import run_in_threadpool

from kiosk import __version__
from kiosk.backend.api.documented_refusals import COMPARING, CREATING_SESSIONS, IDENTIFYING, READING_RESULTS, VERIFYING
from kiosk.backend.api.kyc_callers import CALLER
from kiosk.backend.api.kyc_form import MAX_BODY_BYTES, SCHEMA, read_form
from kiosk.backend.kyc.records import Session, round_score
from kiosk.backend.kyc.results import Identified, Results
from kiosk.backend.kyc.service import KycService
from kiosk.contract import kyc as bodies
from kiosk.contract.kyc import iso_time
from kiosk.contract.stream import StreamGrantReply
from kiosk.domain.documents.document import FieldName
from kiosk.domain.images.document_pages import UPLOAD_LIMITS
from kiosk.domain.images.jpeg import decode_base64
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant
from kiosk.errors import ApiKeyInvalid

COMPARE_PATH, IDENTIFY_PATH = "/api/liveness/compare-faces", "/api/kyc/analyze/identity-with-liveness"
BODY_LIMITS: Mapping[str, int] = {
    COMPARE_PATH: 2 * (UPLOAD_LIMITS.max_bytes * 4 // 3 + 4) + 16_384,
    IDENTIFY_PATH: MAX_BODY_BYTES,
}
"""Of the two addresses that take several pictures."""


def kyc_routes(kyc: KycService) -> APIRouter:
    """All routes over this service; whoever reaches them is a known caller, by the guard in front."""
    keys = [Security(APIKeyHeader(name="X-Api-Key", auto_error=False)), Security(HTTPBearer(auto_error=False))]
    router = APIRouter(tags=["KYC"], dependencies=[*keys, Depends(_known_caller)])
    _add_sessions(router, kyc)
    _add_pictures(router, kyc)
    _add_description(router)
    return router


def _known_caller(request: Request) -> None:
    """Raises ApiKeyInvalid when the guard was not passed, by whatever way."""
    if CALLER not in request.scope:
        raise ApiKeyInvalid


def _add_sessions(router: APIRouter, kyc: KycService) -> None:
    @router.post("/api/liveness/session", responses=CREATING_SESSIONS)
    def create_session(request: Request, body: bodies.SessionRequest | None = None) -> bodies.SessionAnswer:
        """Create a session, which one person completes at a kiosk before it expires."""
        settings = body.settings if body else None
        wanted = settings.audit_images_limit if settings else None
        session = kyc.create(request.scope[CALLER], kyc.audit_images if wanted is None else wanted)
        return _created(session, kyc.grant(session))

    @router.get("/api/liveness/session/{session_id}/results", responses=READING_RESULTS)
    def get_results(request: Request, session_id: str) -> bodies.ResultsAnswer:
        """How a session stands, with its images once it was completed; as often as you like."""
        return _results(kyc.results(request.scope[CALLER], session_id))

    @router.post("/api/liveness/verify/{session_id}", responses=VERIFYING)
    def verify_liveness(request: Request, session_id: str) -> bodies.VerifyAnswer:
        """Use a session up for its verdict: whoever is not live is error 1009."""
        verified = kyc.verify(request.scope[CALLER], session_id)
        return bodies.VerifyAnswer(session_id=verified.session_id, confidence=verified.confidence, is_live=True)


def _add_pictures(router: APIRouter, kyc: KycService) -> None:
    @router.post(COMPARE_PATH, responses=COMPARING)
    def compare_faces(body: bodies.CompareRequest) -> bodies.CompareAnswer:
        """Compare the largest faces of two pictures; unlike ones are an answer, not an error."""
        source, target = (
            decode_base64(text, UPLOAD_LIMITS.max_bytes) for text in (body.source_image, body.target_image)
        )
        found = kyc.compare(source, target)
        return bodies.CompareAnswer(
            similarity=found.similarity, is_match=found.is_match, confidence=found.similarity, threshold=found.threshold
        )

    @router.post(IDENTIFY_PATH, responses=IDENTIFYING, openapi_extra=SCHEMA, response_model_exclude_unset=True)
    async def analyze_identity_with_liveness(request: Request) -> bodies.IdentityAnswer:
        """Read a document and match it with whoever completed a session, which is used up by it.

        Whoever is not live or not on the document is an error; a document that is not acceptable, for being expired for
        example, is an answer without success that says so.
        """
        form = await read_form(request)
        found = await run_in_threadpool(kyc.identify, request.scope[CALLER], form.session_id, form.pages)
        return _identity(found)


def _add_description(router: APIRouter) -> None:
    @router.get("/api/openapi.json", include_in_schema=False)
    def describe() -> Mapping[str, Any]:
        """The part of `/openapi.json` that callers need, behind their own keys."""
        return get_openapi(title="KYC API", version=__version__, routes=router.routes)


def _created(session: Session, grant: StreamGrant | None) -> bodies.SessionAnswer:
    return bodies.SessionAnswer(
        session_id=session.id,
        status="CREATED",
        created_at=iso_time(session.created_at_s),
        expiry_date=iso_time(session.expires_at_s),
        stream=None if grant is None else StreamGrantReply.of(grant),
    )


def _results(results: Results) -> bodies.ResultsAnswer:
    return bodies.ResultsAnswer(
        session_id=results.session_id,
        status=results.status.value,  # type: ignore[arg-type]
        confidence=results.confidence,
        is_live=results.is_live,
        reference_image=None if results.reference is None else _base64(results.reference),
        audit_images=[_base64(image) for image in results.audit],
        timestamp=iso_time(results.answered_at_s),
        message=results.message,
    )


def _identity(found: Identified) -> bodies.IdentityAnswer:
    read = bodies.ExtractedData(
        name=found.extracted.get(FieldName.NAME),
        id_number=found.extracted.get(FieldName.DOCUMENT_NUMBER),
        date_of_birth=found.extracted.get(FieldName.DATE_OF_BIRTH),
    )
    additions = {"findings": list(found.findings)} if found.findings else {}
    return bodies.IdentityAnswer(
        kyc_analysis=bodies.KycAnalysis(total_documents=found.documents, extracted_data=read, **additions),
        liveness_verification=bodies.LivenessVerification(is_live=True, confidence=round_score(found.liveness)),
        face_match_result=bodies.FaceMatchResult(is_match=True, similarity=round_score(found.similarity)),
        overall_success=found.success,
        message=found.message,
    )


def _base64(image: bytes) -> str:
    return base64.b64encode(image).decode("ascii")
