"""Counts what is found in a store and does not fit together."""

from collections.abc import Callable

from kiosk.backend.metrics import names
from kiosk.backend.ports import Metrics


def report_tampering(metrics: Metrics) -> Callable[[str], None]:
    """Return what stores tell the table in which something was changed, exchanged or taken away."""
    return lambda table: metrics.count(names.STORE_TAMPERED, table=table)
