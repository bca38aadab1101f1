"""What is taken of a customer, why and for how long, and two choices that weigh the same."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel

from kiosk.terminal.session.events import BackPressed, ConsentGiven, ConsentRefused, OtherWayPressed
from kiosk.terminal.session.states import Session
from kiosk.terminal.ui.screens.message import MessageScreen
from kiosk.terminal.ui.screens.screen import Screen, announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.consent import CONSENT_VERSION
from kiosk.terminal.ui.text.lookup import describe_consent, get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import (
    ACROSS,
    DOWN,
    box,
    button,
    frame,
    label,
    other_way_button,
    set_margins,
    set_page_margins,
)
from kiosk.terminal.ui.widgets.icon import Icon

ICONS = ("camera", "face", "shield", "staff")
"""Of what is taken, why, for how long, and of the other way."""


class ConsentScreen(Screen):
    """Emits that the customer agrees, or does not."""

    def __init__(self, retention_hours: float) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retention_hours = retention_hours
        self._icons = [Icon(f"icons/{name}", "accent") for name in ICONS]
        self._lines = [label("body") for _ in ICONS]
        self._rows = [self._row(icon, line) for icon, line in zip(self._icons, self._lines, strict=True)]
        self._notice = box(DOWN, *self._rows)
        self._timeout = label("quiet", centred=True)
        # Neither stands out: this is no question with a right answer.
        self._disagree, self._agree = button("secondary", TextKey.DISAGREE), button("secondary", TextKey.AGREE)
        self._disagree.clicked.connect(lambda: self.intent_given.emit(ConsentRefused()))
        self._agree.clicked.connect(lambda: self.intent_given.emit(ConsentGiven(CONSENT_VERSION)))
        self._buttons = box(ACROSS)
        self._buttons.addWidget(self._disagree, 1)
        self._buttons.addWidget(self._agree, 1)
        title = label("title", TextKey.CONSENT_TITLE)
        self._layout = box(DOWN, title, 1, frame("card", self._notice), 1, self._timeout, self._buttons)
        self.setLayout(self._layout)

    @staticmethod
    def _row(icon: Icon, line: QLabel) -> QBoxLayout:
        made = box(ACROSS, icon)
        made.addWidget(line, 1)
        return made

    def show_session(self, session: Session) -> None:
        """What this flow takes, and the time-out."""
        notice = describe_consent(self._retention_hours, session.visit.flow)
        told = (notice.taken, notice.purpose, notice.kept, get_text(TextKey.CONSENT_CHOICE))
        for line, text in zip(self._lines, told, strict=True):
            line.setText(text)
        announce_timeout(self._timeout, session)

    def focus_first(self) -> None:
        """The keyboard stays off both, so that Enter pressed twice before agrees to nothing."""
        self.setFocus()

    def arrange(self, shape: Shape) -> None:
        """The same order in both shapes."""
        set_page_margins(self._layout, shape, 56, 40)
        set_margins(self._notice, shape.px(32), shape.px(24))
        self._layout.setSpacing(shape.px(16))
        self._notice.setSpacing(shape.px(20))
        self._buttons.setSpacing(shape.px(24))
        for icon, row in zip(self._icons, self._rows, strict=True):
            icon.setFixedSize(shape.px(44), shape.px(44))
            row.setSpacing(shape.px(24))


class DeclinedScreen(MessageScreen):
    """Emits `done_pressed`, that the customer wants to read the notice again, or goes on without a face."""

    def __init__(self) -> None:
        self._back, self._done = button("secondary", TextKey.BACK), button("primary", TextKey.DONE)
        self._other_way = other_way_button()
        super().__init__(buttons=(self._back, self._done), beneath=self._other_way)
        self._other_way.clicked.connect(lambda: self.intent_given.emit(OtherWayPressed()))
        self._back.clicked.connect(lambda: self.intent_given.emit(BackPressed()))
        self._done.clicked.connect(self.done_pressed)

    def show_session(self, session: Session) -> None:
        """Where the other way begins, and the time-out."""
        self.emblem.set_sign("staff", "accent")
        self.title.setText(get_text(TextKey.DECLINED_TITLE))
        self.lead.setText(get_text(TextKey.DECLINED_LEAD))
        self._other_way.setVisible(session.offers_other_way)
        announce_timeout(self.timeout, session)

    def focus_first(self) -> None:
        """Give the keyboard to leaving."""
        self._done.setFocus()
