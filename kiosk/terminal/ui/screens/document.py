"""The document before the camera: the picture with the outline of the page, one instruction, and the way on by hand."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.step_results import Side
from kiosk.terminal.session.events import BackSkipped, CapturePressed
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import CapturingDocument, Session
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_side, get_text, instruct_page
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.camera_view import CameraView
from kiosk.terminal.ui.widgets.factories import ACROSS, box, button, frame, label, set_margins
from kiosk.terminal.ui.widgets.instruction import Instruction
from kiosk.terminal.ui.widgets.page_overlay import PageOverlay

SIGNS = {
    PageHint.SHOW: "document",
    PageHint.CLOSER: "closer",
    PageHint.FLAT: "flat",
    PageHint.GLARE: "bright",
    PageHint.BLURRED: "blurred",
    PageHint.HOLD_STILL: "hold",
}
_FRAME = Box(0.13, 0.06, 0.74, 0.88)
"""Of the picture, which must stay visible: the frame that the page is held into, and some room."""
_PICTURES = "*.jpg *.jpeg *.png"


class DocumentScreen(Screen):
    """Emits `cancel_pressed`, `files_wanted` and what the customer wants of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._overlay = PageOverlay()
        self._camera = CameraView(self._overlay)
        self._camera.setParent(self)
        self._instruction = Instruction()
        self._side = label("heading", centred=True, wrap=False)
        self._chip = frame("chip", box(ACROSS, self._side))
        self._cancel, self._files = (
            button("secondary", TextKey.CANCEL),
            button("secondary", TextKey.CHOOSE_FILES),
        )
        self._skip, self._capture = (
            button("secondary", TextKey.SKIP_BACK),
            button("primary", TextKey.CAPTURE_PAGE),
        )
        self._cancel.clicked.connect(self.cancel_pressed)
        self._files.clicked.connect(self._choose_files)
        self._skip.clicked.connect(lambda: self.intent_given.emit(BackSkipped()))
        self._capture.clicked.connect(lambda: self.intent_given.emit(CapturePressed()))
        self._others = box(ACROSS, self._cancel, self._files, self._skip)
        self._bottom = box(ACROSS, self._others)
        self._bottom.addWidget(self._capture, 1)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._instruction)
        self._layout.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addStretch(1)
        self._layout.addLayout(self._bottom)

    def show_session(self, session: Session) -> None:
        """The side that is wanted, and what to do with the page."""
        state = session.state
        if not isinstance(state, CapturingDocument):
            return
        self._side.setText(describe_side(state.side))
        self._skip.setVisible(state.side is Side.BACK)
        self._files.setVisible(session.staff_takes_part)
        self._capture.setEnabled(not state.taking)
        self._overlay.show(state.view if state.capture_armed else None)
        self._instruction.show_text(*_instruction(state))

    def show_frame(self, bgr: NDArray[np.uint8]) -> None:
        """The newest unmirrored picture."""
        self._camera.set_frame(bgr)

    def focus_first(self) -> None:
        """The keyboard goes to the picture, so that a second Enter does not press anything."""
        self.setFocus()

    def wipe(self) -> None:
        """Forget the picture, and choose no more files."""
        self._camera.clear()
        self._overlay.show(None)
        for dialog in self.findChildren(QFileDialog):
            dialog.close()

    def arrange(self, shape: Shape) -> None:
        """The picture takes what lies between instruction and buttons."""
        self._instruction.arrange(shape)
        self._bottom.setDirection(self._bottom.Direction.BottomToTop if shape.portrait else ACROSS)
        for row in (self._bottom, self._others):
            row.setSpacing(shape.px(16))
        self._layout.setSpacing(shape.px(16))
        chip = self._chip.layout()
        if chip is not None:
            set_margins(chip, shape.px(24), shape.px(8))
        gap = shape.px(24)
        self._layout.setContentsMargins(gap, shape.px(8), gap, gap)
        self._layout.activate()
        self.placed()

    def placed(self) -> None:
        """Show the camera's picture between instruction and buttons."""
        gap = self._layout.contentsMargins().left()
        self._camera.setGeometry(self.rect())
        self._camera.lower()
        top, bottom = self._chip.geometry().bottom() + gap // 2, self._capture.geometry().top() - gap // 2
        self._camera.set_focus(_FRAME, QRectF(0, top, self.width(), max(1, bottom - top)))

    def _choose_files(self) -> None:
        """Not the system's dialog: this one can do nothing but choose."""
        pictures = f"{get_text(TextKey.FILE_DIALOG_FILTER)} ({_PICTURES})"
        dialog = QFileDialog(self, get_text(TextKey.FILE_DIALOG_TITLE), str(Path.home()), pictures)
        dialog.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.files_wanted.emit)
        dialog.open()


def _instruction(state: CapturingDocument) -> tuple[str, str]:
    if state.taking:
        return "check", get_text(TextKey.PAGE_TAKEN)
    if not state.capture_armed:
        return "flip", get_text(TextKey.TURN_OVER)
    hint = PageHint.SHOW if state.view is None else state.view.hint
    return SIGNS[hint], instruct_page(hint)
