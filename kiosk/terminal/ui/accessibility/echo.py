"""Says what is typed into a line."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from kiosk.terminal.ui.accessibility.reading import describe_typing


class TypingEcho(QObject):
    """Lives as long as its line; remembers how long the text was, and nothing of it."""

    def __init__(self, line: QLineEdit, echo: Callable[[str], None], privately: Callable[[], bool]) -> None:
        """`echo` says a word; `privately` is whether nobody but the customer hears it."""
        super().__init__(line)
        self._line, self._echo, self._privately, self._count = line, echo, privately, len(line.text())
        line.textChanged.connect(self._tell)

    def _tell(self, text: str) -> None:
        before, self._count = self._count, len(text)
        # More than one letter at a time is no typing: a line that is wiped.
        if self._line.isVisible() and abs(len(text) - before) == 1:
            self._echo(describe_typing(self._line, before, privately=self._privately()))
