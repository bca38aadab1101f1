"""Waiting for the backend, a document that will not do, and how it ended: pass or advice, never a score."""

from PySide6.QtCore import Qt

from kiosk.terminal.session.events import OtherWayPressed, PrintPressed, StaffPressed
from kiosk.terminal.session.states import BackendTask, Decided, DocumentRefused, Session, Waiting
from kiosk.terminal.ui.screens.message import MessageScreen
from kiosk.terminal.ui.screens.screen import announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import (
    advise_on_document,
    describe_outcome,
    describe_task,
    get_text,
    give_customer_number,
)
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import PRIVATE, button, other_way_button, staff_button
from kiosk.terminal.ui.widgets.qr_code import QrCode

SIGNS = {
    BackendTask.READ_DOCUMENT: "document",
    BackendTask.CHECK_STAFF: "key",
    BackendTask.BEGIN_WITHOUT_FACE: "key",
    BackendTask.OPEN_TERMINAL: "key",
    BackendTask.FETCH_EVIDENCE: "key",
    BackendTask.DECIDE: "key",
}


class WaitingScreen(MessageScreen):
    """Emits `cancel_pressed`."""

    def __init__(self) -> None:
        self._cancel = button("secondary", TextKey.CANCEL)
        super().__init__(turning=True, buttons=(self._cancel,))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cancel.clicked.connect(self.cancel_pressed)

    def show_session(self, session: Session) -> None:
        """What is awaited."""
        if isinstance(session.state, Waiting):
            task = describe_task(session.state.task)
            self.emblem.set_sign(SIGNS.get(session.state.task, "face"), "accent")
            self.title.setText(task.title)
            self.lead.setText(task.advice)

    def focus_first(self) -> None:
        """The keyboard stays off Cancel, so that Enter pressed twice before does not cancel."""
        self.setFocus()


class DocumentRefusedScreen(MessageScreen):
    """Emits `retry_pressed`, `cancel_pressed`, and that staff wants to look."""

    def __init__(self) -> None:
        self._retry, self._cancel = (
            button("primary", TextKey.RETRY),
            button("secondary", TextKey.CANCEL),
        )
        self._staff = staff_button()
        super().__init__(buttons=(self._cancel, self._staff, self._retry))
        self._retry.clicked.connect(self.retry_pressed)
        self._cancel.clicked.connect(self.cancel_pressed)
        self._staff.clicked.connect(lambda: self.intent_given.emit(StaffPressed()))

    def show_session(self, session: Session) -> None:
        """Advice for the next picture, of the document or of the face."""
        announce_timeout(self.timeout, session)
        state = session.state
        if isinstance(state, DocumentRefused):
            self.emblem.set_sign("face" if state.selfie_failed else "document", "warning")
            title = TextKey.SELFIE_REFUSED_TITLE if state.selfie_failed else TextKey.DOCUMENT_REFUSED_TITLE
            self.title.setText(get_text(title))
            self.lead.setText("\n".join(advise_on_document(state.answer, state.code)))
            self.footnote.setText(get_text(TextKey.ASK_STAFF))
            self._staff.setVisible(session.staff_takes_part)

    def focus_first(self) -> None:
        """Give the keyboard to trying again."""
        self._retry.setFocus()

    def wipe(self) -> None:
        """Leave no trace of the document."""
        self.lead.setText("")


class OutcomeScreen(MessageScreen):
    """Emits `retry_pressed`, `done_pressed`, and who else is wanted: staff, or another way with them."""

    def __init__(self) -> None:
        self._retry, self._done = (
            button("primary", TextKey.RETRY),
            button("secondary", TextKey.DONE),
        )
        self._print, self._code = button("secondary", TextKey.PRINT_NUMBER), QrCode()
        self._staff, self._other_way = staff_button(), other_way_button()
        buttons = (self._staff, self._print, self._done, self._retry)
        super().__init__(extra=(self._code,), buttons=buttons, beneath=self._other_way)
        self._text.setAlignment(self._code, Qt.AlignmentFlag.AlignHCenter)
        self._other_way.clicked.connect(lambda: self.intent_given.emit(OtherWayPressed()))
        self._print.clicked.connect(lambda: self.intent_given.emit(PrintPressed()))
        self._retry.clicked.connect(self.retry_pressed)
        self._done.clicked.connect(self.done_pressed)
        self._staff.clicked.connect(lambda: self.intent_given.emit(StaffPressed()))

    def show_session(self, session: Session) -> None:
        """Say the backend's answer in the customer's words."""
        announce_timeout(self.timeout, session)
        if not isinstance(session.state, Decided):
            return
        answer = session.state.answer
        outcome = describe_outcome(session.visit.flow, answer)
        self.emblem.set_sign("check" if answer.approved else "staff", "accent" if answer.approved else "warning")
        if answer.approved:
            self.emblem.set_sign("check", "accent", filled=True)
        elif session.state.may_retry:
            self.emblem.set_sign("again", "warning")
        self.title.setText(outcome.title)
        new = session.shows_number
        self.lead.setProperty(PRIVATE, new)
        self.lead.setText(give_customer_number(answer.customer) if new else outcome.advice)
        self.footnote.setText(outcome.advice if new else self._footnote(session))
        self._code.show_text(answer.customer if new and session.visit.number_code else "")
        self._print.setVisible(new and session.visit.prints)
        # Both need the room, and by then everybody knows that it went well.
        self.emblem.setHidden(not self._code.isHidden())
        done = TextKey.WRITTEN_DOWN if new else TextKey.DONE if answer.approved else TextKey.CANCEL
        self._done.setText(get_text(done))
        self._done.setAccessibleName(get_text(done))
        self._retry.setVisible(session.state.may_retry)
        self._staff.setVisible(session.staff_takes_part and not answer.approved)
        self._other_way.setVisible(session.offers_other_way)

    @staticmethod
    def _footnote(session: Session) -> str:
        return "" if session.passed else get_text(TextKey.ASK_STAFF)

    def focus_first(self) -> None:
        """Give the keyboard to trying again, or to leaving."""
        (self._done if self._retry.isHidden() else self._retry).setFocus()

    def arrange(self, shape: Shape) -> None:
        """The code is as large as a phone reads it from an arm's length away."""
        super().arrange(shape)
        self._code.setFixedSize(shape.px(300), shape.px(300))

    def wipe(self) -> None:
        """Leave no trace of how it ended."""
        self._code.show_text("")
        for line in (self.title, self.lead, self.footnote):
            line.setText("")
