"""The metrics of a backend that nobody asks for any."""


class NoMetrics:
    """Implements `Metrics`: counts nothing."""

    def count(self, name: str, amount: float = 1.0, **labels: str) -> None:
        """Nothing is counted."""

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Nothing is observed."""
