"""Every screen in windows of every size: what is to be pressed or read is whole and inside."""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.language import Language
from kiosk.system.display import ignore_scale
from kiosk.terminal.selftest.states import every_state
from kiosk.terminal.session.states import Session, Timeouts
from kiosk.terminal.ui.screen_area import ScreenArea
from kiosk.terminal.ui.text.translations import use_language
from kiosk.terminal.ui.theme import load_fonts
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions

LANDSCAPE = ((640, 480), (800, 480), (800, 600), (911, 512), (1024, 600), (1366, 768), (1920, 1080), (3840, 2160))
"""911x512 is 1366x768 scaled by 150 %."""
TALL = ((480, 640), (480, 800), (600, 800), (512, 911), (600, 1024), (768, 1366), (2160, 3840))
SIZES = (*LANDSCAPE, *TALL)
TIGHT = ((640, 480), (800, 480), (911, 512), (1024, 600), (480, 640), (480, 800), (600, 1024))
"""Where longer words than the English ones could be cut off."""
OTHERS = [each for each in Language if each is not Language.ENGLISH]


def shown() -> Iterator[tuple[str, Session]]:
    for state in every_state():
        yield type(state).__name__, Session(Timeouts(), 2.0, state, entered_at_s=1.0)
    yield from sessions.sessions()


def faults(window: KioskWindow) -> Iterator[str]:
    """What of the visible screen is cut off; what can be scrolled may be longer than the window is high."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QPushButton | QLineEdit | QLabel) or not widget.isVisible():
            continue
        area = _scroll_area(widget)
        if area is None:
            place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
            if not window.rect().contains(place):
                yield f"{_name(widget)} is outside at {place.getRect()}"
        elif not _is_within_across(widget, area.viewport()):
            yield f"{_name(widget)} is cut off at a side"
        # A text that is scrolled says how high it wants to be by its narrowest width.
        if (area is None or isinstance(widget, QPushButton)) and _is_squashed(widget):
            yield f"{_name(widget)} is squashed"


def _is_within_across(widget: QWidget, view: QWidget) -> bool:
    left = widget.mapTo(view, QPoint(0, 0)).x()
    return left >= 0 and left + widget.width() <= view.width()


def _is_squashed(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return bool(widget.text()) and widget.heightForWidth(widget.width()) > widget.height() + 2
    if isinstance(widget, QLabel):
        return bool(widget.text()) and widget.sizeHint().height() > widget.height() + 2
    least = widget.minimumSizeHint()
    return widget.width() < least.width() - 1 or widget.height() < least.height() - 1


def _scroll_area(widget: QWidget) -> QScrollArea | None:
    """What it can be scrolled in."""
    parent = widget.parentWidget()
    if isinstance(parent, QScrollArea) and not isinstance(parent, ScreenArea):
        return parent
    return None if parent is None else _scroll_area(parent)


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or getattr(widget, "text", str)()[:40]


def _name_of(value: object) -> str:
    return f"{value[0]}x{value[1]}" if isinstance(value, tuple) else str(value)


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    use_language(Language.ENGLISH)


@pytest.mark.parametrize(
    ("language", "size"),
    [*product([Language.ENGLISH], SIZES), *product(OTHERS, TIGHT)],
    ids=_name_of,
)
def test_nothing_is_cut_off(qtbot: QtBot, language: Language, size: tuple[int, int]) -> None:
    load_fonts()
    window = KioskWindow()
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    found = set()
    for name, session in shown():
        window.show_session(replace(session, chosen_language=language))
        QApplication.processEvents()
        assert (window.width(), window.height()) == size, name
        found |= {f"{name}: {fault}" for fault in faults(window)}
    assert found == set()


def test_a_full_screen_goes_by_the_pixels_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "1.5")
    monkeypatch.setenv("QT_ENABLE_HIGHDPI_SCALING", "1")
    ignore_scale()
    assert "QT_SCALE_FACTOR" not in os.environ
    assert os.environ["QT_ENABLE_HIGHDPI_SCALING"] == "0"
