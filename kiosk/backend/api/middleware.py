"""What stands before every route: address, key, and a net below unexpected exceptions."""

import hmac
import logging
from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.backend.api.error_handlers import error_response
from kiosk.backend.api.loopback import is_loopback_request
from kiosk.backend.api.origin import TERMINAL
from kiosk.backend.api.refused_callers import record_refusal
from kiosk.contract.dialects import Contract, contract_of
from kiosk.errors import ApiKeyInvalid, InternalError
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

OPEN_PATHS = frozenset({"/health", "/metrics"})


class ApiKeyGuard:
    """Lets nobody pass without the key, but to open addresses: `/health`, and what has keys of its own."""

    def __init__(
        self,
        app: ASGIApp,
        api_key: str,
        others: Collection[Contract] = (),
        open_paths: Collection[str] = OPEN_PATHS,
    ) -> None:
        """Whoever speaks one of the contracts `others` passes another guard; raises InternalError for an empty key."""
        if not api_key:
            raise InternalError("a guard without a key")
        self._app = app
        self._open_paths = frozenset(open_paths)
        self._api_key = api_key.encode()
        self._others = frozenset(others)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401 or pass on, for a terminal that is known with a word about it."""
        if scope["type"] == "http" and self._knows(scope):
            await self._app({**scope, TERMINAL: True}, receive, send)
        elif scope["type"] != "http" or self._is_open(scope["path"]):
            await self._app(scope, receive, send)
        else:
            record_refusal(scope, ApiKeyInvalid.code)
            await error_response(scope["path"], ApiKeyInvalid.code)(scope, receive, send)

    def _is_open(self, path: str) -> bool:
        return path in self._open_paths or contract_of(path) in self._others

    def _knows(self, scope: Scope) -> bool:
        presented = [value for name, value in scope["headers"] if name == b"x-api-key"]
        return len(presented) == 1 and hmac.compare_digest(presented[0], self._api_key)


class LoopbackGuard:
    """Lets programs of this machine pass where there is no key, but nobody's web page, and no other machine's proxy.

    Behind an API Gateway it is the gateway that knows keys.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str] = (), others: Collection[Contract] = ()) -> None:
        """`origins` are web pages that may ask; whoever speaks one of the contracts `others` passes another guard."""
        self._app = app
        self._origins = frozenset(origins)
        self._others = frozenset(others)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401 or pass on."""
        if scope["type"] != "http" or self._is_open(scope) or is_loopback_request(scope, self._origins):
            await self._app(scope, receive, send)
        else:
            record_refusal(scope, ApiKeyInvalid.code)
            await error_response(scope["path"], ApiKeyInvalid.code)(scope, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        path = scope["path"]
        return path in OPEN_PATHS or contract_of(path) in self._others or "aws.event" in scope


class LeadingSlashMiddleware:
    """Takes several slashes at the beginning of an address for one.

    The framework's client joins an address that ends with a slash and a path that begins with one.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stands outside of everything that looks at the address."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] == "http" and scope["path"].startswith("//"):
            scope = {**scope, "path": "/" + scope["path"].lstrip("/")}
        await self._app(scope, receive, send)


class ExceptionMiddleware:
    """Turns an exception that nobody foresaw into 500, and keeps its message out of the logs."""

    def __init__(self, app: ASGIApp) -> None:
        """Nothing may stand inside that sends an answer before it can fail."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and answer for what fails."""
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            logger.error("unexpected: %s", describe_failure(error))
            await error_response(scope["path"], InternalError.code)(scope, receive, send)
