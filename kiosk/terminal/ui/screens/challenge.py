"""The challenge: the mirror full-bleed, one instruction above it, progress and Cancel below."""

import math
import time
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.face_movement.guide import MovementGuide, MovementStep
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.terminal.session.states import Challenging, Session
from kiosk.terminal.ui.screen_light import ScreenLight
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.camera_view import CameraView
from kiosk.terminal.ui.widgets.challenge_overlay import ChallengeOverlay, KindOverlay
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, UNSPOKEN, box, button, frame, set_margins
from kiosk.terminal.ui.widgets.instruction import Instruction
from kiosk.terminal.ui.widgets.progress import Bar, StepBar

STEPS = (TextKey.CHALLENGE_STEP_POSITION, TextKey.CHALLENGE_STEP_TURN, TextKey.CHALLENGE_STEP_CHECK)
_NEXT_PAINTING_MS = 12
_FACE_AREA = Box(0.29, 0.125, 0.42, 0.75)


def fills_screen(session: Session) -> bool:
    """Return whether colours need the whole screen, on which nothing else stands then but the way out."""
    guide = session.state.guide if isinstance(session.state, Challenging) else None
    return isinstance(guide, MovementGuide) and guide.step is MovementStep.LIGHT


class ChallengeScreen(Screen):
    """Emits `cancel_pressed`, and `light_shown` when the screen's colours have changed."""

    light_shown = Signal(object)
    """The ScreenShine that is on the screen from now on; None for its usual look."""
    colour_begun = Signal(object)
    """The ColourBegun that the whole screen has begun to show."""
    colours_over = Signal()
    """The last of them has had its time."""

    def __init__(self, overlays: Mapping[str, KindOverlay], light: ScreenLight) -> None:
        """Draw challenges by these overlays, by `Challenge.kind`, which shine as `light` says."""
        super().__init__()
        self._light = light
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._overlay = ChallengeOverlay(overlays)
        self._camera = CameraView(self._overlay)
        self._camera.setParent(self)
        self._camera.painted.connect(self._note_painted)
        self._area = _FACE_AREA
        self._shines = False
        self._phase_seconds: tuple[Phase, float] | None = None
        self._instruction = Instruction()
        self._steps, self._time = StepBar(_name_steps()), Bar("quiet")
        self._steps.setProperty(UNSPOKEN, True)
        self._cancel = button("secondary", TextKey.CANCEL)
        self._cancel.clicked.connect(self.cancel_pressed)
        self._progress = box(DOWN, self._steps, self._time)
        self._chip = frame("chip", self._progress)
        _keep_room(self._chip)
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
        self._instruction.show_hint(None if guide is None else guide.told, _where_to_look(guide))
        turning = guide is not None and guide.phase is Phase.TARGET
        self._steps.set_step(int(turning), _name_turn(challenge, guide) if turning else "")
        self._chip.setVisible(not fills_screen(session))
        self._time.set_ratio(self._time_ratio(guide))
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

    def _note_painted(self) -> None:
        now_s = time.monotonic()
        self._note_colours(now_s)
        if not self._light.confirm_painted(now_s):
            return
        step = self._light.step
        self.light_shown.emit(None if step is None else step.shine)
        due_s = self._light.change_due_s(now_s)
        if due_s is not None:
            # On time: the usual repaints may come as much as a frame later.
            QTimer.singleShot(math.ceil(due_s * 1000), self._camera, self._camera.update)

    def _note_colours(self, now_s: float) -> None:
        """Of the kind that covers the whole screen, and is painted anew for as long as it comes down."""
        colours = self._light.whole_screen
        if not colours.running:
            if self._shines:
                self._shines = False
                self.light_shown.emit(None)
            return
        begun = colours.confirm_painted(now_s)
        if begun is not None:
            self.colour_begun.emit(begun)
        if colours.over:
            self.colours_over.emit()
        self._shines = True
        self.light_shown.emit(colours.shine)
        QTimer.singleShot(_NEXT_PAINTING_MS, self._camera, self._camera.update)

    def retranslate(self) -> None:
        """The names of the steps, too."""
        super().retranslate()
        self._steps.set_names(_name_steps())

    def wipe(self) -> None:
        """Forget the picture; another screen has no colours."""
        self._camera.clear()
        self._overlay.show(None, None)
        self._light.show(None)
        self._light.whole_screen.show(())
        self._note_painted()

    def arrange(self, shape: Shape) -> None:
        """The same order in both shapes; the picture takes what lies between."""
        self._instruction.arrange(shape)
        self._steps.arrange(shape)
        self._time.setFixedHeight(shape.px(6))
        set_margins(self._progress, shape.px(24), shape.px(12))
        self._progress.setSpacing(shape.px(8))
        self._bottom.setDirection(self._bottom.Direction.BottomToTop if shape.portrait else ACROSS)
        self._bottom.setSpacing(shape.px(16))
        self._layout.setSpacing(shape.px(16))
        gap = shape.px(24)
        self._layout.setContentsMargins(gap, shape.px(8), gap, gap)
        self._layout.activate()
        self._place_camera()

    def placed(self) -> None:
        """Show the camera's picture between instruction and buttons."""
        self._place_camera()

    def _place_camera(self) -> None:
        self._camera.setGeometry(self.rect())
        self._camera.lower()
        gap = self._layout.spacing()
        side = self.width() // 8
        top, bottom = self._instruction.geometry().bottom() + gap, self._chip.geometry().top() - gap
        self._camera.set_focus(self._area, QRectF(side, top, self.width() - 2 * side, max(1, bottom - top)))


def _keep_room(widget: QWidget) -> None:
    """Nothing moves when it is hidden."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def _name_steps() -> list[str]:
    return [get_text(key) for key in STEPS]


def _where_to_look(guide: Guide | None) -> str:
    """Eyes that stay on the circle are what tells a face from a picture of one."""
    turning = guide is not None and guide.phase is Phase.TARGET
    if isinstance(guide, MovementGuide):
        return get_text(TextKey.KEEP_IN_OVAL) if turning else ""
    return get_text(TextKey.KEEP_LOOKING) if turning else ""


def _name_turn(challenge: Challenge | None, guide: Guide | None) -> str:
    if isinstance(guide, MovementGuide):
        return get_text(TextKey.CHALLENGE_STEP_NEAR, percent=round(100 * guide.progress))
    count = len(challenge.targets) if isinstance(challenge, NoseChallenge) else 1
    if count < 2 or guide is None:
        return get_text(TextKey.CHALLENGE_STEP_TURN)
    return get_text(TextKey.CHALLENGE_STEP_TURNS, number=min(guide.targets_reached + 1, count), count=count)
