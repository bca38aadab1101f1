"""Lets what is logged of a request bear the id that its sender logs as well."""

from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.system.correlation import HEADER, name_request, read_correlation_id

_NAME = HEADER.lower().encode()


class CorrelationMiddleware:
    """Stands outside of everything that logs; the id is a stranger's word, by which nothing is decided."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] == "http":
            sent = [value for name, value in scope["headers"] if name == _NAME]
            name_request(read_correlation_id(sent[0].decode("latin-1")) if len(sent) == 1 else "")
        await self._app(scope, receive, send)
