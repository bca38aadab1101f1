"""The theme can be read, by everybody."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from kiosk.terminal.ui.theme import TEXT_PAIRS, Shape, colour, contrast, shape_of, style_sheet


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_reaches_the_contrast_of_wcag_aa(text: str, ground: str) -> None:
    assert contrast(colour(text), colour(ground)) >= 4.5


@pytest.mark.parametrize(("line", "ground"), [("edge", "ink"), ("edge", "surface"), ("focus", "raised")])
def test_outlines_of_controls_reach_the_contrast_of_wcag_aa(line: str, ground: str) -> None:
    assert contrast(colour(line), colour(ground)) >= 3


def test_the_unit_follows_the_window() -> None:
    assert shape_of(QSize(1280, 800)) == Shape(portrait=False, unit=1.0)
    assert shape_of(QSize(1920, 1200)) == Shape(portrait=False, unit=1.5)
    assert shape_of(QSize(1080, 1920)) == Shape(portrait=True, unit=1.35)


def test_the_style_sheet_has_no_placeholder_left() -> None:
    sheet = style_sheet(Shape(portrait=False, unit=1.5))
    assert "font-size: 33px" in sheet
    assert "$" not in sheet.split("*/", 1)[1]


def test_touch_targets_never_shrink_below_72_pixels() -> None:
    assert "min-height: 68px" in style_sheet(Shape(portrait=False, unit=0.6))


def test_the_ring_of_a_focused_button_stands_out_from_the_button_and_from_the_ground() -> None:
    assert contrast(colour("on_accent"), colour("accent")) >= 3
    assert contrast(colour("focus"), colour("ink")) >= 3
    assert 'QPushButton[role="primary"]:focus' in style_sheet(Shape(portrait=False, unit=1.0))
