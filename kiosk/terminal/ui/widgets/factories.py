"""Labels, buttons and boxes in the roles that the style sheet knows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QLayout, QPushButton, QSizePolicy, QWidget

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import BAR_PX, Shape
from kiosk.terminal.ui.widgets.paragraph import Paragraph
from kiosk.terminal.ui.widgets.private_line import PrivateLine
from kiosk.terminal.ui.widgets.touch_button import TouchButton

PRIVATE, UNSPOKEN, LEADS_AWAY = "private", "unspoken", "leadsAway"
"""Properties of widgets: what only headphones may tell, what changes too often to be told, and what Escape presses."""
_AWAY = frozenset({TextKey.CANCEL, TextKey.DONE, TextKey.BACK, TextKey.CLOSE, TextKey.FINISH, TextKey.ACCESS_CLOSE})

DOWN, ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight


_KEY, _NAME_KEY, _DESCRIPTION_KEY = "text key", "accessible name key", "accessible description key"
"""Properties of widgets whose text, name or description stays the same as long as the language does."""


def label(role: str, text: str | TextKey = "", *, centred: bool = False, wrap: bool = True) -> QLabel:
    """A line or paragraph of text; by its key where it is always the same."""
    made = Paragraph(text if isinstance(text, str) else get_text(text))
    made.setProperty(_KEY, text.name if isinstance(text, TextKey) else None)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if centred:
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def button(role: str, key: TextKey) -> QPushButton:
    """Make a button that the catalogue has a text for."""
    made = plain_button(role, get_text(key))
    made.setProperty(_KEY, key.name)
    made.setProperty(LEADS_AWAY, key in _AWAY)
    return made


def plain_button(role: str, text: str) -> QPushButton:
    """Make a large touch target, also for the keyboard."""
    made = TouchButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(text)
    made.setAutoDefault(True)
    return made


def staff_button() -> QPushButton:
    """Leads to what only staff may see, behind their PIN; hidden where no staff is."""
    made = button("secondary", TextKey.STAFF_BUTTON)
    made.hide()
    return made


def other_way_button() -> QPushButton:
    """Leads to a member of staff who identifies the customer without a face; hidden where none can."""
    made = button("secondary", TextKey.OTHER_WAY_BUTTON)
    made.hide()
    return made


def entry(role: str, key: TextKey) -> PrivateLine:
    """Make a line to type into, which is named until something is typed."""
    made, name = PrivateLine(), get_text(key)
    made.setProperty("role", role)
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    made.setProperty(_KEY, key.name)
    return made


def name_by_key(widget: QWidget, key: TextKey) -> None:
    """Give a widget that shows no words a name for screen readers."""
    widget.setAccessibleName(get_text(key))
    widget.setProperty(_NAME_KEY, key.name)


def describe_by_key(widget: QWidget, key: TextKey) -> None:
    """Tell screen readers more of a widget than its name."""
    widget.setAccessibleDescription(get_text(key))
    widget.setProperty(_DESCRIPTION_KEY, key.name)


def retranslate(widget: QWidget) -> None:
    """Say what was made by a key in the language that is used now."""
    name, named, described = (widget.property(each) for each in (_KEY, _NAME_KEY, _DESCRIPTION_KEY))
    if name:
        _say_in_widget(widget, get_text(TextKey[name]))
    if named:
        name_by_key(widget, TextKey[named])
    if described:
        describe_by_key(widget, TextKey[described])


def _say_in_widget(widget: QWidget, text: str) -> None:
    if isinstance(widget, QLabel):
        widget.setText(text)
    elif isinstance(widget, QPushButton):
        widget.setText(text)
        widget.setAccessibleName(text)
    elif isinstance(widget, PrivateLine):
        widget.setPlaceholderText(text)
        widget.setAccessibleName(text)


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


def set_page_margins(layout: QLayout, shape: Shape, across: int, down: int) -> None:
    """Set those of a whole screen in pixels of the design, of which the bar at the upper edge takes its part."""
    least, taken = shape.px(8), shape.touch_px(BAR_PX)
    layout.setContentsMargins(shape.px(across), max(least, shape.px(down) - taken), shape.px(across), shape.px(down))


def set_margins(layout: QLayout, across_px: int, down_px: int) -> None:
    """Same margins left and right, and above and below."""
    layout.setContentsMargins(across_px, down_px, across_px, down_px)
