"""A button that is as large with the focus as without it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton


class TouchButton(QPushButton):
    """Asks for the room that its words take without the focus, whose ring lies in their margin.

    Qt's own asks for less as long as it has the focus, and its words are cut off when that goes on to another.
    """

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt's hook."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, self.text())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, words, self)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt's hook."""
        return self.sizeHint()
