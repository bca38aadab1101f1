"""One session for every screen of onboarding, authentication and staff."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.typing import NDArray

from kiosk.domain.documents.document import Finding, ReadField, Source
from kiosk.domain.faces.face_detail import Point
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.staff import TASKS, StaffRole
from kiosk.domain.identity.staff_actions import StaffAction
from kiosk.domain.identity.step_results import (
    DocumentAnswer,
    Duplicate,
    Evidence,
    FailedMeasure,
    FlowAnswer,
    JudgedMeasure,
    Page,
    Side,
)
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.camera.demo.held_document import specimen
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.states import (
    AskingConsent,
    Attract,
    BackendTask,
    CapturingDocument,
    CheckingPage,
    ConsentDeclined,
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
    TerminalPanel,
    Timeouts,
    Trouble,
    Waiting,
)
from kiosk.terminal.session.terminal_report import CameraFinding, CameraReport, FoundCustomer, PanelNote
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.vision.jpeg import encode_jpeg
from tests.factories.verdicts import make_answer

CORNERS = (Point(0.2, 0.15), Point(0.8, 0.17), Point(0.81, 0.85), Point(0.19, 0.84))
STILL = PageView(CORNERS, None, 3)
STAFF = Staff("007", "1234")
ONBOARD, AUTHENTICATE = VisitOptions(Flow.ONBOARD), VisitOptions(Flow.AUTHENTICATE)
ASSISTED = VisitOptions(Flow.ONBOARD, assisted=True)
OTHER_WAY = VisitOptions(Flow.ONBOARD, assisted=True, other_way=True)
SCORES = {
    "liveness": 97.3,
    "similarity": 61.7,
    "threshold": 95.0,
    "selfie_yaw_deg": -1.4,
    "selfie_sharpness": 54.2,
    "portrait_sharpness": 21.9,
    "turn_deg": 18.2,
    "nose_parallax": 0.031,
}
MEASURES = (
    JudgedMeasure("liveness", 97.3, 80.0, at_least=True, passed=True),
    JudgedMeasure("similarity", 61.7, 95.0, at_least=True, passed=False),
    JudgedMeasure("duplicate_similarity", 99.4, 99.0, at_least=False, passed=False),
    JudgedMeasure("selfie_yaw_deg", 1.4, 30.0, at_least=False, passed=True),
    JudgedMeasure("portrait_sharpness", 21.9, 25.0, at_least=True, passed=False),
)
DECIDABLE, OPEN_ACTIONS = (StaffAction.REVIEW, StaffAction.OVERRIDE), (StaffAction.REVIEW, StaffAction.ENROL)
REPORT = CameraReport(
    "HD Webcam", "usb:046d:0825", False, 1280, 720, 24.0, 31.0, 0.02, 90,
    (CameraFinding.TOO_DARK, CameraFinding.SIDEWAYS),
)  # fmt: skip
FOUND = (FoundCustomer("1234567890", 1_700_000_000.0), FoundCustomer("2345678901", 1_700_000_300.0))
TWINS = (Duplicate("C-0815", 99.4),)
READ = {"surname": ReadField("SPECIMEN", 98.0, Source.MACHINE_READABLE_ZONE)}


NO_FACE = Evidence(
    Outcome.OPEN,
    AttemptStage.REVIEW,
    ("EXPIRED",),
    {},
    (),
    fields={
        "surname": ReadField("SPECIMEN", 98.0, Source.MACHINE_READABLE_ZONE, (Source.PRINTED,)),
        "date_of_birth": ReadField("1974-08-12", 98.0, Source.MACHINE_READABLE_ZONE),
        "date_of_expiry": ReadField("2022-08-12", 97.0, Source.MACHINE_READABLE_ZONE),
    },
    actions=(StaffAction.REVIEW, StaffAction.READ_DOCUMENT, StaffAction.WITHOUT_FACE),
)


def photograph() -> NDArray[np.uint8]:
    return np.asarray(cv2.imread(str(get_sample_data("grace_hopper.jpg", asfileobj=False))), dtype=np.uint8)


def page(side: Side = Side.FRONT) -> Page:
    return Page(side, encode_jpeg(specimen(photograph())[side], 85))


def evidence(outcome: Outcome = Outcome.FAILED, *reasons: str) -> Evidence:
    face = encode_jpeg(photograph(), 80)
    images = [("selfie", face), ("audit-1", face), ("audit-2", face), ("portrait", face)]
    images += [(f"page-{side}", page(side).jpeg) for side in Side] + [("duplicate-1", face)]
    against = reasons or ("FACE_MISMATCH",)
    actions = OPEN_ACTIONS if outcome is Outcome.OPEN else DECIDABLE
    return Evidence(
        outcome, AttemptStage.FACE_MATCH, against, SCORES, tuple(images), TWINS, READ, ("room_px",), MEASURES, actions
    )


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
        ("consent_onboard", ONBOARD, AskingConsent()),
        ("consent_authenticate", AUTHENTICATE, AskingConsent()),
        ("consent_declined", ONBOARD, ConsentDeclined()),
        ("get_ready_onboard", ONBOARD, GetReady()),
        ("other_way_declined", OTHER_WAY, ConsentDeclined()),
        ("other_way_get_ready", OTHER_WAY, GetReady()),
        ("other_way_failed", OTHER_WAY, Result(failed)),
        ("other_way_mismatch", OTHER_WAY, Decided(FlowAnswer(Outcome.FAILED, ("FACE_MISMATCH",)))),
        ("other_way_trouble", OTHER_WAY, Trouble("CAMERA_LOST", camera=True)),
        ("other_way_locked", OTHER_WAY, Trouble("LOCKED_OUT", camera=False)),
        ("other_way_gate", OTHER_WAY, EnteringStaff(StaffGate.WITHOUT_FACE)),
        ("other_way_role", OTHER_WAY, EnteringStaff(StaffGate.WITHOUT_FACE, "STAFF_NOT_ALLOWED")),
        ("other_way_waiting", OTHER_WAY, Waiting(BackendTask.BEGIN_WITHOUT_FACE, 1)),
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
        ("terminal_pin", ONBOARD, EnteringStaff(StaffGate.TERMINAL)),
        (
            "terminal",
            ONBOARD,
            TerminalPanel(STAFF, TASKS[StaffRole.SUPERVISOR], camera=REPORT, note=PanelNote.UNLOCKED),
        ),
        ("terminal_teller", ONBOARD, TerminalPanel(STAFF, TASKS[StaffRole.TELLER], customers=FOUND)),
        ("terminal_technician", ONBOARD, TerminalPanel(STAFF, TASKS[StaffRole.TECHNICIAN], code="BACKEND_UNREACHABLE")),
    ):
        yield name, session(visit, state)
    by_staff = session(OTHER_WAY, StaffPanel(NO_FACE, STAFF))
    yield "panel_without_face", replace(by_staff, without_face=True)
    yield "panel_enrol", session(ASSISTED, StaffPanel(evidence(Outcome.OPEN), STAFF), accepted=True)


def session(visit: VisitOptions, state: State, *, accepted: bool = False) -> Session:
    return Session(Timeouts(), 2.0, state, entered_at_s=1.0, visit=visit, accepted=accepted)
