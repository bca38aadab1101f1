"""Draws the nose challenge: the oval for the face, the circle for the nose, and the way there."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from kiosk.domain.liveness.challenge import Challenge, Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.terminal.ui.theme import colour
from kiosk.terminal.ui.widgets.fit import Fit

_PULSE_S = 2.0
_FLOW_S = 1.2
_CHEVRON_GAP = 22
_OUT_OF_PLACE = (Hint.NO_FACE, Hint.SEVERAL_FACES, Hint.MOVE_TO_CENTRE)


class NoseOverlay:
    """Implements `KindOverlay`; shape and motion say everything that colour says."""

    def __init__(self) -> None:
        self._challenge: NoseChallenge | None = None
        self._guide: Guide | None = None

    def show(self, challenge: Challenge, guide: Guide | None) -> None:
        """Draw this from now on."""
        self._challenge = challenge if isinstance(challenge, NoseChallenge) else None
        self._guide = guide

    def paint(self, painter: QPainter, fit: Fit, unit: float, now_s: float) -> None:
        """Draw upon the picture."""
        if self._challenge is None:
            return
        oval = fit.rect(self._challenge.face_area)
        _paint_veil(painter, oval)
        _paint_oval(painter, oval, unit, self._guide)
        if self._guide is not None and self._guide.phase in (Phase.TARGET, Phase.REACHED):
            self._paint_target(painter, fit, unit, now_s, self._guide, self._challenge)

    def _paint_target(
        self, painter: QPainter, fit: Fit, unit: float, now_s: float, guide: Guide, challenge: NoseChallenge
    ) -> None:
        box = fit.rect(challenge.nose_target)
        radius = max(box.width() / 2, 16 * unit)
        nose = None if guide.nose is None else fit.point(guide.nose)
        if nose is not None and not guide.held_frames:
            _paint_side(painter, fit.rect(challenge.face_area), nose, box.center(), unit, now_s)
            _paint_way(painter, nose, box.center(), radius, unit, now_s)
        _paint_ring(painter, box.center(), radius, unit, now_s, _held_ratio(guide))
        if nose is not None:
            _paint_nose(painter, nose, unit)


def _held_ratio(guide: Guide) -> float:
    return 1.0 if guide.phase is Phase.REACHED else min(1.0, guide.held_frames / max(1, guide.hold_frames))


def _pen(tint: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(tint, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_veil(painter: QPainter, oval: QRectF) -> None:
    path = QPainterPath()
    path.addRect(QRectF(painter.viewport()))
    path.addEllipse(oval)
    painter.fillPath(path, colour("ink", 165))


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


def _paint_ring(
    painter: QPainter, centre: QPointF, radius: float, unit: float, now_s: float, held_ratio: float
) -> None:
    breath = 0.5 - 0.5 * math.cos(2 * math.pi * now_s / _PULSE_S)
    glow = radius + (5 + 13 * breath) * unit
    painter.setBrush(colour("accent", 45))
    painter.setPen(_pen(colour("accent", round(190 * (1 - breath))), 4 * unit))
    painter.drawEllipse(centre, glow, glow)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tint, width in ((colour("ink", 190), 11), (colour("text"), 5)):
        painter.setPen(_pen(tint, width * unit))
        painter.drawEllipse(centre, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("text"))
    painter.drawEllipse(centre, 3.5 * unit, 3.5 * unit)
    if held_ratio > 0:
        _paint_held(painter, centre, radius, unit, held_ratio)


def _paint_held(painter: QPainter, centre: QPointF, radius: float, unit: float, held_ratio: float) -> None:
    square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setPen(_pen(colour("accent"), 9 * unit))
    painter.drawArc(square, 90 * 16, -round(held_ratio * 360 * 16))


def _paint_way(painter: QPainter, nose: QPointF, target: QPointF, radius: float, unit: float, now_s: float) -> None:
    """Chevrons that flow from the nose to the circle."""
    way = target - nose
    length = math.hypot(way.x(), way.y())
    start, end = 16 * unit, length - radius - 8 * unit
    if end <= start:
        return
    direction = QPointF(way.x() / length, way.y() / length)
    gap = _CHEVRON_GAP * unit
    at = start + gap * ((now_s / _FLOW_S) % 1)
    while at < end:
        edge = min(at - start, end - at) / gap
        _paint_chevron(painter, nose + direction * at, direction, unit, min(1.0, 0.3 + edge))
        at += gap


def _paint_side(painter: QPainter, oval: QRectF, nose: QPointF, target: QPointF, unit: float, now_s: float) -> None:
    """Three large chevrons beside the oval that light up one after the other: turn this way."""
    direction = QPointF(1.0 if target.x() > nose.x() else -1.0, 0.0)
    edge = QPointF(oval.center().x() + direction.x() * (oval.width() / 2 + 30 * unit), oval.center().y())
    for index in range(3):
        lit = 0.5 + 0.5 * math.cos(2 * math.pi * (now_s / _FLOW_S - index / 3))
        _paint_chevron(painter, edge + direction * (26 * unit * index), direction, 2.4 * unit, 0.3 + 0.7 * lit)


def _paint_chevron(painter: QPainter, tip: QPointF, direction: QPointF, unit: float, strength: float) -> None:
    across = QPointF(-direction.y(), direction.x()) * (9 * unit)
    base = tip - direction * (8 * unit)
    line = [base + across, tip, base - across]
    for tint, width in ((colour("ink", round(180 * strength)), 8), (colour("text", round(255 * strength)), 4)):
        painter.setPen(_pen(tint, width * unit))
        painter.drawPolyline(line)


def _paint_nose(painter: QPainter, nose: QPointF, unit: float) -> None:
    painter.setPen(_pen(colour("ink", 200), 3 * unit))
    painter.setBrush(colour("text"))
    painter.drawEllipse(nose, 9 * unit, 9 * unit)
