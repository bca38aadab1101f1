"""What opens the staff's entrance without anything to see: five taps in a corner, or a combination of keys."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QWidget

TAPS = 5
WITHIN_S = 4.0
"""For all of them; nobody who looks for a button taps an empty corner so often."""
CORNER = 0.14
"""Share of width and height, at the lower right, where no screen and no bar has anything to press."""
LEAST_CORNER_PX = 72
KEYS = "Ctrl+Alt+S"


class StaffGesture(QObject):
    """Watches one screen; a PIN stands behind it, so that it hides the entrance and does not guard it."""

    made = Signal()

    def __init__(self, screen: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(screen)
        self._screen, self._clock = screen, clock
        self._taps_s: list[float] = []
        screen.installEventFilter(self)
        keys = QShortcut(QKeySequence(KEYS), screen)
        # Wherever the focus is: a locked terminal has no button that could have it.
        keys.setContext(Qt.ShortcutContext.WindowShortcut)
        keys.activated.connect(self.made)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's hook: counts taps, also the second halves of double taps."""
        taps = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if event.type() in taps and isinstance(event, QMouseEvent):
            self._count(event.position())
        return False

    def _count(self, place: QPointF) -> None:
        width, height = self._screen.width(), self._screen.height()
        across, down = max(LEAST_CORNER_PX, CORNER * width), max(LEAST_CORNER_PX, CORNER * height)
        if not (place.x() >= width - across and place.y() >= height - down):
            self._taps_s.clear()
            return
        now_s = self._clock()
        self._taps_s = [*(tap for tap in self._taps_s if now_s - tap <= WITHIN_S), now_s]
        if len(self._taps_s) >= TAPS:
            self._taps_s.clear()
            self.made.emit()
