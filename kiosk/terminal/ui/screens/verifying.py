"""The last frames go out and the backend decides."""

from kiosk.terminal.session.states import Session, Verifying
from kiosk.terminal.ui.screens.message import MessageScreen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import UNSPOKEN, button
from kiosk.terminal.ui.widgets.progress import Bar


class VerifyingScreen(MessageScreen):
    """Emits `cancel_pressed`."""

    def __init__(self) -> None:
        self._bar = Bar()
        self._bar.setProperty(UNSPOKEN, True)
        cancel = button("secondary", TextKey.CANCEL)
        super().__init__(turning=True, extra=(self._bar,), buttons=(cancel,))
        cancel.clicked.connect(self.cancel_pressed)

    def show_session(self, session: Session) -> None:
        """How much of the upload has arrived, as a bar alone: how many pictures there are is for nobody."""
        self.title.setText(get_text(TextKey.CHECKING_TITLE))
        self.lead.setText(get_text(TextKey.CHECKING_LEAD))
        if isinstance(session.state, Verifying) and session.state.total:
            self._bar.set_ratio(session.state.sent / session.state.total)

    def wipe(self) -> None:
        """The next upload starts from nothing."""
        self._bar.set_ratio(0)

    def arrange(self, shape: Shape) -> None:
        """A slim bar."""
        super().arrange(shape)
        self._bar.setFixedHeight(shape.px(10))
