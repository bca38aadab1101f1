"""A bank's logo and name in one line."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.terminal.ui.branding import Branding, Logo, needs_light_ground
from kiosk.terminal.ui.theme import Shape, colour
from kiosk.terminal.ui.widgets.factories import ACROSS, box, label

_LOGO_PX = QSize(400, 76)
_PADDING_PX, _CORNER_PX = 14, 16


class BrandMark(QWidget):
    """What of a brand there is."""

    def __init__(self, branding: Branding) -> None:
        super().__init__()
        self._logo = None if branding.logo is None else LogoView(branding.logo, on_light=_on_light(branding))
        self._layout = box(ACROSS, *([] if self._logo is None else [self._logo]))
        # Without a name it is empty, and keeps the logo on the left.
        self._layout.addWidget(label("brand", branding.name), 1)
        self.setLayout(self._layout)

    def arrange(self, shape: Shape) -> None:
        """Sizes for this shape of window."""
        self._layout.setSpacing(shape.px(24))
        if self._logo is not None:
            self._logo.arrange(shape)


class LogoView(QWidget):
    """Paints a logo, on a light ground of its own if the dark one would swallow it."""

    def __init__(self, logo: Logo, *, on_light: bool) -> None:
        super().__init__()
        self._logo, self._on_light = logo, on_light
        self._padding_px, self._corner_px = 0, 0

    def arrange(self, shape: Shape) -> None:
        """As large as its shape allows within the same bounds for all logos."""
        self._padding_px = shape.px(_PADDING_PX) if self._on_light else 0
        self._corner_px = shape.px(_CORNER_PX)
        around_px = 2 * self._padding_px
        wide_px, high_px = shape.px(_LOGO_PX.width()) - around_px, shape.px(_LOGO_PX.height()) - around_px
        self.setFixedSize(self._logo.fit(wide_px, high_px) + QSize(around_px, around_px))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._on_light:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("text"))
            painter.drawRoundedRect(self.rect(), self._corner_px, self._corner_px)
        inset = self._padding_px
        self._logo.paint(painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))


def _on_light(branding: Branding) -> bool:
    return branding.logo is not None and needs_light_ground(branding.logo, branding.palette)
