"""Holds one screen: as large as the window, or larger and scrolled where enlarged letters need more room."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QScroller

from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.theme import legibility
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN


class ScreenArea(QScrollArea):
    """With letters of the design's size nothing ever scrolls; what is enlarged breaks into rows, then scrolls."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.screen_ = screen
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Only buttons and lines are on the way of the keyboard; they scroll into view by themselves.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(screen)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def refit(self) -> None:
        """Arrange everything anew: the size of letters has changed."""
        enlarged = legibility().least_text_px > 0
        as_needed, off = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(as_needed if enlarged else off)
        self.setHorizontalScrollBarPolicy(as_needed if enlarged else off)
        self._arrange()

    def scroll_to_top(self) -> None:
        """Begin where reading begins."""
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's hook."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's hook: what the screen shows has become longer or shorter."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        self.screen_.arrange_in(self.viewport().size())
        for row in _rows(self.screen_.layout()):
            if row.property("broken"):
                row.setDirection(ACROSS)
                row.setProperty("broken", False)
        self._fit()

    def _fit(self) -> None:
        screen, room, layout = self.screen_, self.viewport().size(), self.screen_.layout()
        if legibility().least_text_px == 0 or layout is None:
            screen.resize(room)
            if layout is not None:
                layout.activate()
            return
        _break_rows(layout, room.width())
        wide = max(room.width(), layout.totalMinimumSize().width())
        high = layout.totalMinimumHeightForWidth(wide) if layout.hasHeightForWidth() else 0
        screen.resize(wide, max(room.height(), high, layout.totalMinimumSize().height()))
        screen.placed()


def _break_rows(layout: QLayout, room_px: int) -> None:
    """Set side by side what fits, one below the other what does not, the widest row first."""
    while layout.totalMinimumSize().width() > room_px:
        rows = [row for row in _rows(layout) if row.direction() == ACROSS and row.count() > 1]
        if not rows:
            return
        widest = max(rows, key=lambda row: row.minimumSize().width())
        widest.setDirection(DOWN)
        widest.setProperty("broken", True)
        layout.invalidate()


def _rows(layout: QLayout | None) -> Iterator[QBoxLayout]:
    """All box layouts below this one, those of nested widgets as well."""
    if layout is None:
        return
    if isinstance(layout, QBoxLayout):
        yield layout
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = None if item is None else item.widget()
        if widget is not None:
            yield from _rows(widget.layout())
        elif item is not None:
            yield from _rows(item.layout())
