"""Colours and letters by the formulas of WCAG 2.2 and EN 301 549, in both themes and on panels of every size."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.terminal.selftest.states import every_state
from kiosk.terminal.session.states import Attract, Session, Timeouts
from kiosk.terminal.ui.accessibility.focus_ring import DARK, LIGHT
from kiosk.terminal.ui.accessibility.letter_size import Panel, angle_deg, least_capital_mm, least_text_px
from kiosk.terminal.ui.accessibility.menu import MenuChoice
from kiosk.terminal.ui.accessibility.options import AccessibilityOptions
from kiosk.terminal.ui.accessibility.parts import AccessibilityParts
from kiosk.terminal.ui.screen_area import ScreenArea
from kiosk.terminal.ui.theme import (
    HIGH_CONTRAST,
    LEAST_CONTRAST,
    LEAST_HIGH_CONTRAST,
    TEXT_PAIRS,
    Palette,
    contrast,
    legibility,
    load_fonts,
)
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions

THEMES = [(Palette(), LEAST_CONTRAST), (HIGH_CONTRAST, LEAST_HIGH_CONTRAST)]
PANELS = [
    (1280, 800, 10.1),
    (1366, 768, 15.6),
    (1920, 1080, 24.0),
    (1080, 1920, 21.5),
    (1024, 768, 15.0),
    (3840, 2160, 32.0),
]


@pytest.mark.parametrize(("palette", "least"), THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out_in_both_themes(palette: Palette, least: float, text: str, ground: str) -> None:
    assert contrast(QColor(getattr(palette, text)), QColor(getattr(palette, ground))) >= least


@pytest.mark.parametrize("palette", [Palette(), HIGH_CONTRAST])
@pytest.mark.parametrize("ground", ["ink", "surface", "raised"])
def test_edges_of_controls_stand_out_in_both_themes(palette: Palette, ground: str) -> None:
    for line in ("edge", "focus"):
        assert contrast(QColor(getattr(palette, line)), QColor(getattr(palette, ground))) >= 3


def test_the_ring_stands_out_beside_every_colour_there_is() -> None:
    colours = [
        QColor(red, green, blue)
        for red in range(0, 256, 17)
        for green in range(0, 256, 17)
        for blue in range(0, 256, 17)
    ]
    assert min(max(contrast(each, QColor(LIGHT)), contrast(each, QColor(DARK))) for each in colours) >= 3


def test_high_contrast_has_a_colour_for_everything() -> None:
    for each in fields(Palette):
        assert getattr(HIGH_CONTRAST, each.name)


def test_a_capital_is_as_high_as_the_standard_wants() -> None:
    assert least_capital_mm() == pytest.approx(7.33, abs=0.01)


@pytest.mark.parametrize("panel", [Panel(wide, high, diagonal_in=inches) for wide, high, inches in PANELS])
def test_enlarged_letters_are_seen_at_the_angle_of_the_standard(panel: Panel) -> None:
    assert 0.7 <= angle_deg(least_text_px(panel), panel) < 0.75


def test_a_panel_is_as_large_as_whoever_set_it_up_says() -> None:
    assert Panel(1920, 1080, 527.0).mm_per_px == pytest.approx(0.2745, abs=1e-3)
    assert Panel(1920, 1080, 527.0, 15.6).mm_per_px == pytest.approx(0.1799, abs=1e-3)
    assert Panel(1920, 1080).mm_per_px == pytest.approx(25.4 / 96)


def enlarged(qtbot: QtBot, panel: Panel, monkeypatch: pytest.MonkeyPatch) -> KioskWindow:
    load_fonts()
    window = KioskWindow(accessibility=AccessibilityParts(AccessibilityOptions()))
    qtbot.addWidget(window)
    window.resize(panel.width_px, panel.height_px)
    monkeypatch.setattr(window.accessibility, "_panel", lambda: panel)
    window.show()
    enlarge(window)
    return window


def enlarge(window: KioskWindow) -> None:
    """Unless it is enlarged: on the attract screen everything begins anew."""
    for choice in (MenuChoice.LARGE, MenuChoice.CONTRAST):
        if not window.accessibility.wishes.large_text or not window.accessibility.wishes.high_contrast:
            window.accessibility.choose(choice)


def screens() -> Iterator[tuple[str, Session]]:
    for state in every_state():
        yield type(state).__name__, Session(Timeouts(), 2.0, state, entered_at_s=1.0)
    yield from sessions.sessions()


def faults(area: ScreenArea, least_px: int) -> Iterator[str]:
    """What is cut off, or smaller than it has to be; what lies further down can be scrolled to."""
    screen = area.screen_
    for widget in screen.findChildren(QWidget):
        if not isinstance(widget, QPushButton | QLineEdit | QLabel) or not widget.isVisible():
            continue
        text = widget.accessibleName() or widget.text()
        place = QRect(widget.mapTo(screen, QPoint(0, 0)), widget.size())
        if not screen.rect().contains(place) and not _inner(widget, area):
            yield f"{text} is outside"
        if widget.font().pixelSize() < least_px:
            yield f"{text} has {widget.font().pixelSize()} px"
        if (
            isinstance(widget, QLabel)
            and widget.wordWrap()
            and widget.heightForWidth(widget.width()) > widget.height() + 2
        ):
            yield f"{text} is squashed"


def _inner(widget: QWidget, area: ScreenArea) -> bool:
    """Whether it lies in a part of the screen that scrolls by itself."""
    parent = widget.parentWidget()
    return (
        parent is not None
        and parent is not area.viewport()
        and (parent.inherits("QScrollArea") or _inner(parent, area))
    )


@pytest.mark.parametrize("panel", [Panel(wide, high, diagonal_in=inches) for wide, high, inches in PANELS], ids=str)
def test_nothing_is_cut_off_or_small_when_letters_are_enlarged(
    qtbot: QtBot, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, least_px, found = enlarged(qtbot, panel, monkeypatch), least_text_px(panel), set[str]()
    for name, session in screens():
        window.show_session(session)
        enlarge(window)
        for _ in range(3):
            QApplication.processEvents()
        area = window.area
        found |= {f"{name}: {fault}" for fault in faults(area, least_px)}
        if area.horizontalScrollBar().maximum():
            found.add(f"{name} scrolls to the side by {area.horizontalScrollBar().maximum()}")
    assert found == set()


def test_whoever_comes_next_sees_the_usual_screen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = enlarged(qtbot, Panel(1280, 800, diagonal_in=15.6), monkeypatch)
    assert legibility().high_contrast
    assert legibility().least_text_px
    for state in every_state():
        window.show_session(Session(Timeouts(), 2.0, state, entered_at_s=1.0))
    window.show_session(Session(Timeouts(), 3.0, Attract(), entered_at_s=3.0))
    assert legibility() == type(legibility())()
    assert not window.accessibility.wishes.slow
