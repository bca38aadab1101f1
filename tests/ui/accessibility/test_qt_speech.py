"""Qt's own engine for tests stands in for the system's voice."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.terminal.ui.accessibility.qt_speech import QtSpeech, list_engines


def test_it_speaks_and_says_when_it_is_done(qtbot: QtBot) -> None:
    speech, done = QtSpeech(["mock"]), list[bool]()
    speech.when_finished(lambda: done.append(True))
    assert speech.available
    speech.say("one two three", "en")
    qtbot.waitUntil(lambda: bool(done))
    assert done == [True]


def test_a_newer_sentence_is_not_taken_for_the_end_of_the_older(qtbot: QtBot) -> None:
    speech, done = QtSpeech(["mock"]), list[bool]()
    speech.when_finished(lambda: done.append(True))
    speech.say("one two three four five six seven", "en")
    speech.say("eight", "en")
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(200)
    assert done == [True]


@pytest.mark.expect_logs
def test_a_language_without_a_voice_is_not_spoken_by_another(qtbot: QtBot) -> None:
    speech, done = QtSpeech(["mock"]), list[bool]()
    speech.when_finished(lambda: done.append(True))
    speech.say("مرحبا", "ar")
    assert done == [True]


def test_a_machine_without_a_voice_is_silent(qtbot: QtBot) -> None:
    speech = QtSpeech([])
    assert not speech.available
    speech.say("one", "en")
    speech.stop()
    speech.pause()
    speech.resume()
    speech.set_volume(0.5)


def test_the_engine_for_tests_is_not_taken_for_a_voice(qtbot: QtBot) -> None:
    assert "mock" not in list_engines()
