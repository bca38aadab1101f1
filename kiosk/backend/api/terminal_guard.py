"""Looks at whose terminal asks before anything of the body is read, and that one terminal alone goes on with its
challenge."""

import logging
from collections import OrderedDict
from functools import partial
from threading import Lock
from typing import Final

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.backend.api.challenge_addresses import challenge_id_of
from kiosk.backend.api.error_handlers import error_response
from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.api.origin import TERMINAL, TERMINAL_ID
from kiosk.backend.api.refused_callers import record_refusal
from kiosk.contract.http_signature import CONTENT_DIGEST, HEADERS, SIGNATURE, SIGNATURE_INPUT, read_headers
from kiosk.contract.terminal import READINESS_PATH
from kiosk.errors import AccessError, ChallengeNotFound, InternalError, KioskError
from kiosk.system.safe_errors import describe_failure
from kiosk.terminal_errors import TerminalMismatch, TerminalSignatureInvalid, TerminalUnsigned

logger = logging.getLogger(__name__)

DIGEST: Final = "kiosk.signed_digest"
"""Where whoever reads the body finds what its digest must be."""
THREADS = 8
"""Of its own: it must not wait for those that work on what it let pass."""
REMEMBERED = 1024
"""Challenges whose terminal is known without asking the store again; it never changes."""
_PREFIXES: Final = ("/challenge", READINESS_PATH)
_NAMES = {name.lower().encode(): name for name in HEADERS}


class TerminalGuard:
    """Lets terminals go on with what they started, and whom the policy admits start something."""

    def __init__(self, app: ASGIApp, service: ChallengeService) -> None:
        self._app, self._service = app, service
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401, 403, 500 or 503, or pass on, with a word about the terminal that signed."""
        if scope["type"] != "http" or not scope["path"].startswith(_PREFIXES):
            await self._app(scope, receive, send)
            return
        try:
            found = await anyio.to_thread.run_sync(partial(self._check, scope), limiter=_limiter(self))
        except KioskError as error:
            if isinstance(error, AccessError):
                record_refusal(scope, error.code)
            await error_response(scope["path"], error.code)(scope, receive, send)
        except Exception as error:
            # Outside of what turns all else that nobody foresaw into an answer.
            logger.error("unexpected: %s", describe_failure(error))
            await error_response(scope["path"], InternalError.code)(scope, receive, send)
        else:
            await self._app({**scope, **found}, receive, send)

    def _check(self, scope: Scope) -> dict[str, object]:
        """What is known of the terminal; raises TerminalErrors, TokenInvalid and ServiceErrors."""
        signed = _headers(scope)
        if not signed and not self._service.signatures.policy.admits_any:
            raise TerminalUnsigned
        terminal_id = self._signer(scope, signed) if signed else ""
        challenge_id = challenge_id_of(scope["path"])
        if challenge_id and self._owner(challenge_id) not in (None, terminal_id):
            raise TerminalMismatch if signed else TerminalUnsigned
        return {TERMINAL: True, TERMINAL_ID: terminal_id, DIGEST: signed[CONTENT_DIGEST]} if signed else {}

    def _signer(self, scope: Scope, signed: dict[str, str]) -> str:
        if scope.get("query_string") or any(name not in signed for name in HEADERS):
            raise TerminalSignatureInvalid("not all that counts is signed")
        method, path = str(scope["method"]), str(scope["path"])
        request = read_headers(method, path, signed[SIGNATURE_INPUT], signed[SIGNATURE], signed[CONTENT_DIGEST])
        signatures = self._service.signatures
        # What begins nothing may be sent twice.
        repeatable = bool(challenge_id_of(path)) or path == READINESS_PATH
        return signatures.check(request) if repeatable else signatures.check_start(request)

    def _owner(self, challenge_id: str) -> str | None:
        """Who started the challenge, empty for whoever signed nothing; None when there is none, which whoever goes on
        with it is told by those who look at its token."""
        with self._lock:
            if challenge_id in self._owners:
                return self._owners[challenge_id]
        try:
            owner = self._service.terminal_of(challenge_id)
        except ChallengeNotFound:
            return None
        with self._lock:
            self._owners[challenge_id] = owner
            if len(self._owners) > REMEMBERED:
                self._owners.popitem(last=False)
        return owner


def _headers(scope: Scope) -> dict[str, str]:
    """The headers of a signed request, none of them twice; nothing for one that is not signed."""
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = _NAMES.get(raw)
        if name is None:
            continue
        if name in found:
            raise TerminalSignatureInvalid("a header comes twice")
        found[name] = value.decode("latin-1")
    # A digest alone is anybody's to send.
    return found if SIGNATURE in found or SIGNATURE_INPUT in found else {}


def _limiter(guard: TerminalGuard) -> CapacityLimiter:
    # Made when a loop runs, of which there is one for each application.
    found = guard.__dict__.get("limiter")
    if not isinstance(found, CapacityLimiter):
        found = guard.__dict__.setdefault("limiter", CapacityLimiter(THREADS))
    return found
