"""Reads bodies when there is room for them, whole and in time, and looks at what only a reader of bytes can see."""

import hmac
import math
from collections.abc import Callable

import anyio.to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.backend.api.body_budget import SMALL_BYTES, BodyBudget
from kiosk.backend.api.caller_address import caller_address, caller_network
from kiosk.backend.api.challenge_addresses import Work, work_of
from kiosk.backend.api.error_handlers import error_response
from kiosk.backend.api.kyc_routes import IDENTIFY_PATH
from kiosk.backend.api.lanes import Lane, LaneSize
from kiosk.backend.api.terminal_guard import DIGEST
from kiosk.contract.http_signature import digest_body
from kiosk.contract.strict_json import parse_json
from kiosk.errors import Busy, ContentTypeRefused, ImageTooLarge, KioskError, RequestInvalid
from kiosk.service_settings import ServerSettings
from kiosk.terminal_errors import TerminalSignatureInvalid

LANES = {
    Work.PICTURES: LaneSize(places=6, line=24, line_per_address=16),
    Work.DECISIONS: LaneSize(places=8, line=200, line_per_address=100),
    Work.OTHER: LaneSize(places=24, line=400, line_per_address=200),
}
"""Together less than the forty threads, so that `/health` and `/metrics` always find one."""


class BodyGate:
    """Stands inside of all that knows callers, and hands on requests whose bodies have arrived."""

    def __init__(self, app: ASGIApp, limit_of: Callable[[str], int], limits: ServerSettings) -> None:
        """`limit_of` knows how many bytes the body of a request to a path may have."""
        self._app, self._limit_of = app, limit_of
        self._budget = BodyBudget(limits.max_body_bytes_at_once, limits.max_body_bytes_at_once_per_address)
        self._lanes = {work: Lane(size) for work, size in LANES.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 400, 401, 408, 413, 415 or 503, or pass on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answering = _Answering(send)
        try:
            await self._pass_on(scope, receive, answering)
        except KioskError as error:
            if answering.has_begun:
                raise
            headers = {"Retry-After": str(math.ceil(error.retry_after_s))} if isinstance(error, Busy) else None
            await error_response(scope["path"], error.code, headers)(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self._limit_of(scope["path"])
        size = _announced_size(scope, limit)
        _check_kind(scope)
        network = caller_network(caller_address(scope))
        if "aws.event" in scope:
            # One request at a time, whose body the gateway has read.
            await self._read_and_run(scope, receive, send, limit)
            return
        with self._budget.reserved(network, size):
            body = await _read(receive, limit) if size else b""
            if body is None:
                return
            _check_digest(scope, body)
            await _check_json(scope, body)
            lane = self._lanes.get(work_of(scope["path"]))
            if lane is None:
                await self._app(scope, _replayed(body, receive), send)
                return
            async with lane.entered(network):
                await self._app(scope, _replayed(body, receive), send)

    async def _read_and_run(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        body = await _read(receive, limit)
        if body is not None:
            _check_digest(scope, body)
            await _check_json(scope, body)
            await self._app(scope, _replayed(body, receive), send)


class _Answering:
    """Notices when an answer begins."""

    def __init__(self, send: Send) -> None:
        self._send, self.has_begun = send, False

    async def __call__(self, message: Message) -> None:
        self.has_begun = True
        await self._send(message)


def _announced_size(scope: Scope, limit: int) -> int:
    """How many bytes the body has, the most that it may have when it does not say, 0 for none."""
    headers = scope["headers"]
    told = [value for name, value in headers if name == b"content-length"]
    if not told:
        return limit if any(name == b"transfer-encoding" for name, _ in headers) else 0
    if len(told) > 1 or not told[0].isdigit():
        raise RequestInvalid("Content-Length")
    if len(told[0]) > 18 or int(told[0]) > limit:
        raise ImageTooLarge("the body")
    return int(told[0])


def _check_kind(scope: Scope) -> None:
    """Compressed bodies grow when they are read, and only one address takes forms."""
    headers = dict(scope["headers"])
    if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
        raise ContentTypeRefused("Content-Encoding")
    if headers.get(b"content-type", b"").strip().lower().startswith(b"multipart/") and scope["path"] != IDENTIFY_PATH:
        raise ContentTypeRefused("Content-Type")


async def _read(receive: Receive, limit: int) -> bytes | None:
    """The whole body; None when the client has gone. Raises ImageTooLarge and RequestTimeout."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > limit:
            raise ImageTooLarge("the body")
        if not message.get("more_body", False):
            return bytes(body)


def _check_digest(scope: Scope, body: bytes) -> None:
    """What was signed covers these very bytes, which nobody has decoded yet."""
    if DIGEST in scope and not hmac.compare_digest(str(scope[DIGEST]), digest_body(body)):
        raise TerminalSignatureInvalid("another body")


async def _check_json(scope: Scope, body: bytes) -> None:
    media_type = dict(scope["headers"]).get(b"content-type", b"").partition(b";")[0].lower()
    if b"json" not in media_type or not body:
        return
    try:
        if len(body) > SMALL_BYTES:
            await anyio.to_thread.run_sync(parse_json, body)
        else:
            parse_json(body)
    except ValueError as error:
        raise RequestInvalid("the body") from error


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
