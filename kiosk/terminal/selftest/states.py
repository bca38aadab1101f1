"""Everything that a terminal can ever show, for those who want to see all of it."""

from collections.abc import Iterator

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import Point
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.staff import StaffTask
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FailedMeasure, FlowAnswer, Page, Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.verdict import Reason, VerdictAnswer
from kiosk.errors import CustomerNotFound
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.states import (
    AskingConsent,
    Attract,
    BackendTask,
    CapturingDocument,
    Challenging,
    CheckingPage,
    ConsentDeclined,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
    GetReady,
    Result,
    Staff,
    StaffGate,
    StaffPanel,
    Starting,
    State,
    TerminalPanel,
    Trouble,
    Verifying,
    Waiting,
)
from kiosk.terminal.session.terminal_report import CameraFinding, CameraReport, FoundCustomer, PanelNote


def every_state() -> Iterator[State]:
    """Every screen, with every hint and in each of its forms."""
    yield from (Attract(), AskingConsent(), ConsentDeclined(), GetReady(), Starting())
    challenge = challenge_at("selftest", 640, 480, 58, -14)
    for hint in Hint:
        guide = Guide(Phase.TARGET if hint.name.startswith("TURN") else Phase.APPROACH, hint, 0.0, seconds_left=9)
        yield Challenging(challenge, 180.0, guide, 1, 2)
    yield Verifying(9, 14)
    yield Result(VerdictAnswer(True, document_matched=True, synthetic=True))
    yield Result(VerdictAnswer(True, synthetic=True))
    for reason in Reason:
        yield Result(VerdictAnswer(False, (reason,), synthetic=True))
    yield from (Trouble("CAMERA_FORBIDDEN", camera=True), Trouble("BACKEND_UNREACHABLE", camera=False))
    yield from _step_states()


def _step_states() -> Iterator[State]:
    """Yield those of onboarding, authentication and staff."""
    yield EnteringCustomer(CustomerNotFound.code)
    yield from (EnteringStaff(gate, "STAFF_REFUSED") for gate in StaffGate)
    corners = (Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8))
    for side in Side:
        yield CapturingDocument(side, 1, capture_armed=False)
        yield from (CapturingDocument(side, 1, view=PageView(corners, finding, 3)) for finding in (None, *Finding))
        yield CheckingPage(Page(side, b""))
    yield from (Waiting(task, 1) for task in BackendTask)
    yield from (DocumentRefused(DocumentAnswer(False, findings=(finding,))) for finding in Finding)
    for image in ("selfie", "portrait"):
        failed = (FailedMeasure(image, advice.value, 1.0, 2.0, advice) for advice in Advice)
        yield from (DocumentRefused(DocumentAnswer(False, quality=(each,))) for each in failed)
    yield from (Decided(FlowAnswer(outcome, (StepReason.FACE_MISMATCH,))) for outcome in Outcome)
    evidence = Evidence(Outcome.FAILED, AttemptStage.FACE_MATCH, (StepReason.FACE_MISMATCH,), {"similarity": 61.0}, ())
    yield StaffPanel(evidence, Staff("1", ""))
    yield from _terminal_states()


def _terminal_states() -> Iterator[State]:
    """Yield the terminal in the hands of staff."""
    staff, tasks = Staff("1", ""), frozenset(StaffTask)
    yield TerminalPanel(staff, tasks, busy=True)
    yield from (TerminalPanel(staff, tasks, note=note) for note in PanelNote)
    camera = CameraReport("Camera", "usb:1", admitted=False, fps=24.0, turn_deg=90, findings=tuple(CameraFinding))
    yield TerminalPanel(staff, tasks, camera=camera, customers=(FoundCustomer("0123456789", 0.0),))
    yield TerminalPanel(staff, tasks, camera=CameraReport("", "", admitted=False, code="CAMERA_LOST"))
