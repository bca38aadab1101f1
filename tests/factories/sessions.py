"""One session for every screen of onboarding, authentication and staff."""

from collections.abc import Iterator

import cv2
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.typing import NDArray

from kiosk.domain.documents.document import Finding, ReadField, Source
from kiosk.domain.faces.face_detail import Point
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_results import (
    DocumentAnswer,
    Duplicate,
    Evidence,
    FailedMeasure,
    FlowAnswer,
    Page,
    Side,
)
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.camera.demo.held_document import specimen
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.states import (
    Attract,
    BackendTask,
    CapturingDocument,
    CheckingPage,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
    GetReady,
    Result,
    Session,
    Staff,
    StaffGate,
    StaffPanel,
    State,
    Timeouts,
    Waiting,
)
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.vision.jpeg import encode_jpeg
from tests.factories.verdicts import make_answer

CORNERS = (Point(0.2, 0.15), Point(0.8, 0.17), Point(0.81, 0.85), Point(0.19, 0.84))
STILL = PageView(CORNERS, None, 3)
STAFF = Staff("007", "1234")
ONBOARD, AUTHENTICATE = VisitOptions(Flow.ONBOARD), VisitOptions(Flow.AUTHENTICATE)
ASSISTED = VisitOptions(Flow.ONBOARD, assisted=True)
SCORES = {
    "liveness": 97.3,
    "similarity": 61.7,
    "threshold": 95.0,
    "selfie_yaw_deg": -1.4,
    "selfie_sharpness": 54.2,
    "portrait_sharpness": 21.9,
    "turn_deg": 18.2,
    "parallax": 0.031,
}
TWINS = (Duplicate("C-0815", 99.4),)
READ = {"surname": ReadField("SPECIMEN", 98.0, Source.MACHINE_READABLE_ZONE)}


def photograph() -> NDArray[np.uint8]:
    return np.asarray(cv2.imread(str(get_sample_data("grace_hopper.jpg", asfileobj=False))), dtype=np.uint8)


def page(side: Side = Side.FRONT) -> Page:
    return Page(side, encode_jpeg(specimen(photograph())[side], 85))


def evidence(outcome: Outcome = Outcome.FAILED, *reasons: str) -> Evidence:
    face = encode_jpeg(photograph(), 80)
    images = [("selfie", face), ("portrait", face), ("audit-1", face), ("audit-2", face)]
    return Evidence(outcome, AttemptStage.FACE_MATCH, reasons or ("FACE_MISMATCH",), SCORES, tuple(images), TWINS, READ)


def refused(*findings: Finding, selfie: bool = False) -> DocumentAnswer:
    quality = (FailedMeasure("selfie", "brightness", 20.0, 25.0, Advice.MORE_LIGHT),) if selfie else ()
    return DocumentAnswer(False, findings=findings, quality=quality)


def sessions() -> Iterator[tuple[str, Session]]:
    """Name and session."""
    failed = make_answer(Reason.HEAD_NOT_TURNED, synthetic=True)
    wet = PageView(CORNERS, Finding.GLARE)
    for name, visit, state in (
        ("attract_onboard", ONBOARD, Attract()),
        ("attract_authenticate", AUTHENTICATE, Attract()),
        ("get_ready_onboard", ONBOARD, GetReady()),
        ("customer", AUTHENTICATE, EnteringCustomer()),
        ("customer_unknown", AUTHENTICATE, EnteringCustomer("CUSTOMER_NOT_FOUND")),
        ("customer_staff", ASSISTED, EnteringCustomer("CUSTOMER_EXISTS")),
        ("staff", ASSISTED, EnteringStaff(StaffGate.BEGIN, "STAFF_REFUSED")),
        ("staff_panel_pin", ASSISTED, EnteringStaff(StaffGate.PANEL)),
        ("document_front", ONBOARD, CapturingDocument(Side.FRONT, 1)),
        ("document_glare", ONBOARD, CapturingDocument(Side.FRONT, 1, view=wet)),
        ("document_still", ONBOARD, CapturingDocument(Side.FRONT, 1, view=STILL)),
        ("document_back", ASSISTED, CapturingDocument(Side.BACK, 1, (page(),), STILL, capture_armed=False)),
        ("page", ONBOARD, CheckingPage(page())),
        ("waiting", ONBOARD, Waiting(BackendTask.READ_DOCUMENT, 1)),
        ("document_refused", ONBOARD, DocumentRefused(refused(Finding.EXPIRED, Finding.GLARE))),
        ("selfie_refused", ASSISTED, DocumentRefused(refused(selfie=True))),
        ("document_no_picture", ASSISTED, DocumentRefused(None, "DOCUMENT_NOT_IMAGE")),
        ("onboarded", ONBOARD, Decided(FlowAnswer(Outcome.APPROVED, (), "1234567890"))),
        ("authenticated", AUTHENTICATE, Decided(FlowAnswer(Outcome.APPROVED))),
        ("mismatch", AUTHENTICATE, Decided(FlowAnswer(Outcome.FAILED, ("FACE_MISMATCH",)))),
        ("duplicate", ASSISTED, Decided(FlowAnswer(Outcome.FAILED, ("DUPLICATE_FOUND",)))),
        ("in_review", ASSISTED, Decided(FlowAnswer(Outcome.INCOMPLETE, ("SENT_TO_REVIEW",)))),
        ("liveness_failed", ASSISTED, Result(failed)),
        ("panel", ASSISTED, StaffPanel(evidence(), STAFF)),
    ):
        yield name, session(visit, state)
    yield "panel_enrol", session(ASSISTED, StaffPanel(evidence(Outcome.OPEN), STAFF), accepted=True)


def session(visit: VisitOptions, state: State, *, accepted: bool = False) -> Session:
    return Session(Timeouts(), 2.0, state, entered_at_s=1.0, visit=visit, accepted=accepted)
