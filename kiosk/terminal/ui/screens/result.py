"""Pass, or advice; never a score."""

from kiosk.domain.liveness.verdict import Reason, VerdictAnswer
from kiosk.terminal.session.events import OtherWayPressed, StaffPressed
from kiosk.terminal.session.states import Result, Session
from kiosk.terminal.ui.screens.message import MessageScreen
from kiosk.terminal.ui.screens.screen import announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import advise_on_verdict, get_text
from kiosk.terminal.ui.widgets.factories import button, other_way_button, staff_button


class ResultScreen(MessageScreen):
    """Emits `retry_pressed`, `done_pressed`, and who else is wanted: staff, or another way with them."""

    def __init__(self) -> None:
        self._retry, self._done = (
            button("primary", TextKey.RETRY),
            button("secondary", TextKey.DONE),
        )
        self._staff, self._other_way = staff_button(), other_way_button()
        super().__init__(buttons=(self._staff, self._done, self._retry), beneath=self._other_way)
        self._other_way.clicked.connect(lambda: self.intent_given.emit(OtherWayPressed()))
        self._staff.clicked.connect(lambda: self.intent_given.emit(StaffPressed()))
        self._retry.clicked.connect(self.retry_pressed)
        self._done.clicked.connect(self.done_pressed)

    def show_session(self, session: Session) -> None:
        """Say the verdict in the customer's words."""
        announce_timeout(self.timeout, session)
        if isinstance(session.state, Result):
            verdict = session.state.verdict
            self._retry.setVisible(not verdict.passed)
            leave = get_text(TextKey.DONE if verdict.passed else TextKey.CANCEL)
            self._done.setText(leave)
            self._done.setAccessibleName(leave)
            self._staff.setVisible(session.visit.assisted)
            self._other_way.setVisible(session.offers_other_way)
            self._show_passed(verdict) if verdict.passed else self._show_failed(verdict)

    def _show_passed(self, verdict: VerdictAnswer) -> None:
        matched = verdict.document_matched is True
        self.emblem.set_sign("check", "accent", filled=True)
        self.title.setText(get_text(TextKey.PASSED_TITLE) if matched else get_text(TextKey.PASSED_LIVE_TITLE))
        self.lead.setText(get_text(TextKey.PASSED_MATCH) if matched else get_text(TextKey.PASSED_LIVE))
        self.footnote.setText("")

    def _show_failed(self, verdict: VerdictAnswer) -> None:
        self.emblem.set_sign("document" if Reason.FACE_MISMATCH in verdict.reasons else "again", "warning")
        self.title.setText(get_text(TextKey.FAILED_TITLE))
        self.lead.setText("\n".join(advise_on_verdict(verdict.reasons)))
        self.footnote.setText(get_text(TextKey.ASK_STAFF))

    def focus_first(self) -> None:
        """Give the keyboard to trying again, or to the only button."""
        (self._done if self._retry.isHidden() else self._retry).setFocus()

    def wipe(self) -> None:
        """Leave no trace of a verdict."""
        for line in (self.title, self.lead, self.footnote):
            line.setText("")
