"""The slot between two threads that keeps only the newest item."""

import threading
from typing import Generic, TypeVar

from kiosk.terminal.camera.source import Frame

ItemT = TypeVar("ItemT")


class Latest(Generic[ItemT]):
    """Holds one item at most; putting never blocks, and what nobody took in time is dropped and counted."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._item: ItemT | None = None
        self._closed = False
        self._dropped = 0

    def put(self, item: ItemT) -> None:
        """Replace whatever waits; after `close`, forget the item."""
        with self._changed:
            if self._closed:
                return
            self._dropped += self._item is not None
            self._item = item
            self._changed.notify()

    def take(self, timeout_s: float | None = None) -> ItemT | None:
        """Wait for an item that was not taken yet; None when none came in time or the slot is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._item is not None or self._closed, timeout_s)
            item, self._item = self._item, None
            return item

    def close(self) -> None:
        """Drop what waits and wake who waits, for good."""
        with self._changed:
            self._closed = True
            self._item = None
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Whether nothing will come any more."""
        with self._changed:
            return self._closed

    @property
    def dropped(self) -> int:
        """How many items were replaced before anybody took them."""
        with self._changed:
            return self._dropped


LatestFrame = Latest[Frame]
"""The slot between the camera's thread and the tracking thread."""
