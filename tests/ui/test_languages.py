"""The language is chosen on every screen, at any moment, and everything follows it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.language import Language
from kiosk.terminal.selftest.states import every_state
from kiosk.terminal.session.events import LanguageChosen
from kiosk.terminal.session.states import Attract, Session, Timeouts
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.text.translations import OWN_NAMES, use_language
from kiosk.terminal.ui.theme import load_fonts
from kiosk.terminal.ui.widgets.keypad import Keypad
from kiosk.terminal.ui.widgets.language_choice import LanguageChoice
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    use_language(Language.ENGLISH)


def shown() -> Iterator[tuple[str, Session]]:
    for state in every_state():
        yield type(state).__name__, Session(Timeouts(), 2.0, state, entered_at_s=1.0)
    yield from sessions.sessions()


def in_language(session: Session, language: Language) -> Session:
    return replace(session, chosen_language=language)


def words(window: KioskWindow) -> list[str]:
    """All that can be read or heard on the visible screen."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            found.append(widget.accessibleName())
            if isinstance(widget, QLabel | QPushButton):
                found.append(widget.text())
            if isinstance(widget, QLineEdit):
                found.append(widget.placeholderText())
    return [word for word in found if word]


def choice(window: KioskWindow) -> LanguageChoice:
    (found,) = window.findChildren(LanguageChoice)
    return found


def press(window: KioskWindow, text: str) -> None:
    (button,) = [each for each in window.findChildren(QPushButton) if each.isVisible() and each.text() == text]
    button.click()


@pytest.mark.parametrize("language", [Language.ARABIC, Language.FRENCH])
def test_a_change_in_the_middle_leaves_no_word_of_the_language_before(qtbot: QtBot, language: Language) -> None:
    changed, fresh = KioskWindow(), KioskWindow()
    for window in (changed, fresh):
        qtbot.addWidget(window)
        window.show()
    for name, session in shown():
        changed.show_session(in_language(session, Language.ENGLISH))
        changed.show_session(in_language(session, language))
        fresh.show_session(in_language(session, language))
        QApplication.processEvents()
        assert sorted(words(changed)) == sorted(words(fresh)), name
        changed.show_session(in_language(session, Language.ENGLISH))


@pytest.mark.parametrize("language", [Language.ARABIC])
def test_every_screen_speaks_arabic_alone(qtbot: QtBot, language: Language) -> None:
    window = KioskWindow()
    qtbot.addWidget(window)
    window.show()
    theirs = {"C-0815", "SPECIMEN", "FACE_MISMATCH", OWN_NAMES[language]}
    for name, session in shown():
        window.show_session(in_language(session, language))
        if name.startswith(("StaffPanel", "panel")):
            continue
        for text in words(window):
            # What is put in a place, such as a device's name, is as others gave it.
            own = re.sub("\N{FIRST STRONG ISOLATE}[^\N{POP DIRECTIONAL ISOLATE}]*", " ", text)
            latin = {word for word in own.split() if word[0] in LATIN}
            assert {word.strip("\N{POP DIRECTIONAL ISOLATE}.,\N{ARABIC COMMA}") for word in latin} <= theirs | CODES, (
                name,
                text,
            )


LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
CODES = {"BACKEND_UNREACHABLE", "CAMERA_FORBIDDEN", "JPEG", "PNG", "PIN", "Aa", "USB"}


def test_every_language_is_offered_by_its_own_name_on_every_screen(qtbot: QtBot) -> None:
    window = KioskWindow()
    qtbot.addWidget(window)
    window.show()
    for name, session in shown():
        window.show_session(session)
        assert choice(window).isVisible(), name
    press(window, "English")
    offered = [each.text() for each in window.findChildren(QPushButton) if each.text() in OWN_NAMES.values()]
    assert sorted(offered) == sorted([*OWN_NAMES.values(), "English"])


def test_what_is_chosen_is_told_and_the_list_goes_away(window: KioskWindow) -> None:
    window.show_session(Session(Timeouts(), 2.0, Attract(), entered_at_s=1.0))
    window.show()
    told: list[object] = []
    window.intent_given.connect(told.append)
    press(window, "English")
    press(window, "العربية")
    assert told == [LanguageChosen(Language.ARABIC)]
    assert not [
        each for each in window.findChildren(QFrame) if each.property("role") == "languages" and each.isVisible()
    ]


def test_one_language_alone_is_no_choice(qtbot: QtBot) -> None:
    window = KioskWindow(languages=(Language.FRENCH,))
    qtbot.addWidget(window)
    window.show_session(Session(Timeouts(), 2.0, visit=VisitOptions(language=Language.FRENCH)))
    window.show()
    assert not choice(window).isVisible()
    assert "Commencer" in words(window)


def test_arabic_runs_from_the_right_but_directions_stay(qtbot: QtBot) -> None:
    load_fonts()
    window = KioskWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    (attract,) = [session for name, session in shown() if name == "attract_authenticate"]
    window.show_session(in_language(attract, Language.ARABIC))
    QApplication.processEvents()
    (start,) = [each for each in window.findChildren(QPushButton) if each.objectName() == "start"]
    assert start.mapTo(window, start.rect().center()).x() > window.width() / 2
    assert choice(window).geometry().center().x() < window.width() / 2
    (entry,) = [session for name, session in shown() if name == "customer"]
    window.show_session(in_language(entry, Language.ARABIC))
    QApplication.processEvents()
    (pad,) = [each for each in window.findChildren(Keypad) if each.isVisible()]
    ones = [each for each in pad.findChildren(QPushButton) if each.text() in "13"]
    one, three = sorted(ones, key=lambda each: each.text())
    assert one.x() < three.x(), "a keypad is not mirrored"


def test_the_bar_covers_nothing(qtbot: QtBot) -> None:
    for size in ((640, 480), (480, 640), (1280, 800)):
        window = KioskWindow()
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        for language in (Language.ENGLISH, Language.ARABIC):
            for name, session in shown():
                window.show_session(in_language(session, language))
                QApplication.processEvents()
                bar = choice(window).geometry()
                for widget in window.findChildren(QPushButton):
                    if widget.isVisible() and not choice(window).isAncestorOf(widget):
                        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
                        assert not bar.intersects(place), (name, widget.text())
