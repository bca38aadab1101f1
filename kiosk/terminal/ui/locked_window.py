"""A window in the product's design which, full screen, only the program itself closes."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import Shape, shape_of, style_sheet

_LOCKED_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_F4, Qt.Key.Key_Meta)
_MINIMUM_PX = (640, 560)


class LockedWindow(QWidget):
    """Base of the windows that a customer sees."""

    closed = Signal()
    """The window was closed, which a customer cannot do in full screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(get_text(TextKey.PRODUCT))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*_MINIMUM_PX)
        self._shape: Shape | None = None
        self._kept_open = False
        # Here whoever made the window hears of a missing style sheet; from Qt's hook below nobody would.
        style_sheet(shape_of(self.size()))

    def open(self, full_screen: bool) -> None:
        """Show the window; full screen it stays on top, and only `release` lets it close."""
        self._kept_open = full_screen
        if full_screen:
            flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
            self.setWindowFlags(flags | Qt.WindowType.CustomizeWindowHint)
            # A kiosk's X server often runs without a window manager, which is who makes a window full screen.
            self.setGeometry(self.screen().geometry())
            self.showFullScreen()
        else:
            self.show()
        self.windowHandle().installEventFilter(self)

    def release(self) -> None:
        """Staff may close the window now."""
        self._kept_open = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's hook: swallows the keys that lead out of a full screen."""
        return event.type() == QEvent.Type.KeyPress and self._locks(event)

    def _locks(self, event: QEvent) -> bool:
        if not self._kept_open or not isinstance(event, QKeyEvent):
            return False
        leaves = event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Q, Qt.Key.Key_W)
        return bool(leaves) or event.key() in _LOCKED_KEYS

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt's hook."""
        if self._kept_open:
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's hook."""
        shape = shape_of(self.size())
        if shape != self._shape:
            self._shape = shape
            self.setStyleSheet(style_sheet(shape))
