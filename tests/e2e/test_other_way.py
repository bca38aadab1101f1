"""Who does not want to be filmed is enrolled by staff, who have the document read at the terminal's camera."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk.backend.attempts.staff_pins import hash_pin
from kiosk.domain.identity.flow import Flow
from kiosk.settings import load
from kiosk.terminal.app import compose, image_files
from kiosk.terminal.camera.demo import attacks, people
from kiosk.terminal.camera.demo.camera import DemoCamera
from kiosk.terminal.camera.demo.held_document import HeldDocument, specimen
from kiosk.terminal.camera.demo.motion import DemoPerson
from kiosk.terminal.camera.demo.specimen import SpecimenFields
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session.states import CapturingDocument, CheckingPage, Decided, EnteringStaff, StaffPanel, State
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.window import KioskWindow

Widget = TypeVar("Widget", bound=QWidget)
STAFF, PIN = "s-1", "123456"
SETTLED_MS = 450
"""No touch counts sooner after a change of screen."""
TIMEOUT_MS = 60_000


class Desk:
    """A customer and a member of staff before one window; they touch what they read."""

    def __init__(self, qtbot: QtBot, terminal: compose.Terminal) -> None:
        self._qtbot, self._terminal = qtbot, terminal

    @property
    def window(self) -> KioskWindow:
        return self._terminal.window

    def await_state(self, wanted: type[State]) -> None:
        self._qtbot.waitUntil(lambda: isinstance(self._terminal.controller.session.state, wanted), timeout=TIMEOUT_MS)
        self._qtbot.wait(SETTLED_MS)

    def touch(self, key: TextKey) -> None:
        self._qtbot.waitUntil(lambda: bool(self._buttons(key)), timeout=TIMEOUT_MS)
        QTest.mouseClick(self._buttons(key)[0], Qt.MouseButton.LeftButton)
        self._qtbot.wait(SETTLED_MS)

    def sign_in(self) -> None:
        for key, text in ((TextKey.STAFF_NUMBER, STAFF), (TextKey.PIN, PIN)):
            line = next(each for each in self._shown(QLineEdit) if each.accessibleName() == get_text(key))
            line.setFocus()
            QTest.keyClicks(line, text)
        self.touch(TextKey.CONTINUE)
        self.await_state(StaffPanel)

    def reads(self, words: str) -> bool:
        return any(words in str(each.property("text")) for each in self._shown(QWidget))

    def _buttons(self, key: TextKey) -> list[QAbstractButton]:
        buttons = self._shown(QAbstractButton)
        return [each for each in buttons if each.isEnabled() and each.accessibleName() == get_text(key)]

    def _shown(self, kind: type[Widget]) -> list[Widget]:
        return [each for each in self.window.findChildren(kind) if each.isVisible()]


def open_camera(person: DemoPerson) -> CameraSource:
    portrait = image_files.load_portrait(people.demo_person())
    return DemoCamera(HeldDocument(attacks.scene(None, portrait, None), person, specimen(portrait.image)), person)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[compose.Terminal]:
    person, settings = (
        DemoPerson(),
        load(camera="demo", data_dir=tmp_path, flow=Flow.ONBOARD, staff_pins={STAFF: hash_pin(PIN)}),
    )
    pins = {"KIOSK_STAFF_PINS": json.dumps(dict(settings.staff_pins))}
    with compose.backend(settings, tmp_path, pins) as served:
        made = compose.make_terminal(
            settings, partial(open_camera, person), served.connect, VisitOptions(Flow.ONBOARD), (1280, 800)
        )
        made.controller.session_changed.connect(lambda session: person.hold(session.wanted_side))
        served.ready()
        made.open(full_screen=False)
        yield made
        made.controller.close()
        made.window.close()


@pytest.mark.alone
def test_the_document_is_read_before_staff_decides(qtbot: QtBot, terminal: compose.Terminal) -> None:
    desk = Desk(qtbot, terminal)
    desk.touch(TextKey.START)
    desk.touch(TextKey.DISAGREE)
    desk.touch(TextKey.OTHER_WAY_BUTTON)
    desk.await_state(EnteringStaff)
    desk.sign_in()
    desk.touch(TextKey.READ_DOCUMENT)
    for _ in range(2):
        desk.await_state(CapturingDocument)
        desk.await_state(CheckingPage)
        desk.touch(TextKey.KEEP_PAGE)
    desk.await_state(EnteringStaff)
    desk.sign_in()
    assert desk.reads(SpecimenFields().document_number)
    desk.touch(TextKey.DECISION_CHECKED_BY_HAND)
    desk.touch(TextKey.DECIDE_WITHOUT_FACE)
    desk.await_state(Decided)
    assert terminal.controller.session.passed
    assert terminal.controller.session.shows_number
