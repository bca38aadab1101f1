"""Draws whichever challenge runs upon the mirror, by the overlay of its kind."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtGui import QPainter

from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.guide import Guide
from kiosk.terminal.ui.theme import colour
from kiosk.terminal.ui.widgets.camera_view import Overlay
from kiosk.terminal.ui.widgets.fit import Fit


class KindOverlay(Overlay, Protocol):
    """What one kind of challenge draws."""

    def show(self, challenge: Challenge, guide: Guide | None) -> None:
        """Draw this from now on."""


class ChallengeOverlay:
    """An overlay of the camera view; a veil while no challenge runs."""

    def __init__(self, by_kind: Mapping[str, KindOverlay]) -> None:
        """Draw by these overlays, by `Challenge.kind`."""
        self._by_kind = by_kind
        self._shown: KindOverlay | None = None

    def show(self, challenge: Challenge | None, guide: Guide | None) -> None:
        """Draw this from now on."""
        self._shown = None if challenge is None else self._by_kind[challenge.kind]
        if self._shown is not None and challenge is not None:
            self._shown.show(challenge, guide)

    def paint(self, painter: QPainter, fit: Fit, unit: float, now_s: float) -> None:
        """Draw upon the picture."""
        if self._shown is None:
            painter.fillRect(painter.viewport(), colour("ink", 150))
        else:
            self._shown.paint(painter, fit, unit, now_s)
