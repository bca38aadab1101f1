"""The mirror: the customer's picture with an overlay that a challenge draws on it."""

import time
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.faces.face_detail import Box
from kiosk.terminal.ui.theme import colour, shape_of
from kiosk.terminal.ui.widgets.fit import Fit, fit_picture
from kiosk.terminal.ui.widgets.mirror import compose

_ASPECT = 4 / 3
_FOCUS = Box(0.29, 0.125, 0.42, 0.75)
"""What must stay visible until a challenge says better."""
_REPAINT_MS = 40


class Overlay(Protocol):
    """Draws one kind of challenge upon the picture; called in the GUI thread for every repaint."""

    def paint(self, painter: QPainter, fit: Fit, unit: float, now_s: float) -> None:
        """Draw; `fit` turns ratios of the unmirrored image into pixels, `unit` is a pixel of the design."""


class CameraView(QWidget):
    """Shows the newest frame mirrored; the overlay's ratios are mirrored in `Fit` and nowhere else."""

    painted = Signal()
    """What was drawn last has been handed to the window system."""

    def __init__(self, overlay: Overlay | None = None) -> None:
        super().__init__()
        self._overlay = overlay
        self._frame: NDArray[np.uint8] | None = None
        self._image: QImage | None = None
        self._pixels: NDArray[np.uint8] | None = None
        self._focus = _FOCUS
        self._safe = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Overlays move by themselves, also while the camera delivers nothing.
        self._repaint = QTimer(self, interval=_REPAINT_MS)
        self._repaint.timeout.connect(self.update)

    def set_frame(self, bgr: NDArray[np.uint8]) -> None:
        """Show this unmirrored picture; the caller must not write to it afterwards."""
        self._frame, self._image = bgr, None
        if self.isVisible():
            self._repaint.start()
        self.update()

    def clear(self) -> None:
        """Forget the picture."""
        self._frame = self._image = self._pixels = None
        self.update()

    def set_focus(self, focus: Box, safe: QRectF) -> None:
        """Keep this part of the image inside this part of the widget."""
        if (focus, safe) != (self._focus, self._safe):
            self._focus, self._safe, self._image = focus, safe, None
            self.update()

    @property
    def fit(self) -> Fit:
        """Where the picture lies at present."""
        aspect = _ASPECT if self._frame is None else self._frame.shape[1] / self._frame.shape[0]
        safe = self._safe if not self._safe.isEmpty() else QRectF(self.rect())
        return fit_picture(self.size(), aspect, self._focus, safe)

    def showEvent(self, event: object) -> None:  # noqa: N802
        """Qt's hook."""
        self._repaint.start()

    def hideEvent(self, event: object) -> None:  # noqa: N802
        """Qt's hook."""
        self._repaint.stop()

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        """Qt's hook."""
        self._image = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        if self._frame is None:
            painter.fillRect(self.rect(), colour("ink"))
        else:
            painter.drawImage(self.rect(), self._compose(self._frame))
        if self._overlay is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            unit = shape_of(self.size()).unit
            self._overlay.paint(painter, self.fit, unit, time.monotonic())
        # Qt hands over what was drawn before it comes back to its events.
        QTimer.singleShot(0, self, self.painted.emit)

    def _compose(self, frame: NDArray[np.uint8]) -> QImage:
        """Composed once per frame, at the next repaint, so that frames nobody saw cost nothing."""
        if self._image is None:
            pixels = compose(frame, self.fit, self.width(), self.height())
            high, wide = pixels.shape[:2]
            # QImage does not own the pixels: they live as long as the image does.
            self._pixels = pixels
            self._image = QImage(pixels.data, wide, high, 4 * wide, QImage.Format.Format_RGB32)
        return self._image
