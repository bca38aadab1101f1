"""Which kinds of challenge a customer is told of, and may get."""

from dataclasses import replace

import pytest

from kiosk.terminal.session.effects import StartChallenge
from kiosk.terminal.session.events import CancelPressed, LightChosen, NearnessChosen, ReadyPressed, StartPressed
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.states import Attract, Session, Timeouts
from kiosk.terminal.session.visit_options import VisitOptions

NOSE, NEAR, LIGHT = "nose", "face-movement", "face-movement-and-light"


def ready(challenge: str, *, light: bool = True) -> Session:
    session = begin(0.0, Timeouts(), VisitOptions(challenge=challenge, light=light))
    return step(session, StartPressed())[0]


def asked(session: Session) -> StartChallenge:
    _, (effect,) = step(session, ReadyPressed())
    assert isinstance(effect, StartChallenge)
    return effect


@pytest.mark.parametrize(
    ("challenge", "light", "announced", "offered"),
    [
        ("", True, NOSE, ()),
        (NOSE, True, NOSE, (NOSE,)),
        (NEAR, True, NEAR, (NOSE, NEAR)),
        (NEAR, False, NEAR, (NOSE, NEAR)),
        (LIGHT, True, LIGHT, (NOSE, NEAR, LIGHT)),
        (LIGHT, False, NEAR, (NOSE, NEAR)),
    ],
)
def test_what_a_terminal_is_set_to_is_announced_and_offered(
    challenge: str, light: bool, announced: str, offered: tuple[str, ...]
) -> None:
    session = ready(challenge, light=light)
    assert session.announced == announced
    assert (asked(session).offered, asked(session).light, asked(session).stays_away) == (offered, light, False)


def test_who_wants_no_colours_is_offered_none() -> None:
    session, _ = step(ready(LIGHT), LightChosen(coloured=False))
    assert session.announced == NEAR
    assert asked(session).offered == (NOSE, NEAR)
    assert not asked(session).light


def test_who_cannot_come_near_turns_the_head() -> None:
    session, effects = step(ready(LIGHT), NearnessChosen(possible=False))
    assert effects == ()
    assert session.announced == NOSE
    assert (asked(session).offered, asked(session).stays_away) == ((NOSE,), True)
    again, _ = step(session, NearnessChosen(possible=True))
    assert asked(again).offered == (NOSE, NEAR, LIGHT)


def test_the_next_customer_is_asked_anew() -> None:
    session, _ = step(ready(LIGHT), NearnessChosen(possible=False))
    left, _ = step(session, CancelPressed())
    assert left.state == Attract()
    assert not left.stays_away


def test_nothing_is_chosen_while_a_challenge_runs() -> None:
    session, _ = step(ready(LIGHT), ReadyPressed())
    assert step(session, NearnessChosen(possible=False)) == (session, ())
    assert step(replace(session, state=Attract()), LightChosen(coloured=False))[0].photosensitive is False
