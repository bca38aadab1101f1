"""From every outcome of the backend to buttons that work: each one that the panel shows is pressed, over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import FaceDetail, Pose
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import FlowAnswer
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.session import events
from kiosk.terminal.session.effects import Effect, StepRequest
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.states import (
    Attract,
    CapturingDocument,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
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
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.step_runner import StepRunner
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.threads import Workers
from kiosk.terminal.ui.window import KioskWindow
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.factories.verdicts import make_answer
from tests.factories.visits import Terminal, Visit, terminal_in
from tests.fakes.branch import PIN, STAFF

PROOF = Staff(STAFF, PIN)
PRESET = get_text(TextKey.DECISION_KNOWN_IN_PERSON)
FINISH, REVIEW = get_text(TextKey.FINISH), get_text(TextKey.DECIDE_REVIEW)
OVERRIDE, ENROL = get_text(TextKey.DECIDE_OVERRIDE), get_text(TextKey.ENROL)
READ, IDENTIFY = get_text(TextKey.READ_DOCUMENT), get_text(TextKey.DECIDE_WITHOUT_FACE)
BUTTONS = (FINISH, REVIEW, OVERRIDE, ENROL, READ, IDENTIFY)


@dataclass(frozen=True)
class Case:
    """How an attempt came to where staff look at it, and what the panel must offer."""

    arrive: Callable[[Terminal, str], tuple[Visit, State]]
    offered: frozenset[str]
    flow: Flow = Flow.ONBOARD
    accepted: bool = False
    without_face: bool = False


def decided(outcome: Outcome, *reasons: str, customer: str = "") -> Decided:
    return Decided(FlowAnswer(outcome, reasons, customer))


def not_live(terminal: Terminal, person: str) -> tuple[Visit, State]:
    visit = terminal.begin("onboard").fail_liveness(terminal.show(jpeg(person), person, head()))
    return visit, Result(make_answer())


def document_refused(terminal: Terminal, person: str) -> tuple[Visit, State]:
    visit = terminal.begin("onboard").pass_liveness(person)
    visit.document(person, Finding.EXPIRED)
    return visit, DocumentRefused(None)


def another_face(terminal: Terminal, person: str) -> tuple[Visit, State]:
    visit = terminal.begin("onboard").pass_liveness(person)
    visit.document(f"{person}'s sister")
    return visit, decided(Outcome.FAILED, "FACE_MISMATCH")


def poor_selfie(terminal: Terminal, person: str) -> tuple[Visit, State]:
    turned: FaceDetail = replace(head(), pose=Pose(yaw_deg=44.0, pitch_deg=0.0, roll_deg=0.0))
    visit = terminal.begin("onboard").pass_liveness(person, turned)
    visit.document(person)
    return visit, DocumentRefused(None)


def duplicate(terminal: Terminal, person: str) -> tuple[Visit, State]:
    terminal.onboarded(person, f"c-{person}")
    visit = terminal.begin("onboard").pass_liveness(person)
    visit.document(person)
    assert visit.enrol(f"again-{person}").json()["reasons"] == ["DUPLICATE_FOUND"]
    return visit, decided(Outcome.FAILED, "DUPLICATE_FOUND")


def number_taken(terminal: Terminal, person: str) -> tuple[Visit, State]:
    terminal.onboarded(f"{person}'s neighbour", f"c-{person}")
    visit = terminal.begin("onboard").pass_liveness(person)
    visit.document(person)
    assert visit.enrol(f"c-{person}").json()["reasons"] == ["CUSTOMER_EXISTS"]
    return visit, decided(Outcome.INCOMPLETE, "CUSTOMER_EXISTS")


def ready_to_enrol(terminal: Terminal, person: str) -> tuple[Visit, State]:
    visit = terminal.begin("onboard").pass_liveness(person)
    assert visit.document(person).json()["accepted"]
    return visit, EnteringStaff(StaffGate.PANEL)


def enrolled(terminal: Terminal, person: str) -> tuple[Visit, State]:
    return terminal.onboarded(person, f"c-{person}"), decided(Outcome.APPROVED, customer=f"c-{person}")


def in_review(terminal: Terminal, person: str) -> tuple[Visit, State]:
    visit, _ = another_face(terminal, person)
    visit.decide("review")
    return visit, decided(Outcome.INCOMPLETE, "SENT_TO_REVIEW")


def not_recognised(terminal: Terminal, person: str) -> tuple[Visit, State]:
    terminal.onboarded(person, f"c-{person}")
    visit = terminal.begin("authenticate", f"c-{person}").pass_liveness(f"{person}'s brother")
    assert visit.authenticate().json()["outcome"] == "failed"
    return visit, decided(Outcome.FAILED, "FACE_MISMATCH")


def recognised(terminal: Terminal, person: str) -> tuple[Visit, State]:
    terminal.onboarded(person, f"c-{person}")
    visit = terminal.begin("authenticate", f"c-{person}").pass_liveness(person)
    assert visit.authenticate().json()["outcome"] == "approved"
    return visit, decided(Outcome.APPROVED)


def without_face(flow: Flow) -> Callable[[Terminal, str], tuple[Visit, State]]:
    def arrive(terminal: Terminal, person: str) -> tuple[Visit, State]:
        customer = "" if flow is Flow.ONBOARD else f"c-{person}"
        if flow is Flow.AUTHENTICATE:
            terminal.onboarded(person, customer)
        return terminal.begin_without_face(flow.value, customer), EnteringStaff(StaffGate.PANEL)

    return arrive


def read_without_face(terminal: Terminal, person: str) -> tuple[Visit, State]:
    visit, state = without_face(Flow.ONBOARD)(terminal, person)
    visit.document(person, Finding.EXPIRED)
    return visit, state


def taken_without_face(terminal: Terminal, person: str) -> tuple[Visit, State]:
    terminal.onboarded(person, f"c-{person}")
    visit = terminal.begin_without_face("onboard", f"c-{person}")
    visit.decide("without_face")
    assert visit.enrol(f"c-{person}").json()["reasons"] == ["CUSTOMER_EXISTS"]
    return visit, decided(Outcome.INCOMPLETE, "CUSTOMER_EXISTS")


DECIDABLE = frozenset({FINISH, REVIEW, OVERRIDE})
BY_STAFF = frozenset({FINISH, REVIEW, READ, IDENTIFY})
CASES = {
    "not live": Case(not_live, DECIDABLE),
    "document refused": Case(document_refused, DECIDABLE),
    "another face": Case(another_face, DECIDABLE),
    "poor selfie": Case(poor_selfie, DECIDABLE),
    "duplicate": Case(duplicate, DECIDABLE, accepted=True),
    "number taken": Case(number_taken, DECIDABLE, accepted=True),
    "ready to enrol": Case(ready_to_enrol, frozenset({FINISH, REVIEW, ENROL}), accepted=True),
    "enrolled": Case(enrolled, frozenset({FINISH}), accepted=True),
    "in review": Case(in_review, DECIDABLE),
    "not recognised": Case(not_recognised, DECIDABLE, Flow.AUTHENTICATE),
    "recognised": Case(recognised, frozenset({FINISH}), Flow.AUTHENTICATE),
    "no face, onboarding": Case(without_face(Flow.ONBOARD), BY_STAFF, without_face=True),
    "no face, document read": Case(read_without_face, BY_STAFF, without_face=True),
    "no face, number taken": Case(
        taken_without_face, frozenset({FINISH, REVIEW, IDENTIFY}), without_face=True, accepted=True
    ),
    "no face, customer": Case(without_face(Flow.AUTHENTICATE), BY_STAFF, Flow.AUTHENTICATE, without_face=True),
    "no face, check": Case(without_face(Flow.VERIFY), BY_STAFF, Flow.VERIFY, without_face=True),
}
AFTER_OVERRIDE: dict[str, type[State]] = {
    "not live": CapturingDocument,
    "number taken": EnteringCustomer,
    "no face, number taken": EnteringCustomer,
}


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with terminal_in(tmp_path_factory.mktemp("branch")) as made:
        yield made


class Bench:
    """A session, the window that shows it, and a real backend; what is asked is done at once."""

    def __init__(self, window: KioskWindow, terminal: Terminal, visit: Visit, session: Session) -> None:
        self.window, self.session, self.visit = window, session, visit
        self.seen: list[State] = []
        self._workers = Workers()
        self._runner = StepRunner(self._workers, BackendSteps(partial(BackendClient, terminal.url)), self.handle)
        window.intent_given.connect(self.handle)
        window.done_pressed.connect(lambda: self.handle(events.DonePressed()))

    def handle(self, event: events.Event) -> None:
        self.session, effects = step(self.session, event)
        self.seen.append(self.session.state)
        self.window.show_session(self.session)
        for effect in effects:
            self._do(effect)

    def _do(self, effect: Effect) -> None:
        if isinstance(effect, StepRequest):
            question = self._runner._question(effect, self.visit.held)
            self.handle(question())


@pytest.fixture
def at_panel(window: KioskWindow, terminal: Terminal) -> Callable[[str, str], Bench]:
    def make(name: str, button: str) -> Bench:
        case = CASES[name]
        visit, state = case.arrive(terminal, f"{name} {button}".replace(" ", "-").lower())
        session = begin(100.0, Timeouts(), VisitOptions(case.flow, assisted=True))
        closed = isinstance(state, Result | Decided)
        back_to = None if isinstance(state, EnteringStaff) else state
        session = replace(
            session,
            state=EnteringStaff(StaffGate.PANEL),
            return_to=back_to,
            accepted=case.accepted,
            attempt_closed=closed,
            without_face=case.without_face,
            request_no=7,
        )
        window._clock = lambda: 1e9
        window.show()
        bench = Bench(window, terminal, visit, session)
        bench.handle(events.StaffEntered(PROOF))
        assert isinstance(bench.session.state, StaffPanel), bench.session.state
        return bench

    return make


def shown(window: KioskWindow) -> dict[str, QPushButton]:
    visible = [each for each in window.findChildren(QPushButton) if each.isVisible()]
    return {each.accessibleName(): each for each in visible if each.accessibleName() in (*BUTTONS, PRESET)}


OFFERED = [(name, each) for name, case in CASES.items() for each in sorted(case.offered)]


@pytest.mark.parametrize(("name", "button"), OFFERED)
def test_every_button_of_every_outcome_works(at_panel: Callable[[str, str], Bench], name: str, button: str) -> None:
    bench = at_panel(name, button)
    assert {*shown(bench.window)} - {PRESET} == CASES[name].offered
    if PRESET in shown(bench.window):
        shown(bench.window)[PRESET].click()
    pressed = shown(bench.window)[button]
    assert pressed.isEnabled()
    bench.seen.clear()
    pressed.click()
    assert bench.seen, "nothing happened"
    assert not any(isinstance(state, EnteringStaff) and state.code for state in bench.seen), bench.seen
    state = bench.session.state
    if button == FINISH:
        assert state == Attract()
    elif button == REVIEW:
        assert state == decided(Outcome.INCOMPLETE, "SENT_TO_REVIEW")
    elif button == READ:
        assert isinstance(state, CapturingDocument)
    elif button in (OVERRIDE, IDENTIFY) and name in AFTER_OVERRIDE:
        assert isinstance(state, AFTER_OVERRIDE[name])
    elif button == OVERRIDE and name == "poor selfie":
        assert isinstance(state, Decided), "the backend still refuses to enrol what nobody would be recognised by"
    else:
        assert isinstance(state, Decided)
        assert state.answer.outcome is Outcome.APPROVED


def test_a_taken_number_is_replaced_after_the_override(at_panel: Callable[[str, str], Bench]) -> None:
    bench = at_panel("number taken", "another")
    shown(bench.window)[PRESET].click()
    shown(bench.window)[OVERRIDE].click()
    bench.handle(events.CustomerEntered("c-quite-another"))
    assert isinstance(bench.session.state, Decided)
    assert bench.session.state.answer.approved
    assert bench.session.state.answer.customer == "c-quite-another"


def test_waiting_is_never_the_end(at_panel: Callable[[str, str], Bench]) -> None:
    bench = at_panel("duplicate", "wait")
    assert not isinstance(bench.session.state, Waiting)
