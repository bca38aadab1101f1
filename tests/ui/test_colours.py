"""Colours on the whole screen: painted in order and time, told when they were painted, and announced beforehand."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.face_movement.challenge import ColourStep
from kiosk.domain.liveness.face_movement.guide import MovementGuide, MovementStep
from kiosk.domain.liveness.face_movement.guided_challenge import MatchRules, MovementChallenge, challenge_of
from kiosk.domain.liveness.guide import Phase
from kiosk.domain.liveness.light import ScreenShine
from kiosk.terminal.session.events import NearnessChosen
from kiosk.terminal.session.states import Challenging, GetReady, Session, State, Verifying
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.accessibility.keys import COMMANDS
from kiosk.terminal.ui.colour_sequence import ColourBegun, ColourPicture, ColourSequence
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.widgets.camera_view import CameraView
from kiosk.terminal.ui.window import KioskWindow
from tests.factories.films import challenge as drawn

Make = Callable[[State], Session]
BLACK, RED, BLUE = (0, 0, 0), (255, 0, 0), (0, 0, 255)
STEPS = (ColourStep(BLACK, 75, 0), ColourStep(RED, 0, 400), ColourStep(BLUE, 300, 400))
RULES = MatchRules(0.3, 0.7, 0.15, 0.15, 15.0)
COMING = MovementGuide(Phase.TARGET, Hint.MOVE_CLOSER, 0.0, step=MovementStep.COME_NEAR, progress=0.4, seconds_left=9)
LIT = replace(COMING, step=MovementStep.LIGHT, hint=Hint.HOLD_STILL)


def movement(*steps: ColourStep) -> MovementChallenge:
    return challenge_of("id", replace(drawn(with_light=True), colours=steps), RULES)


def paint(colours: ColourSequence, now_s: float) -> tuple[ColourPicture | None, ColourBegun | None]:
    picture = colours.choose(now_s)
    return picture, colours.confirm_painted(now_s)


def test_each_colour_comes_down_in_its_time_and_is_told_once() -> None:
    colours = ColourSequence()
    colours.show(STEPS)
    assert paint(colours, 10.0) == (ColourPicture(BLACK, BLACK, 1.0), ColourBegun(0, BLACK, BLACK, 10.0))
    assert paint(colours, 10.05) == (ColourPicture(BLACK, BLACK, 1.0), None)
    assert paint(colours, 10.08) == (ColourPicture(RED, BLACK, 0.0), ColourBegun(1, RED, BLACK, 10.08))
    half = paint(colours, 10.28)[0]
    assert half is not None
    assert (half.colour, half.before) == (RED, BLACK)
    assert half.share == pytest.approx(0.5)
    assert paint(colours, 10.49) == (ColourPicture(BLUE, RED, 0.0), ColourBegun(2, BLUE, RED, 10.49))
    assert paint(colours, 11.0)[0] == ColourPicture(BLUE, RED, 1.0)
    assert not colours.over
    assert paint(colours, 11.2) == (ColourPicture(BLUE, RED, 1.0), None)
    assert colours.over


def test_a_screen_that_paints_late_leaves_no_colour_out() -> None:
    colours = ColourSequence()
    colours.show(STEPS)
    began = [paint(colours, now_s)[1] for now_s in (1.0, 4.0, 9.0, 11.0)]
    assert [None if each is None else each.number for each in began] == [0, 1, 2, None]


def test_the_light_of_a_screen_is_that_of_its_rows() -> None:
    colours = ColourSequence()
    assert colours.shine is None
    colours.show(STEPS)
    paint(colours, 10.0)
    paint(colours, 10.08)
    paint(colours, 10.18)
    half = colours.shine
    assert half == ScreenShine(half.left, half.left) if half else False
    assert half is not None
    assert half.left == pytest.approx((0.25, 0.0, 0.0))


def test_colours_begin_anew_and_end() -> None:
    colours = ColourSequence()
    assert paint(colours, 1.0) == (None, None)
    colours.show(STEPS)
    paint(colours, 1.0)
    colours.show(STEPS)
    assert paint(colours, 1.01)[1] is None, "those that are shown already go on"
    colours.show(())
    assert not colours.running
    assert paint(colours, 1.02) == (None, None)
    colours.show(STEPS)
    assert paint(colours, 1.03)[1] == ColourBegun(0, BLACK, BLACK, 1.03)


def corners(window: KioskWindow) -> list[QColor]:
    camera = window.findChild(CameraView)
    assert isinstance(camera, CameraView)
    image = camera.grab().toImage()
    wide, high = image.width() - 2, image.height() - 2
    return [image.pixelColor(*at) for at in ((1, 1), (wide, 1), (1, high), (wide, high))]


def test_the_whole_screen_shows_colours_once_the_face_is_in_the_oval(window: KioskWindow, session: Make) -> None:
    window.show()
    shown = movement(ColourStep(BLUE, 400, 0))
    window.show_session(session(Challenging(shown, 99.0, COMING)))
    window.show_frame(np.full((480, 640, 3), 90, np.uint8))
    assert all(corner.lightness() < 100 for corner in corners(window))
    window.show_session(session(Challenging(shown, 99.0, LIT)))
    assert corners(window) == [QColor("blue")] * 4
    centre = window.grab().toImage().pixelColor(window.width() // 2, window.height() // 2)
    assert centre.blue() > 190
    assert centre.red() > 10, "customers see themselves"
    window.show_session(session(Challenging(movement(), 99.0, COMING)))
    assert all(corner.lightness() < 100 for corner in corners(window))


def test_who_asks_is_told_of_every_colour_and_of_the_end(window: KioskWindow, session: Make, qtbot: QtBot) -> None:
    begun: list[ColourBegun] = []
    over: list[float] = []
    shone: list[object] = []
    window.colour_begun.connect(begun.append)
    window.colours_over.connect(lambda: over.append(time.monotonic()))
    window.light_shown.connect(shone.append)
    window.show()
    window.show_frame(np.full((480, 640, 3), 90, np.uint8))
    began_s = time.monotonic()
    window.show_session(session(Challenging(movement(*STEPS), 99.0, LIT)))
    qtbot.waitUntil(lambda: bool(over), timeout=8000)
    assert [(each.number, each.colour, each.before) for each in begun] == [
        (0, BLACK, BLACK),
        (1, RED, BLACK),
        (2, BLUE, RED),
    ]
    assert [each.began_at_s for each in begun] == sorted(each.began_at_s for each in begun)
    assert begun[0].began_at_s >= began_s
    assert over[0] - begun[-1].began_at_s >= 0.7
    assert len(shone) > 10
    window.show_session(session(Verifying()))
    qtbot.waitUntil(lambda: shone[-1] is None)


def test_while_colours_are_shown_nothing_else_stands_on_the_screen_than_what_is_needed(
    window: KioskWindow, session: Make
) -> None:
    window.show()
    window.show_session(session(Challenging(movement(*STEPS), 99.0, COMING)))
    (cancel,) = [
        child
        for child in window.findChildren(QPushButton)
        if child.isVisible() and child.text() == get_text(TextKey.CANCEL)
    ]
    place = cancel.geometry()
    window.show_session(session(Challenging(movement(*STEPS), 99.0, LIT)))
    assert words(window) == []
    assert cancel.isVisible()
    assert cancel.geometry() == place


def test_nothing_covers_the_colours_but_the_way_out(window: KioskWindow, session: Make, qtbot: QtBot) -> None:
    window.demonstration = True
    window.show()
    blue = movement(ColourStep(BLUE, 400, 0))
    window.show_session(session(Challenging(blue, 99.0, COMING)))
    usual = buttons(window)
    assert len(usual) == 3, "cancel, the languages, and what is offered for seeing and hearing"
    window.accessibility.open_menu()
    window.show_session(session(Challenging(blue, 99.0, LIT)))
    assert list(buttons(window)) == [get_text(TextKey.CANCEL)]
    assert not buttons(window)[get_text(TextKey.CANCEL)].hasFocus()
    for key in (Qt.Key.Key_F9, *COMMANDS):
        QTest.keyClick(window, key)
    assert list(buttons(window)) == [get_text(TextKey.CANCEL)]
    image = window.grab().toImage()
    bar_px = max(each.height() for said, each in usual.items() if said != get_text(TextKey.CANCEL))
    for x in range(1, image.width(), 7):
        for y in range(1, bar_px, 7):
            assert image.pixelColor(x, y) == QColor("blue"), (x, y)
    with qtbot.waitSignal(window.cancel_pressed):
        QTest.mouseClick(buttons(window)[get_text(TextKey.CANCEL)], Qt.MouseButton.LeftButton)
    window.show_session(session(Verifying()))
    assert {*usual} - {get_text(TextKey.CANCEL)} <= {*buttons(window)}
    assert window.demonstration


def words(window: KioskWindow) -> list[str]:
    return [child.text() for child in window.findChildren(QLabel) if child.isVisible()]


def buttons(window: KioskWindow) -> dict[str, QPushButton]:
    return {child.text(): child for child in window.findChildren(QPushButton) if child.isVisible()}


def ready(session: Make, challenge: str, *, light: bool = True, **changes: bool) -> Session:
    made = replace(session(GetReady()), visit=VisitOptions(challenge=challenge, light=light))
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("challenge", "changes", "said"),
    [
        ("", {}, (TextKey.READY_CIRCLES, TextKey.READY_LIGHT)),
        ("nose", {}, (TextKey.READY_CIRCLES, TextKey.READY_LIGHT)),
        ("face-movement", {}, (TextKey.READY_NEAR,)),
        ("face-movement-and-light", {}, (TextKey.READY_NEAR, TextKey.READY_LIGHT_NEAR)),
        ("face-movement-and-light", {"photosensitive": True}, (TextKey.READY_NEAR, TextKey.READY_LIGHT_NEAR_OFF)),
        ("face-movement-and-light", {"stays_away": True}, (TextKey.READY_CIRCLES, TextKey.READY_LIGHT)),
        ("face-movement", {"stays_away": True}, (TextKey.READY_CIRCLES, TextKey.READY_LIGHT)),
    ],
)
def test_customers_are_told_beforehand_what_comes(
    challenge: str, changes: dict[str, bool], said: tuple[TextKey, ...], window: KioskWindow, session: Make
) -> None:
    window.show()
    window.show_session(ready(session, challenge, **changes))
    possible = [
        TextKey.READY_CIRCLES,
        TextKey.READY_NEAR,
        TextKey.READY_LIGHT,
        TextKey.READY_LIGHT_OFF,
        TextKey.READY_LIGHT_NEAR,
        TextKey.READY_LIGHT_NEAR_OFF,
    ]
    assert tuple(key for key in possible if get_text(key) in words(window)) == said


def test_who_cannot_come_near_says_so(window: KioskWindow, session: Make, qtbot: QtBot) -> None:
    window.show()
    window.show_session(ready(session, ""))
    assert get_text(TextKey.STAY_AWAY) not in buttons(window)
    window.show_session(ready(session, "face-movement"))
    button = buttons(window)[get_text(TextKey.STAY_AWAY)]
    with qtbot.waitSignal(window.intent_given) as refused:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert refused.args == [NearnessChosen(possible=False)]
    window.show_session(ready(session, "face-movement", stays_away=True))
    assert button.isChecked()
