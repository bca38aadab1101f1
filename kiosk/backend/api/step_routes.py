"""The steps after the verdict over HTTP, for terminals."""

import re
from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

from kiosk.backend.api import documented_refusals as told
from kiosk.backend.api.origin import AskedFrom
from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.flows.abandon import AbandonRequest, abandon
from kiosk.backend.flows.authenticate import AuthenticateRequest, authenticate
from kiosk.backend.flows.begin_without_face import BeginRequest, begin_without_face
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.decide import DecisionRequest, decide
from kiosk.backend.flows.enrol import EnrolRequest, enrol
from kiosk.backend.flows.read_document import DocumentRequest, read_document
from kiosk.backend.flows.show_evidence import EvidenceRequest, show_evidence
from kiosk.contract import steps as wire
from kiosk.domain.identity.step_results import Page
from kiosk.domain.images.document_pages import MAX_PAGES, TERMINAL_PAGE_LIMITS
from kiosk.domain.images.jpeg import decode_base64
from kiosk.errors import DocumentPagesInvalid

DOCUMENT_PATH: Final = re.compile(r"/challenge/[^/]+/document")
MAX_DOCUMENT_BODY_BYTES: Final = MAX_PAGES * (TERMINAL_PAGE_LIMITS.max_bytes * 4 // 3 + 4) + 16_384
"""Pages, and room for everything else."""


def identity_routes(context: FlowContext) -> APIRouter:
    """All routes over this context; plain functions, so that each call runs in a thread of its own."""
    router = APIRouter()
    _add_steps(router, context)
    _add_staff(router, context)
    return router


def _add_steps(router: APIRouter, context: FlowContext) -> None:
    @router.post("/challenge/{challenge_id}/document", responses=told.READING_DOCUMENTS)
    def document(challenge_id: str, body: wire.DocumentBody) -> wire.DocumentReply:
        request = DocumentRequest(challenge_id, body.token, _pages(body.pages))
        return wire.DocumentReply.from_answer(read_document(context, request))

    @router.post("/challenge/{challenge_id}/enrol", responses=told.TAKING_STEPS)
    def enrolment(challenge_id: str, body: wire.EnrolBody) -> wire.EnrolReply:
        request = EnrolRequest(challenge_id, body.token, body.request_id, body.customer)
        return wire.EnrolReply.from_answer(enrol(context, request))

    @router.post("/challenge/{challenge_id}/authenticate", responses=told.TAKING_STEPS)
    def authentication(challenge_id: str, body: wire.AuthenticateBody) -> wire.AuthenticateReply:
        request = AuthenticateRequest(challenge_id, body.token, body.request_id)
        return wire.AuthenticateReply.from_answer(authenticate(context, request))

    @router.post("/challenge/{challenge_id}/abandon", responses=told.ABANDONING)
    def left(challenge_id: str, body: wire.AbandonBody) -> wire.DoneReply:
        abandon(context, AbandonRequest(challenge_id, body.token, body.stage, body.reason))
        return wire.DoneReply()


def _add_staff(router: APIRouter, context: FlowContext) -> None:
    @router.post("/staff/check", responses=told.CHECKING_STAFF)
    def check(body: wire.StaffBody, origin: AskedFrom) -> wire.StaffReply:
        return wire.StaffReply.from_role(context.staff.check(body.proof_from(origin)))

    @router.post(wire.WITHOUT_FACE_PATH, responses=told.BEGINNING_WITHOUT_FACE)
    def without_face(body: wire.WithoutFaceBody, origin: AskedFrom) -> wire.BegunReply:
        plan = AttemptPlan(body.flow, body.customer, body.device_id)
        consent = None if body.consent is None else body.consent.to_consent()
        begun = begin_without_face(context, BeginRequest(body.proof_from(origin), plan, consent))
        return wire.BegunReply(id=begun.attempt_id, token=begun.token, expires_at=begun.ends_at_s)

    @router.post("/challenge/{challenge_id}/evidence", responses=told.SHOWING_EVIDENCE)
    def evidence(challenge_id: str, body: wire.EvidenceBody, origin: AskedFrom) -> wire.EvidenceReply:
        request = EvidenceRequest(challenge_id, body.token, body.proof_from(origin))
        return wire.EvidenceReply.from_evidence(show_evidence(context, request))

    @router.post("/challenge/{challenge_id}/decision", responses=told.DECIDING)
    def decision(challenge_id: str, body: wire.DecisionBody, origin: AskedFrom) -> wire.DecisionReply:
        request = DecisionRequest(challenge_id, body.token, body.proof_from(origin), body.decision, body.reason)
        return wire.DecisionReply(outcome=decide(context, request))


def _pages(untrusted: Sequence[wire.PageBody]) -> tuple[Page, ...]:
    if len(untrusted) > MAX_PAGES:
        raise DocumentPagesInvalid
    max_bytes = TERMINAL_PAGE_LIMITS.max_bytes
    return tuple(Page(page.side, decode_base64(page.image_base64, max_bytes)) for page in untrusted)
