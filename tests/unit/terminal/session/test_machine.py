"""The way of one customer through the session, and what may never happen on it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.flow import AttemptStage
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.terminal.session import effects as do
from kiosk.terminal.session import events as on
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.states import (
    Attract,
    Challenging,
    GetReady,
    Result,
    Session,
    Starting,
    Timeouts,
    Trouble,
    Verifying,
)

CHALLENGE = NoseChallenge("c", 640, 480, Box(0.29, 0.125, 0.42, 0.75), 50, Box(0.6, 0.5, 0.06, 0.08))
PATIENCE = Timeouts()


def verdict(passed: bool) -> Verdict:
    reasons = () if passed else (Reason.TIMED_OUT,)
    return Verdict(passed, reasons, 90.0 if passed else 0.0, {}, None, (), None, False)


def guide(phase: Phase) -> Guide:
    return Guide(phase, Hint.HOLD_STILL, started_at_s=0.0)


def after(events: Iterable[on.Event], session: Session | None = None) -> tuple[Session, list[do.Effect]]:
    session = session or begin(100.0, PATIENCE)
    done: list[do.Effect] = []
    for event in events:
        session, effects = step(session, event)
        done.extend(effects)
    return session, done


TO_STARTING = (on.StartPressed(), on.ReadyPressed())
TO_CHALLENGE = (*TO_STARTING, on.ChallengeStarted(1, CHALLENGE, 280.0))
TO_VERIFYING = (*TO_CHALLENGE, on.Guided(1, guide(Phase.REACHED)))
TO_PASS = (*TO_VERIFYING, on.VerdictReceived(1, verdict(True)))
TO_FAIL = (*TO_VERIFYING, on.VerdictReceived(1, verdict(False)))


def test_a_live_person_passes_and_is_forgotten() -> None:
    session, done = after((*TO_PASS, on.DonePressed()))
    assert session.state == Attract()
    assert done == [do.OpenCamera(), do.StartChallenge(1), do.Verify(1), do.CloseCamera(), do.Wipe()]


def test_guidance_and_upload_show_while_the_challenge_runs() -> None:
    moved = guide(Phase.TARGET)
    session, _ = after((*TO_CHALLENGE, on.Guided(1, moved), on.UploadProgressed(1, 3, 5)))
    assert session.state == Challenging(CHALLENGE, 280.0, moved, 3, 5)


def test_upload_progress_lives_on_while_verifying() -> None:
    session, _ = after((*TO_CHALLENGE, on.UploadProgressed(1, 3, 5), on.Guided(1, guide(Phase.GAVE_UP))))
    assert session.state == Verifying(3, 5)
    assert after([on.UploadProgressed(1, 5, 5)], session)[0].state == Verifying(5, 5)


def test_each_try_is_a_new_challenge() -> None:
    session, done = after((*TO_FAIL, on.RetryPressed(), on.ReadyPressed()))
    assert session.state == Starting()
    assert done[-1] == do.StartChallenge(2)


def test_a_passed_customer_cannot_try_again() -> None:
    assert after((*TO_PASS, on.RetryPressed()))[0].passed


@pytest.mark.parametrize(
    "late",
    [on.ChallengeStarted(1, CHALLENGE, 280.0), on.VerdictReceived(1, verdict(True)), on.ServiceFailed(1, "BUSY")],
)
def test_an_answer_to_an_older_attempt_changes_nothing(late: on.Event) -> None:
    second = after((*TO_CHALLENGE, on.CancelPressed(), *TO_STARTING))[0]
    assert second.attempt == 2
    assert step(second, late) == (second, ())


@pytest.mark.parametrize("way", [TO_STARTING, TO_CHALLENGE, TO_VERIFYING])
def test_cancel_abandons_what_runs(way: tuple[on.Event, ...]) -> None:
    session, done = after((*way, on.CancelPressed()))
    assert session.state == Attract()
    assert done[-3:] == [do.StopChallenge(1, AttemptStage.LIVENESS, "CANCELLED"), do.CloseCamera(), do.Wipe()]


@pytest.mark.parametrize("way", [(on.StartPressed(),), TO_STARTING, TO_CHALLENGE])
def test_a_lost_camera_is_trouble_that_ends_by_itself(way: tuple[on.Event, ...]) -> None:
    session, _ = after((*way, on.CameraFailed("CAMERA_LOST")))
    assert session.state == Trouble("CAMERA_LOST", camera=True)
    assert after([on.RetryPressed()], session)[0] == session
    assert after([on.CameraRestored()], session)[0].state == GetReady()


def test_the_camera_does_not_matter_on_the_attract_screen() -> None:
    session = begin(0.0, PATIENCE)
    assert step(session, on.CameraFailed("CAMERA_MISSING")) == (session, ())


def test_a_camera_lost_while_the_result_shows_is_told_at_the_next_try() -> None:
    session, _ = after((*TO_FAIL, on.CameraFailed("CAMERA_LOST")))
    assert session.state == Result(verdict(False))
    assert after([on.RetryPressed()], session)[0].state == Trouble("CAMERA_LOST", camera=True)


@pytest.mark.parametrize("way", [TO_STARTING, TO_CHALLENGE, TO_VERIFYING])
def test_a_failed_backend_is_trouble_with_another_try(way: tuple[on.Event, ...]) -> None:
    session, done = after((*way, on.ServiceFailed(1, "BACKEND_UNREACHABLE")))
    assert session.state == Trouble("BACKEND_UNREACHABLE", camera=False)
    assert done[-1] == do.StopChallenge(1, AttemptStage.LIVENESS, "BACKEND_UNREACHABLE")
    assert after([on.RetryPressed()], session)[0].state == GetReady()


@pytest.mark.parametrize(
    ("way", "wait_s", "shows"),
    [
        ((on.StartPressed(),), PATIENCE.idle_s, Attract()),
        (TO_PASS, PATIENCE.result_s, Attract()),
        (TO_STARTING, PATIENCE.start_s, Trouble("BACKEND_TIMEOUT", camera=False)),
        (TO_CHALLENGE, 180.0, Trouble("TOKEN_EXPIRED", camera=False)),
        (TO_VERIFYING, PATIENCE.verify_s, Trouble("BACKEND_TIMEOUT", camera=False)),
    ],
)
def test_no_state_waits_for_ever(way: tuple[on.Event, ...], wait_s: float, shows: object) -> None:
    session, _ = after(way)
    assert after([on.Tick(100.0 + wait_s - 0.1)], session)[0].state == session.state
    assert after([on.Tick(100.0 + wait_s)], session)[0].state == shows


def test_a_touch_gives_more_time_to_read_but_not_to_the_backend() -> None:
    for way, longer in (((on.StartPressed(),), True), (TO_VERIFYING, False)):
        touched, _ = after((*way, on.Tick(105.0), on.ScreenTouched()))
        assert (touched.entered_at_s == 105.0) is longer


attempts = st.integers(1, 3)
codes = st.sampled_from(["CAMERA_LOST", "BUSY"])
events = st.one_of(
    st.sampled_from([on.StartPressed(), on.ReadyPressed(), on.CancelPressed(), on.RetryPressed(), on.DonePressed()]),
    st.sampled_from([on.CameraRestored(), on.ScreenTouched()]),
    st.builds(on.Tick, st.floats(100, 400)),
    st.builds(on.CameraFailed, codes),
    st.builds(on.ChallengeStarted, attempts, st.just(CHALLENGE), st.floats(100, 400)),
    st.builds(on.Guided, attempts, st.sampled_from(list(Phase)).map(guide)),
    st.builds(on.UploadProgressed, attempts, st.integers(0, 9), st.integers(0, 9)),
    st.builds(on.VerdictReceived, attempts, st.booleans().map(verdict)),
    st.builds(on.ServiceFailed, attempts, codes),
)
starts = st.sampled_from([(), (on.StartPressed(),), TO_STARTING, TO_CHALLENGE, TO_VERIFYING, TO_FAIL])


@given(starts, st.lists(events, max_size=25))
def test_only_the_backends_passing_verdict_of_this_attempt_passes(
    start: tuple[on.Event, ...], more: list[on.Event]
) -> None:
    session, _ = after(start)
    for event in more:
        before, (session, _) = session, step(session, event)
        if session.passed and not before.passed:
            assert isinstance(event, on.VerdictReceived)
            assert event.verdict.passed
            assert event.attempt == before.attempt
            assert isinstance(before.state, Verifying)


@given(starts, st.lists(events, max_size=25))
def test_whoever_leaves_is_wiped_and_nothing_stays_running(start: tuple[on.Event, ...], more: list[on.Event]) -> None:
    session = begin(100.0, PATIENCE)
    running: set[int] = set()
    for event in (*start, *more, on.CancelPressed()):
        before, (session, effects) = session, step(session, event)
        left = session.state == Attract() != before.state
        assert (do.Wipe() in effects) is left
        running |= {effect.attempt for effect in effects if isinstance(effect, do.StartChallenge)}
        running -= {effect.attempt for effect in effects if isinstance(effect, do.StopChallenge)}
        if isinstance(session.state, Result):
            running.discard(session.attempt)
    assert session.state == Attract()
    assert not running


@given(starts, st.lists(events, max_size=25))
def test_a_silent_customer_is_always_sent_home_in_the_end(start: tuple[on.Event, ...], more: list[on.Event]) -> None:
    session, _ = after((*start, *more))
    session, _ = after([on.Tick(1000.0), on.Tick(1100.0), on.Tick(1200.0)], session)
    assert session.state == Attract()
