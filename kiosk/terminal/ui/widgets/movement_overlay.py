"""Draws the face-movement challenges: the oval to fill, how much of it is filled, and colours on the whole screen."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.face_movement.challenge import Rgb
from kiosk.domain.liveness.face_movement.guide import MovementGuide, MovementStep
from kiosk.domain.liveness.face_movement.guided_challenge import MovementChallenge
from kiosk.domain.liveness.guide import Guide
from kiosk.terminal.ui.colour_sequence import ColourPicture
from kiosk.terminal.ui.screen_light import ScreenLight
from kiosk.terminal.ui.theme import colour
from kiosk.terminal.ui.widgets.fit import Fit

_INSIDE = 191
"""Of 255: customers see themselves through the colour, to stay where they are (three quarters, the service's)."""
_VEIL = 165


class MovementOverlay:
    """Implements `KindOverlay`; shape and motion say everything that colour says."""

    def __init__(self, light: ScreenLight) -> None:
        self._colours = light.whole_screen
        self._challenge: MovementChallenge | None = None
        self._guide: MovementGuide | None = None

    def show(self, challenge: Challenge, guide: Guide | None) -> None:
        """Draw this from now on."""
        self._challenge = challenge if isinstance(challenge, MovementChallenge) else None
        self._guide = guide if isinstance(guide, MovementGuide) else None
        lit = self._challenge is not None and self._guide is not None and self._guide.step is MovementStep.LIGHT
        self._colours.show(self._challenge.movement.colours if self._challenge is not None and lit else ())

    def paint(self, painter: QPainter, fit: Fit, unit: float, now_s: float) -> None:
        """Draw upon the picture."""
        if self._challenge is None:
            return
        oval, picture = fit.rect(self._challenge.face_area), self._colours.choose(now_s)
        if picture is None:
            painter.fillPath(_around(painter, oval), colour("ink", _VEIL))
        else:
            _paint_colours(painter, oval, picture)
        _paint_oval(painter, oval, unit, self._guide)


def _around(painter: QPainter, oval: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(painter.viewport()))
    path.addEllipse(oval)
    return path


def _paint_colours(painter: QPainter, oval: QRectF, picture: ColourPicture) -> None:
    """The new colour from the top down, the one before below it, over everything."""
    whole = QRectF(painter.viewport())
    edge = whole.height() * picture.share
    _paint_part(painter, oval, QRectF(0, 0, whole.width(), edge), picture.colour)
    _paint_part(painter, oval, QRectF(0, edge, whole.width(), whole.height() - edge), picture.before)


def _paint_part(painter: QPainter, oval: QRectF, part: QRectF, rgb: Rgb) -> None:
    if part.isEmpty():
        return
    inside = QPainterPath()
    inside.addEllipse(oval)
    painter.save()
    painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    painter.fillPath(_around(painter, oval), QColor(*rgb))
    painter.fillPath(inside, QColor(*rgb, _INSIDE))
    painter.restore()


def _pen(tint: QColor, width: float) -> QPen:
    return QPen(tint, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_oval(painter: QPainter, oval: QRectF, unit: float, guide: MovementGuide | None) -> None:
    """Dashes until the face fills it; around them an arc grows with the face until it closes."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colour("ink", 150), 12 * unit))
    painter.drawEllipse(oval)
    step = MovementStep.PLACE if guide is None else guide.step
    if step in (MovementStep.HOLD, MovementStep.LIGHT, MovementStep.END):
        painter.setPen(_pen(colour("accent" if step is not MovementStep.LIGHT else "text"), 8 * unit))
        painter.drawEllipse(oval)
        return
    dashes = _pen(colour("text"), 4 * unit)
    dashes.setDashPattern([2.5, 3.5])
    painter.setPen(dashes)
    painter.drawEllipse(oval)
    if guide is not None and guide.progress > 0:
        painter.setPen(_pen(colour("accent"), 8 * unit))
        painter.drawArc(oval, 90 * 16, -round(guide.progress * 360 * 16))
