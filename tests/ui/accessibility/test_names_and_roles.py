"""What a screen reader finds on every screen, through Qt's accessibility interface."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.selftest.states import every_state
from kiosk.terminal.session.states import Challenging, GetReady, Result, Session, Timeouts, Trouble
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.lookup import describe_error, instruct
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions
from tests.factories.verdicts import make_answer

Show = Callable[..., None]
OPERATED = {
    QAccessible.Role.PushButton,
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.ButtonDropDown,
}
NEAR = VisitOptions(challenge="face-movement-and-light")


def tree(found: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if found.state().invisible:
        return
    yield found
    for index in range(found.childCount()):
        child = found.child(index)
        if child is not None:
            yield from tree(child)


def shown() -> Iterator[tuple[str, Session]]:
    for state in every_state():
        yield type(state).__name__, Session(Timeouts(), 2.0, state, entered_at_s=1.0)
    yield "near", replace(Session(Timeouts(), 2.0, GetReady(), entered_at_s=1.0), visit=NEAR)
    yield from sessions.sessions()


def faults(window: KioskWindow) -> Iterator[str]:
    root = QAccessible.queryAccessibleInterface(window)
    assert root is not None
    operated = 0
    for each in tree(root):
        state, name = each.state(), each.text(QAccessible.Text.Name)
        interactive = each.role() in OPERATED or state.focusable
        if not interactive:
            continue
        operated += 1
        if not name.strip():
            yield f"a nameless {each.role().name}"
        # The screen itself, and what is scrolled with keys, are no controls.
        area = isinstance(each.object(), QScrollArea | Screen | KioskWindow)
        if each.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client) and not area:
            yield f"{name} has no role"
        needs_words = isinstance(each.object(), QLineEdit) or state.checkable
        if needs_words and not each.text(QAccessible.Text.Description).strip():
            yield f"{name} is not described"
        if state.disabled and state.focused:
            yield f"{name} is focused and cannot be used"
    if not operated:
        yield "nothing can be operated"


def test_everything_that_can_be_operated_has_name_role_state_and_description(window: KioskWindow) -> None:
    found = set[str]()
    for name, session in shown():
        window.show_session(session)
        QApplication.processEvents()
        found |= {f"{name}: {fault}" for fault in faults(window)}
    window.accessibility.open_menu()
    QApplication.processEvents()
    found |= {f"menu: {fault}" for fault in faults(window)}
    assert found == set()


def test_what_is_chosen_is_told_as_a_state(window: KioskWindow, show: Show) -> None:
    for photosensitive in (False, True):
        show(GetReady(), photosensitive=photosensitive)
        root = QAccessible.queryAccessibleInterface(window)
        assert root is not None
        checked = [bool(each.state().checked) for each in tree(root) if each.state().checkable]
        assert any(checked) is photosensitive


def test_screens_hints_results_errors_are_announced(window: KioskWindow, show: Show) -> None:
    told: list[str] = []
    window.accessibility.announced.connect(told.append)
    guide = Guide(Phase.APPROACH, Hint.MOVE_LEFT, started_at_s=0.0, seconds_left=30.0)
    challenge = challenge_at("c", 640, 480, 60, 0)
    for state, words in (
        (Challenging(challenge, 99.0, guide), instruct(Hint.MOVE_LEFT)),
        (Challenging(challenge, 99.0, replace(guide, hint=Hint.MOVE_UP)), instruct(Hint.MOVE_UP)),
        (Result(make_answer(Reason.TIMED_OUT)), ENGLISH.verdict_reasons[Reason.TIMED_OUT]),
        (Trouble("CAMERA_LOST", camera=True), describe_error("CAMERA_LOST").title),
    ):
        show(state)
        assert any(words in each for each in told)
        told.clear()


@pytest.mark.parametrize("hint", [Hint.MOVE_LEFT, Hint.TURN_RIGHT_UP])
def test_a_hint_that_stays_is_announced_once(window: KioskWindow, show: Show, hint: Hint) -> None:
    told: list[str] = []
    window.accessibility.announced.connect(told.append)
    guide = Guide(Phase.APPROACH, hint, started_at_s=0.0, seconds_left=30.0)
    for left_s in (30.0, 29.5, 29.0, 28.5):
        show(Challenging(challenge_at("c", 640, 480, 60, 0), 99.0, replace(guide, seconds_left=left_s)))
    assert sum(instruct(hint) in words for words in told) == 1
