"""The way of one customer through the challenge."""

from dataclasses import replace

import pytest

from kiosk.domain.identity.flow import AttemptStage, Flow
from kiosk.domain.liveness.guide import Phase
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.states import (
    Attract,
    Challenging,
    EnteringCustomer,
    GetReady,
    Result,
    Starting,
    Trouble,
    Verifying,
)
from kiosk.terminal.session.visit_options import VisitOptions
from tests.unit.terminal.session.visits import (
    APPROVED,
    AUTHENTICATE,
    CHALLENGE,
    FAILED,
    LIVE,
    TIMEOUTS,
    TO_CHALLENGE,
    TO_FAIL,
    TO_PASS,
    TO_STARTING,
    TO_VERIFYING,
    VERIFY,
    after,
    guide,
    verdict,
)


def test_a_live_person_passes_and_is_forgotten() -> None:
    session, done = after(VERIFY, (*TO_PASS, events.DonePressed()))
    assert session.state == Attract()
    assert done == [
        effects.OpenCamera(),
        effects.StartChallenge(1),
        effects.Verify(1),
        effects.CloseCamera(),
        effects.Wipe(),
    ]


def test_guidance_and_upload_show_while_the_challenge_runs() -> None:
    moved = guide(Phase.TARGET)
    session, _ = after(VERIFY, (*TO_CHALLENGE, events.Guided(1, moved), events.UploadProgressed(1, 3, 5)))
    assert session.state == Challenging(CHALLENGE, 280.0, moved, 3, 5)


def test_upload_progress_lives_on_while_verifying() -> None:
    session, _ = after(
        VERIFY, (*TO_CHALLENGE, events.UploadProgressed(1, 3, 5), events.Guided(1, guide(Phase.GAVE_UP)))
    )
    assert session.state == Verifying(3, 5)
    assert after(VERIFY, [events.UploadProgressed(1, 5, 5)], session)[0].state == Verifying(5, 5)


def test_each_try_is_a_new_challenge() -> None:
    session, done = after(VERIFY, (*TO_FAIL, events.RetryPressed(), events.ReadyPressed()))
    assert session.state == Starting()
    assert done[-1] == effects.StartChallenge(2)


def test_who_wants_no_coloured_light_gets_none_until_they_leave() -> None:
    refused = events.LightChosen(coloured=False)
    begun = (events.StartPressed(), refused, events.ReadyPressed())
    session, done = after(VERIFY, begun)
    assert done[-1] == effects.StartChallenge(1, light=False)
    again: list[events.Event] = [events.ServiceFailed(1, "BUSY"), events.RetryPressed(), events.ReadyPressed()]
    session, done = after(VERIFY, again, session)
    assert done[-1] == effects.StartChallenge(2, light=False)
    _, done = after(VERIFY, [events.CancelPressed(), events.StartPressed(), events.ReadyPressed()], session)
    assert done[-1] == effects.StartChallenge(3)


def test_coloured_light_can_be_chosen_again() -> None:
    chosen = (events.LightChosen(coloured=False), events.LightChosen(coloured=True))
    _, done = after(VERIFY, (events.StartPressed(), *chosen, events.ReadyPressed()))
    assert done[-1] == effects.StartChallenge(1)


def test_a_terminal_without_coloured_light_shows_none() -> None:
    _, done = after(VisitOptions(light=False), (events.StartPressed(), events.ReadyPressed()))
    assert done[-1] == effects.StartChallenge(1, light=False)


def test_a_passed_customer_cannot_try_again() -> None:
    assert after(VERIFY, (*TO_PASS, events.RetryPressed()))[0].passed


@pytest.mark.parametrize(
    "late",
    [
        events.ChallengeStarted(1, CHALLENGE, 280.0),
        events.VerdictReceived(1, verdict(True)),
        events.ServiceFailed(1, "BUSY"),
    ],
)
def test_an_answer_to_an_older_attempt_changes_nothing(late: events.Event) -> None:
    second = after(VERIFY, (*TO_CHALLENGE, events.CancelPressed(), *TO_STARTING))[0]
    assert second.attempt == 2
    assert step(second, late) == (second, ())


@pytest.mark.parametrize("way", [TO_STARTING, TO_CHALLENGE, TO_VERIFYING])
def test_cancel_abandons_what_runs(way: tuple[events.Event, ...]) -> None:
    session, done = after(VERIFY, (*way, events.CancelPressed()))
    assert session.state == Attract()
    assert done[-3:] == [
        effects.StopChallenge(1, AttemptStage.LIVENESS, "CANCELLED"),
        effects.CloseCamera(),
        effects.Wipe(),
    ]


@pytest.mark.parametrize("way", [(events.StartPressed(),), TO_STARTING, TO_CHALLENGE])
def test_a_lost_camera_is_trouble_that_ends_by_itself(way: tuple[events.Event, ...]) -> None:
    session, _ = after(VERIFY, (*way, events.CameraFailed("CAMERA_LOST")))
    assert session.state == Trouble("CAMERA_LOST", camera=True)
    assert after(VERIFY, [events.RetryPressed()], session)[0] == session
    assert after(VERIFY, [events.CameraRestored()], session)[0].state == GetReady()


def test_the_camera_does_not_matter_on_the_attract_screen() -> None:
    session = begin(0.0, TIMEOUTS)
    assert step(session, events.CameraFailed("CAMERA_MISSING")) == (session, ())


def test_a_camera_lost_while_the_result_shows_is_told_at_the_next_try() -> None:
    session, _ = after(VERIFY, (*TO_FAIL, events.CameraFailed("CAMERA_LOST")))
    assert session.state == Result(verdict(False))
    assert after(VERIFY, [events.RetryPressed()], session)[0].state == Trouble("CAMERA_LOST", camera=True)


@pytest.mark.parametrize("way", [TO_STARTING, TO_CHALLENGE, TO_VERIFYING])
def test_a_failed_backend_is_trouble_with_another_try(way: tuple[events.Event, ...]) -> None:
    session, done = after(VERIFY, (*way, events.ServiceFailed(1, "BACKEND_UNREACHABLE")))
    assert session.state == Trouble("BACKEND_UNREACHABLE", camera=False)
    assert done[-1] == effects.StopChallenge(1, AttemptStage.LIVENESS, "BACKEND_UNREACHABLE")
    assert after(VERIFY, [events.RetryPressed()], session)[0].state == GetReady()


def test_a_known_customer_is_authenticated() -> None:
    way = (events.StartPressed(), events.CustomerEntered(" 4711 "), *LIVE, events.FlowEnded(1, APPROVED))
    session, done = after(AUTHENTICATE, way)
    assert session.passed
    assert done == [
        effects.OpenCamera(),
        effects.StartChallenge(1, Flow.AUTHENTICATE, "4711"),
        effects.Verify(1),
        effects.Authenticate(1),
    ]


TO_MISMATCH = (events.StartPressed(), events.CustomerEntered("4711"), *LIVE, events.FlowEnded(1, FAILED))


def test_who_typed_another_number_may_type_it_again() -> None:
    """Nobody is told whether there is such a customer, so that the number is what to look at."""
    session, done = after(AUTHENTICATE, (*TO_MISMATCH, events.RetryPressed()))
    assert session.state == EnteringCustomer(typed="4711")
    assert done[-1] == effects.CloseCamera()
    session, done = after(AUTHENTICATE, (events.CustomerEntered("4712"), events.ReadyPressed()), session)
    assert effects.StartChallenge(2, Flow.AUTHENTICATE, "4712") in done


def test_who_was_named_beforehand_tries_again_as_the_same() -> None:
    known = replace(AUTHENTICATE, customer="4711")
    way = (events.StartPressed(), *LIVE, events.FlowEnded(1, FAILED), events.RetryPressed())
    assert after(known, way)[0].state == GetReady()
