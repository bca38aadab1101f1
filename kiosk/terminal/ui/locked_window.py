"""A window in the product's design which, full screen, only the program itself closes.

A window manager has keys of its own, Alt+Tab or Super, that no program ever sees. So the window does not try to hold
them: it looks whether it is still what the customer sees and types into, and comes back if not. Whatever else such keys
do to the machine is for its lock-down to forbid.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import Shape, shape_of, style_sheet

_LOCKED_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_F4, Qt.Key.Key_Meta)
_MINIMUM_PX = (480, 480)
LOOK_MS = 500
"""For so long at most is another window, or the desktop, in front."""
_RAISES = frozenset({"cocoa", "windows", "xcb"})
"""Where Qt can bring a window to the front; elsewhere it would only log that it cannot."""
_LEFT = (QEvent.Type.WindowStateChange, QEvent.Type.ActivationChange)


class LockedWindow(QWidget):
    """Base of the windows that a customer sees."""

    closed = Signal()
    """The window was closed, which a customer cannot do in full screen."""

    def __init__(self) -> None:
        super().__init__()
        # First of all, for Qt calls the hooks below while the window is still being made.
        self._kept_open = False
        self.setObjectName("window")
        self.setWindowTitle(get_text(TextKey.PRODUCT))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*_MINIMUM_PX)
        self._shape: Shape | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._come_back)
        # Here whoever made the window hears of a missing style sheet; from Qt's hook below nobody would.
        style_sheet(shape_of(self.size()))

    def open(self, full_screen: bool) -> None:
        """Show the window; full screen it stays in front, and only `release` lets it close or leave."""
        self._kept_open = full_screen
        if full_screen:
            flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
            self.setWindowFlags(flags | Qt.WindowType.CustomizeWindowHint)
            # A kiosk's X server often runs without a window manager, which is who makes a window full screen.
            self.setGeometry(self.screen().geometry())
            self.showFullScreen()
            self._look.start()
        else:
            self.show()
        self.windowHandle().installEventFilter(self)

    def release(self) -> None:
        """Staff may close the window now."""
        self._kept_open = False
        self._look.stop()

    def _come_back(self) -> None:
        """Be full screen, visible and in front again, unless a dialog of this program is."""
        if not self._kept_open or QApplication.activeModalWidget() is not None:
            return
        shown = self.isVisible() and self.isFullScreen() and not self.isMinimized()
        if shown and QApplication.platformName() == "xcb" and not self.windowHandle().isExposed():
            # Left behind on another desktop, or put away to show the bare one: a window that is new is on this one.
            self.hide()
            shown = False
        if not shown:
            self.showFullScreen()
        if not shown or QApplication.activeWindow() is None:
            if QApplication.platformName() in _RAISES:
                self.raise_()
            self.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's hook: swallows the keys that lead out of a full screen."""
        return event.type() == QEvent.Type.KeyPress and self._locks(event)

    def _locks(self, event: QEvent) -> bool:
        if not self._kept_open or not isinstance(event, QKeyEvent):
            return False
        leaves = event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Q, Qt.Key.Key_W)
        return bool(leaves) or event.key() in _LOCKED_KEYS

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt's hook: the window was minimised, made smaller or left for another."""
        super().changeEvent(event)
        if self._kept_open and event.type() in _LEFT:
            # Not from within the event: the state is still being changed.
            QTimer.singleShot(0, self, self._come_back)

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
            self.apply_style()

    def apply_style(self) -> None:
        """Draw everything in the sizes of this window and the colours of the theme, as they are now."""
        self.setStyleSheet(style_sheet(shape_of(self.size())))
