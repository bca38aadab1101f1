"""What is said, in which order, and what is left unsaid."""

import pytest

from kiosk.terminal.ui.accessibility.narrator import LEAST_VOLUME, Narrator, Urgency
from tests.fakes.speech import HeardSpeech


@pytest.fixture
def speech() -> HeardSpeech:
    return HeardSpeech(at_once=False)


@pytest.fixture
def narrator(speech: HeardSpeech) -> Narrator:
    made = Narrator(speech, lambda: "en")
    made.enable()
    return made


def test_nothing_is_said_before_anybody_wants_it(speech: HeardSpeech) -> None:
    narrator = Narrator(speech, lambda: "en")
    narrator.announce("Welcome", Urgency.SCREEN)
    narrator.repeat()
    assert speech.words == []


def test_a_hint_waits_for_the_one_before_and_the_newest_replaces_those_that_wait(
    narrator: Narrator, speech: HeardSpeech
) -> None:
    for hint in ("left", "right", "up"):
        narrator.announce(hint, Urgency.HINT)
    assert speech.words == ["left"]
    speech.finish()
    assert speech.words == ["left", "up"]
    speech.finish()
    assert speech.words == ["left", "up"]


@pytest.mark.parametrize("urgency", [Urgency.SCREEN, Urgency.ALERT, Urgency.FOCUS])
def test_what_is_urgent_breaks_in(narrator: Narrator, speech: HeardSpeech, urgency: Urgency) -> None:
    narrator.announce("left", Urgency.HINT)
    narrator.announce("now", urgency)
    assert speech.words == ["left", "now"]


def test_another_screen_drops_the_hints_of_the_last(narrator: Narrator, speech: HeardSpeech) -> None:
    narrator.announce("left", Urgency.HINT)
    narrator.announce("right", Urgency.HINT)
    narrator.announce("Checking", Urgency.SCREEN)
    speech.finish()
    assert speech.words == ["left", "Checking"]


def test_the_last_sentence_can_be_heard_again(narrator: Narrator, speech: HeardSpeech) -> None:
    narrator.announce("Before we begin", Urgency.SCREEN)
    speech.finish()
    narrator.repeat()
    assert speech.words == ["Before we begin"] * 2


def test_a_pause_holds_hints_back(narrator: Narrator, speech: HeardSpeech) -> None:
    narrator.announce("left", Urgency.HINT)
    narrator.pause()
    narrator.announce("right", Urgency.HINT)
    speech.finish()
    assert (speech.words, speech.paused) == (["left"], 1)
    narrator.resume()
    assert (speech.words, speech.resumed) == (["left", "right"], 1)


def test_the_volume_has_bounds(narrator: Narrator, speech: HeardSpeech) -> None:
    for _ in range(9):
        narrator.change_volume(-1)
    assert narrator.volume == speech.volume == LEAST_VOLUME > 0
    for _ in range(9):
        narrator.change_volume(1)
    assert narrator.volume == speech.volume == 1.0


def test_whoever_comes_next_hears_nothing_of_the_last_customer(narrator: Narrator, speech: HeardSpeech) -> None:
    narrator.announce("Your number", Urgency.SCREEN)
    narrator.announce("a hint", Urgency.HINT)
    narrator.disable()
    assert speech.stopped == 1
    speech.finish()
    narrator.enable()
    narrator.repeat()
    assert speech.words == ["Your number"]


def test_the_language_is_asked_for_each_sentence(speech: HeardSpeech) -> None:
    languages = iter(("en", "fr"))
    narrator = Narrator(speech, lambda: next(languages))
    narrator.enable()
    narrator.announce("one", Urgency.SCREEN)
    narrator.announce("deux", Urgency.SCREEN)
    assert speech.heard == [("one", "en"), ("deux", "fr")]
