"""Tips, what will happen, and the way without a face."""

from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel

from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.face_movement.guided_challenge import MovementChallenge
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.terminal.session.events import LightChosen, NearnessChosen, OtherWayPressed
from kiosk.terminal.session.states import Session
from kiosk.terminal.ui.screens.screen import Screen, announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import (
    ACROSS,
    DOWN,
    box,
    button,
    frame,
    label,
    set_margins,
    set_page_margins,
)
from kiosk.terminal.ui.widgets.icon import Icon

TIPS = (
    ("bare_face", TextKey.TIP_FACE_TITLE, TextKey.TIP_FACE_ADVICE),
    ("arms_length", TextKey.TIP_DISTANCE_TITLE, TextKey.TIP_DISTANCE_ADVICE),
    ("light_in_front", TextKey.TIP_ALONE_TITLE, TextKey.TIP_ALONE_ADVICE),
)
"""A drawing of `resources/art` and its two lines."""
_LIGHT_TURNING = TextKey.READY_LIGHT, TextKey.READY_LIGHT_OFF
_LIGHT_NEAR = TextKey.READY_LIGHT_NEAR, TextKey.READY_LIGHT_NEAR_OFF
"""What is said of the screen's colours before the challenge, with them and without."""
ART_WIDTH, ART_WIDTH_BESIDE = 96, 216
"""Above the lines, where the cards stand in a row, and beside them."""


class _Tip:
    """A card with a drawing and two lines; the drawing stands beside the lines in portrait."""

    def __init__(self, art: str, title: TextKey, advice: TextKey) -> None:
        self._icon = Icon(f"art/{art}")
        self._text = box(DOWN, 1, label("heading", title), label("quiet", advice), 1)
        self._layout = box(DOWN, self._icon)
        self._layout.addLayout(self._text, 1)
        self.card: QFrame = frame("card", self._layout)

    def arrange(self, shape: Shape) -> None:
        """Sizes for this shape of window."""
        self._layout.setDirection(ACROSS if shape.portrait else DOWN)
        self._layout.setSpacing(shape.px(24 if shape.portrait else 6))
        self._text.setStretch(0, 1 if shape.portrait else 0)
        self._text.setSpacing(shape.px(4))
        width = ART_WIDTH_BESIDE if shape.portrait else ART_WIDTH
        self._icon.setFixedSize(shape.px(width), shape.px(width * 3 / 4))
        set_margins(self._layout, shape.px(20), shape.px(10))


class GetReadyScreen(Screen):
    """Emits `ready_pressed`, `cancel_pressed`, what the customer chooses of the challenge, and the other way."""

    def __init__(self) -> None:
        super().__init__()
        self._tips = [_Tip(art, title, advice) for art, title, advice in TIPS]
        self._cards = box(ACROSS)
        for tip in self._tips:
            self._cards.addWidget(tip.card, 1)
        self._icons = [Icon(f"icons/{name}", "accent") for name in ("turn", "bright", "document", "staff")]
        self._document = label("quiet", TextKey.READY_DOCUMENT)
        self._task, self._other_way = (label("quiet", key) for key in (TextKey.READY_CIRCLES, TextKey.OTHER_WAY))
        self._light = label("quiet", TextKey.READY_LIGHT)
        lines = (self._task, self._light, self._document, self._other_way)
        self._notices = [self._notice(icon, line) for icon, line in zip(self._icons, lines, strict=True)]
        self._no_light = button("choice", TextKey.NO_LIGHT)
        self._no_light.setCheckable(True)
        self._no_light.clicked.connect(lambda off: self.intent_given.emit(LightChosen(coloured=not off)))
        self._no_light.setAccessibleDescription(get_text(TextKey.READY_LIGHT))
        self._notices[1].addWidget(self._no_light)
        self._stay_away = button("choice", TextKey.STAY_AWAY)
        self._stay_away.setCheckable(True)
        self._stay_away.clicked.connect(lambda away: self.intent_given.emit(NearnessChosen(possible=not away)))
        self._stay_away.setAccessibleDescription(get_text(TextKey.READY_NEAR))
        self._notices[0].addWidget(self._stay_away)
        self._go_another_way = button("choice", TextKey.OTHER_WAY_BUTTON)
        self._go_another_way.clicked.connect(lambda: self.intent_given.emit(OtherWayPressed()))
        self._notices[3].addWidget(self._go_another_way)
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
        title = label("title", TextKey.READY_TITLE)
        self._lines = box(DOWN, *self._notices)
        self._layout = box(DOWN, title, self._cards, self._lines, 1, self._timeout, self._buttons)
        self.setLayout(self._layout)

    @staticmethod
    def _notice(icon: Icon, line: QLabel) -> QBoxLayout:
        made = box(ACROSS, icon)
        made.addWidget(line, 1)
        return made

    def _show_document(self, *, wanted: bool) -> None:
        self._icons[2].setVisible(wanted)
        self._document.setVisible(wanted)

    def _show_task(self, session: Session) -> None:
        """What the customer will be asked to do; only nearness can be traded for turns of the head."""
        comes_near = session.announced != NoseChallenge.kind
        circles = TextKey.READY_CIRCLES_NEAR if session.turns_little else TextKey.READY_CIRCLES
        self._task.setText(get_text(TextKey.READY_NEAR if comes_near else circles))
        self._icons[0].set_drawing(f"icons/{'closer' if comes_near else 'turn'}", "accent")
        choice = session.visit.challenge not in ("", NoseChallenge.kind)
        self._other_way.setText(get_text(TextKey.OTHER_WAY_NEAR if choice else TextKey.OTHER_WAY))
        self._stay_away.setVisible(choice)
        self._stay_away.setChecked(session.stays_away)

    def _show_light(self, session: Session) -> None:
        comes_near = session.announced != NoseChallenge.kind
        offered = session.visit.light and not (comes_near and session.visit.challenge == MovementChallenge.kind)
        for each in (self._icons[1], self._light, self._no_light):
            each.setVisible(offered)
        shown, dark = _LIGHT_NEAR if comes_near else _LIGHT_TURNING
        self._light.setText(get_text(dark if session.photosensitive else shown))
        self._no_light.setChecked(session.photosensitive)

    def show_session(self, session: Session) -> None:
        """What will happen in this flow, and the time-out."""
        visit = session.visit
        self._show_document(wanted=visit.flow is Flow.ONBOARD and not visit.pages)
        self._show_task(session)
        self._show_light(session)
        self._go_another_way.setVisible(session.offers_other_way)
        announce_timeout(self._timeout, session)

    def focus_first(self) -> None:
        """Give the keyboard to Continue."""
        self._continue.setFocus()

    def arrange(self, shape: Shape) -> None:
        """Cards in a row, or below each other."""
        self._cards.setDirection(DOWN if shape.portrait else ACROSS)
        self._cards.setSpacing(shape.px(24))
        self._layout.setSpacing(shape.px(12))
        self._lines.setSpacing(shape.px(8))
        self._buttons.setSpacing(shape.px(24))
        set_page_margins(self._layout, shape, 48, 28)
        for tip in self._tips:
            tip.arrange(shape)
        for icon, notice in zip(self._icons, self._notices, strict=True):
            icon.setFixedSize(shape.px(32), shape.px(32))
            notice.setSpacing(shape.px(16))
