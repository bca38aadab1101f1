"""A button's words are whole, whether it has the focus or not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QStyle, QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.theme import Legibility, adapt, load_fonts, shape_of, style_sheet
from kiosk.terminal.ui.widgets.factories import ACROSS, box, button


@pytest.fixture(params=[False, True], ids=["usual", "high contrast"])
def buttons(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[list[QPushButton]]:
    """In a row, as wide as they ask for."""
    load_fonts()
    adapt(Legibility(high_contrast=request.param), qapp)
    made = [button(role, key) for role in ("primary", "secondary", "choice") for key in (TextKey.CANCEL, TextKey.RETRY)]
    row = QWidget()
    qtbot.addWidget(row)
    row.setLayout(box(ACROSS, *made, 1))
    row.setStyleSheet(style_sheet(shape_of(QSize(800, 600))))
    row.show()
    qtbot.waitExposed(row)
    yield made
    adapt(Legibility(), qapp)


def test_words_are_whole_when_the_focus_goes_on(buttons: list[QPushButton], qtbot: QtBot) -> None:
    for focused in buttons:
        assert [each.text() for each in buttons if _room_px(each) < _words_px(each)] == []
        focused.setFocus()
        qtbot.waitUntil(focused.hasFocus)
        # As when its screen is laid out anew.
        focused.setText(focused.text() + " ")
        QApplication.processEvents()


def _room_px(made: QPushButton) -> int:
    option = QStyleOptionButton()
    made.initStyleOption(option)
    return made.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, made).width()


def _words_px(made: QPushButton) -> int:
    return made.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, made.text()).width()
