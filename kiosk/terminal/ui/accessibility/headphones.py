"""Whether headphones are plugged in: a sound output of their name is there.

A terminal's headphone socket is a USB sound card that appears with the plug (as assistive keypads have it), or an
output that Windows lists while the socket is in use. A socket that shows neither cannot be told from a loudspeaker.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QMediaDevices


def are_plugged_in(wanted: str, outputs: Iterable[str]) -> bool:
    """Whether one of these outputs has that in its name; without a name to look for nothing is private."""
    return bool(wanted) and any(wanted.casefold() in name.casefold() for name in outputs)


class HeadphoneWatch(QObject):
    """Looks at the machine's sound outputs; lives in the GUI thread."""

    changed = Signal(bool)
    """Headphones came or went."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self._wanted, self._devices = wanted, QMediaDevices() if wanted else None
        self._there = self._look()
        if self._devices is not None:
            self._devices.audioOutputsChanged.connect(self._compare)

    @property
    def there(self) -> bool:
        """Whether they are plugged in."""
        return self._there

    def _look(self) -> bool:
        if self._devices is None:
            return False
        return are_plugged_in(self._wanted, (each.description() for each in QMediaDevices.audioOutputs()))

    def _compare(self) -> None:
        there = self._look()
        if there != self._there:
            self._there = there
            self.changed.emit(there)
