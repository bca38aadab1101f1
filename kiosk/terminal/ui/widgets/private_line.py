"""A line to type into that gives nothing back: whatever one person typed stays hidden from the next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit

_REFUSED = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


class PrivateLine(QLineEdit):
    """Types and deletes, and knows neither undo, clipboard, selection nor dragging."""

    chosen = Signal()
    """The keyboard came here to stay, and not on its way round the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        # However it came about, by keys, mouse or a method of input: nothing stays selected.
        self.selectionChanged.connect(self.deselect)

    def wipe(self) -> None:
        """Forget the text and all that was typed before it, here and in the clipboard."""
        # Setting a text ends the line's history of changes, which clearing it only adds to.
        self.setText("")
        clipboard = QGuiApplication.clipboard()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            if mode is QClipboard.Mode.Clipboard or clipboard.supportsSelection():
                clipboard.clear(mode)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt's hook."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.TabFocusReason:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt's hook: keys that would bring back or carry away a text do nothing."""
        if any(event.matches(key) for key in _REFUSED):
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt's hook: only the first button, which places the cursor."""
        if event.button() is Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt's hook: the middle button would insert what was selected last, anywhere on the machine."""
        if event.button() is Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt's hook: selects no word."""
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Qt's hook: text is typed, and none that stood here is replaced."""
        if not event.replacementLength():
            super().inputMethodEvent(event)
