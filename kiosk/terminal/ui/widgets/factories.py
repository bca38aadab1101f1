"""Labels, buttons and boxes in the roles that the style sheet knows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text

DOWN, ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight


def label(role: str, text: str = "", *, centred: bool = False, wrap: bool = True) -> QLabel:
    """A line or paragraph of text."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if centred:
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def button(role: str, key: TextKey) -> QPushButton:
    """Make a button that the catalogue has a text for."""
    return plain_button(role, get_text(key))


def plain_button(role: str, text: str) -> QPushButton:
    """Make a large touch target, also for the keyboard."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(text)
    made.setAutoDefault(True)
    return made


def staff_button() -> QPushButton:
    """Leads to what only staff may see, behind their PIN; hidden where no staff is."""
    made = button("secondary", TextKey.STAFF_BUTTON)
    made.hide()
    return made


def entry(role: str, key: TextKey) -> QLineEdit:
    """Make a line to type into, which is named until something is typed."""
    made, name = QLineEdit(), get_text(key)
    made.setProperty("role", role)
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    # What was typed before belongs to somebody else.
    made.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return made


def box(direction: QBoxLayout.Direction = DOWN, *items: QWidget | QLayout | int) -> QBoxLayout:
    """A layout without margins; a number among the items is a stretch."""
    made = QBoxLayout(direction)
    made.setContentsMargins(0, 0, 0, 0)
    for item in items:
        add(made, item)
    return made


def add(layout: QBoxLayout, item: QWidget | QLayout | int) -> None:
    """Append a widget, a layout or a stretch."""
    if isinstance(item, QWidget):
        layout.addWidget(item)
    elif isinstance(item, QLayout):
        layout.addLayout(item)
    else:
        layout.addStretch(item)


def frame(role: str, layout: QLayout) -> QFrame:
    """A box with a ground of its own."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(layout)
    return made


def column(layout: QLayout) -> QWidget:
    """A column that keeps lines short enough to read once its maximum width is set."""
    made = QWidget()
    made.setLayout(layout)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def set_margins(layout: QLayout, across_px: int, down_px: int) -> None:
    """Same margins left and right, and above and below."""
    layout.setContentsMargins(across_px, down_px, across_px, down_px)
