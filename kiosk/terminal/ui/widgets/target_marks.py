"""Draws a place for the nose: the circle, the way there, and how many of several are done."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kiosk.terminal.ui.theme import colour

_PULSE_S = 2.0
_FLOW_S = 1.2
_CHEVRON_GAP = 22
_DOT, _DOT_GAP = 9, 30
_INSIDE = 124
"""How far below its upper edge, or above its lower one, the chevrons begin inside the oval."""


@dataclass(frozen=True, slots=True)
class Brush:
    """What everything is drawn with, at one time."""

    painter: QPainter
    unit: float
    """Pixels that one design pixel takes."""
    now_s: float

    def pen(self, tint: QColor, width: float) -> None:
        """Draw lines of this colour and width of the design from now on, with round ends."""
        style, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        self.painter.setPen(QPen(tint, width * self.unit, style, cap, join))


def paint_ring(brush: Brush, centre: QPointF, radius: float, held_ratio: float) -> None:
    """The circle to reach, which breathes, and how much of the time in it is over."""
    painter, unit = brush.painter, brush.unit
    breath = 0.5 - 0.5 * math.cos(2 * math.pi * brush.now_s / _PULSE_S)
    glow = radius + (5 + 13 * breath) * unit
    painter.setBrush(colour("accent", 45))
    brush.pen(colour("accent", round(190 * (1 - breath))), 4)
    painter.drawEllipse(centre, glow, glow)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tint, width in ((colour("ink", 190), 11), (colour("text"), 5)):
        brush.pen(tint, width)
        painter.drawEllipse(centre, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("text"))
    painter.drawEllipse(centre, 3.5 * unit, 3.5 * unit)
    if held_ratio > 0:
        square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        brush.pen(colour("accent"), 9)
        painter.drawArc(square, 90 * 16, -round(held_ratio * 360 * 16))


def paint_way(brush: Brush, nose: QPointF, target: QPointF, radius: float) -> None:
    """Chevrons that flow from the nose to the circle."""
    way = target - nose
    length = math.hypot(way.x(), way.y())
    start, end = 16 * brush.unit, length - radius - 8 * brush.unit
    if end <= start:
        return
    direction = QPointF(way.x() / length, way.y() / length)
    gap = _CHEVRON_GAP * brush.unit
    at = start + gap * ((brush.now_s / _FLOW_S) % 1)
    while at < end:
        edge = min(at - start, end - at) / gap
        _paint_chevron(brush, nose + direction * at, direction, 1.0, min(1.0, 0.3 + edge))
        at += gap


def paint_side(brush: Brush, oval: QRectF, direction: QPointF, *, on_light: bool) -> None:
    """Three large chevrons that light up one after the other: turn this way, which has the length 1.

    They stand beside the oval, and above and below, where there is no room, inside it. On coloured light they are dark
    with a light edge, and never fade.
    """
    unit = brush.unit
    out = -_INSIDE * unit if direction.x() == 0 else 30 * unit
    rim = QPointF(direction.x() * oval.width() / 2, direction.y() * oval.height() / 2)
    edge = oval.center() + rim + direction * out
    for index in range(3):
        lit = 0.5 + 0.5 * math.cos(2 * math.pi * (brush.now_s / _FLOW_S - index / 3))
        strength, tints = (0.7 + 0.3 * lit, ("text", "ink")) if on_light else (0.3 + 0.7 * lit, ("ink", "text"))
        _paint_chevron(brush, edge + direction * (26 * unit * index), direction, 2.4, strength, tints)


def paint_count(brush: Brush, oval: QRectF, reached: int, count: int) -> None:
    """A row of dots at the lower end of the oval, one for each circle: ticked, the one to reach now, and those to come.

    Nothing for a single one.
    """
    if count < 2:
        return
    painter, unit = brush.painter, brush.unit
    middle = QPointF(oval.center().x(), oval.bottom() - 26 * unit)
    across, down = ((count - 1) * _DOT_GAP / 2 + 24) * unit, 20 * unit
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("ink", 235))
    painter.drawRoundedRect(QRectF(middle.x() - across, middle.y() - down, 2 * across, 2 * down), down, down)
    for index in range(count):
        at = QPointF(middle.x() + (index - (count - 1) / 2) * _DOT_GAP * unit, middle.y())
        _paint_dot(brush, at, index - reached)


def paint_nose(brush: Brush, nose: QPointF) -> None:
    """Where the tip of the nose is."""
    brush.pen(colour("ink", 200), 3)
    brush.painter.setBrush(colour("text"))
    brush.painter.drawEllipse(nose, 9 * brush.unit, 9 * brush.unit)


def _paint_dot(brush: Brush, at: QPointF, ahead: int) -> None:
    """Shape says what colour says: a tick when it is done, a ring with a dot now, an empty ring when it is to come."""
    painter, radius = brush.painter, _DOT * brush.unit
    painter.setBrush(colour("accent") if ahead < 0 else Qt.BrushStyle.NoBrush)
    brush.pen(colour("accent" if ahead < 0 else "text" if ahead == 0 else "edge"), 3)
    painter.drawEllipse(at, radius, radius)
    if ahead < 0:
        brush.pen(colour("on_accent"), 3)
        painter.drawPolyline([at + QPointF(x, y) * radius for x, y in ((-0.5, 0.0), (-0.1, 0.45), (0.55, -0.4))])
    elif ahead == 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("text"))
        painter.drawEllipse(at, radius * 0.45, radius * 0.45)


def _paint_chevron(
    brush: Brush,
    tip: QPointF,
    direction: QPointF,
    size: float,
    strength: float,
    tints: tuple[str, str] = ("ink", "text"),
) -> None:
    """Its edge and itself in these tints."""
    unit = size * brush.unit
    across = QPointF(-direction.y(), direction.x()) * (9 * unit)
    base = tip - direction * (8 * unit)
    line = [base + across, tip, base - across]
    for tint, alpha, width in zip(tints, (180, 255), (8, 4), strict=True):
        brush.pen(colour(tint, round(alpha * strength)), width * size)
        brush.painter.drawPolyline(line)
