"""What happens on visits to the terminal, up to each of its states."""

from collections.abc import Iterable

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import Box, Point
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_results import (
    DocumentAnswer,
    Evidence,
    FaceMatch,
    FailedMeasure,
    FlowAnswer,
    Page,
    Side,
)
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import Reason, VerdictAnswer
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.states import (
    Session,
    Staff,
    Timeouts,
)
from kiosk.terminal.session.visit_options import VisitOptions
from tests.factories.verdicts import make_answer

CHALLENGE = NoseChallenge("c", 640, 480, Box(0.29, 0.125, 0.42, 0.75), 50, Box(0.6, 0.5, 0.06, 0.08))
TIMEOUTS = Timeouts()
VERIFY = VisitOptions()
ONBOARD, AUTHENTICATE = VisitOptions(Flow.ONBOARD), VisitOptions(Flow.AUTHENTICATE)
ASSISTED = VisitOptions(Flow.ONBOARD, assisted=True)
FILES = (Page(Side.FRONT, b"front"), Page(Side.BACK, b"back"))
FRONT, BACK = FILES
STAFF = Staff("007", "1234")
CORNERS = (Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8))
STILL = PageView(CORNERS, None, 5)
ACCEPTED = DocumentAnswer(True, face_match=FaceMatch(True))
MISMATCH = DocumentAnswer(False, face_match=FaceMatch(False))
BLURRED = DocumentAnswer(False, findings=(Finding.BLURRED,))
DARK = DocumentAnswer(False, quality=(FailedMeasure("selfie", "brightness", 1.0, 25.0, Advice.MORE_LIGHT),))
APPROVED, FAILED = FlowAnswer(Outcome.APPROVED, (), "42"), FlowAnswer(Outcome.FAILED, ("FACE_MISMATCH",))
EVIDENCE = Evidence(Outcome.FAILED, AttemptStage.FACE_MATCH, (), {}, ())

Events = tuple[events.Event, ...]


def verdict(passed: bool) -> VerdictAnswer:
    return make_answer() if passed else make_answer(Reason.TIMED_OUT)


def guide(phase: Phase) -> Guide:
    return Guide(phase, Hint.HOLD_STILL, started_at_s=0.0)


def after(
    visit: VisitOptions, happened: Iterable[events.Event], session: Session | None = None
) -> tuple[Session, list[effects.Effect]]:
    session = session or begin(100.0, TIMEOUTS, visit)
    done: list[effects.Effect] = []
    for event in happened:
        session, asked = step(session, event)
        done.extend(asked)
    return session, done


TO_STARTING = (events.StartPressed(), events.ReadyPressed())
TO_CHALLENGE = (*TO_STARTING, events.ChallengeStarted(1, CHALLENGE, 280.0))
TO_VERIFYING = (*TO_CHALLENGE, events.Guided(1, guide(Phase.REACHED)))
TO_PASS = (*TO_VERIFYING, events.VerdictReceived(1, verdict(True)))
TO_FAIL = (*TO_VERIFYING, events.VerdictReceived(1, verdict(False)))
LIVE: Events = (
    events.ReadyPressed(),
    events.ChallengeStarted(1, CHALLENGE, 280.0),
    events.Guided(1, guide(Phase.REACHED)),
    events.VerdictReceived(1, verdict(True)),
)
FRONT_TAKEN: Events = (events.PageSeen(1, PageView()), events.CapturePressed(), events.PageTaken(1, FRONT))
FRONT_KEPT: Events = (*FRONT_TAKEN, events.PageKept())
TO_READING: Events = (events.StartPressed(), *LIVE, *FRONT_KEPT, events.BackSkipped())
TO_ENROLLING: Events = (*TO_READING, events.DocumentRead(3, ACCEPTED))
TO_ASSISTED: Events = (
    events.StartPressed(),
    events.StaffEntered(STAFF),
    events.StaffAccepted(1),
    events.CustomerEntered(" 4711 "),
)
