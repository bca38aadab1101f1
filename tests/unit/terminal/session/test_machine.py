"""What may never happen on any visit, whatever happens."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_results import (
    FlowAnswer,
    StaffDecision,
)
from kiosk.domain.liveness.guide import Phase
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.states import (
    Attract,
    Result,
    Starting,
    Trouble,
    Verifying,
    Waiting,
)
from kiosk.terminal.session.visit_options import VisitOptions
from tests.unit.terminal.session.visits import (
    ACCEPTED,
    APPROVED,
    ASSISTED,
    AUTHENTICATE,
    BLURRED,
    CHALLENGE,
    DARK,
    EVIDENCE,
    FAILED,
    FILES,
    FRONT_KEPT,
    LIVE,
    MISMATCH,
    ONBOARD,
    STAFF,
    STILL,
    TIMEOUTS,
    TO_ASSISTED,
    TO_CHALLENGE,
    TO_ENROLLING,
    TO_FAIL,
    TO_PASS,
    TO_READING,
    TO_STARTING,
    TO_VERIFYING,
    VERIFY,
    Events,
    after,
    guide,
    verdict,
)


@pytest.mark.parametrize(
    ("way", "wait_s", "shows"),
    [
        ((events.StartPressed(),), TIMEOUTS.idle_s, Attract()),
        (TO_PASS, TIMEOUTS.result_s, Attract()),
        (TO_STARTING, TIMEOUTS.start_s, Trouble("BACKEND_TIMEOUT", camera=False)),
        (TO_CHALLENGE, 180.0, Trouble("TOKEN_EXPIRED", camera=False)),
        (TO_VERIFYING, TIMEOUTS.verify_s, Trouble("BACKEND_TIMEOUT", camera=False)),
    ],
)
def test_no_state_waits_for_ever(way: tuple[events.Event, ...], wait_s: float, shows: object) -> None:
    session, _ = after(VERIFY, way)
    session = replace(session, timeouts=replace(TIMEOUTS, absence_s=0.0))
    assert after(VERIFY, [events.Tick(100.0 + wait_s - 0.1)], session)[0].state == session.state
    assert after(VERIFY, [events.Tick(100.0 + wait_s)], session)[0].state == shows


def test_no_step_waits_for_ever() -> None:
    for way, wait_s in ((TO_READING, TIMEOUTS.read_s), (TO_ENROLLING, TIMEOUTS.answer_s)):
        session, _ = after(ONBOARD, way)
        assert after(ONBOARD, [events.Tick(100.0 + wait_s - 0.1)], session)[0].state == session.state
        assert isinstance(after(ONBOARD, [events.Tick(100.0 + wait_s)], session)[0].state, Trouble)


def test_a_touch_gives_more_time_to_read_but_not_to_the_backend() -> None:
    for way, longer in (((events.StartPressed(),), True), (TO_VERIFYING, False)):
        touched, _ = after(VERIFY, (*way, events.Tick(105.0), events.ScreenTouched()))
        assert (touched.entered_at_s == 105.0) is longer


@pytest.mark.parametrize(
    ("way", "stage"),
    [
        ((events.StartPressed(), *LIVE), AttemptStage.DOCUMENT),
        ((events.StartPressed(), *LIVE, *FRONT_KEPT), AttemptStage.DOCUMENT),
        (TO_READING, AttemptStage.DOCUMENT),
        (TO_ENROLLING, AttemptStage.ENROLMENT),
    ],
)
@pytest.mark.parametrize("reason", ["CANCELLED", "TIMED_OUT"])
def test_whoever_leaves_is_wiped_and_the_backend_hears_of_it(way: Events, stage: AttemptStage, reason: str) -> None:
    session, _ = after(ONBOARD, way)
    leaving = [events.CancelPressed()] if reason == "CANCELLED" else [events.Tick(1000.0), events.Tick(2000.0)]
    if reason == "TIMED_OUT" and isinstance(session.state, Waiting):
        reason = "BACKEND_TIMEOUT"
    session, done = after(ONBOARD, leaving, session)
    assert session.state == Attract()
    assert effects.StopChallenge(1, stage, reason) in done
    assert done[-2:] == [effects.CloseCamera(), effects.Wipe()]


attempts, request_nos = st.integers(1, 3), st.integers(0, 6)
codes = st.sampled_from(["BACKEND_UNREACHABLE", "STAFF_REFUSED", "DOCUMENT_NOT_IMAGE", "TOKEN_EXPIRED", "BUSY"])
answers = st.sampled_from([APPROVED, FAILED, FlowAnswer(Outcome.INCOMPLETE, ("DUPLICATE_FOUND",))])
happenings = st.one_of(
    st.sampled_from([events.StartPressed(), events.ReadyPressed(), events.CancelPressed(), events.RetryPressed()]),
    st.sampled_from([events.DonePressed(), events.StaffPressed(), events.BackPressed(), events.CapturePressed()]),
    st.sampled_from([events.PageKept(), events.PageRetaken(), events.BackSkipped(), events.EnrolPressed()]),
    st.sampled_from([events.StaffEntered(STAFF), events.CustomerEntered("4711"), events.FilesChosen(FILES)]),
    st.sampled_from([events.FilesRefused("DOCUMENT_NOT_IMAGE"), events.CameraRestored(), events.ScreenTouched()]),
    st.builds(events.DecisionPressed, st.sampled_from(StaffDecision), st.sampled_from(["", "known"])),
    st.builds(events.Tick, st.floats(100, 600)),
    st.builds(events.CameraFailed, st.sampled_from(["CAMERA_LOST", "CAMERA_BUSY"])),
    st.builds(events.ChallengeStarted, attempts, st.just(CHALLENGE), st.floats(100, 400)),
    st.builds(events.Guided, attempts, st.sampled_from(list(Phase)).map(guide)),
    st.builds(events.UploadProgressed, attempts, st.integers(0, 9), st.integers(0, 9)),
    st.builds(events.VerdictReceived, attempts, st.booleans().map(verdict)),
    st.builds(events.ServiceFailed, attempts, codes),
    st.builds(events.PageSeen, request_nos, st.sampled_from([STILL, PageView()])),
    st.builds(events.PageTaken, request_nos, st.sampled_from(FILES)),
    st.builds(events.StaffAccepted, request_nos),
    st.builds(events.DocumentRead, request_nos, st.sampled_from([ACCEPTED, MISMATCH, BLURRED, DARK])),
    st.builds(events.FlowEnded, request_nos, answers),
    st.builds(events.EvidenceReceived, request_nos, st.just(EVIDENCE)),
    st.builds(events.DecisionTaken, request_nos, st.sampled_from(StaffDecision), st.sampled_from(Outcome)),
    st.builds(events.StepFailed, request_nos, codes),
)
starts = st.sampled_from(
    [
        *((VERIFY, way) for way in ((), (events.StartPressed(),), TO_STARTING, TO_CHALLENGE, TO_VERIFYING, TO_FAIL)),
        (ONBOARD, ()),
        (ONBOARD, (events.StartPressed(), *LIVE)),
        (ONBOARD, TO_READING),
        (ONBOARD, TO_ENROLLING),
        (AUTHENTICATE, (events.StartPressed(), events.CustomerEntered("4711"), *LIVE)),
        (ASSISTED, (*TO_ASSISTED, *LIVE)),
        (ASSISTED, (*TO_ASSISTED, *LIVE, events.FilesChosen(FILES), events.DocumentRead(3, ACCEPTED))),
    ]
)


@given(starts, st.lists(happenings, max_size=30))
def test_only_the_backends_own_answer_to_this_question_passes(
    start: tuple[VisitOptions, Events], more: list[events.Event]
) -> None:
    visit, way = start
    session, _ = after(visit, way)
    for event in more:
        before, (session, _) = session, step(session, event)
        if isinstance(session.state, Starting) and visit.assisted:
            assert session.staff_id == STAFF.staff_id
        if not session.passed or before.passed:
            continue
        if isinstance(session.state, Result):
            assert isinstance(event, events.VerdictReceived)
            assert event.verdict.passed
            assert event.attempt == before.attempt
            assert isinstance(before.state, Verifying)
            assert visit.flow is Flow.VERIFY
        else:
            assert isinstance(before.state, Waiting)
            assert isinstance(event, events.FlowEnded | events.DecisionTaken)
            assert event.request_no == before.state.request_no
            ended = event.answer.outcome if isinstance(event, events.FlowEnded) else event.outcome
            assert ended is Outcome.APPROVED


@given(starts, st.lists(happenings, max_size=30))
def test_whoever_leaves_is_forgotten_and_nothing_stays_running(
    start: tuple[VisitOptions, Events], more: list[events.Event]
) -> None:
    visit, way = start
    session = begin(100.0, TIMEOUTS, visit)
    running: set[int] = set()
    for event in (*way, *more, events.CancelPressed()):
        before, (session, asked) = session, step(session, event)
        left = session.state == Attract() != before.state
        assert (effects.Wipe() in asked) is left
        running |= {effect.attempt for effect in asked if isinstance(effect, effects.StartChallenge)}
        running -= {effect.attempt for effect in asked if isinstance(effect, effects.StopChallenge)}
        if session.attempt_closed:
            running.discard(session.attempt)
        if left:
            fresh = begin(session.now_s, session.timeouts, visit)
            assert replace(session, attempt=0, request_no=0, entered_at_s=session.now_s) == fresh
            assert before.attempt_closed or any(isinstance(effect, effects.StopChallenge) for effect in asked)
    assert session.state == Attract()
    assert not running


@given(starts, st.lists(happenings, max_size=30))
def test_an_attempt_closes_by_an_answer_or_by_abandoning_it(
    start: tuple[VisitOptions, Events], more: list[events.Event]
) -> None:
    visit, way = start
    session, _ = after(visit, way)
    for event in more:
        before, (session, asked) = session, step(session, event)
        if session.attempt_closed and not before.attempt_closed:
            stopped = any(isinstance(effect, effects.StopChallenge) for effect in asked)
            answers = events.VerdictReceived | events.ServiceFailed | events.DocumentRead | events.FlowEnded
            assert stopped or isinstance(event, answers | events.DecisionTaken)


@given(starts, st.lists(happenings, max_size=20))
def test_a_silent_customer_is_always_sent_home_in_the_end(
    start: tuple[VisitOptions, Events], more: list[events.Event]
) -> None:
    visit, way = start
    session, _ = after(visit, (*way, *more))
    session, _ = after(visit, [events.Tick(10_000.0 * n) for n in range(1, 5)], session)
    assert session.state == Attract()
