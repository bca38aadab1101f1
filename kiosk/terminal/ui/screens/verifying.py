"""The last frames go out and the backend decides."""

from kiosk.terminal.session.states import Session, Verifying
from kiosk.terminal.ui.screens.message import MessageScreen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_upload, get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import button, label
from kiosk.terminal.ui.widgets.progress import Bar


class VerifyingScreen(MessageScreen):
    """Emits `cancel_pressed`."""

    def __init__(self) -> None:
        self._bar, self._sent = Bar(), label("quiet", centred=True)
        cancel = button("secondary", TextKey.CANCEL)
        super().__init__(turning=True, extra=(self._bar, self._sent), buttons=(cancel,))
        cancel.clicked.connect(self.cancel_pressed)
        self.title.setText(get_text(TextKey.CHECKING_TITLE))
        self.lead.setText(get_text(TextKey.CHECKING_LEAD))

    def show_session(self, session: Session) -> None:
        """How much of the upload has arrived."""
        if isinstance(session.state, Verifying) and session.state.total:
            sent, total = session.state.sent, session.state.total
            self._bar.set_ratio(sent / total)
            self._sent.setText(describe_upload(sent, total))

    def wipe(self) -> None:
        """The next upload starts from nothing."""
        self._bar.set_ratio(0)
        self._sent.setText("")

    def arrange(self, shape: Shape) -> None:
        """A slim bar."""
        super().arrange(shape)
        self._bar.setFixedHeight(shape.px(10))
