"""Several targets on the challenge screen: the one to reach now, how many there are, and where to look."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage

from kiosk.domain.faces.face_detail import Point
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.terminal.session.states import Challenging, GetReady, Session
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text, instruct
from kiosk.terminal.ui.widgets.camera_view import CameraView
from kiosk.terminal.ui.widgets.instruction import Instruction
from kiosk.terminal.ui.widgets.progress import StepBar
from kiosk.terminal.ui.window import KioskWindow

Make = Callable[..., Session]
ONE = challenge_at("c", 640, 480, 60, 0)
THREE = replace(
    ONE,
    later_targets=tuple(challenge_at("c", 640, 480, *offset).nose_target for offset in ((0, 48), (-60, 10))),
)
TURNING = Guide(Phase.TARGET, Hint.TURN_LEFT, 0.0, nose=Point(0.5, 0.5), seconds_left=9.0)


def only(window: KioskWindow, kind: type[StepBar] | type[Instruction]) -> StepBar | Instruction:
    found = window.findChild(kind)
    assert isinstance(found, kind)
    return found


def picture(window: KioskWindow) -> QImage:
    camera = window.findChild(CameraView)
    assert isinstance(camera, CameraView)
    return camera.grab().toImage()


@pytest.mark.parametrize("reached", [0, 1, 2])
def test_the_steps_count_the_circles(window: KioskWindow, session: Make, reached: int) -> None:
    window.show_session(session(Challenging(THREE, 9.0, replace(TURNING, targets_reached=reached))))
    name = get_text(TextKey.CHALLENGE_STEP_TURNS, number=reached + 1, count=3)
    assert only(window, StepBar).accessibleName().endswith(name)


def test_a_single_circle_is_not_counted(window: KioskWindow, session: Make) -> None:
    window.show_session(session(Challenging(THREE, 9.0, TURNING)))
    window.show_session(session(Challenging(ONE, 9.0, TURNING)))
    assert only(window, StepBar).accessibleName().endswith(get_text(TextKey.CHALLENGE_STEP_TURN))


def test_the_customer_is_asked_to_look_at_the_circle_once_there_is_one(window: KioskWindow, session: Make) -> None:
    instruction = only(window, Instruction)
    window.show_session(session(Challenging(THREE, 9.0, replace(TURNING, phase=Phase.APPROACH))))
    assert instruction.accessibleName() == instruct(Hint.TURN_LEFT)
    window.show_session(session(Challenging(THREE, 9.0, TURNING)))
    assert get_text(TextKey.KEEP_LOOKING) in instruction.accessibleName()


@pytest.mark.parametrize("reached", [0, 1, 2])
def test_the_circle_is_drawn_where_the_nose_must_go_now(window: KioskWindow, session: Make, reached: int) -> None:
    window.show()
    window.show_session(session(Challenging(THREE, 9.0, replace(TURNING, nose=None, targets_reached=reached))))
    window.show_frame(np.full((480, 640, 3), 90, np.uint8))
    camera = window.findChild(CameraView)
    assert isinstance(camera, CameraView)
    image = picture(window)
    places = [camera.fit.point(target.centre).toPoint() for target in THREE.targets]
    bright = [image.pixelColor(place).lightness() > 200 for place in places]
    assert bright == [index == reached for index in range(3)]


def test_all_reached_is_drawn_as_well(window: KioskWindow, session: Make) -> None:
    window.show()
    done = replace(TURNING, phase=Phase.REACHED, targets_reached=3, hint=Hint.DONE)
    window.show_session(session(Challenging(THREE, 9.0, done)))
    window.show_frame(np.full((480, 640, 3), 90, np.uint8))
    assert not picture(window).isNull()


def test_the_customer_reads_beforehand_that_there_are_several(window: KioskWindow, session: Make) -> None:
    from PySide6.QtWidgets import QLabel

    window.show()
    window.show_session(session(GetReady()))
    shown = [child.text() for child in window.findChildren(QLabel) if child.isVisible()]
    assert get_text(TextKey.READY_CIRCLES) in shown
