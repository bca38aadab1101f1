"""Who walks away is missed, asked, and forgotten; who is still there goes on."""

from dataclasses import replace

import pytest

from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.step_results import FlowAnswer
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.presence import find_leaving
from kiosk.terminal.session.states import Attract, Session, Timeouts
from kiosk.terminal.session.visit_options import VisitOptions
from tests.unit.terminal.session.visits import (
    APPROVED,
    AUTHENTICATE,
    BLURRED,
    FRONT_TAKEN,
    ONBOARD,
    STILL,
    TIMEOUTS,
    TO_CHALLENGE,
    TO_ENROLLING,
    TO_FAIL,
    TO_READING,
    VERIFY,
    Events,
    after,
)

LIVE_IN_ONBOARDING: Events = TO_READING[:5]
SCREENS: dict[str, tuple[VisitOptions, Events]] = {
    "get ready": (VERIFY, (events.StartPressed(),)),
    "challenge": (VERIFY, TO_CHALLENGE),
    "result": (replace(VERIFY), TO_FAIL),
    "capturing": (ONBOARD, LIVE_IN_ONBOARDING),
    "page in view": (ONBOARD, (*LIVE_IN_ONBOARDING, events.PageSeen(1, replace(STILL, corners=())))),
    "checking page": (ONBOARD, (*LIVE_IN_ONBOARDING, *FRONT_TAKEN)),
    "document refused": (ONBOARD, (*TO_READING, events.DocumentRead(3, BLURRED))),
    "number": (ONBOARD, (*TO_ENROLLING, events.FlowEnded(4, APPROVED))),
    "refused": (ONBOARD, (*TO_ENROLLING, events.FlowEnded(4, FlowAnswer(Outcome.FAILED, ("DUPLICATE_FOUND",))))),
    "entry": (AUTHENTICATE, (events.StartPressed(),)),
}
LONG = Timeouts(result_s=60.0, decided_s=60.0)


def on(name: str) -> Session:
    visit, way = SCREENS[name]
    session, _ = after(visit, (*way[:1], events.PresenceSeen(), *way[1:]), begin(100.0, LONG, visit))
    assert session.state != Attract(), name
    return session


def wait(session: Session, seconds: float) -> tuple[Session, list[effects.Effect]]:
    """Tick by tick, as the window does."""
    done: list[effects.Effect] = []
    for count in range(1, round(seconds * 4) + 1):
        session, asked = step(session, events.Tick(session.now_s + 0.25))
        done.extend(asked)
        assert count
    return session, done


@pytest.mark.parametrize("name", SCREENS)
def test_who_walks_away_is_warned_and_forgotten_on_every_screen(name: str) -> None:
    session, done = on(name), list[effects.Effect]()
    warned_for_s = 0.0
    while session.state != Attract():
        before = find_leaving(session)
        session, asked = step(session, events.Tick(session.now_s + 0.25))
        done.extend(asked)
        warned_for_s += 0.25 if before is not None else 0.0
        assert session.now_s < 250, "somebody who is gone is waited for"
    assert warned_for_s == pytest.approx(LONG.warning_s, abs=0.5)
    assert done[-2:] == [effects.CloseCamera(), effects.Wipe()]
    assert (session.customer, session.return_to, session.accepted) == ("", None, False)
    assert "42" not in repr(session.state)


@pytest.mark.parametrize("name", SCREENS)
def test_who_says_to_be_still_there_gets_the_whole_time_again(name: str) -> None:
    session = on(name)
    while find_leaving(session) is None:
        session, _ = step(session, events.Tick(session.now_s + 0.25))
    for _ in range(10):
        session, _ = step(session, events.StillHerePressed())
        assert find_leaving(session) is None
        while (leaving := find_leaving(session)) is None or leaving.left_s > 1.0:
            session, _ = step(session, events.Tick(session.now_s + 0.25))
            if name == "challenge" and session.seconds_left == 0:
                return
        assert session.state != Attract(), "at least ten times"


@pytest.mark.parametrize("name", [name for name in SCREENS if name != "entry"])
def test_who_is_seen_is_never_asked_before_the_screen_itself_times_out(name: str) -> None:
    session = on(name)
    for _ in range(60):
        session, _ = step(session, events.Tick(session.now_s + 0.25))
        session, _ = step(session, events.PresenceSeen())
        assert find_leaving(session) is None
    session, _ = wait(session, TIMEOUTS.absence_s + 1)
    leaving = find_leaving(session)
    assert leaving is not None
    assert leaving.absent
    back, _ = step(session, events.PresenceSeen())
    assert find_leaving(back) is None or not find_leaving(back).absent  # type: ignore[union-attr]


def test_the_backend_is_waited_for_whoever_looks() -> None:
    session, _ = after(ONBOARD, (*TO_ENROLLING, events.PresenceSeen()))
    session, _ = wait(session, 25)
    assert find_leaving(session) is None
    session, _ = step(session, events.FlowEnded(4, APPROVED))
    leaving = find_leaving(session)
    assert leaving is not None, "the number is on the screen and nobody is there"
    assert leaving.left_s <= TIMEOUTS.warning_s


def test_a_broken_camera_says_nothing_about_who_is_there() -> None:
    session, _ = after(ONBOARD, (*TO_ENROLLING, events.FlowEnded(4, APPROVED), events.CameraFailed("CAMERA_LOST")))
    session, _ = wait(session, 30)
    assert find_leaving(session) is None


def test_a_camera_that_still_opens_has_seen_nobody_leave() -> None:
    session, _ = after(VERIFY, (events.StartPressed(),))
    session, _ = wait(session, 20)
    assert find_leaving(session) is None
    session, _ = step(session, events.PresenceSeen())
    session, _ = wait(session, TIMEOUTS.absence_s + 1)
    assert find_leaving(session) is not None


def test_an_attempt_that_was_walked_away_from_is_abandoned() -> None:
    session, done = after(VERIFY, (*TO_CHALLENGE, events.PresenceSeen()))
    while session.state != Attract():
        session, asked = step(session, events.Tick(session.now_s + 0.25))
        done.extend(asked)
    stops = [effect for effect in done if isinstance(effect, effects.StopChallenge)]
    assert [stop.reason for stop in stops] == ["TIMED_OUT"]
