"""Metrics in Prometheus's text format, for `GET /metrics`."""

import logging

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest

from kiosk.backend.metrics.names import METRICS, PREFIX
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


class PrometheusMetrics:
    """Implements `Metrics`, in this process's memory; counters begin anew with it, as Prometheus expects."""

    def __init__(self) -> None:
        """In a registry of its own: the library's default one also tells of Python and the process."""
        # For every series another one that says when it began: twice as many, and nobody reads them.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._counters: dict[str, Counter] = {}
        self._histograms: dict[str, Histogram] = {}
        for name, metric in METRICS.items():
            if metric.buckets:
                self._histograms[name] = Histogram(
                    PREFIX + name, metric.help, metric.labels, buckets=metric.buckets, registry=self._registry
                )
            else:
                self._counters[name] = Counter(PREFIX + name, metric.help, metric.labels, registry=self._registry)

    def count(self, name: str, amount: float = 1.0, **labels: str) -> None:
        """Add to a counter."""
        try:
            counter = self._counters[name]
            (counter.labels(**labels) if labels else counter).inc(amount)
        except (KeyError, ValueError) as error:
            logger.error("a metric was not counted: %s", describe_failure(error))

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Add a value to a distribution."""
        try:
            histogram = self._histograms[name]
            (histogram.labels(**labels) if labels else histogram).observe(value)
        except (KeyError, ValueError) as error:
            logger.error("a metric was not observed: %s", describe_failure(error))

    def text(self) -> bytes:
        """All metrics, in version 0.0.4 of the format."""
        return generate_latest(self._registry)
