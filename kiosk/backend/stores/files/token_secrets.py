"""Token secrets that follow from the machine's key and the day, so that they rotate with nothing stored."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.backend.ports import Clock

PERIOD_S = 24 * 3600
"""Longer than any token is good, so that today's and yesterday's secret are enough."""
SECRET_BYTES = 32


class DerivedSecrets:
    """Implements `TokenSecrets`; immutable, any thread."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        """`key` has 32 random bytes that no other purpose uses."""
        self._key = key
        self._clock = clock

    def current(self) -> tuple[bytes, ...]:
        """Today's and yesterday's."""
        period = int(self._clock() // PERIOD_S)
        return self._derived(period), self._derived(period - 1)

    def reload(self) -> tuple[bytes, ...]:
        """The same, and tomorrow's: another process of this machine may already count the next day."""
        tomorrow = self._derived(int(self._clock() // PERIOD_S) + 1)
        return (*self.current(), tomorrow)

    def _derived(self, period: int) -> bytes:
        return HKDF(SHA256(), SECRET_BYTES, salt=None, info=f"tokens {period}".encode()).derive(self._key)
