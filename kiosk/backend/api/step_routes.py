"""The steps after the verdict over HTTP, for terminals."""

import base64
import re
from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from kiosk.backend.flows.abandon import AbandonRequest, abandon
from kiosk.backend.flows.authenticate import AuthenticateRequest, authenticate
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.decide import DecisionRequest, decide
from kiosk.backend.flows.enrol import EnrolRequest, enrol
from kiosk.backend.flows.read_document import MAX_PAGES, PAGE_LIMITS, DocumentRequest, read_document
from kiosk.backend.flows.show_evidence import EvidenceRequest, show_evidence
from kiosk.contract import steps as bodies
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FaceMatch, FlowAnswer, Page
from kiosk.domain.images.jpeg import decode_base64
from kiosk.errors import DocumentPagesInvalid

Json = Mapping[str, object]

DOCUMENT_PATH: Final = re.compile(r"/challenge/[^/]+/document")
MAX_DOCUMENT_BODY_BYTES: Final = MAX_PAGES * (PAGE_LIMITS.max_bytes * 4 // 3 + 4) + 16_384
"""Pages, and room for everything else."""


def identity_routes(parts: FlowContext) -> APIRouter:
    """All routes over these parts; plain functions, so that each call runs in a thread of its own."""
    router = APIRouter()
    _add_steps(router, parts)
    _add_staff(router, parts)
    return router


def _add_steps(router: APIRouter, parts: FlowContext) -> None:
    @router.post("/challenge/{challenge_id}/document")
    def document(challenge_id: str, body: bodies.DocumentBody) -> Json:
        return _document(read_document(parts, DocumentRequest(challenge_id, body.token, _pages(body.pages))))

    @router.post("/challenge/{challenge_id}/enrol")
    def enrolment(challenge_id: str, body: bodies.EnrolBody) -> Json:
        answer = enrol(parts, EnrolRequest(challenge_id, body.token, body.request_id, body.customer))
        duplicates = [{"customer": each.customer, "similarity": each.similarity} for each in answer.duplicates]
        return {**_outcome(answer), "customer": answer.customer, "duplicates": duplicates}

    @router.post("/challenge/{challenge_id}/authenticate")
    def authentication(challenge_id: str, body: bodies.AuthenticateBody) -> Json:
        answer = authenticate(parts, AuthenticateRequest(challenge_id, body.token, body.request_id))
        return {**_outcome(answer), "faceMatch": _match(answer.face_match)}

    @router.post("/challenge/{challenge_id}/abandon")
    def left(challenge_id: str, body: bodies.AbandonBody) -> Json:
        abandon(parts, AbandonRequest(challenge_id, body.token, body.stage, body.reason))
        return {}


def _add_staff(router: APIRouter, parts: FlowContext) -> None:
    @router.post("/staff/check")
    def check(body: bodies.StaffBody) -> Json:
        parts.staff.check(body.proof)
        return {}

    @router.post("/challenge/{challenge_id}/evidence")
    def evidence(challenge_id: str, body: bodies.EvidenceBody) -> Json:
        return _evidence(show_evidence(parts, EvidenceRequest(challenge_id, body.token, body.proof)))

    @router.post("/challenge/{challenge_id}/decision")
    def decision(challenge_id: str, body: bodies.DecisionBody) -> Json:
        request = DecisionRequest(challenge_id, body.token, body.proof, body.decision, body.reason)
        return {"outcome": decide(parts, request)}


def _pages(untrusted: Sequence[bodies.PageBody]) -> tuple[Page, ...]:
    if len(untrusted) > MAX_PAGES:
        raise DocumentPagesInvalid
    return tuple(Page(page.side, decode_base64(page.image_base64, PAGE_LIMITS.max_bytes)) for page in untrusted)


def _document(answer: DocumentAnswer) -> Json:
    return {
        "accepted": answer.accepted,
        "kind": answer.kind,
        "fields": {
            name: {"value": read.value, "confidence": read.confidence, "source": read.source}
            for name, read in answer.fields.items()
        },
        "findings": list(answer.findings),
        "quality": [
            {
                "image": each.image,
                "measure": each.measure,
                "value": each.value,
                "limit": each.limit,
                "advice": each.advice,
            }
            for each in answer.quality
        ],
        "faceMatch": _match(answer.face_match),
    }


def _outcome(answer: FlowAnswer) -> dict[str, object]:
    return {"outcome": answer.outcome, "reasons": list(answer.reasons)}


def _match(match: FaceMatch | None) -> Json | None:
    if match is None:
        return None
    return {"isMatch": match.is_match, "similarity": match.similarity, "threshold": match.threshold}


def _evidence(evidence: Evidence) -> Json:
    images = [{"name": name, "imageBase64": base64.b64encode(image).decode("ascii")} for name, image in evidence.images]
    return {
        "outcome": evidence.outcome,
        "stage": evidence.stage,
        "reasons": list(evidence.reasons),
        "scores": dict(evidence.scores),
        "images": images,
    }
