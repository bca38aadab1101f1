"""Tips, the privacy notice, and the way without a face."""

from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel

from kiosk.domain.identity.flow import Flow
from kiosk.terminal.session.states import Session
from kiosk.terminal.ui.screens.screen import Screen, announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_privacy, get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, box, button, frame, label, set_margins
from kiosk.terminal.ui.widgets.icon import Icon

TIPS = (
    ("bare_face", TextKey.TIP_FACE_TITLE, TextKey.TIP_FACE_ADVICE),
    ("arms_length", TextKey.TIP_DISTANCE_TITLE, TextKey.TIP_DISTANCE_ADVICE),
    ("light_in_front", TextKey.TIP_ALONE_TITLE, TextKey.TIP_ALONE_ADVICE),
)
"""A drawing of `resources/art` and its two lines."""


class _Tip:
    """A card with a drawing and two lines; the drawing stands beside the lines in portrait."""

    def __init__(self, art: str, title: str, advice: str) -> None:
        self._icon = Icon(f"art/{art}")
        self._text = box(DOWN, 1, label("heading", title), label("quiet", advice), 1)
        self._layout = box(DOWN, self._icon)
        self._layout.addLayout(self._text, 1)
        self.card: QFrame = frame("card", self._layout)

    def arrange(self, shape: Shape) -> None:
        """Sizes for this shape of window."""
        self._layout.setDirection(ACROSS if shape.portrait else DOWN)
        self._layout.setSpacing(shape.px(24 if shape.portrait else 12))
        self._text.setStretch(0, 1 if shape.portrait else 0)
        self._text.setSpacing(shape.px(8))
        self._icon.setFixedSize(shape.px(216), shape.px(162))
        set_margins(self._layout, shape.px(24), shape.px(20))


class GetReadyScreen(Screen):
    """Emits `ready_pressed` and `cancel_pressed`."""

    def __init__(self, retention_hours: float) -> None:
        super().__init__()
        self._tips = [_Tip(art, get_text(title), get_text(advice)) for art, title, advice in TIPS]
        self._cards = box(ACROSS)
        for tip in self._tips:
            self._cards.addWidget(tip.card, 1)
        self._retention_hours = retention_hours
        self._icons = [Icon(f"icons/{name}", "accent") for name in ("shield", "document", "staff")]
        self._privacy = label("quiet", describe_privacy(retention_hours))
        self._document = label("quiet", get_text(TextKey.READY_DOCUMENT))
        lines = (self._privacy, self._document, label("quiet", get_text(TextKey.OTHER_WAY)))
        self._notices = [self._notice(icon, line) for icon, line in zip(self._icons, lines, strict=True)]
        self._show_document(wanted=False)
        self._timeout = label("quiet", centred=True)
        self._cancel, self._continue = (
            button("secondary", TextKey.CANCEL),
            button("primary", TextKey.CONTINUE),
        )
        self._cancel.clicked.connect(self.cancel_pressed)
        self._continue.clicked.connect(self.ready_pressed)
        self._buttons = box(ACROSS)
        self._buttons.addWidget(self._cancel, 1)
        self._buttons.addWidget(self._continue, 2)
        title = label("title", get_text(TextKey.READY_TITLE))
        self._layout = box(DOWN, title, self._cards, *self._notices, 1, self._timeout, self._buttons)
        self.setLayout(self._layout)

    @staticmethod
    def _notice(icon: Icon, line: QLabel) -> QBoxLayout:
        made = box(ACROSS, icon)
        made.addWidget(line, 1)
        return made

    def _show_document(self, *, wanted: bool) -> None:
        self._icons[1].setVisible(wanted)
        self._document.setVisible(wanted)

    def show_session(self, session: Session) -> None:
        """What this flow takes, and the time-out."""
        visit = session.visit
        self._privacy.setText(describe_privacy(self._retention_hours, visit.flow))
        self._show_document(wanted=visit.flow is Flow.ONBOARD and not visit.pages)
        announce_timeout(self._timeout, session)

    def focus_first(self) -> None:
        """Give the keyboard to Continue."""
        self._continue.setFocus()

    def arrange(self, shape: Shape) -> None:
        """Cards in a row, or below each other."""
        self._cards.setDirection(DOWN if shape.portrait else ACROSS)
        self._cards.setSpacing(shape.px(24))
        self._layout.setSpacing(shape.px(24))
        self._buttons.setSpacing(shape.px(24))
        set_margins(self._layout, shape.px(56), shape.px(48))
        for tip in self._tips:
            tip.arrange(shape)
        for icon, notice in zip(self._icons, self._notices, strict=True):
            icon.setFixedSize(shape.px(32), shape.px(32))
            notice.setSpacing(shape.px(16))
