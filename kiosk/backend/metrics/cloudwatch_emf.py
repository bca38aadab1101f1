"""Metrics in CloudWatch's embedded metric format: lines on standard output that CloudWatch Logs takes for metrics.

See "Specification: Embedded metric format" in Amazon CloudWatch's guide: a line holds one set of values for its
dimensions, at most 100 metrics and 100 values of each; a dimension has a name of at most 250 and a value of at most
1,024 characters, and a set has at most 30 of them.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Final

from kiosk.backend.metrics.names import METRICS
from kiosk.backend.ports import Clock

NAMESPACE: Final = "Kiosk"
MAX_METRICS = MAX_VALUES = 100
MAX_PENDING = 2000
"""Values that wait for the end of the request; further ones are dropped rather than fill the memory."""
Labels = tuple[tuple[str, str], ...]
_NO_LABELS: Labels = (("service", "kiosk"),)
"""A set of dimensions has at least one."""


class EmfMetrics:
    """Implements `Metrics`: keeps values until they are flushed, at the end of each request; any thread."""

    def __init__(self, write: Callable[[str], object], clock: Clock, namespace: str = NAMESPACE) -> None:
        """`write` takes whole lines, and is that of standard output in a Lambda function."""
        self._write = write
        self._clock = clock
        self._namespace = namespace
        self._lock = Lock()
        self._pending: dict[Labels, dict[str, list[float]]] = {}
        self._count = 0

    def count(self, name: str, amount: float = 1.0, **labels: str) -> None:
        """Add to a counter: CloudWatch sums up what lines say."""
        self._add(name, amount, labels)

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Add a value to a distribution: CloudWatch makes percentiles of it."""
        self._add(name, value, labels)

    def flush(self) -> None:
        """Write all that waits: a line for each set of labels, and further ones where a line is full."""
        with self._lock:
            pending, self._pending, self._count = self._pending, {}, 0
        for labels, values in pending.items():
            for part in _context(values):
                self._write(self._line(labels, part) + "\n")

    def _add(self, name: str, value: float, labels: Mapping[str, str]) -> None:
        if name not in METRICS or not math.isfinite(value) or self._count >= MAX_PENDING:
            return
        with self._lock:
            named = tuple(sorted((key, str(each)) for key, each in labels.items())) or _NO_LABELS
            self._pending.setdefault(named, {}).setdefault(name, []).append(value)
            self._count += 1

    def _line(self, labels: Labels, values: Mapping[str, list[float]]) -> str:
        directive = {
            "Namespace": self._namespace,
            "Dimensions": [[name for name, _ in labels]],
            "Metrics": [{"Name": name, "Unit": METRICS[name].unit} for name in values],
        }
        told = {name: found[0] if len(found) == 1 else found for name, found in values.items()}
        header = {"Timestamp": int(self._clock() * 1000), "CloudWatchMetrics": [directive]}
        return json.dumps({"_aws": header, **dict(labels), **told}, separators=(",", ":"))


def _context(values: Mapping[str, list[float]]) -> Iterator[Mapping[str, list[float]]]:
    """As many as a line may hold; counters are summed up first."""
    left = {name: found if METRICS[name].buckets else [sum(found)] for name, found in values.items()}
    while left:
        taken = list(left)[:MAX_METRICS]
        yield {name: left[name][:MAX_VALUES] for name in taken}
        left = {name: found[MAX_VALUES if name in taken else 0 :] for name, found in left.items()}
        left = {name: found for name, found in left.items() if found}
