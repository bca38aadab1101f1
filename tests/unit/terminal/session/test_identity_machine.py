"""The way of one customer through onboarding and authentication, and what may never happen on it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import Point
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
    StaffDecision,
)
from kiosk.domain.liveness.guide import Phase
from kiosk.terminal.session import effects as ask
from kiosk.terminal.session import effects as do
from kiosk.terminal.session import events as on
from kiosk.terminal.session import events as told
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.page_capture import PageHint, PageView
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
    Starting,
    StepTimeouts,
    Timeouts,
    Trouble,
    Visit,
    Waiting,
)
from tests.unit.terminal.session.test_machine import CHALLENGE, guide, verdict

ONBOARD, AUTHENTICATE = Visit(Flow.ONBOARD), Visit(Flow.AUTHENTICATE)
ASSISTED = Visit(Flow.ONBOARD, assisted=True)
FILES = (Page(Side.FRONT, b"front"), Page(Side.BACK, b"back"))
FRONT, BACK = FILES
STAFF = Staff("007", "1234")
CORNERS = (Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8))
STILL = PageView(CORNERS, None, 5)
ACCEPTED = DocumentAnswer(True, face_match=FaceMatch(True, 98.0, 95.0))
MISMATCH = DocumentAnswer(False, face_match=FaceMatch(False, 60.0, 95.0))
BLURRED = DocumentAnswer(False, findings=(Finding.BLURRED,))
DARK = DocumentAnswer(False, quality=(FailedMeasure("selfie", "brightness", 1.0, 25.0, Advice.MORE_LIGHT),))
APPROVED, FAILED = FlowAnswer(Outcome.APPROVED, (), "42"), FlowAnswer(Outcome.FAILED, ("FACE_MISMATCH",))
EVIDENCE = Evidence(Outcome.FAILED, AttemptStage.FACE_MATCH, (), {}, ())

Events = tuple[on.Event, ...]
LIVE: Events = (
    on.ReadyPressed(),
    on.ChallengeStarted(1, CHALLENGE, 280.0),
    on.Guided(1, guide(Phase.REACHED)),
    on.VerdictReceived(1, verdict(True)),
)
FRONT_KEPT: Events = (told.CapturePressed(), told.PageTaken(1, FRONT), told.PageKept())
TO_READING: Events = (on.StartPressed(), *LIVE, *FRONT_KEPT, told.BackSkipped())
TO_ENROLLING: Events = (*TO_READING, told.DocumentRead(3, ACCEPTED))
TO_ASSISTED: Events = (
    on.StartPressed(),
    told.StaffEntered(STAFF),
    told.StaffAccepted(1),
    told.CustomerEntered(" 4711 "),
)


def after(visit: Visit, events: Iterable[on.Event], session: Session | None = None) -> tuple[Session, list[do.Effect]]:
    session = session or begin(100.0, Timeouts(), visit)
    done: list[do.Effect] = []
    for event in events:
        session, effects = step(session, event)
        done.extend(effects)
    return session, done


def test_a_new_customer_is_onboarded_and_forgotten() -> None:
    back = (told.CapturePressed(), told.PageTaken(2, BACK), told.PageKept())
    to_end = (told.DocumentRead(3, ACCEPTED), told.FlowEnded(4, APPROVED))
    session, done = after(ONBOARD, (on.StartPressed(), *LIVE, *FRONT_KEPT, *back, *to_end))
    assert (session.state, session.passed) == (Decided(APPROVED), True)
    assert done == [
        do.OpenCamera(),
        do.StartChallenge(1, Flow.ONBOARD, ""),
        do.Verify(1),
        ask.TakePage(1, Side.FRONT),
        ask.TakePage(2, Side.BACK),
        ask.ReadDocument(3, FILES),
        ask.Enrol(4, ""),
    ]
    session, done = after(ONBOARD, [on.DonePressed()], session)
    assert (session.state, done) == (Attract(), [do.CloseCamera(), do.Wipe()])


def test_a_known_customer_is_authenticated() -> None:
    way = (on.StartPressed(), told.CustomerEntered(" 4711 "), *LIVE, told.FlowEnded(1, APPROVED))
    session, done = after(AUTHENTICATE, way)
    assert session.passed
    assert done == [
        do.OpenCamera(),
        do.StartChallenge(1, Flow.AUTHENTICATE, "4711"),
        do.Verify(1),
        ask.Authenticate(1),
    ]


def test_nobody_is_asked_for_what_is_known_already() -> None:
    known = replace(AUTHENTICATE, customer="4711")
    assert after(known, [on.StartPressed()])[0].state == GetReady()
    chosen = replace(ONBOARD, pages=FILES)
    session, done = after(chosen, (on.StartPressed(), *LIVE))
    assert session.state == Waiting(BackendTask.READ_DOCUMENT, 1)
    assert done[-1] == ask.ReadDocument(1, FILES)


def test_an_empty_number_is_none() -> None:
    assert after(AUTHENTICATE, (on.StartPressed(), told.CustomerEntered("  ")))[0].state == EnteringCustomer()


def test_an_unknown_number_is_asked_for_again_while_nobody_is_watched() -> None:
    way = (on.StartPressed(), told.CustomerEntered("0"), on.ReadyPressed(), on.ServiceFailed(1, "CUSTOMER_NOT_FOUND"))
    session, done = after(AUTHENTICATE, way)
    assert session.state == EnteringCustomer("CUSTOMER_NOT_FOUND")
    assert done[-1] == do.CloseCamera()
    assert after(AUTHENTICATE, [told.CustomerEntered("4711")], session)[1] == [do.OpenCamera()]


def test_a_page_that_lies_still_is_taken_by_itself_once() -> None:
    way = (on.StartPressed(), *LIVE, told.PageSeen(1, STILL), told.PageSeen(1, STILL))
    session, done = after(ONBOARD, way)
    assert done.count(ask.TakePage(1, Side.FRONT)) == 1
    assert isinstance(session.state, CapturingDocument)
    assert session.state.taking


@pytest.mark.parametrize(
    "view",
    [
        PageView(),
        PageView(CORNERS, Finding.GLARE, 9),
        PageView(CORNERS, None, 4),
        PageView((*CORNERS[:2], Point(0.55, 0.5), Point(0.45, 0.5)), None, 9),
    ],
)
def test_a_page_that_cannot_be_read_is_not_taken_by_itself(view: PageView) -> None:
    session, done = after(ONBOARD, (on.StartPressed(), *LIVE, told.PageSeen(1, view)))
    assert not any(isinstance(effect, ask.TakePage) for effect in done)
    assert after(ONBOARD, [told.CapturePressed()], session)[1] == [ask.TakePage(1, Side.FRONT)]


def test_the_front_is_not_taken_for_the_back() -> None:
    to_back = (on.StartPressed(), *LIVE, *FRONT_KEPT)
    still_there, done = after(ONBOARD, (*to_back, *[told.PageSeen(2, STILL)] * 3))
    assert ask.TakePage(2, Side.BACK) not in done
    swept = tuple(Point(point.x + 0.1, point.y) for point in CORNERS)
    for gone in (PageView(), PageView(swept)):
        assert after(ONBOARD, [told.PageSeen(2, gone), told.PageSeen(2, STILL)], still_there)[1]


def test_a_page_may_be_taken_again() -> None:
    way = (on.StartPressed(), *LIVE, told.CapturePressed(), told.PageTaken(1, FRONT))
    session, _ = after(ONBOARD, way)
    assert session.state == CheckingPage(FRONT)
    assert after(ONBOARD, [told.PageRetaken()], session)[0].state == CapturingDocument(Side.FRONT, 2)


def test_hints_say_one_thing() -> None:
    assert PageView().hint is PageHint.SHOW
    assert PageView(CORNERS, Finding.PAGE_TOO_SMALL).hint is PageHint.CLOSER
    assert PageView(CORNERS, Finding.EXPIRED).hint is PageHint.SHOW
    assert STILL.hint is PageHint.HOLD_STILL


def test_a_refused_document_may_be_shown_again_in_the_same_attempt() -> None:
    session, done = after(ONBOARD, (*TO_READING, told.DocumentRead(3, BLURRED)))
    assert session.state == DocumentRefused(BLURRED)
    session, more = after(ONBOARD, [on.RetryPressed()], session)
    assert isinstance(session.state, CapturingDocument)
    assert not any(isinstance(effect, do.StopChallenge) for effect in (*done, *more))


def test_a_refused_face_needs_another_challenge() -> None:
    session, _ = after(ONBOARD, (*TO_READING, told.DocumentRead(3, DARK), on.RetryPressed()))
    assert session.state == GetReady()


def test_another_persons_document_fails() -> None:
    session, _ = after(ONBOARD, (*TO_READING, told.DocumentRead(3, MISMATCH)))
    assert isinstance(session.state, Decided)
    assert session.state.answer.reasons == ("FACE_MISMATCH",)
    assert not session.passed


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("DOCUMENT_NOT_IMAGE", DocumentRefused(None, "DOCUMENT_NOT_IMAGE")),
        ("BACKEND_UNREACHABLE", Trouble("BACKEND_UNREACHABLE", camera=False)),
    ],
)
def test_another_picture_helps_only_where_the_picture_was_wrong(code: str, state: object) -> None:
    session, done = after(ONBOARD, (*TO_READING, told.StepFailed(3, code)))
    assert session.state == state
    abandoned = do.StopChallenge(1, AttemptStage.DOCUMENT, code)
    assert (abandoned in done) is isinstance(state, Trouble)


@pytest.mark.parametrize(
    ("way", "stage"),
    [
        ((on.StartPressed(), *LIVE), AttemptStage.DOCUMENT),
        ((on.StartPressed(), *LIVE, *FRONT_KEPT), AttemptStage.DOCUMENT),
        (TO_READING, AttemptStage.DOCUMENT),
        (TO_ENROLLING, AttemptStage.ENROLMENT),
    ],
)
@pytest.mark.parametrize("reason", ["CANCELLED", "TIMED_OUT"])
def test_whoever_leaves_is_wiped_and_the_backend_hears_of_it(way: Events, stage: AttemptStage, reason: str) -> None:
    session, _ = after(ONBOARD, way)
    leaving = [on.CancelPressed()] if reason == "CANCELLED" else [on.Tick(1000.0), on.Tick(2000.0)]
    if reason == "TIMED_OUT" and isinstance(session.state, Waiting):
        reason = "BACKEND_TIMEOUT"
    session, done = after(ONBOARD, leaving, session)
    assert session.state == Attract()
    assert do.StopChallenge(1, stage, reason) in done
    assert done[-2:] == [do.CloseCamera(), do.Wipe()]


def test_a_lost_camera_ends_the_capture() -> None:
    session, done = after(ONBOARD, (on.StartPressed(), *LIVE, on.CameraFailed("CAMERA_LOST")))
    assert session.state == Trouble("CAMERA_LOST", camera=True)
    assert done[-1] == do.StopChallenge(1, AttemptStage.DOCUMENT, "CAMERA_LOST")


def test_staff_begins_an_assisted_attempt_and_lets_it_enrol() -> None:
    live = (*TO_ASSISTED, *LIVE, told.FilesChosen(FILES), told.DocumentRead(3, ACCEPTED))
    session, done = after(ASSISTED, live)
    assert done[0] == ask.CheckStaff(1, STAFF)
    assert (session.state, session.customer, session.staff_id) == (EnteringStaff(StaffGate.PANEL), "4711", "007")
    panel = (told.StaffEntered(STAFF), told.EvidenceReceived(4, EVIDENCE))
    session, _ = after(ASSISTED, panel, session)
    assert session.state == StaffPanel(EVIDENCE, STAFF)
    session, done = after(ASSISTED, (told.EnrolPressed(), told.FlowEnded(5, APPROVED)), session)
    assert (done, session.passed) == ([ask.Enrol(5, "4711")], True)


def test_a_wrong_pin_leads_nowhere() -> None:
    session, _ = after(ASSISTED, (on.StartPressed(), told.StaffEntered(STAFF), told.StepFailed(1, "STAFF_REFUSED")))
    assert session.state == EnteringStaff(StaffGate.BEGIN, "STAFF_REFUSED")
    late, _ = after(ASSISTED, (told.StaffEntered(STAFF), on.Tick(200.0)), session)
    assert late.state == EnteringStaff(StaffGate.BEGIN, "BACKEND_TIMEOUT")


def test_what_staff_sees_is_behind_the_pin_each_time() -> None:
    failed = (*TO_ASSISTED, *LIVE[:-1], on.VerdictReceived(1, verdict(False)))
    session, _ = after(ASSISTED, (*failed, told.StaffPressed()))
    assert session.state == EnteringStaff(StaffGate.PANEL)
    assert isinstance(after(ASSISTED, [told.BackPressed()], session)[0].state, Result)
    alone, _ = after(ONBOARD, (on.StartPressed(), *LIVE[:-1], on.VerdictReceived(1, verdict(False))))
    assert step(alone, told.StaffPressed()) == (alone, ())


@pytest.mark.parametrize(
    ("way", "follows"),
    [
        ((*TO_ASSISTED, *LIVE[:-1], on.VerdictReceived(1, verdict(False))), CapturingDocument),
        ((*TO_ASSISTED, *LIVE, told.FilesChosen(FILES), told.DocumentRead(3, MISMATCH)), Waiting),
    ],
)
def test_an_override_goes_on_where_the_attempt_failed(way: Events, follows: type[object]) -> None:
    session, _ = after(ASSISTED, (*way, told.StaffPressed(), told.StaffEntered(STAFF)))
    session, _ = after(ASSISTED, [told.EvidenceReceived(session.turn, EVIDENCE)], session)
    assert step(session, told.DecisionPressed(StaffDecision.OVERRIDE, " ")) == (session, ())
    session, done = after(ASSISTED, [told.DecisionPressed(StaffDecision.OVERRIDE, "known")], session)
    assert done == [ask.Decide(session.turn, STAFF, StaffDecision.OVERRIDE, "known")]
    taken = told.DecisionTaken(session.turn, StaffDecision.OVERRIDE, Outcome.OPEN)
    session, done = after(ASSISTED, [taken], session)
    assert isinstance(session.state, follows)
    assert not session.passed
    assert not session.settled


def test_review_ends_the_attempt_without_a_pass() -> None:
    panel = replace(after(ASSISTED, TO_ASSISTED)[0], state=StaffPanel(EVIDENCE, STAFF), turn=7, settled=False)
    asked = told.DecisionPressed(StaffDecision.REVIEW, "dark")
    taken = told.DecisionTaken(8, StaffDecision.REVIEW, Outcome.INCOMPLETE)
    session, _ = after(ASSISTED, [asked, taken], panel)
    assert isinstance(session.state, Decided)
    assert not session.passed


def test_nobody_enrols_from_the_panel_what_was_not_accepted() -> None:
    panel = replace(after(ASSISTED, TO_ASSISTED)[0], state=StaffPanel(EVIDENCE, STAFF))
    assert step(panel, told.EnrolPressed()) == (panel, ())


def test_no_state_waits_for_ever() -> None:
    patience = StepTimeouts()
    for way, wait_s in ((TO_READING, patience.read_s), (TO_ENROLLING, patience.answer_s)):
        session, _ = after(ONBOARD, way)
        assert after(ONBOARD, [on.Tick(100.0 + wait_s - 0.1)], session)[0].state == session.state
        assert isinstance(after(ONBOARD, [on.Tick(100.0 + wait_s)], session)[0].state, Trouble)


turns = st.integers(0, 6)
codes = st.sampled_from(["BACKEND_UNREACHABLE", "STAFF_REFUSED", "DOCUMENT_NOT_IMAGE", "TOKEN_EXPIRED"])
answers = st.sampled_from([APPROVED, FAILED, FlowAnswer(Outcome.INCOMPLETE, ("DUPLICATE_FOUND",))])
events = st.one_of(
    st.sampled_from([on.StartPressed(), on.ReadyPressed(), on.CancelPressed(), on.RetryPressed(), on.DonePressed()]),
    st.sampled_from([told.StaffPressed(), told.BackPressed(), told.CapturePressed(), told.PageKept()]),
    st.sampled_from([told.PageRetaken(), told.BackSkipped(), told.EnrolPressed(), told.StaffEntered(STAFF)]),
    st.sampled_from([told.CustomerEntered("4711"), told.FilesChosen(FILES), told.FilesRefused("DOCUMENT_NOT_IMAGE")]),
    st.builds(told.DecisionPressed, st.sampled_from(StaffDecision), st.sampled_from(["", "known"])),
    st.builds(on.Tick, st.floats(100, 600)),
    st.sampled_from([on.CameraFailed("CAMERA_LOST"), on.CameraRestored(), on.ScreenTouched()]),
    st.builds(on.VerdictReceived, st.integers(1, 2), st.booleans().map(verdict)),
    st.builds(told.PageSeen, turns, st.sampled_from([STILL, PageView()])),
    st.builds(told.PageTaken, turns, st.sampled_from(FILES)),
    st.builds(told.StaffAccepted, turns),
    st.builds(told.DocumentRead, turns, st.sampled_from([ACCEPTED, MISMATCH, BLURRED, DARK])),
    st.builds(told.FlowEnded, turns, answers),
    st.builds(told.EvidenceReceived, turns, st.just(EVIDENCE)),
    st.builds(told.DecisionTaken, turns, st.sampled_from(StaffDecision), st.sampled_from(Outcome)),
    st.builds(told.StepFailed, turns, codes),
)
starts = st.sampled_from(
    [
        (ONBOARD, ()),
        (ONBOARD, (on.StartPressed(), *LIVE)),
        (ONBOARD, TO_READING),
        (ONBOARD, TO_ENROLLING),
        (AUTHENTICATE, (on.StartPressed(), told.CustomerEntered("4711"), *LIVE)),
        (ASSISTED, (*TO_ASSISTED, *LIVE)),
        (ASSISTED, (*TO_ASSISTED, *LIVE, told.FilesChosen(FILES), told.DocumentRead(3, ACCEPTED))),
    ]
)


@given(starts, st.lists(events, max_size=30))
def test_only_the_backends_own_answer_to_this_question_passes(
    start: tuple[Visit, Events], more: list[on.Event]
) -> None:
    visit, way = start
    session, _ = after(visit, way)
    for event in more:
        before, (session, _) = session, step(session, event)
        if session.passed and not before.passed:
            assert isinstance(before.state, Waiting)
            assert isinstance(event, told.FlowEnded | told.DecisionTaken)
            assert event.turn == before.state.turn
            ended = event.answer.outcome if isinstance(event, told.FlowEnded) else event.outcome
            assert ended is Outcome.APPROVED
        if isinstance(session.state, Starting) and visit.assisted:
            assert session.staff_id == STAFF.staff_id


@given(starts, st.lists(events, max_size=30))
def test_whoever_leaves_is_forgotten(start: tuple[Visit, Events], more: list[on.Event]) -> None:
    visit, way = start
    session, _ = after(visit, way)
    for event in (*more, on.CancelPressed()):
        before, (session, effects) = session, step(session, event)
        left = session.state == Attract() != before.state
        assert (do.Wipe() in effects) is left
        if left:
            fresh = begin(session.now_s, session.patience, visit)
            assert replace(session, attempt=0, turn=0, entered_at_s=session.now_s) == fresh
            assert before.settled or any(isinstance(effect, do.StopChallenge) for effect in effects)
    assert session.state == Attract()


@given(starts, st.lists(events, max_size=20))
def test_a_silent_customer_is_always_sent_home_in_the_end(start: tuple[Visit, Events], more: list[on.Event]) -> None:
    visit, way = start
    session, _ = after(visit, (*way, *more))
    session, _ = after(visit, [on.Tick(10_000.0 * n) for n in range(1, 5)], session)
    assert session.state == Attract()
