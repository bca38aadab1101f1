"""What stands before the KYC API: who asks, and how often."""

import math

from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.backend.api.error_handlers import error_response
from kiosk.backend.api.kyc_callers import CALLER, Callers
from kiosk.backend.api.rate_limit import RateLimit
from kiosk.backend.api.refused_callers import record_refusal
from kiosk.contract.dialects import Contract, contract_of
from kiosk.errors import ApiKeyInvalid, RateLimited


class KycGuard:
    """Lets known callers pass, as often as agreed; what is not the KYC API passes untouched, but with their keys.

    Before the backend on AWS a gateway knows keys and not whose they are: a caller must not be taken for a terminal.
    """

    def __init__(self, app: ASGIApp, callers: Callers, rates: RateLimit) -> None:
        self._app, self._callers, self._rates = app, callers, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401 or 429, or pass on with the caller's name."""
        if scope["type"] != "http" or contract_of(scope["path"]) is not Contract.KYC:
            await self._let_terminals_pass(scope, receive, send)
            return
        caller = self._callers.find_caller(scope)
        if caller is None:
            record_refusal(scope, ApiKeyInvalid.code)
            challenge = {"WWW-Authenticate": "Bearer"}
            await error_response(scope["path"], ApiKeyInvalid.code, challenge)(scope, receive, send)
        elif wait_s := self._rates.take(caller):
            pause = {"Retry-After": str(math.ceil(wait_s))}
            await error_response(scope["path"], RateLimited.code, pause)(scope, receive, send)
        else:
            await self._app({**scope, CALLER: caller}, receive, send)

    async def _let_terminals_pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._callers.show_up_in(scope):
            record_refusal(scope, ApiKeyInvalid.code)
            await error_response(scope["path"], ApiKeyInvalid.code)(scope, receive, send)
        else:
            await self._app(scope, receive, send)
