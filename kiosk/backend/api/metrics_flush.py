"""Metrics that are written out when a request has been answered."""

import logging
from typing import Protocol, runtime_checkable

from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


@runtime_checkable
class BufferedMetrics(Protocol):
    """Metrics that wait until they are told to go."""

    def flush(self) -> None:
        """Write all that waits."""
        ...


class FlushAfterRequest:
    """Stands outside of everything that counts; a Lambda function may be frozen as soon as it has answered."""

    def __init__(self, app: ASGIApp, metrics: BufferedMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and write whatever became of the request."""
        try:
            await self._app(scope, receive, send)
        finally:
            self._flush()

    def _flush(self) -> None:
        try:
            self._metrics.flush()
        except Exception as error:
            logger.error("metrics were not written: %s", describe_failure(error))
