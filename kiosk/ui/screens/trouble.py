"""Our own side does not work: what is wrong, in plain words, and what happens next."""

from kiosk.session.states import Session, Trouble
from kiosk.ui import text
from kiosk.ui.screens.message import MessageScreen
from kiosk.ui.screens.screen import announce_timeout
from kiosk.ui.widgets.parts import button

NO_RETRY = frozenset({"LOCKED_OUT"})
"""Trying again at once would only be refused again."""


class TroubleScreen(MessageScreen):
    """Emits `retry_pressed` and `cancel_pressed`."""

    def __init__(self) -> None:
        self._retry, self._cancel = button("primary", text.RETRY), button("secondary", text.CANCEL)
        super().__init__(buttons=(self._cancel, self._retry))
        self._retry.clicked.connect(self.retry_pressed)
        self._cancel.clicked.connect(self.cancel_pressed)

    def show_session(self, session: Session) -> None:
        """A camera comes back by itself; anything else can be tried again."""
        announce_timeout(self.timeout, session)
        if isinstance(session.state, Trouble):
            words = text.trouble(session.state.code)
            self.emblem.set_sign("camera" if session.state.camera else "link", "warning")
            self.title.setText(words.title)
            self.lead.setText(words.advice)
            self.footnote.setText(text.TROUBLE_RECOVERS if session.state.camera else text.TROUBLE_ASK_STAFF)
            self._retry.setVisible(not session.state.camera and session.state.code not in NO_RETRY)

    def focus_first(self) -> None:
        """Give the keyboard to trying again, or to the only button."""
        (self._cancel if self._retry.isHidden() else self._retry).setFocus()
