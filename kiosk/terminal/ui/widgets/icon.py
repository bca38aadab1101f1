"""Line drawings of `resources/`, tinted with the theme's colours and sharp at any size."""

from PySide6.QtCore import QByteArray, QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.system.paths import text_resource
from kiosk.terminal.ui.theme import palette


def load_drawing(name: str, colour: str) -> QSvgRenderer:
    """The drawing `name`, for example `icons/check`, in a colour of the palette; raises ResourceMissing."""
    source = text_resource(f"{name}.svg")
    for placeholder, value in (("currentColor", colour), ("accentColor", "accent"), ("quietColor", "quiet")):
        source = source.replace(placeholder, getattr(palette(), value))
    renderer = QSvgRenderer(QByteArray(source.encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer


class Icon(QWidget):
    """Shows one drawing; decoration only, so that screen readers pass over it."""

    def __init__(self, name: str = "", colour: str = "text") -> None:
        super().__init__()
        self._name = ("", "")
        self._renderer: QSvgRenderer | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_drawing(name, colour)

    def set_drawing(self, name: str, colour: str = "text") -> None:
        """Show another drawing; an empty name shows none."""
        if (name, colour) == self._name:
            return
        self._name = (name, colour)
        self._renderer = load_drawing(name, colour) if name else None
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt's hook: other colours."""
        name, colour = self._name
        if event.type() == QEvent.Type.StyleChange and name:
            self._renderer = load_drawing(name, colour)
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        if self._renderer is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._renderer.render(painter, QRectF(self.rect()))
