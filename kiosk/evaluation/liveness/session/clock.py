"""Time that passes when somebody says so."""


class VirtualClock:
    """Seconds since the epoch, for a backend that must not wait."""

    def __init__(self, now_s: float) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        """The time."""
        return self.now_s

    def advance(self, seconds: float) -> None:
        """So much later."""
        self.now_s += seconds
