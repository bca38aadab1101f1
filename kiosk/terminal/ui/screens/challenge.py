"""The challenge: the mirror full-bleed, one instruction above it, progress and Cancel below."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QVBoxLayout

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.terminal.session.states import Challenging, Session
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import count_upload, get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.camera_view import CameraView
from kiosk.terminal.ui.widgets.challenge_overlay import ChallengeOverlay, KindOverlay
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, box, button, frame, label, set_margins
from kiosk.terminal.ui.widgets.instruction import Instruction
from kiosk.terminal.ui.widgets.progress import Bar, StepBar

STEPS = (TextKey.CHALLENGE_STEP_POSITION, TextKey.CHALLENGE_STEP_TURN, TextKey.CHALLENGE_STEP_CHECK)
_FACE_AREA = Box(0.29, 0.125, 0.42, 0.75)


class ChallengeScreen(Screen):
    """Emits `cancel_pressed`."""

    def __init__(self, overlays: Mapping[str, KindOverlay]) -> None:
        """Draw challenges by these overlays, by `Challenge.kind`."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._overlay = ChallengeOverlay(overlays)
        self._camera = CameraView(self._overlay)
        self._camera.setParent(self)
        self._area = _FACE_AREA
        self._phase_seconds: tuple[Phase, float] | None = None
        self._instruction = Instruction()
        self._steps, self._time = StepBar([get_text(key) for key in STEPS]), Bar("quiet")
        self._sent = label("small", wrap=False)
        self._cancel = button("secondary", TextKey.CANCEL)
        self._cancel.clicked.connect(self.cancel_pressed)
        self._upload = box(ACROSS, self._time, self._sent)
        self._progress = box(DOWN, self._steps, self._upload)
        self._chip = frame("chip", self._progress)
        self._bottom = box(ACROSS, self._cancel)
        self._bottom.addWidget(self._chip, 1)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._instruction)
        self._layout.addStretch(1)
        self._layout.addLayout(self._bottom)

    def focus_first(self) -> None:
        """The keyboard stays off Cancel, so that Enter pressed twice on Continue does not cancel."""
        self.setFocus()

    def show_frame(self, bgr: NDArray[np.uint8]) -> None:
        """The newest unmirrored picture."""
        self._camera.set_frame(bgr)

    def show_session(self, session: Session) -> None:
        """Guidance and progress of the running challenge, or a moment's patience before it."""
        state = session.state
        challenge = state.challenge if isinstance(state, Challenging) else None
        guide = state.guide if isinstance(state, Challenging) else None
        self._overlay.show(challenge, guide)
        self._instruction.show_hint(None if guide is None else guide.hint)
        self._steps.set_step(1 if guide is not None and guide.phase is Phase.TARGET else 0)
        self._time.set_ratio(self._time_ratio(guide))
        self._sent.setText(count_upload(state.sent, state.total) if isinstance(state, Challenging) else "")
        if challenge is not None and challenge.face_area != self._area:
            self._area = challenge.face_area
            self._place_camera()

    def _time_ratio(self, guide: Guide | None) -> float:
        """A phase begins with as much time as it was first seen with."""
        if guide is None:
            self._phase_seconds = None
            return 1.0
        if self._phase_seconds is None or self._phase_seconds[0] is not guide.phase:
            self._phase_seconds = (guide.phase, guide.seconds_left)
        return guide.seconds_left / max(self._phase_seconds[1], 0.1)

    def wipe(self) -> None:
        """Forget the picture."""
        self._camera.clear()
        self._overlay.show(None, None)

    def arrange(self, shape: Shape) -> None:
        """The same order in both shapes; the picture takes what lies between."""
        self._instruction.arrange(shape)
        self._steps.setFixedHeight(shape.px(36))
        self._time.setFixedHeight(shape.px(6))
        set_margins(self._progress, shape.px(24), shape.px(12))
        self._progress.setSpacing(shape.px(8))
        self._bottom.setDirection(self._bottom.Direction.BottomToTop if shape.portrait else ACROSS)
        self._bottom.setSpacing(shape.px(16))
        self._layout.setSpacing(shape.px(16))
        gap = shape.px(24)
        # The badge of a demonstration hangs from the upper edge.
        self._layout.setContentsMargins(gap, shape.px(48), gap, gap)
        self._layout.activate()
        self._place_camera()

    def _place_camera(self) -> None:
        self._camera.setGeometry(self.rect())
        self._camera.lower()
        gap = self._layout.spacing()
        side = self.width() // 8
        top, bottom = self._instruction.geometry().bottom() + gap, self._chip.geometry().top() - gap
        self._camera.set_focus(self._area, QRectF(side, top, self.width() - 2 * side, max(1, bottom - top)))
