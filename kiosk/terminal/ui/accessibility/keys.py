"""Keys of the customer's own, beside Tab, Enter, Space and Escape."""

from enum import Enum, auto

from PySide6.QtCore import Qt


class Command(Enum):
    """What one of them does."""

    HEAR = auto()
    """Begin to read aloud, and later say the last thing again."""
    PAUSE = auto()
    QUIETER = auto()
    LOUDER = auto()
    CONTRAST = auto()
    LARGE = auto()
    MENU = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()


COMMANDS = {
    Qt.Key.Key_F1: Command.HEAR,
    Qt.Key.Key_F2: Command.PAUSE,
    Qt.Key.Key_F5: Command.QUIETER,
    Qt.Key.Key_F6: Command.LOUDER,
    Qt.Key.Key_F7: Command.CONTRAST,
    Qt.Key.Key_F8: Command.LARGE,
    Qt.Key.Key_F9: Command.MENU,
    Qt.Key.Key_PageUp: Command.PAGE_UP,
    Qt.Key.Key_PageDown: Command.PAGE_DOWN,
}
"""None of them is one of those that a full screen swallows."""
