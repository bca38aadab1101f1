"""The screens of onboarding, authentication and staff: what they say, and what they ask for."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import Duplicate, FlowAnswer, StaffDecision
from kiosk.terminal.session import events
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import (
    Attract,
    Decided,
    EnteringCustomer,
    EnteringStaff,
    Session,
    Staff,
    StaffGate,
    StaffPanel,
    Timeouts,
)
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.lookup import describe_error, describe_flow, get_text, give_customer_number, instruct_page
from kiosk.terminal.ui.theme import load_fonts
from kiosk.terminal.ui.widgets.instruction import Instruction
from kiosk.terminal.ui.widgets.picture import Picture
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions as made

SIZES = ((1280, 800), (800, 600), (1080, 1920))


@pytest.fixture(scope="module")
def sessions() -> dict[str, Session]:
    return dict(made.sessions())


@pytest.fixture
def shown(window: KioskWindow, sessions: dict[str, Session]) -> Iterator[Callable[[str], KioskWindow]]:
    def show(name: str) -> KioskWindow:
        window.show()
        window.show_session(sessions[name])
        return window

    yield show
    window.show_session(sessions["attract_onboard"])


def said(window: KioskWindow) -> str:
    labels = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    return " | ".join([*labels, *(each.text for each in window.findChildren(Instruction) if each.isVisible())])


def pressed(window: KioskWindow, name: str) -> None:
    found = [each for each in window.findChildren(QPushButton) if each.isVisible() and each.accessibleName() == name]
    assert len(found) == 1, name
    assert found[0].height() >= 44
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("attract_onboard", describe_flow(made.ONBOARD.flow).title),
        ("get_ready_onboard", get_text(TextKey.READY_DOCUMENT)),
        ("customer", get_text(TextKey.CUSTOMER_ENTRY_TITLE)),
        ("customer_unknown", describe_error("CUSTOMER_NOT_FOUND").title),
        ("staff", describe_error("STAFF_REFUSED").title),
        ("document_front", instruct_page(PageHint.SHOW)),
        ("document_glare", "It is shining"),
        ("document_back", get_text(TextKey.TURN_OVER)),
        ("page", get_text(TextKey.CHECK_PAGE_TITLE)),
        ("waiting", "Reading your document"),
        ("document_refused", "has expired"),
        ("selfie_refused", get_text(TextKey.SELFIE_REFUSED_TITLE)),
        ("onboarded", "123 456 7890"),
        ("authenticated", ENGLISH.approved[made.AUTHENTICATE.flow].title),
        ("mismatch", "Please check the number"),
        ("duplicate", "customer already"),
        ("in_review", "One of us will look at it"),
        ("panel", "FACE_MISMATCH"),
        ("panel", "Enrolled as C-0815"),
        ("panel", "99.4"),
        ("panel", "SPECIMEN"),
    ],
)
def test_each_state_has_its_words(shown: Callable[[str], KioskWindow], name: str, says: str) -> None:
    assert says in said(shown(name))


@pytest.mark.parametrize(
    ("name", "button", "wish"),
    [
        ("document_front", get_text(TextKey.CAPTURE_PAGE), events.CapturePressed()),
        ("document_back", get_text(TextKey.SKIP_BACK), events.BackSkipped()),
        ("page", get_text(TextKey.KEEP_PAGE), events.PageKept()),
        ("page", get_text(TextKey.RETAKE_PAGE), events.PageRetaken()),
        ("liveness_failed", get_text(TextKey.STAFF_BUTTON), events.StaffPressed()),
        ("selfie_refused", get_text(TextKey.STAFF_BUTTON), events.StaffPressed()),
        ("duplicate", get_text(TextKey.STAFF_BUTTON), events.StaffPressed()),
        ("panel_enrol", get_text(TextKey.ENROL), events.EnrolPressed()),
    ],
)
def test_buttons_are_wishes(
    shown: Callable[[str], KioskWindow], qtbot: QtBot, name: str, button: str, wish: object
) -> None:
    window = shown(name)
    with qtbot.waitSignal(window.intent_given) as emitted:
        pressed(window, button)
    assert emitted.args == [wish]


@pytest.mark.parametrize(
    ("name", "button", "signal"),
    [
        *(
            (name, get_text(TextKey.CANCEL), "cancel_pressed")
            for name in ("customer", "staff", "document_front", "page", "waiting")
        ),
        ("document_refused", get_text(TextKey.RETRY), "retry_pressed"),
        ("mismatch", get_text(TextKey.RETRY), "retry_pressed"),
        ("onboarded", get_text(TextKey.WRITTEN_DOWN), "done_pressed"),
        ("panel", get_text(TextKey.FINISH), "done_pressed"),
    ],
)
def test_buttons_are_intents(
    shown: Callable[[str], KioskWindow], qtbot: QtBot, name: str, button: str, signal: str
) -> None:
    window = shown(name)
    with qtbot.waitSignal(getattr(window, signal)):
        pressed(window, button)


@pytest.mark.parametrize(
    ("name", "button"),
    [
        ("mismatch", get_text(TextKey.STAFF_BUTTON)),
        ("onboarded", get_text(TextKey.RETRY)),
        ("duplicate", get_text(TextKey.RETRY)),
        ("document_front", get_text(TextKey.CHOOSE_FILES)),
        ("document_front", get_text(TextKey.SKIP_BACK)),
        ("panel", get_text(TextKey.ENROL)),
        ("panel_enrol", get_text(TextKey.DECIDE_OVERRIDE)),
    ],
)
def test_what_means_nothing_is_not_there(shown: Callable[[str], KioskWindow], name: str, button: str) -> None:
    visible = [each.text() for each in shown(name).findChildren(QPushButton) if each.isVisible()]
    assert button not in visible


def test_a_number_is_typed_by_keypad_and_keyboard(shown: Callable[[str], KioskWindow], qtbot: QtBot) -> None:
    window = shown("customer")
    for key in ("4", "7", "9", get_text(TextKey.DELETE), "1", "1"):
        pressed(window, key)
    line = next(each for each in window.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(line, "A")
    with qtbot.waitSignal(window.intent_given) as emitted:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert emitted.args == [events.CustomerEntered("4711A")]


def test_nothing_is_entered_while_a_line_is_empty(shown: Callable[[str], KioskWindow], qtbot: QtBot) -> None:
    window = shown("staff")
    number, pin = [each for each in window.findChildren(QLineEdit) if each.isVisible()]
    assert pin.echoMode() is QLineEdit.EchoMode.Password
    with qtbot.assertNotEmitted(window.intent_given):
        QTest.keyClicks(number, "007")
        QTest.keyClick(pin, Qt.Key.Key_Return)
    QTest.keyClicks(pin, "1234")
    with qtbot.waitSignal(window.intent_given) as emitted:
        pressed(window, get_text(TextKey.CONTINUE))
    assert emitted.args == [events.StaffEntered(Staff("007", "1234"))]
    assert pin.text() == ""


def test_staff_goes_back_to_where_it_came_from(window: KioskWindow, sessions: dict[str, Session], qtbot: QtBot) -> None:
    window.show()
    window.show_session(replace(sessions["staff_panel_pin"], return_to=sessions["duplicate"].state))
    with qtbot.waitSignal(window.intent_given) as emitted:
        pressed(window, get_text(TextKey.BACK))
    assert emitted.args == [events.BackPressed()]


def test_nothing_is_decided_without_a_reason(shown: Callable[[str], KioskWindow], qtbot: QtBot) -> None:
    window = shown("panel")
    with qtbot.assertNotEmitted(window.intent_given):
        pressed(window, get_text(TextKey.DECIDE_OVERRIDE))
    pressed(window, get_text(TextKey.DECISION_KNOWN_IN_PERSON))
    with qtbot.waitSignal(window.intent_given) as emitted:
        pressed(window, get_text(TextKey.DECIDE_REVIEW))
    assert emitted.args == [events.DecisionPressed(StaffDecision.REVIEW, get_text(TextKey.DECISION_KNOWN_IN_PERSON))]


def test_customers_see_no_scores_and_nobody_elses_number(window: KioskWindow, sessions: dict[str, Session]) -> None:
    window.show()
    duplicate = FlowAnswer(Outcome.FAILED, ("DUPLICATE_FOUND",), "", (Duplicate("9988776655", 99.7),))
    window.show_session(replace(sessions["duplicate"], state=Decided(duplicate)))
    assert "99" not in said(window)
    window.show_session(sessions["document_refused"])
    assert not any(letter.isdigit() for letter in said(window))


@pytest.mark.parametrize("name", ["customer", "staff", "page", "panel", "onboarded", "document_still"])
def test_what_was_shown_is_forgotten(
    shown: Callable[[str], KioskWindow], sessions: dict[str, Session], name: str
) -> None:
    window = shown(name)
    for line in window.findChildren(QLineEdit):
        if line.isVisible():
            line.setText("secret")
    window.show_frame(np.full((720, 1280, 3), 255, np.uint8))
    window.show_session(sessions["attract_onboard"])
    assert all(line.text() == "" for line in window.findChildren(QLineEdit))
    assert all(picture._image.isNull() for picture in window.findChildren(Picture) if not picture.isHidden())
    assert not any("1234567890" in label.text() for label in window.findChildren(QLabel))


def test_staff_chooses_files_without_leaving_the_window(shown: Callable[[str], KioskWindow], qtbot: QtBot) -> None:
    window = shown("document_back")
    pressed(window, get_text(TextKey.CHOOSE_FILES))
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.testOption(QFileDialog.Option.ReadOnly)
    with qtbot.waitSignal(window.files_wanted) as emitted:
        dialog.filesSelected.emit(["front.jpg", "back.jpg"])
    assert emitted.args == [["front.jpg", "back.jpg"]]
    shown("attract_onboard")
    assert not dialog.isVisible()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_in_any_shape(
    window: KioskWindow, sessions: dict[str, Session], qtbot: QtBot, size: tuple[int, int]
) -> None:
    load_fonts()
    window.resize(*size)
    window.show()
    for name, session in sessions.items():
        window.show_session(session)
        qtbot.wait(1)
        assert (window.width(), window.height()) == size, f"{name} needs more room"
        for button in window.findChildren(QPushButton):
            if button.isVisible():
                needed = button.fontMetrics().horizontalAdvance(button.text())
                assert button.width() >= needed, f"{name}: {button.text()} is cut off"
                scroll_to(button)
                corner = button.mapTo(window, button.rect().bottomRight())
                assert window.rect().contains(corner), f"{name}: {button.text()} lies outside"


def scroll_to(widget: QWidget) -> None:
    """What is in a list may be longer than the window; the keyboard and fingers get there."""
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def test_screens_of_other_flows_are_made_when_needed(window: KioskWindow, sessions: dict[str, Session]) -> None:
    window.show_session(replace(sessions["attract_onboard"], state=Attract()))
    assert not {EnteringCustomer, EnteringStaff, StaffPanel} & set(window._screens)
    window.show_session(replace(sessions["staff"], state=EnteringStaff(StaffGate.BEGIN)))
    assert {EnteringCustomer, EnteringStaff, StaffPanel} <= set(window._screens)


@pytest.mark.parametrize("name", ["document_front", "waiting"])
def test_enter_pressed_twice_cancels_nothing(shown: Callable[[str], KioskWindow], qtbot: QtBot, name: str) -> None:
    window = shown(name)
    with qtbot.assertNotEmitted(window.cancel_pressed):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)


def test_a_new_customers_number_is_in_groups_and_stays_long_enough_to_be_written_down() -> None:
    assert "123 456 7890" in give_customer_number("1234567890")
    assert "1234" in give_customer_number("1234")
    assert "C-4711-XYZ" in give_customer_number("C-4711-XYZ")
    told = Decided(FlowAnswer(Outcome.APPROVED, customer="1234567890"))
    onboarded = Session(Timeouts(), 30.0, told, visit=VisitOptions(Flow.ONBOARD))
    assert onboarded.seconds_left == Timeouts().number_s - 30
    returning = Session(Timeouts(), 30.0, told, visit=VisitOptions(Flow.AUTHENTICATE))
    assert returning.seconds_left == 0
