"""Numbers that are typed in: the customer's, and the staff's with a PIN."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kiosk.domain.identity.flow import Flow
from kiosk.terminal.session.events import BackPressed, CustomerEntered, StaffEntered
from kiosk.terminal.session.states import EnteringCustomer, EnteringStaff, Session, Staff, StaffGate
from kiosk.terminal.ui.screens.screen import Screen, announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_customer_entry, describe_gate, describe_problem, get_text
from kiosk.terminal.ui.text.message import Message
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, box, button, entry, label, set_page_margins
from kiosk.terminal.ui.widgets.keypad import Keypad
from kiosk.terminal.ui.widgets.private_line import PrivateLine

MAX_LETTERS = 64
"""Of a reference, as the backend takes it."""


class EntryScreen(Screen):
    """Base: a title, lines to type into, a keypad, and Continue once nothing is empty."""

    def __init__(self, lines: Sequence[PrivateLine]) -> None:
        super().__init__()
        self.lines = tuple(lines)
        self.title, self.lead = label("title"), label("lead")
        self.problem, self._timeout = label("problem"), label("quiet")
        self.cancel, self._continue = (
            button("secondary", TextKey.CANCEL),
            button("primary", TextKey.CONTINUE),
        )
        self._keypad = Keypad(several_lines=len(self.lines) > 1)
        self._buttons = box(ACROSS, self.cancel)
        self._buttons.addWidget(self._continue, 1)
        self._typed_into = self.lines[0]
        self._text = box(DOWN, 1, self.title, self.lead, *self.lines, self.problem, 1, self._timeout, self._buttons)
        self._layout = box(ACROSS)
        self._layout.addLayout(self._text, 1)
        self._layout.addWidget(self._keypad, 1, Qt.AlignmentFlag.AlignCenter)
        self.setLayout(self._layout)
        self._connect()

    def _connect(self) -> None:
        self._continue.clicked.connect(self._enter)
        self._keypad.digit_pressed.connect(lambda digit: self._find_line().insert(digit))
        self._keypad.delete_pressed.connect(lambda: self._find_line().backspace())
        self._keypad.next_pressed.connect(self._go_to_next_line)
        self.setTabOrder(self.lines[-1], self._keypad.keys[0])
        self.setTabOrder(self._keypad.keys[-1], self.cancel)
        for index, line in enumerate(self.lines):
            line.setMaxLength(MAX_LETTERS)
            line.textChanged.connect(self._allow_continue)
            line.chosen.connect(partial(self._note_line, line))
            line.textEdited.connect(partial(self._note_line, line))
            following = self.lines[index + 1] if index + 1 < len(self.lines) else None
            line.returnPressed.connect(self._enter if following is None else following.setFocus)
        self._allow_continue()

    def submit(self) -> None:
        """Emit what was typed in, now that nothing is empty."""
        raise NotImplementedError

    def ask(self, request: Message, problem: str, session: Session) -> None:
        """Show what is asked for, and why it is asked for again."""
        self.title.setText(request.title)
        self.lead.setText(request.advice)
        for line in self.lines:
            line.setAccessibleDescription(request.advice)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        announce_timeout(self._timeout, session)

    def _find_line(self) -> PrivateLine:
        """Return the line that the keypad types into, and give it the keyboard, unless that is on the keypad."""
        focused = next((line for line in self.lines if line.hasFocus()), None)
        if focused is None and self._keypad.has_focus:
            # Whoever goes from key to key comes from the line before, and wants to stay here.
            return self._typed_into
        found = focused or next((line for line in self.lines if not line.text()), self.lines[-1])
        found.setFocus()
        return found

    def _note_line(self, line: PrivateLine, _: str = "") -> None:
        self._typed_into = line

    def _go_to_next_line(self) -> None:
        at = self.lines.index(self._typed_into)
        self._typed_into = following = self.lines[(at + 1) % len(self.lines)]
        if not self._keypad.has_focus:
            # A finger leaves the keyboard where it was: on the line before.
            following.setFocus()

    def _allow_continue(self) -> None:
        self._continue.setEnabled(all(line.text().strip() for line in self.lines))

    def _enter(self) -> None:
        if self._continue.isEnabled():
            self.submit()

    def focus_first(self) -> None:
        """Give the keyboard to the first empty line."""
        next((line for line in self.lines if not line.text()), self.lines[0]).setFocus()

    def wipe(self) -> None:
        """Forget what was typed."""
        self._typed_into = self.lines[0]
        for line in self.lines:
            line.wipe()

    def arrange(self, shape: Shape) -> None:
        """Keypad beside the words, or below them."""
        self._layout.setDirection(DOWN if shape.portrait else ACROSS)
        set_page_margins(self._layout, shape, 56, 56)
        self._layout.setSpacing(shape.px(24 if shape.portrait else 56))
        self._text.setSpacing(shape.px(20))
        self._buttons.setSpacing(shape.px(24))
        self._keypad.arrange(shape)


class CustomerScreen(EntryScreen):
    """The customer's reference: typed by the customer, or by staff for a new one."""

    def __init__(self) -> None:
        self._line = entry("entry", TextKey.CUSTOMER_NUMBER)
        self._shown: EnteringCustomer | None = None
        super().__init__([self._line])
        self.cancel.clicked.connect(self.cancel_pressed)

    def show_session(self, session: Session) -> None:
        """For whom, and what was wrong with the last reference."""
        if isinstance(session.state, EnteringCustomer):
            staff = session.visit.flow is Flow.ONBOARD
            name = get_text(TextKey.CUSTOMER_REFERENCE) if staff else get_text(TextKey.CUSTOMER_NUMBER)
            self._line.setPlaceholderText(name)
            self._line.setAccessibleName(name)
            problem = describe_problem(session.state.code, by_staff=staff)
            self.ask(describe_customer_entry(by_staff=staff), problem, session)
            if session.state is not self._shown:
                self._shown = session.state
                if session.state.typed:
                    self._line.setText(session.state.typed)

    def wipe(self) -> None:
        """Forget what was typed, and what was to be looked at again."""
        self._shown = None
        super().wipe()

    def submit(self) -> None:
        """Emit the reference."""
        self.intent_given.emit(CustomerEntered(self._line.text().strip()))


class StaffScreen(EntryScreen):
    """Staff number and PIN, before an attempt and before what it recorded."""

    def __init__(self) -> None:
        self._number, self._pin = entry("entry", TextKey.STAFF_NUMBER), entry("entry", TextKey.PIN)
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__([self._number, self._pin])
        self.cancel.clicked.connect(self._leave)
        self._goes_back = False

    def show_session(self, session: Session) -> None:
        """Why they are asked for, and what was wrong with the last ones."""
        if isinstance(session.state, EnteringStaff):
            leads_back = session.state.gate in (StaffGate.PANEL, StaffGate.WITHOUT_FACE)
            self._goes_back = leads_back and session.return_to is not None
            self.cancel.setText(get_text(TextKey.BACK) if self._goes_back else get_text(TextKey.CANCEL))
            self.cancel.setAccessibleName(self.cancel.text())
            problem = describe_problem(session.state.code, by_staff=True)
            self.ask(describe_gate(session.state.gate), problem, session)

    def submit(self) -> None:
        """Emit who it claims to be; the PIN is not shown again."""
        staff = Staff(self._number.text().strip(), self._pin.text())
        self._pin.wipe()
        self.intent_given.emit(StaffEntered(staff))

    def _leave(self) -> None:
        if self._goes_back:
            self.intent_given.emit(BackPressed())
        else:
            self.cancel_pressed.emit()
