"""Content that may be longer than a small window is high."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.widgets.factories import name_by_key


def make_scrollable(content: QWidget, name: TextKey) -> QScrollArea:
    """A view that scrolls down, also with the keyboard, and never across."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    name_by_key(area, name)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return area
