"""Our own side does not work: what is wrong, in plain words, and what happens next."""

from kiosk.terminal.session.events import OtherWayPressed
from kiosk.terminal.session.states import Session, Trouble
from kiosk.terminal.ui.screens.message import MessageScreen
from kiosk.terminal.ui.screens.screen import announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_error, get_text
from kiosk.terminal.ui.widgets.factories import button, other_way_button

NO_RETRY = frozenset({"LOCKED_OUT", "TOO_MANY_STARTS"})
"""Trying again at once would only be refused again."""


class TroubleScreen(MessageScreen):
    """Emits `retry_pressed`, `cancel_pressed`, and that the customer goes on without a face."""

    def __init__(self) -> None:
        self._retry, self._cancel = (
            button("primary", TextKey.RETRY),
            button("secondary", TextKey.CANCEL),
        )
        self._other_way = other_way_button()
        super().__init__(buttons=(self._cancel, self._retry), beneath=self._other_way)
        self._other_way.clicked.connect(lambda: self.intent_given.emit(OtherWayPressed()))
        self._retry.clicked.connect(self.retry_pressed)
        self._cancel.clicked.connect(self.cancel_pressed)

    def show_session(self, session: Session) -> None:
        """A camera comes back by itself; anything else can be tried again."""
        announce_timeout(self.timeout, session)
        if isinstance(session.state, Trouble):
            message = describe_error(session.state.code)
            self.emblem.set_sign("camera" if session.state.camera else "link", "warning")
            self.title.setText(message.title)
            self.lead.setText(message.advice)
            footnote = TextKey.TROUBLE_RECOVERS if session.state.camera else TextKey.TROUBLE_ASK_STAFF
            code = get_text(TextKey.CODE_LINE, code=session.state.code)
            self.footnote.setText(f"{get_text(footnote)}\n{code}")
            self._other_way.setVisible(session.offers_other_way)
            self._retry.setVisible(not session.state.camera and session.state.code not in NO_RETRY)

    def focus_first(self) -> None:
        """Give the keyboard to trying again, or to the only button."""
        (self._cancel if self._retry.isHidden() else self._retry).setFocus()
