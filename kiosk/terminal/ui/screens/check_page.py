"""The picture of a page that was taken: use it, or take it again."""

from kiosk.terminal.session.events import PageKept, PageRetaken
from kiosk.terminal.session.states import CheckingPage, Session
from kiosk.terminal.ui.screens.screen import Screen, announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import name_page
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, box, button, label
from kiosk.terminal.ui.widgets.picture import Picture

_LEAST_PICTURE_PX = 420


class CheckPageScreen(Screen):
    """Emits `cancel_pressed` and what the customer makes of the picture."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: CheckingPage | None = None
        self._title = label("title", TextKey.CHECK_PAGE_TITLE, centred=True)
        self._lead = label("lead", TextKey.CHECK_PAGE_LEAD, centred=True)
        self._picture = Picture()
        self._timeout = label("quiet", centred=True)
        self._cancel, self._retake = (
            button("secondary", TextKey.CANCEL),
            button("secondary", TextKey.RETAKE_PAGE),
        )
        self._keep = button("primary", TextKey.KEEP_PAGE)
        self._cancel.clicked.connect(self.cancel_pressed)
        self._retake.clicked.connect(lambda: self.intent_given.emit(PageRetaken()))
        self._keep.clicked.connect(lambda: self.intent_given.emit(PageKept()))
        self._others = box(ACROSS, self._cancel, self._retake)
        self._buttons = box(ACROSS, self._others)
        self._buttons.addWidget(self._keep, 1)
        self._layout = box(DOWN, self._title, self._lead)
        self._layout.addWidget(self._picture, 1)
        self._layout.addWidget(self._timeout)
        self._layout.addLayout(self._buttons)
        self.setLayout(self._layout)

    def show_session(self, session: Session) -> None:
        """The picture, upright and unmirrored."""
        announce_timeout(self._timeout, session)
        state = session.state
        if isinstance(state, CheckingPage) and state is not self._shown:
            self._shown = state
            self._picture.show_jpeg(state.page.jpeg, name_page(state.page.side))

    def retranslate(self) -> None:
        """The picture's name, too."""
        super().retranslate()
        self._shown = None

    def focus_first(self) -> None:
        """Give the keyboard to using it."""
        self._keep.setFocus()

    def wipe(self) -> None:
        """Forget the picture."""
        self._shown = None
        self._picture.clear()

    def arrange(self, shape: Shape) -> None:
        """The picture takes what is left."""
        gap = shape.px(40)
        self._layout.setContentsMargins(gap, shape.px(8), gap, shape.px(32))
        self._layout.setSpacing(shape.px(16))
        self._buttons.setDirection(self._buttons.Direction.BottomToTop if shape.portrait else ACROSS)
        self._buttons.setSpacing(shape.px(16))
        self._others.setSpacing(shape.px(16))
        # Beside enlarged letters nothing would be left of it.
        self._picture.setMinimumHeight(shape.px(_LEAST_PICTURE_PX) if shape.least_text_px else 0)
