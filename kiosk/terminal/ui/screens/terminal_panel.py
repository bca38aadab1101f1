"""What staff may do with the terminal itself: behind the hidden gesture and the PIN, each button by the role."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kiosk import __version__
from kiosk.terminal.session.events import UserIntent
from kiosk.terminal.session.panel_events import (
    CameraAdmitted,
    CameraCheckPressed,
    LogFolderChosen,
    LookUpPressed,
    MaintenancePressed,
    TurnAccepted,
    UnlockPressed,
    VolumeChosen,
)
from kiosk.terminal.session.states import Session, TerminalPanel
from kiosk.terminal.session.terminal_panel import LOUDEST_PERCENT, NEEDED
from kiosk.terminal.session.terminal_report import CameraFinding, CameraReport, FoundCustomer
from kiosk.terminal.ui.screens.screen import Screen, announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_problem, get_text
from kiosk.terminal.ui.text.terminal_words import describe_camera, describe_note, describe_state
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import (
    ACROSS,
    DOWN,
    box,
    button,
    column,
    entry,
    frame,
    label,
    plain_button,
    set_margins,
)
from kiosk.terminal.ui.widgets.keypad import Keypad
from kiosk.terminal.ui.widgets.scrolling import make_scrollable

MAX_LETTERS = 64
VOLUME_STEP_PERCENT = 10


class TerminalPanelScreen(Screen):
    """Emits what staff wants of the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._volume_percent = LOUDEST_PERCENT
        self._state, self._version, self._terminal = label("lead"), label("small"), label("small")
        self._note, self._problem, self._timeout = label("heading"), label("problem"), label("quiet")
        self._camera = label("quiet")
        self._found = label("fact")
        self._line = entry("reason", TextKey.CUSTOMER_NUMBER)
        self._line.setMaxLength(MAX_LETTERS)
        self._line.returnPressed.connect(self._look_up)
        self._keypad = Keypad()
        self._keypad.digit_pressed.connect(self._line.insert)
        self._keypad.delete_pressed.connect(self._line.backspace)
        self._make_buttons()
        self._lay_out()
        for before, after in pairwise((self._line, *self._keypad.keys, self._find, self._lately)):
            self.setTabOrder(before, after)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def _lay_out(self) -> None:
        self._search = box(ACROSS, self._find, self._lately)
        self._look_up_rows = box(DOWN, self._line, self._search)
        self._lookup = column(self._look_up_rows)
        self._told = box(
            DOWN, self._note, self._problem, self._camera, self._found, 1, self._version, self._terminal, self._timeout
        )
        self._actions = box(DOWN, *self._list_actions(), 1)
        self._side = QStackedWidget()
        self._side.addWidget(column(self._actions))
        self._side.addWidget(column(box(DOWN, self._keypad, 1)))
        # As wide as its share, and not as its buttons would like.
        self._side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._left = box(DOWN, frame("card", self._told), self._lookup)
        self._left.setStretch(0, 1)
        self._middle = box(ACROSS)
        self._middle.addLayout(self._left, 3)
        self._middle.addWidget(self._side, 2)
        self._layout = box(DOWN, label("title", TextKey.TERMINAL_TITLE), self._state)
        self._layout.addLayout(self._middle, 1)
        self._layout.addWidget(self._done)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self._area = make_scrollable(column(self._layout), TextKey.TERMINAL_TITLE)
        page.addWidget(self._area)

    def _list_actions(self) -> list[QWidget | QLayout]:
        self._loudness = box(ACROSS, self._quieter, self._louder)
        asked = [self._unlock, self._maintenance, self._check, self._admit, self._turn, self._logs]
        return [*asked, self._volume, self._loudness, self._try]

    def _change_volume(self, steps: int) -> None:
        within = min(LOUDEST_PERCENT, max(0, self._volume_percent + steps * VOLUME_STEP_PERCENT))
        self.intent_given.emit(VolumeChosen(within))

    def _follow_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Digits lie where the buttons do as long as a number is typed, on keys or on the keypad itself."""
        types = now is self._line or (now is not None and self._keypad.isAncestorOf(now))
        self._side.setCurrentIndex(1 if types else 0)

    def _make_buttons(self) -> None:
        self._volume = label("quiet")
        self._quieter, self._louder = (
            button("secondary", TextKey.ACCESS_QUIETER),
            button("secondary", TextKey.ACCESS_LOUDER),
        )
        self._try = button("secondary", TextKey.TRY_VOLUME)
        for made, steps in ((self._quieter, -1), (self._louder, 1), (self._try, 0)):
            made.clicked.connect(partial(self._change_volume, steps))
        self._find = button("secondary", TextKey.FIND_CUSTOMER)
        self._lately = button("secondary", TextKey.ENROLLED_LATELY)
        self._unlock = self._asking(TextKey.UNLOCK, UnlockPressed())
        self._maintenance = self._asking(TextKey.OUT_OF_SERVICE, MaintenancePressed())
        self._check = self._asking(TextKey.CHECK_CAMERA, CameraCheckPressed())
        self._admit = self._asking(TextKey.ADMIT_CAMERA, CameraAdmitted())
        self._turn = plain_button("secondary", get_text(TextKey.TURN_CAMERA, degrees=0))
        self._turn.clicked.connect(lambda: self.intent_given.emit(TurnAccepted()))
        self._logs, self._done = button("secondary", TextKey.EXPORT_LOGS), button("primary", TextKey.DONE)
        self._find.clicked.connect(self._look_up)
        self._lately.clicked.connect(lambda: self.intent_given.emit(LookUpPressed("")))
        self._logs.clicked.connect(self._choose_folder)
        self._done.clicked.connect(self.done_pressed)

    def _asking(self, key: TextKey, intent: UserIntent) -> QPushButton:
        made = button("secondary", key)
        made.clicked.connect(lambda: self.intent_given.emit(intent))
        return made

    def show_session(self, session: Session) -> None:
        """What the terminal is, what staff asked last, and what this member of staff may do."""
        announce_timeout(self._timeout, session)
        panel = session.state
        if not isinstance(panel, TerminalPanel):
            return
        self._state.setText(describe_state(session))
        self._version.setText(f"{get_text(TextKey.TERMINAL_VERSION)}: {__version__}")
        self._terminal.setText(f"{get_text(TextKey.TERMINAL_ID)}: {session.visit.device_id}")
        self._note.setText(get_text(TextKey.ONE_MOMENT) if panel.busy else describe_note(panel.note))
        self._problem.setText(describe_problem(panel.code))
        self._camera.setText("\n".join(describe_camera(panel.camera)))
        self._found.setText("\n".join(_list_customers(panel.customers)))
        for line in (self._note, self._problem, self._camera, self._found):
            line.setVisible(bool(line.text()))
        self._offer(session, panel)

    def _offer(self, session: Session, panel: TerminalPanel) -> None:
        camera = panel.camera
        self._volume_percent = session.volume_percent
        self._volume.setText(get_text(TextKey.VOLUME, percent=session.volume_percent))
        self._volume.setVisible(NEEDED[VolumeChosen] in panel.tasks)
        name = get_text(TextKey.INTO_SERVICE if session.maintenance else TextKey.OUT_OF_SERVICE)
        self._maintenance.setText(name)
        self._maintenance.setAccessibleName(name)
        if camera is not None and camera.turn_deg is not None:
            self._turn.setText(get_text(TextKey.TURN_CAMERA, degrees=camera.turn_deg))
            self._turn.setAccessibleName(self._turn.text())
        wanted = {self._admit: _may_admit(camera), self._turn: _may_turn(camera)}
        for offered, intent in self._by_intent().items():
            offered.setVisible(NEEDED[intent] in panel.tasks and wanted.get(offered, True))
            offered.setEnabled(not panel.busy)
        # As one: a row of buttons that are all hidden would leave no width to what is above it.
        self._lookup.setVisible(NEEDED[LookUpPressed] in panel.tasks)
        self._place_buttons()

    def _by_intent(self) -> dict[QPushButton, type]:
        return {
            self._unlock: UnlockPressed,
            self._maintenance: MaintenancePressed,
            self._check: CameraCheckPressed,
            self._admit: CameraAdmitted,
            self._turn: TurnAccepted,
            self._logs: LogFolderChosen,
            self._quieter: VolumeChosen,
            self._louder: VolumeChosen,
            self._try: VolumeChosen,
            self._find: LookUpPressed,
            self._lately: LookUpPressed,
        }

    def _look_up(self) -> None:
        if self._line.text().strip():
            self.intent_given.emit(LookUpPressed(self._line.text().strip()))

    def _choose_folder(self) -> None:
        """Not the system's dialog: this one can do nothing but choose."""
        dialog = QFileDialog(self, get_text(TextKey.LOG_FOLDER_TITLE), str(Path.home()))
        dialog.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.intent_given.emit(LogFolderChosen(folder)))
        dialog.open()

    def focus_first(self) -> None:
        """Give the keyboard to leaving."""
        self._done.setFocus()

    def wipe(self) -> None:
        """Leave no customer's number."""
        self._line.wipe()
        self._side.setCurrentIndex(0)
        self._found.setText("")
        for dialog in self.findChildren(QFileDialog):
            dialog.close()

    def arrange(self, shape: Shape) -> None:
        """Buttons beside what is told, or below it."""
        set_margins(self._layout, shape.px(48), shape.px(36))
        set_margins(self._told, shape.px(24), shape.px(20))
        for layout in (self._layout, self._told, self._search, self._look_up_rows, self._left, self._actions):
            layout.setSpacing(shape.px(12))
        self._middle.setSpacing(shape.px(24))
        self._keypad.arrange(shape)
        self._place_buttons()

    def _place_buttons(self) -> None:
        """Beside what is told, unless their words, which are longer in other languages, leave it less than half."""
        margins = self._layout.contentsMargins()
        room_px = self._area.viewport().width() - margins.left() - margins.right() - self._middle.spacing()
        needed_px = self._side.minimumSizeHint().width()
        fits = needed_px <= room_px / 2 and needed_px + self._left.minimumSize().width() <= room_px
        self._side.setMinimumWidth(needed_px)
        self._middle.setDirection(ACROSS if fits else DOWN)


def _may_admit(camera: CameraReport | None) -> bool:
    return camera is not None and bool(camera.identity) and not camera.admitted


def _may_turn(camera: CameraReport | None) -> bool:
    return camera is not None and CameraFinding.SIDEWAYS in camera.findings


def _list_customers(customers: tuple[FoundCustomer, ...]) -> Iterator[str]:
    for each in customers:
        when = time.strftime("%H:%M, %d.%m.%Y", time.localtime(each.enrolled_at_s))
        yield get_text(TextKey.CUSTOMER_FOUND, customer=each.customer, when=when)
