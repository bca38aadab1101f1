"""Looks at who goes on with a challenge before anything of the body is read."""

from functools import partial

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.backend.api.body_budget import SMALL_BYTES
from kiosk.backend.api.challenge_addresses import challenge_id_of
from kiosk.backend.api.error_handlers import error_response
from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.api.refused_callers import record_refusal
from kiosk.contract.challenge import TOKEN_HEADER
from kiosk.errors import AccessError, ChallengeNotFound, KioskError, TokenInvalid

_HEADER = TOKEN_HEADER.lower().encode()
THREADS = 4
"""Of its own: it must not wait for those that work on what it let pass."""


class TokenGuard:
    """Refuses bodies for challenges of others.

    Our terminals show the token in a header as well. The samples' clients have it in the body alone: from them a large
    body is only taken for a challenge that there is. Either way the body's token counts in the end. On Lambda the
    gateway has read the body before anybody is asked.
    """

    def __init__(self, app: ASGIApp, service: ChallengeService) -> None:
        self._app, self._service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401, 403 or 500, or pass on."""
        try:
            if scope["type"] == "http" and "aws.event" not in scope:
                await self._check(scope)
        except KioskError as error:
            if isinstance(error, AccessError):
                record_refusal(scope, error.code)
            await error_response(scope["path"], error.code)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _check(self, scope: Scope) -> None:
        challenge_id = challenge_id_of(scope["path"])
        if not challenge_id:
            return
        shown = [value.decode("latin-1") for name, value in scope["headers"] if name == _HEADER]
        if len(shown) > 1:
            raise TokenInvalid
        if shown:
            check = partial(self._service.check_token, challenge_id, shown[0])
        elif _is_large(scope):
            check = partial(self._check_known, challenge_id)
        else:
            return
        await anyio.to_thread.run_sync(check, limiter=_limiter(self))

    def _check_known(self, challenge_id: str) -> None:
        try:
            self._service.check_known(challenge_id)
        except ChallengeNotFound:
            # As if its token had been looked at: nobody learns which ids there are.
            raise TokenInvalid from None


def _limiter(guard: TokenGuard) -> CapacityLimiter:
    # Made when a loop runs, of which there is one for each application.
    found = guard.__dict__.get("limiter")
    if not isinstance(found, CapacityLimiter):
        found = guard.__dict__.setdefault("limiter", CapacityLimiter(THREADS))
    return found


def _is_large(scope: Scope) -> bool:
    """Whether the body says so, or does not say how long it is."""
    headers = dict(scope["headers"])
    announced = headers.get(b"content-length", b"")
    if not announced:
        return b"transfer-encoding" in headers
    return not announced.isdigit() or len(announced) > 18 or int(announced) > SMALL_BYTES
