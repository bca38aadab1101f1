"""The way without the customer's face: who may choose it where, and that nobody but staff ends it well."""

from dataclasses import replace

import pytest

from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, FlowAnswer, StaffDecision
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.machine import step
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.presence import find_leaving
from kiosk.terminal.session.states import (
    Attract,
    CapturingDocument,
    ConsentDeclined,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
    GetReady,
    Result,
    Session,
    StaffGate,
    StaffPanel,
    Trouble,
    Waiting,
)
from kiosk.terminal.session.visit_options import VisitOptions
from tests.unit.terminal.session.visits import EVIDENCE, FILES, FRONT, LIVE, STAFF, TO_FAIL, Events, after, verdict

VERIFY, ONBOARD = VisitOptions(other_way=True), VisitOptions(Flow.ONBOARD, other_way=True)
AUTHENTICATE = VisitOptions(Flow.AUTHENTICATE, other_way=True)
ASKS = VisitOptions(asks_consent=True, other_way=True)
GATE = EnteringStaff(StaffGate.WITHOUT_FACE)
CHOSEN: Events = (events.StartPressed(), events.OtherWayPressed())
SIGNED_IN: Events = (*CHOSEN, events.StaffEntered(STAFF))
AT_PANEL: Events = (*SIGNED_IN, events.AttemptBegun(1), events.EvidenceReceived(2, EVIDENCE))


def at_panel(visit: VisitOptions = ONBOARD) -> Session:
    session, _ = after(visit, AT_PANEL)
    assert session.state == StaffPanel(EVIDENCE, STAFF)
    return session


def test_whoever_agrees_to_no_picture_goes_on_with_staff_and_no_camera_opens() -> None:
    way = (events.StartPressed(), events.ConsentRefused(), events.OtherWayPressed(), events.StaffEntered(STAFF))
    session, done = after(ASKS, way)
    assert not any(isinstance(effect, effects.OpenCamera) for effect in done)
    assert done[-1] == effects.BeginWithoutFace(1, STAFF, Flow.VERIFY, "")
    session, done = after(ASKS, (events.AttemptBegun(1), events.EvidenceReceived(2, EVIDENCE)), session)
    assert done == [effects.FetchEvidence(2, STAFF)]
    decided = (
        events.DecisionPressed(StaffDecision.WITHOUT_FACE, "passport looked at"),
        events.DecisionTaken(3, StaffDecision.WITHOUT_FACE, Outcome.APPROVED),
    )
    session, done = after(ASKS, decided, session)
    assert done == [effects.Decide(3, STAFF, StaffDecision.WITHOUT_FACE, "passport looked at")]
    assert (session.passed, session.attempt_closed) == (True, True)
    over, left = step(session, events.DonePressed())
    assert (over.state, over.without_face, over.staff_id) == (Attract(), False, "")
    assert effects.Wipe() in left


@pytest.mark.parametrize(
    ("way", "state"),
    [
        ((events.StartPressed(),), GetReady()),
        (TO_FAIL, Result(verdict(False))),
        ((events.StartPressed(), events.CameraFailed("CAMERA_MISSING")), Trouble("CAMERA_MISSING", camera=True)),
        (
            (events.StartPressed(), events.ReadyPressed(), events.ServiceFailed(1, "LOCKED_OUT")),
            Trouble("LOCKED_OUT", camera=False),
        ),
    ],
)
def test_it_begins_before_the_camera_and_after_every_failure_and_leads_back(way: Events, state: object) -> None:
    session, _ = after(VERIFY, way)
    assert session.state == state
    chosen, done = step(session, events.OtherWayPressed())
    assert (chosen.state, done) == (GATE, (effects.CloseCamera(),))
    back, done = step(chosen, events.BackPressed())
    assert (back.state, back.without_face, done) == (state, False, (effects.OpenCamera(),))


def test_it_is_offered_nowhere_else() -> None:
    assert not after(VisitOptions(), [events.StartPressed()])[0].offers_other_way
    nobody, _ = after(VERIFY, (events.ReadinessChecked("", 0.0, staffed=False), events.StartPressed()))
    assert not nobody.offers_other_way, "no member of staff could sign in"
    assert step(nobody, events.OtherWayPressed()) == (nobody, ())
    for way in (
        (),
        (events.StartPressed(), *LIVE[:1]),
        (events.StartPressed(), *LIVE[:2]),
        (events.StartPressed(), *LIVE),
        (events.StartPressed(), *LIVE[:2], events.ServiceFailed(1, "BACKEND_UNREACHABLE")),
    ):
        session, _ = after(VERIFY, way)
        assert step(session, events.OtherWayPressed()) == (session, ()), session.state


def test_who_cancels_the_declined_screen_goes_back_there_without_a_camera() -> None:
    session, _ = after(ASKS, (events.StartPressed(), events.ConsentRefused(), events.OtherWayPressed()))
    back, done = step(session, events.BackPressed())
    assert (back.state, done) == (ConsentDeclined(), ())


def test_what_was_agreed_to_before_goes_along() -> None:
    session, _ = after(ASKS, (events.StartPressed(), events.ConsentGiven("v"), events.OtherWayPressed()))
    _, done = step(session, events.StaffEntered(STAFF))
    assert done == (effects.BeginWithoutFace(1, STAFF, Flow.VERIFY, "", Consent("v", "en")),)


@pytest.mark.parametrize("code", ["STAFF_REFUSED", "LOCKED_OUT", "STAFF_NOT_ALLOWED", "BACKEND_UNREACHABLE"])
def test_whoever_is_no_such_staff_stays_before_the_gate(code: str) -> None:
    session, _ = after(ONBOARD, (*SIGNED_IN, events.StepFailed(1, code)))
    assert session.state == EnteringStaff(StaffGate.WITHOUT_FACE, code)
    assert session.attempt_closed
    assert isinstance(step(session, events.BackPressed())[0].state, GetReady)


def test_nobody_comes_or_staff_walks_away() -> None:
    session, _ = after(ONBOARD, CHOSEN)
    assert find_leaving(step(session, events.Tick(100.0 + 165.0))[0]) is not None, "asked first"
    waiting, done = step(session, events.Tick(100.0 + 179.0))
    assert (waiting.state, done) == (GATE, ())
    over, done = step(session, events.Tick(100.0 + 180.0))
    assert (over.state, done) == (Attract(), (effects.CloseCamera(), effects.Wipe()))
    panel = at_panel()
    left, done = step(panel, events.Tick(100.0 + 181.0))
    assert left.state == Attract()
    assert done[0] == effects.StopChallenge(0, AttemptStage.REVIEW, "TIMED_OUT")
    assert not left.without_face


def test_a_new_customer_without_a_face_gets_a_number() -> None:
    decided = (
        events.DecisionPressed(StaffDecision.WITHOUT_FACE, "known"),
        events.DecisionTaken(3, StaffDecision.WITHOUT_FACE, Outcome.OPEN),
        events.FlowEnded(4, FlowAnswer(Outcome.APPROVED, (), "1234567890")),
    )
    session, done = after(ONBOARD, decided, at_panel())
    assert done[-1] == effects.Enrol(4, "")
    assert session.shows_number
    assert not session.offers_other_way


def test_a_customer_s_number_that_is_unknown_is_typed_again() -> None:
    way: Events = (
        events.StartPressed(),
        events.CustomerEntered("42"),
        events.OtherWayPressed(),
        events.StaffEntered(STAFF),
    )
    session, done = after(AUTHENTICATE, way)
    assert done[-1] == effects.BeginWithoutFace(1, STAFF, Flow.AUTHENTICATE, "42")
    session, _ = after(AUTHENTICATE, [events.StepFailed(1, "CUSTOMER_NOT_FOUND")], session)
    assert session.state == EnteringCustomer("CUSTOMER_NOT_FOUND", "42")
    session, done = after(AUTHENTICATE, (events.CustomerEntered("43"), events.StaffEntered(STAFF)), session)
    assert done == [effects.BeginWithoutFace(2, STAFF, Flow.AUTHENTICATE, "43")]


def test_staff_has_the_document_read_and_looks_at_it_behind_the_pin() -> None:
    session, done = after(ONBOARD, [events.ReadDocumentPressed()], at_panel())
    assert isinstance(session.state, CapturingDocument)
    assert done == [effects.OpenCamera()]
    number = session.state.request_no
    taken = (events.PageSeen(number, PageView()), events.CapturePressed(), events.PageTaken(number, FRONT))
    way = (*taken, events.PageKept(), events.BackSkipped())
    session, done = after(ONBOARD, way, session)
    asked = session.request_no
    assert isinstance(session.state, Waiting)
    refused, done = after(
        ONBOARD, [events.DocumentRead(asked, DocumentAnswer(False, findings=(Finding.GLARE,)))], session
    )
    assert isinstance(refused.state, DocumentRefused)
    assert done == [effects.CloseCamera()]
    again, asked_again = step(refused, events.RetryPressed())
    assert isinstance(again.state, CapturingDocument)
    assert asked_again == (effects.OpenCamera(),)
    gate, _ = step(refused, events.StaffPressed())
    assert gate.state == EnteringStaff(StaffGate.PANEL)
    read, done = after(ONBOARD, [events.DocumentRead(asked, DocumentAnswer(False))], session)
    assert (read.state, done) == (EnteringStaff(StaffGate.PANEL), [effects.CloseCamera()])
    panel, done = after(ONBOARD, [events.StaffEntered(STAFF)], read)
    assert done == [effects.FetchEvidence(panel.request_no, STAFF)]


def test_files_and_a_missing_camera_hold_nobody_up() -> None:
    capturing, _ = after(ONBOARD, [events.ReadDocumentPressed()], at_panel())
    read, done = step(capturing, events.FilesChosen(FILES))
    assert done == (effects.ReadDocument(read.request_no, FILES),)
    lost, done = step(capturing, events.CameraFailed("CAMERA_MISSING"))
    assert (lost.state, done) == (EnteringStaff(StaffGate.PANEL, "CAMERA_MISSING"), (effects.CloseCamera(),))
    assert not lost.attempt_closed
    plain = replace(at_panel(), without_face=False)
    assert step(plain, events.ReadDocumentPressed()) == (plain, ())


def test_trouble_on_the_way_leads_back_to_staff_and_not_to_the_camera() -> None:
    session, _ = after(ONBOARD, [events.ReadDocumentPressed(), events.FilesChosen(FILES)], at_panel())
    session, done = after(ONBOARD, [events.StepFailed(session.request_no, "BACKEND_TIMEOUT")], session)
    assert isinstance(session.state, Trouble)
    assert done == [effects.StopChallenge(0, AttemptStage.REVIEW, "BACKEND_TIMEOUT")]
    again, closed = step(session, events.RetryPressed())
    assert (again.state, closed) == (GATE, (effects.CloseCamera(),))


def test_a_late_beginning_changes_nothing() -> None:
    session, _ = after(ONBOARD, (*SIGNED_IN, events.CancelPressed()))
    assert step(session, events.AttemptBegun(1)) == (session, ())


def test_a_review_ends_without_a_pass() -> None:
    decided = (
        events.DecisionPressed(StaffDecision.REVIEW, "not sure"),
        events.DecisionTaken(3, StaffDecision.REVIEW, Outcome.INCOMPLETE),
    )
    session, _ = after(ONBOARD, decided, at_panel())
    assert isinstance(session.state, Decided)
    assert not session.passed
