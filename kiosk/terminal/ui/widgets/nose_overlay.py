"""Draws the nose challenge: the oval for the face, the circle for the nose, and the way there."""

from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from kiosk.domain.liveness.challenge import TO_THE_MIDDLE, Challenge, Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.light import LightStep
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.terminal.ui.screen_light import ScreenLight
from kiosk.terminal.ui.theme import colour
from kiosk.terminal.ui.widgets.fit import Fit
from kiosk.terminal.ui.widgets.target_marks import Brush, paint_count, paint_nose, paint_ring, paint_side, paint_way

_WAYS = {
    Hint.TURN_LEFT: (-1, 0),
    Hint.TURN_RIGHT: (1, 0),
    Hint.TURN_UP: (0, -1),
    Hint.TURN_DOWN: (0, 1),
    Hint.TURN_LEFT_UP: (-1, -1),
    Hint.TURN_LEFT_DOWN: (-1, 1),
    Hint.TURN_RIGHT_UP: (1, -1),
    Hint.TURN_RIGHT_DOWN: (1, 1),
}
"""To the right of the mirror, and down."""
_OUT_OF_PLACE = TO_THE_MIDDLE | {Hint.NO_FACE, Hint.SEVERAL_FACES, Hint.OTHERS_PASSING, Hint.MOVE_BACK}


class NoseOverlay:
    """Implements `KindOverlay`; shape and motion say everything that colour says."""

    def __init__(self, light: ScreenLight) -> None:
        self._light = light
        self._challenge: NoseChallenge | None = None
        self._guide: Guide | None = None

    def show(self, challenge: Challenge, guide: Guide | None) -> None:
        """Draw this from now on."""
        self._challenge = challenge if isinstance(challenge, NoseChallenge) else None
        self._guide = guide
        lit = self._challenge is not None and guide is not None and guide.phase is Phase.TARGET
        self._light.show(self._challenge.light if self._challenge is not None and lit else None)

    def paint(self, painter: QPainter, fit: Fit, unit: float, now_s: float) -> None:
        """Draw upon the picture."""
        if self._challenge is None:
            return
        oval = fit.rect(self._challenge.face_area)
        step = self._light.choose(now_s)
        if step is None:
            painter.fillPath(_around(painter, oval), colour("ink", 165))
        else:
            _paint_light(painter, oval, step)
        _paint_oval(painter, oval, unit, self._guide)
        if self._guide is not None and self._guide.phase in (Phase.TARGET, Phase.REACHED):
            on_light = step is not None
            _paint_target(Brush(painter, unit, now_s), fit, self._guide, self._challenge, on_light=on_light)


def _paint_target(brush: Brush, fit: Fit, guide: Guide, challenge: NoseChallenge, *, on_light: bool) -> None:
    """The target to reach now and the way there; once all are reached, the last."""
    count = len(challenge.targets)
    box, oval = fit.rect(challenge.targets[min(guide.targets_reached, count - 1)]), fit.rect(challenge.face_area)
    radius = max(box.width() / 2, 16 * brush.unit)
    nose = None if guide.nose is None else fit.point(guide.nose)
    if nose is not None and not guide.held_frames:
        if guide.told in _WAYS:
            # The large sign says what the instruction says; the small ones at the nose follow it at once.
            across, down = _WAYS[guide.told]
            direction = QPointF(across, down) / hypot(across, down)
            paint_side(brush, oval, direction, on_light=on_light and across != 0)
        paint_way(brush, nose, box.center(), radius)
    paint_ring(brush, box.center(), radius, _held_ratio(guide))
    if nose is not None:
        paint_nose(brush, nose)
    paint_count(brush, oval, guide.targets_reached, count)


def _held_ratio(guide: Guide) -> float:
    return 1.0 if guide.phase is Phase.REACHED else min(1.0, guide.held_frames / max(1, guide.hold_frames))


def _pen(tint: QColor, width: float) -> QPen:
    return QPen(tint, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _around(painter: QPainter, oval: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(painter.viewport()))
    path.addEllipse(oval)
    return path


def _paint_light(painter: QPainter, oval: QRectF, step: LightStep) -> None:
    """Both halves of the screen, all round the oval: the more of it shines, the more of it a face reflects."""
    around, half = _around(painter, oval), QRectF(painter.viewport())
    half.setWidth(half.width() / 2)
    for shown in (step.left, step.right):
        painter.save()
        painter.setClipRect(half, Qt.ClipOperation.IntersectClip)
        painter.fillPath(around, QColor(*shown.rgb))
        painter.restore()
        half.translate(half.width(), 0)


def _paint_oval(painter: QPainter, oval: QRectF, unit: float, guide: Guide | None) -> None:
    """Dashes while the face is not right, a closed line when it is, filling up while it is held."""
    right = guide is not None and _in_place(guide)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colour("ink", 150), 10 * unit))
    painter.drawEllipse(oval)
    if right:
        painter.setPen(_pen(colour("accent"), 6 * unit))
    else:
        dashes = _pen(colour("text"), 4 * unit)
        dashes.setDashPattern([2.5, 3.5])
        painter.setPen(dashes)
    painter.drawEllipse(oval)


def _in_place(guide: Guide) -> bool:
    if guide.phase is Phase.APPROACH:
        return guide.hint is Hint.HOLD_STILL
    return guide.hint not in _OUT_OF_PLACE
