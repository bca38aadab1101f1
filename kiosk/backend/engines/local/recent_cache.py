"""What was found out lately, so that the same image is not analysed again; in memory only."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

MonotonicClock = Callable[[], float]
"""Seconds that never go back."""


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class RecentCache(Generic[Key, Value]):
    """The values asked for last, for a limited time; any thread."""

    def __init__(self, size: int, lifetime_s: float, clock: MonotonicClock) -> None:
        self._size, self._lifetime_s, self._clock = size, lifetime_s, clock
        self._entries: OrderedDict[Key, tuple[float, Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of this key, made now if it is not known; two callers at once may both make it."""
        self.drop_old()
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key][1]
        value = make()
        with self._lock:
            self._entries[key] = (self._clock(), value)
            while len(self._entries) > self._size:
                self._entries.popitem(last=False)
        return value

    def known(self, key: Key, otherwise: Value) -> Value:
        """The value of this key if there is one."""
        self.drop_old()
        with self._lock:
            return self._entries.get(key, (0.0, otherwise))[1]

    def drop_old(self) -> None:
        """Forget what is past its time, whether or not anybody asks again."""
        with self._lock:
            oldest_s = self._clock() - self._lifetime_s
            for key in [key for key, (made_s, _) in self._entries.items() if made_s < oldest_s]:
                del self._entries[key]
