"""The colours of a challenge: which are due, which were painted, and what the window makes of them."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.faces.face_detail import Point
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.light import Colour, LightSequence, LightStep
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.terminal.session.events import LightChosen
from kiosk.terminal.session.states import Challenging, GetReady, Session, Verifying
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.screen_light import ScreenLight
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.widgets.camera_view import CameraView
from kiosk.terminal.ui.window import KioskWindow

Make = Callable[..., Session]
FIRST, SECOND = LightStep(Colour.WHITE, Colour.BLUE), LightStep(Colour.YELLOW, Colour.GREEN)
SEQUENCE = LightSequence((FIRST, SECOND))
PLAIN = challenge_at("c", 640, 480, 60, 0)
LIT = replace(PLAIN, light=SEQUENCE)
TURNING = Guide(Phase.TARGET, Hint.TURN_LEFT, 0.0, nose=Point(0.5, 0.5), seconds_left=9.0)


def paint(light: ScreenLight, now_s: float) -> LightStep | None:
    step = light.choose(now_s)
    light.confirm_painted(now_s)
    return step


def painted_at(light: ScreenLight, times_s: list[float]) -> list[int | None]:
    shown = []
    for now_s in times_s:
        paint(light, now_s)
        shown.append(light.index)
    return shown


@pytest.mark.parametrize("frame_s", [0.01, 0.04, 0.1, 0.36, 0.5, 1.7])
def test_steps_come_in_order_and_never_sooner_than_three_a_second(frame_s: float) -> None:
    light = ScreenLight()
    light.show(SEQUENCE)
    shown = painted_at(light, [number * frame_s for number in range(300)])
    changes = [0, *(number for number in range(1, 300) if shown[number] != shown[number - 1])]
    assert all((after - before) * frame_s >= 1 / 3 - 1e-9 for before, after in pairwise(changes))
    steps = [shown[number] for number in changes]
    assert steps == sorted(steps, key=lambda step: step or 0)
    if frame_s <= 0.04:
        assert steps == list(range(len(changes)))


@pytest.mark.parametrize("frame_s", [0.01, 0.04, 0.1])
def test_what_is_painted_a_little_late_does_not_put_off_what_follows(frame_s: float) -> None:
    light = ScreenLight()
    light.show(SEQUENCE)
    shown = painted_at(light, [number * frame_s for number in range(2000)])
    late = [number * frame_s / SEQUENCE.step_s - (step or 0) for number, step in enumerate(shown)]
    assert max(late) < 2.2


def test_what_was_painted_counts_and_not_what_was_due() -> None:
    light = ScreenLight()
    light.show(SEQUENCE)
    assert light.index_at(99.0) is None
    assert painted_at(light, [10.0, 10.1, 12.0, 12.3, 12.4]) == [0, 0, 5, 5, 6]
    looked = [light.index_at(time_s) for time_s in (9.9, 10.0, 11.9, 12.0, 12.39, 12.4, 50.0)]
    assert looked == [None, 0, 0, 5, 5, 6, 6]
    assert light.change_due_s(12.4) == pytest.approx(1 / 3)


def test_what_was_chosen_but_not_yet_painted_was_not_shown() -> None:
    light = ScreenLight()
    light.show(SEQUENCE)
    light.choose(10.0)
    assert light.index is None
    assert light.confirm_painted(10.02)
    assert not light.confirm_painted(10.03)
    assert light.index_at(10.01) is None
    assert light.index_at(10.02) == 0


def test_a_sequence_begins_anew_after_its_end_and_goes_on_counting() -> None:
    light = ScreenLight()
    light.show(SEQUENCE)
    steps = [paint(light, 0.4 * number) for number in range(5)]
    assert steps == [FIRST, SECOND, FIRST, SECOND, FIRST]
    assert light.index == 4


def test_after_the_end_nothing_is_shown_and_the_next_challenge_knows_nothing_of_the_last() -> None:
    light = ScreenLight()
    light.show(SEQUENCE)
    paint(light, 1.0)
    light.show(None)
    assert paint(light, 2.0) is None
    assert (light.index_at(1.5), light.index_at(2.5)) == (0, None)
    light.show(LightSequence((SECOND, FIRST)))
    assert light.index_at(1.5) is None
    assert paint(light, 3.0) == SECOND


def shown_colours(window: KioskWindow) -> tuple[QColor, QColor]:
    camera = window.findChild(CameraView)
    assert isinstance(camera, CameraView)
    image = camera.grab().toImage()
    return image.pixelColor(20, 300), image.pixelColor(image.width() - 20, 300)


def test_both_halves_of_the_screen_shine_while_the_challenge_runs(window: KioskWindow, session: Make) -> None:
    window.show()
    window.show_frame(np.full((480, 640, 3), 90, np.uint8))
    window.show_session(session(Challenging(LIT, 9.0, replace(TURNING, phase=Phase.APPROACH))))
    assert shown_colours(window)[0].lightness() < 100
    window.show_session(session(Challenging(LIT, 9.0, TURNING)))
    assert shown_colours(window) == (QColor("white"), QColor("blue"))
    window.show_session(session(Challenging(PLAIN, 9.0, TURNING)))
    assert shown_colours(window)[0].lightness() < 100


def test_who_asks_is_told_what_was_painted_when(window: KioskWindow, session: Make, qtbot: QtBot) -> None:
    told: list[object] = []
    window.light_shown.connect(told.append)
    window.show()
    window.show_session(session(Challenging(LIT, 9.0, TURNING)))
    window.show_frame(np.full((480, 640, 3), 90, np.uint8))
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] == FIRST.shine
    assert window.light_step_at(float("-inf")) is None
    assert window.light_step_at(float("inf")) is not None
    window.show_session(session(Verifying()))
    assert told[-1] is None
    assert window.light_step_at(float("inf")) is None


def no_light_button(window: KioskWindow) -> QPushButton:
    text = get_text(TextKey.NO_LIGHT)
    (found,) = [child for child in window.findChildren(QPushButton) if child.text() == text]
    return found


def words(window: KioskWindow) -> list[str]:
    return [child.text() for child in window.findChildren(QLabel) if child.isVisible()]


def test_the_light_is_announced_and_can_be_refused_beforehand(window: KioskWindow, session: Make, qtbot: QtBot) -> None:
    window.show()
    window.show_session(session(GetReady()))
    assert get_text(TextKey.READY_LIGHT) in words(window)
    button = no_light_button(window)
    assert button.isVisible()
    with qtbot.waitSignal(window.intent_given) as refused:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert refused.args == [LightChosen(coloured=False)]
    window.show_session(replace(session(GetReady()), photosensitive=True))
    assert button.isChecked()
    assert get_text(TextKey.READY_LIGHT_OFF) in words(window)
    with qtbot.waitSignal(window.intent_given) as wanted:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == [LightChosen(coloured=True)]


def test_a_terminal_without_light_does_not_speak_of_it(window: KioskWindow, session: Make) -> None:
    window.show()
    window.show_session(replace(session(GetReady()), visit=VisitOptions(light=False)))
    assert not no_light_button(window).isVisible()
    assert get_text(TextKey.READY_LIGHT) not in words(window)
