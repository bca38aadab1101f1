"""Metrics that a test can ask."""

from threading import Lock

from kiosk.backend.metrics.names import METRICS


class FakeMetrics:
    """Implements `Metrics`; refuses names and labels that are not those of `names`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._values: list[tuple[str, float, dict[str, str]]] = []

    def count(self, name: str, amount: float = 1.0, **labels: str) -> None:
        assert not METRICS[name].buckets
        self._keep(name, amount, labels)

    def observe(self, name: str, value: float, **labels: str) -> None:
        assert METRICS[name].buckets
        self._keep(name, value, labels)

    @property
    def counted(self) -> list[tuple[str, dict[str, str]]]:
        """Name and labels of what was counted or observed, in order."""
        with self._lock:
            return [(name, labels) for name, _, labels in self._values]

    def total(self, name: str, **labels: str) -> float:
        """The sum over all that have these labels."""
        return sum(self.values(name, **labels))

    def values(self, name: str, **labels: str) -> list[float]:
        with self._lock:
            return [value for each, value, had in self._values if each == name and labels.items() <= had.items()]

    def _keep(self, name: str, value: float, labels: dict[str, str]) -> None:
        assert set(labels) == set(METRICS[name].labels)
        with self._lock:
            self._values.append((name, value, labels))
