"""Nobody is there: what the terminal is for, and one large button."""

from kiosk.terminal.session.events import TerminalPressed
from kiosk.terminal.session.states import Session
from kiosk.terminal.ui.branding import Branding
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_error, describe_flow, get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.brand_mark import BrandMark
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, box, button, label, set_page_margins
from kiosk.terminal.ui.widgets.icon import Icon
from kiosk.terminal.ui.widgets.illustration import TurningFace
from kiosk.terminal.ui.widgets.staff_gesture import StaffGesture


class AttractScreen(Screen):
    """Emits `start_pressed`."""

    def __init__(self, branding: Branding) -> None:
        super().__init__()
        self._brand = BrandMark(branding) if branding.name or branding.logo else None
        self._face = TurningFace()
        self._start = button("primary", TextKey.START)
        self._start.setObjectName("start")
        self._start.clicked.connect(self.start_pressed)
        self._shield = Icon("icons/shield", "accent")
        self._camera_off = label("quiet", TextKey.ATTRACT_PRIVACY)
        self._privacy = box(ACROSS, self._shield, self._camera_off)
        self._title, self._lead = label("display"), label("lead")
        product = label("eyebrow", TextKey.PRODUCT)
        self._code = label("small")
        self._text = box(DOWN, 1, product, self._title, self._lead, self._start, self._privacy, self._code, 1)
        self._layout = box(ACROSS)
        self._layout.addLayout(self._text, 5)
        self._layout.addWidget(self._face, 4)
        self._page = box(DOWN, *([] if self._brand is None else [self._brand]))
        self._page.addLayout(self._layout, 1)
        self.setLayout(self._page)
        gesture = StaffGesture(self)
        gesture.made.connect(lambda: self.intent_given.emit(TerminalPressed()))

    def show_session(self, session: Session) -> None:
        """What the terminal was set up for, or why it cannot do that now; then nobody is invited."""
        code = session.notice
        purpose = describe_error(code) if code else describe_flow(session.visit.flow)
        self._code.setText(get_text(TextKey.CODE_LINE, code=code) if code else "")
        for inviting in (self._start, self._shield, self._camera_off):
            inviting.setVisible(not code)
        self._title.setText(purpose.title)
        self._lead.setText(purpose.advice)

    def focus_first(self) -> None:
        """Give the keyboard to Start."""
        self._start.setFocus()

    def arrange(self, shape: Shape) -> None:
        """Picture beside the words, or above them."""
        upwards = self._layout.Direction.BottomToTop
        self._layout.setDirection(upwards if shape.portrait else ACROSS)
        self._text.setStretch(0, 0 if shape.portrait else 1)
        set_page_margins(self._page, shape, 72, 120 if shape.portrait else 64)
        self._page.setSpacing(shape.px(56 if shape.portrait else 24))
        self._layout.setSpacing(shape.px(48))
        self._text.setSpacing(shape.px(32))
        self._privacy.setSpacing(shape.px(12))
        self._shield.setFixedSize(shape.px(28), shape.px(28))
        self._start.setFixedHeight(max(shape.px(96), self._start.minimumSizeHint().height()))
        self._start.setMinimumWidth(shape.px(320))
        if self._brand is not None:
            self._brand.arrange(shape)
