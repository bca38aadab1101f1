"""What was done with faces during one step of one attempt, for the attempt's own record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class StepCounters:
    """Numbers of one step; used by the thread that takes it."""

    _counts: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, amount: float = 1.0) -> None:
        """Count."""
        self._counts[name] = self._counts.get(name, 0.0) + amount

    def record_highest(self, name: str, value: float) -> None:
        """Keep the highest."""
        self._counts[name] = max(self._counts.get(name, value), value)

    def measures(self, prefix: str = "") -> Mapping[str, float]:
        """As measures of the attempt; steps that may be repeated tell themselves apart by the prefix."""
        return {prefix + name: value for name, value in self._counts.items()}


_CURRENT: ContextVar[StepCounters | None] = ContextVar("step_counters", default=None)


@contextmanager
def count_step() -> Iterator[StepCounters]:
    """Count what the instrumented ports do in this thread while inside."""
    counted = StepCounters()
    token = _CURRENT.set(counted)
    try:
        yield counted
    finally:
        _CURRENT.reset(token)


def current_counters() -> StepCounters:
    """Return the counters of the step that is under way; some that nobody reads outside of any."""
    return _CURRENT.get() or StepCounters()
