"""The camera stays closed until the customer agrees, and the language ends with the visit."""

from dataclasses import replace

import pytest

from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import Flow
from kiosk.domain.language import Language
from kiosk.terminal.session import events
from kiosk.terminal.session.effects import OpenCamera, StartChallenge
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.states import AskingConsent, Attract, ConsentDeclined, GetReady, Session, Timeouts
from kiosk.terminal.session.visit_options import VisitOptions

ASKING = VisitOptions(asks_consent=True)
AGREED = events.ConsentGiven("2026-12")


def go(visit: VisitOptions, *way: events.Event) -> tuple[Session, list[object]]:
    session, done = begin(0.0, Timeouts(), visit), list[object]()
    for event in way:
        session, effects = step(session, event)
        done += effects
    return session, done


@pytest.mark.parametrize(
    ("flow", "way"),
    [
        (Flow.VERIFY, (events.StartPressed(),)),
        (Flow.ONBOARD, (events.StartPressed(),)),
        (Flow.AUTHENTICATE, (events.StartPressed(), events.CustomerEntered("4711"))),
    ],
)
def test_nothing_opens_the_camera_but_consent(flow: Flow, way: tuple[events.Event, ...]) -> None:
    visit = replace(ASKING, flow=flow)
    pressed = (events.ReadyPressed(), events.RetryPressed(), events.ConsentRefused(), events.ReadyPressed())
    for session, done in (go(visit, *way), go(visit, *way, *pressed), go(visit, *way, events.ConsentRefused())):
        assert not [each for each in done if isinstance(each, OpenCamera)]
        assert session.consent is None
    session, done = go(visit, *way, AGREED)
    assert session.state == GetReady()
    assert OpenCamera() in done


def test_what_was_agreed_to_goes_with_the_start_in_the_language_of_the_moment() -> None:
    way = (events.StartPressed(), events.LanguageChosen(Language.PORTUGUESE), AGREED)
    _, done = go(ASKING, *way, events.LanguageChosen(Language.FRENCH), events.ReadyPressed())
    (start,) = [each for each in done if isinstance(each, StartChallenge)]
    assert start.consent == Consent("2026-12", "pt")


def test_who_declined_may_read_again_or_go() -> None:
    assert go(ASKING, events.StartPressed(), events.ConsentRefused())[0].state == ConsentDeclined()
    again = go(ASKING, events.StartPressed(), events.ConsentRefused(), events.BackPressed())[0]
    assert again.state == AskingConsent()
    assert go(ASKING, events.StartPressed(), events.ConsentRefused(), events.DonePressed())[0].state == Attract()


def test_the_next_customer_is_asked_anew() -> None:
    session, _ = go(ASKING, events.StartPressed(), AGREED, events.CancelPressed(), events.StartPressed())
    assert session.state == AskingConsent()
    assert session.consent is None


def test_where_consent_is_given_elsewhere_nobody_is_asked() -> None:
    session, done = go(VisitOptions(), events.StartPressed(), events.ReadyPressed())
    (start,) = [each for each in done if isinstance(each, StartChallenge)]
    assert start.consent is None
    assert session.attempt == 1


def test_a_language_lasts_for_the_visit_and_is_forgotten_after_it() -> None:
    spoken = VisitOptions(language=Language.SPANISH)
    session, _ = go(spoken, events.LanguageChosen(Language.ARABIC), events.StartPressed())
    assert session.language is Language.ARABIC
    assert step(session, events.CancelPressed())[0].language is Language.SPANISH


def test_a_language_that_was_left_on_the_first_screen_is_forgotten_in_time() -> None:
    session, _ = go(VisitOptions(), events.Tick(5.0), events.LanguageChosen(Language.ARABIC))
    assert step(session, events.Tick(49.9))[0].language is Language.ARABIC
    later, effects = step(session, events.Tick(50.1))
    assert (later.state, later.language, effects) == (Attract(), Language.ENGLISH, ())


def test_a_language_that_is_not_offered_is_not_taken() -> None:
    offered = VisitOptions(languages=(Language.ENGLISH, Language.FRENCH))
    assert go(offered, events.LanguageChosen(Language.ARABIC))[0].language is Language.ENGLISH


def test_a_choice_changes_nothing_else() -> None:
    before, _ = go(VisitOptions(), events.StartPressed(), events.ReadyPressed(), events.Tick(3.0))
    after, effects = step(before, events.LanguageChosen(Language.FRENCH))
    assert effects == ()
    assert after == replace(before, chosen_language=Language.FRENCH)
