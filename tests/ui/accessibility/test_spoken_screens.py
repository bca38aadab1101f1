"""What a customer hears, and what nobody else may."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import FlowAnswer
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.terminal.selftest.states import every_state
from kiosk.terminal.session.effects import StartChallenge
from kiosk.terminal.session.events import (
    CancelPressed,
    PaceChosen,
    ReadyPressed,
    ScreenTouched,
    StartPressed,
    Tick,
    TurnChosen,
)
from kiosk.terminal.session.machine import step
from kiosk.terminal.session.states import (
    SLOW_FACTOR,
    Attract,
    Challenging,
    Decided,
    EnteringCustomer,
    EnteringStaff,
    GetReady,
    Session,
    StaffGate,
    Starting,
    Timeouts,
    Verifying,
)
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.accessibility import headphones
from kiosk.terminal.ui.accessibility.headphones import are_plugged_in
from kiosk.terminal.ui.accessibility.menu import MenuChoice
from kiosk.terminal.ui.accessibility.options import AccessibilityOptions, SpeechMode
from kiosk.terminal.ui.accessibility.parts import AccessibilityParts
from kiosk.terminal.ui.accessibility.tones import FASTEST_S, SLOWEST_S, pause_s
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text, instruct
from kiosk.terminal.ui.theme import Legibility, legibility
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions
from tests.fakes.speech import HeardSpeech

Press = Callable[..., None]
Show = Callable[..., None]
ONBOARDED = Decided(FlowAnswer(Outcome.APPROVED, (), "4711000815"))
ONBOARD = VisitOptions(Flow.ONBOARD)


def test_it_is_silent_until_somebody_asks(show: Show, speech: HeardSpeech, press: Press) -> None:
    show(Attract())
    show(GetReady())
    assert speech.words == []
    press(Qt.Key.Key_F1)
    assert get_text(TextKey.READY_TITLE) in speech.words[-1]
    assert get_text(TextKey.CONTINUE) in speech.words[-1]


def test_a_finger_that_stays_on_the_picture_asks_too(
    window: KioskWindow, show: Show, speech: HeardSpeech, qtbot: QtBot
) -> None:
    show(Attract())
    window.accessibility.input._touched.setInterval(30)
    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 400))
    qtbot.waitUntil(lambda: bool(speech.words))
    QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 400))
    assert window.accessibility.wishes.speech


def visible_words(window: KioskWindow) -> Iterator[str]:
    for each in window.screen_shown.findChildren(QLabel):
        if each.isVisible() and each.text() and not each.property("unspoken") and not each.property("private"):
            yield from each.text().splitlines()


def test_every_word_of_every_screen_is_heard(window: KioskWindow, show: Show, speech: HeardSpeech) -> None:
    missed = set[str]()
    for state in every_state():
        window.accessibility.reset()
        show(GetReady())
        show(state)
        window.accessibility.speak()
        heard = speech.words[-1]
        missed |= {f"{type(state).__name__}: {line}" for line in visible_words(window) if line.strip(" .") not in heard}
    assert missed == set()


def test_a_new_customer_hears_the_number_by_headphones_alone(
    window: KioskWindow, show: Show, speech: HeardSpeech, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(GetReady(), visit=ONBOARD)
    window.accessibility.speak()
    show(ONBOARDED, visit=ONBOARD)
    assert get_text(TextKey.SPEECH_PRIVATE) in speech.words[-1]
    assert not any(digits in words for words in speech.words for digits in ("471", "4 7 1", "0815", "815"))
    monkeypatch.setattr(type(window.accessibility), "privately", property(lambda _: True))
    show(GetReady(), visit=ONBOARD)
    show(ONBOARDED, visit=ONBOARD)
    assert "4 7 1 1 0 0 0 8 1 5" in speech.words[-1]


@pytest.mark.parametrize("privately", [False, True])
def test_typed_digits_are_heard_by_headphones_alone_and_a_pin_never(
    window: KioskWindow, show: Show, speech: HeardSpeech, press: Press, monkeypatch: pytest.MonkeyPatch, privately: bool
) -> None:
    monkeypatch.setattr(type(window.accessibility), "privately", property(lambda _: privately))
    show(EnteringCustomer())
    window.accessibility.speak()
    press(Qt.Key.Key_4)
    assert speech.words[-1] == ("4" if privately else get_text(TextKey.SPEECH_TYPED))
    press(Qt.Key.Key_Backspace)
    assert speech.words[-1] == get_text(TextKey.SPEECH_DELETED)
    show(EnteringStaff(StaffGate.BEGIN))
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    said = len(speech.words)
    press(Qt.Key.Key_7)
    assert speech.words[said:] == [get_text(TextKey.SPEECH_TYPED)]


def test_headphones_begin_it_and_end_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    there = [False]
    monkeypatch.setattr(headphones.HeadphoneWatch, "there", property(lambda _: there[0]))
    speech = HeardSpeech(at_once=False)
    window = KioskWindow(accessibility=AccessibilityParts(AccessibilityOptions(SpeechMode.HEADPHONES), lambda: speech))
    qtbot.addWidget(window)
    window.show()
    window.show_session(Session(Timeouts(), 10.0, GetReady(), entered_at_s=10.0))
    layer = window.accessibility
    layer.speak()
    assert speech.words == []
    there[0] = True
    layer._take_headphones(True)
    assert get_text(TextKey.READY_TITLE) in speech.words[-1]
    there[0] = False
    layer._take_headphones(False)
    assert speech.stopped
    assert not layer.wishes.speech
    assert not layer.narrator.enabled


def test_headphones_are_known_by_the_name_of_their_output() -> None:
    assert are_plugged_in("audionav", ["Speakers", "USB AudioNav Headset"])
    assert not are_plugged_in("audionav", ["Speakers"])
    assert not are_plugged_in("", ["Headphones"])


def test_hints_follow_each_other_in_what_is_heard(show: Show, window: KioskWindow, speech: HeardSpeech) -> None:
    show(Starting())
    window.accessibility.speak()
    guide = Guide(Phase.APPROACH, Hint.MOVE_LEFT, started_at_s=0.0, seconds_left=30.0)
    for hint in (Hint.MOVE_LEFT, Hint.MOVE_LEFT, Hint.TURN_RIGHT, Hint.TURN_RIGHT, Hint.HOLD_STILL):
        show(Challenging(challenge_at("c", 640, 480, 60, 0), 99.0, replace(guide, hint=hint)))
    for hint in (Hint.MOVE_LEFT, Hint.TURN_RIGHT, Hint.HOLD_STILL):
        assert sum(instruct(hint) in words for words in speech.words) == 1


def test_what_is_chosen_is_heard(show: Show, window: KioskWindow, speech: HeardSpeech, press: Press) -> None:
    show(GetReady())
    window.accessibility.speak()
    for _ in range(9):
        press(Qt.Key.Key_Tab)
        if get_text(TextKey.NO_LIGHT) in speech.words[-1]:
            break
    assert speech.words[-1] == get_text(TextKey.SPEECH_NOT_CHOSEN, name=get_text(TextKey.NO_LIGHT))
    press(Qt.Key.Key_Space)
    assert speech.words[-1] == get_text(TextKey.SPEECH_CHOSEN, name=get_text(TextKey.NO_LIGHT))


def test_keys_repeat_pause_and_change_the_volume(
    show: Show, window: KioskWindow, speech: HeardSpeech, press: Press
) -> None:
    show(GetReady())
    window.accessibility.speak()
    said = speech.words[-1]
    press(Qt.Key.Key_F1)
    assert speech.words[-2:] == [said, said]
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_F2)
    assert (speech.paused, speech.resumed) == (1, 1)
    press(Qt.Key.Key_F5, 2)
    assert speech.volume == pytest.approx(0.4)
    press(Qt.Key.Key_F6)
    assert speech.volume == pytest.approx(0.6)


def test_nothing_is_heard_where_it_is_switched_off(qtbot: QtBot) -> None:
    speech = HeardSpeech()
    window = KioskWindow(accessibility=AccessibilityParts(AccessibilityOptions(SpeechMode.OFF), lambda: speech))
    qtbot.addWidget(window)
    window.show_session(Session(Timeouts(), 10.0, GetReady(), entered_at_s=10.0))
    window.accessibility.speak()
    assert speech.words == []


def test_whoever_comes_next_finds_a_silent_usual_terminal(
    window: KioskWindow, show: Show, speech: HeardSpeech, press: Press
) -> None:
    show(GetReady())
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F5)
    assert legibility().high_contrast
    show(Attract())
    assert legibility() == Legibility()
    assert speech.volume == pytest.approx(0.8)
    said = len(speech.words)
    show(GetReady())
    assert len(speech.words) == said


# Limits of time


def test_a_time_out_is_announced_early_enough_and_can_be_put_off(
    window: KioskWindow, show: Show, speech: HeardSpeech, press: Press, qtbot: QtBot
) -> None:
    show(GetReady(), seen_at_s=10.0)
    window.accessibility.speak()
    with qtbot.waitSignal(window.warned):
        waited_s = Timeouts().idle_s - Timeouts().warning_s
        show(GetReady(), waited_s=waited_s, seen_at_s=10.0 + waited_s)
    with qtbot.waitSignal(window.touched):
        press(Qt.Key.Key_Tab)


def test_a_limit_can_be_put_off_at_least_ten_times() -> None:
    for state in every_state():
        session = Session(Timeouts(absence_s=0), 10.0, state, entered_at_s=10.0)
        if not session.waits_for_customer:
            continue
        for _ in range(12):
            limit_s = session.seconds_left
            assert limit_s is not None
            session, _ = step(session, Tick(session.now_s + limit_s - 1))
            session, _ = step(session, ScreenTouched())
            assert session.state == state
            assert session.seconds_left == limit_s


def test_whoever_needs_time_has_ten_times_as_much() -> None:
    for state in every_state():
        session = Session(Timeouts(), 10.0, state, entered_at_s=10.0)
        slow, _ = step(session, PaceChosen(slow=True))
        factor = SLOW_FACTOR if session.waits_for_customer else 1
        if session.seconds_left is not None:
            assert slow.seconds_left == factor * session.seconds_left >= (0 if factor == 1 else 10 * 12)


def test_the_wait_for_the_backend_is_not_the_customers() -> None:
    for state in (Starting(), Verifying()):
        assert not Session(Timeouts(), 10.0, state).waits_for_customer


def test_being_read_to_takes_time(window: KioskWindow, show: Show) -> None:
    wishes: list[object] = []
    window.intent_given.connect(wishes.append)
    show(GetReady())
    window.accessibility.speak()
    assert wishes == [PaceChosen(slow=True)]
    window.accessibility.stop_speaking()
    assert wishes[-1] == PaceChosen(slow=False)


def test_tones_come_faster_the_nearer_it_is() -> None:
    paces = [pause_s(nearness / 10) for nearness in range(11)]
    assert paces == sorted(paces, reverse=True)
    assert paces[0] == SLOWEST_S
    assert paces[-1] == pytest.approx(FASTEST_S)
    assert pause_s(-1) == SLOWEST_S
    assert pause_s(2) == pytest.approx(FASTEST_S)


def test_all_sessions_can_be_read(window: KioskWindow, speech: HeardSpeech) -> None:
    window.accessibility.narrator.enable()
    for name, session in sessions.sessions():
        window.show_session(session)
        window.accessibility.narrator.enable()
        QApplication.processEvents()
        assert name
    assert speech.words


def test_whoever_cannot_turn_far_says_so_on_any_screen(window: KioskWindow, show: Show) -> None:
    told: list[object] = []
    window.intent_given.connect(told.append)
    show(Attract())
    window.accessibility.choose(MenuChoice.TURN)
    assert told == [TurnChosen(far=False)]
    session, _ = step(Session(Timeouts(), 10.0, Attract()), TurnChosen(far=False))
    session, effects = step(step(session, StartPressed())[0], ReadyPressed())
    assert [each.turns_little for each in effects if isinstance(each, StartChallenge)] == [True]
    assert get_text(TextKey.READY_CIRCLES_NEAR) in " ".join(words_ready(window, show))
    ended, _ = step(session, CancelPressed())
    assert not ended.turns_little


def words_ready(window: KioskWindow, show: Show) -> list[str]:
    show(GetReady(), turns_little=True)
    return list(visible_words(window))
