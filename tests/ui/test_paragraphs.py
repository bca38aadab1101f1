"""No letter is cut off where lines break, in languages that run from right to left either."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage

from kiosk.terminal.ui.theme import load_fonts
from kiosk.terminal.ui.widgets.factories import label
from kiosk.terminal.ui.widgets.paragraph import break_lines

ARABIC = "الإضاءة شديدة: يُرجى إبعاد المصابيح والنوافذ عن الصورة."
WIDTHS_PX = range(120, 420, 7)


@pytest.fixture
def font(qapp: object) -> QFont:
    load_fonts()
    font = QFont()
    font.setFamilies(["Fira Sans", "IBM Plex Sans Arabic"])
    font.setPixelSize(20)
    return font


def ink(text: str, font: QFont, width_px: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where a paragraph of this width has painted something."""
    made = label("body", text)
    made.setFont(font)
    made.setStyleSheet("background: white; color: black")
    made.resize(width_px, made.heightForWidth(width_px))
    picture = QImage(made.size(), QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    made.render(picture)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    return np.asarray(rows[:, : picture.width()] < 128)


def test_no_line_is_cut_at_its_end(font: QFont) -> None:
    assert not [width_px for width_px in WIDTHS_PX if ink(ARABIC, font, width_px)[:, 0].any()]


def test_all_lines_begin_at_the_right(font: QFont) -> None:
    for width_px in WIDTHS_PX:
        painted = ink(ARABIC, font, width_px)
        lines = np.array_split(painted, break_lines(ARABIC, font, width_px).count("\n") + 1)
        begins = [np.nonzero(line.any(axis=0))[0].max() for line in lines]
        assert max(begins) - min(begins) <= 4, "a space is wider"


def test_nothing_is_lost_where_lines_break(font: QFont) -> None:
    text = f"{ARABIC}\n\n{ARABIC} \U0001f642 {ARABIC}"
    broken = break_lines(text, font, 200)
    assert broken.split() == text.split()
    assert max(QFontMetricsF(font).horizontalAdvance(line) for line in broken.split("\n")) <= 200
    assert "\n\n" in broken


def test_other_languages_are_left_to_qt(font: QFont) -> None:
    assert break_lines("Come a little closer to the screen", font, 100) == "Come a little closer to the screen"
