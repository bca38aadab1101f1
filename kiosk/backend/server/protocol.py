"""HTTP/1.1 by uvicorn and h11, with an end to everything that may take for ever.

uvicorn limits neither the time for a request's head nor that for its body, and reads on after it has refused one.
"""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import h11
from starlette.types import Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from kiosk.backend.api.answer_headers import SAFE_HEADERS
from kiosk.backend.api.error_handlers import error_response
from kiosk.backend.server.connections import Connection, ConnectionTable
from kiosk.errors import RequestHeadTooLarge, RequestInvalid, RequestTimeout
from kiosk.service_settings import ServerSettings

MAX_HEAD_BYTES = 16_384
"""Of request line and headers; a token has at most 2 kB, and browsers send some."""
MAX_TARGET_BYTES = 4096
MAX_HEADERS = 100
LINGER_S = 5.0
"""How long a request's rest is read and thrown away after its refusal: a client that is still sending reads no answer,
and loses it when the connection is cut."""
MAX_LINGER_BYTES = 16_777_216
"""More than any body may have."""
STALL_S = 30.0
"""An answer of which a client takes nothing for so long goes to nobody."""
SLICE_BYTES = 16_384
MIN_CHUNK_BYTES = 16
"""On the average: chunks of one byte cost h11 a second for each 300 kB, during which nobody else is heard."""


class GuardedProtocol(H11Protocol):
    """One connection; whoever serves calls `end_if_overdue` every now and then."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        limits: ServerSettings,
        table: ConnectionTable,
        connection: Connection,
    ) -> None:
        """Releases the connection's place when it is lost."""
        super().__init__(config, server_state, app_state)
        self._application, self._limits, self._table, self._connection = self.app, limits, table, connection
        self.app = self._serve
        # Whatever loggers there are: addresses hold the ids of challenges.
        self.access_log = False
        self._clock = _Clock()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """From now on a request is awaited."""
        super().connection_made(transport)
        self._clock.head_since_s = self.loop.time()
        self._connection.abort = transport.abort

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody else may come."""
        self._table.release(self._connection)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came, unless it is the rest of something that was refused."""
        if self._clock.closes_at_s is not None:
            self._throw_away(len(data))
            return
        if self.conn.their_state is not h11.SEND_BODY:
            self._await_head()
            super().data_received(data)
            return
        self._clock.body_bytes += len(data)
        for begin in range(0, len(data), SLICE_BYTES):
            piece = data[begin : begin + SLICE_BYTES]
            if self._is_ground_to_dust(piece):
                self._refuse(RequestInvalid.code)
                return
            super().data_received(piece)

    def end_if_overdue(self, now_s: float) -> None:
        """End what took too long; `now_s` is the loop's time."""
        clock = self._clock
        if self.transport.is_closing():
            return
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            # What came behind the request before.
            self._await_head()
        if clock.is_over(now_s) or clock.is_stalled(now_s, self.transport.get_write_buffer_size()):
            self.transport.abort()
        elif clock.is_head_late(now_s, self._limits.head_timeout_s):
            self._refuse(RequestTimeout.code)
        elif self.conn.their_state is h11.SEND_BODY and clock.is_body_late(now_s, self._limits, self._is_paused()):
            # Whoever waits for the body hears of it, and answers in the caller's dialect.
            clock.is_body_over = True
            self.cycle.message_event.set()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; uvicorn's hook, while it handles what h11 found."""
        status = getattr(sys.exception(), "error_status_hint", HTTPStatus.BAD_REQUEST)
        too_large = status == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        self._refuse(RequestHeadTooLarge.code if too_large else RequestInvalid.code)

    def on_response_complete(self) -> None:
        """Uvicorn's hook: the next request may come, unless this one's rest still does."""
        super().on_response_complete()
        if self._clock.closes_at_s is not None:
            self._unset_keepalive_if_required()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application, once the head has been looked at."""
        cycle, clock = self.cycle, self._clock
        self._connection.is_proven = True
        clock.begin_body(self.loop.time())
        cycle.transport = _Lingering(self.transport, self._close)  # type: ignore[assignment]

        refused = _refused_head(scope)

        async def send_guarded(message: Message) -> None:
            # After a head that others may read differently, nothing on this connection is what it seems.
            if message["type"] == "http.response.start" and (refused or cycle.more_body):
                message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
            await send(message)

        async def receive_in_time() -> Message:
            message = await receive()
            if clock.is_body_over and message.get("more_body", False):
                raise RequestTimeout("the body")
            return message

        if refused:
            await error_response(scope["path"], refused, SAFE_HEADERS)(scope, receive_in_time, send_guarded)
        else:
            await self._application(scope, receive_in_time, send_guarded)

    def _await_head(self) -> None:
        if self.conn.their_state is h11.IDLE and self._clock.head_since_s is None:
            self._clock.head_since_s = self.loop.time()

    def _is_paused(self) -> bool:
        return self.flow.read_paused

    def _is_ground_to_dust(self, piece: bytes) -> bool:
        chunked = any(name == b"transfer-encoding" for name, _ in self.headers or ())
        return chunked and piece.count(b"\r\n") * MIN_CHUNK_BYTES > max(len(piece), SLICE_BYTES // 4)

    def _refuse(self, code: str) -> None:
        """Answer what never became a request, or no longer is one, if there is anybody to answer."""
        unasked = not self._connection.is_proven and not self.conn.trailing_data[0]
        in_progress = self.cycle is not None and not self.cycle.response_complete
        if in_progress:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if (unasked and code == RequestTimeout.code) or self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.abort()
            return
        answer = error_response("", code, {**SAFE_HEADERS, "connection": "close"})
        head = h11.Response(status_code=answer.status_code, headers=answer.raw_headers)
        for event in (head, h11.Data(data=bytes(answer.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        self._linger()

    def _close(self) -> None:
        """Close once the answer is written, at once unless the request's body is still on its way."""
        if self.cycle.more_body:
            self._linger()
        else:
            self.transport.close()

    def _linger(self) -> None:
        self._clock.closes_at_s = self.loop.time() + LINGER_S
        self._unset_keepalive_if_required()
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()

    def _throw_away(self, count: int) -> None:
        self._clock.body_bytes += count
        if self._clock.body_bytes > MAX_LINGER_BYTES:
            self.transport.abort()


@dataclass(slots=True)
class _Clock:
    """Since when what is awaited; all by the loop's time."""

    head_since_s: float | None = None
    """None while no head is awaited, as between two requests."""
    body_since_s: float = 0.0
    body_bytes: int = 0
    is_body_over: bool = False
    """The body took too long."""
    closes_at_s: float | None = None
    """When a connection ends that is only read any longer."""
    unsent_bytes: int = 0
    unsent_since_s: float = 0.0
    looked_at_s: float = 0.0

    def begin_body(self, now_s: float) -> None:
        """The head is there."""
        self.head_since_s = None
        self.body_since_s, self.body_bytes, self.is_body_over = now_s, 0, False

    def is_over(self, now_s: float) -> bool:
        """Whether the rest of a refused request has been read for long enough."""
        return self.closes_at_s is not None and now_s >= self.closes_at_s

    def is_head_late(self, now_s: float, timeout_s: float) -> bool:
        """Whether a head was begun, or a connection made, too long ago."""
        return self.closes_at_s is None and self.head_since_s is not None and now_s - self.head_since_s >= timeout_s

    def is_body_late(self, now_s: float, limits: ServerSettings, paused: bool) -> bool:
        """Whether too little of the body has come; while it is us who do not read, no time passes."""
        if paused:
            self.body_since_s += now_s - max(self.looked_at_s, self.body_since_s)
        self.looked_at_s = now_s
        took_s = now_s - self.body_since_s
        slow = self.body_bytes < (took_s - limits.body_grace_s) * limits.body_bytes_per_s
        return not self.is_body_over and (slow or took_s >= limits.body_timeout_s)

    def is_stalled(self, now_s: float, unsent_bytes: int) -> bool:
        """Whether the client has taken nothing of an answer for too long."""
        if not unsent_bytes or unsent_bytes != self.unsent_bytes:
            self.unsent_bytes, self.unsent_since_s = unsent_bytes, now_s
        return bool(unsent_bytes) and now_s - self.unsent_since_s >= STALL_S


@dataclass(frozen=True, slots=True)
class _Lingering:
    """The transport as an answer sees it, which wants it closed while its request may still be on its way."""

    transport: asyncio.Transport
    close: Callable[[], None]

    def write(self, data: bytes) -> None:
        self.transport.write(data)

    def is_closing(self) -> bool:
        return self.transport.is_closing()


def _refused_head(scope: Scope) -> str:
    """The code of what is wrong with a head that h11 has let pass; empty for nothing.

    Of a request that states its length twice, in two ways, a proxy may have believed the other one (RFC 9112, 6.1).
    """
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    names = [name for name, _ in headers]
    size = sum(len(name) + len(value) + 4 for name, value in headers)
    target = len(scope["raw_path"]) + len(scope["query_string"])
    if size > MAX_HEAD_BYTES or len(headers) > MAX_HEADERS or target > MAX_TARGET_BYTES:
        return RequestHeadTooLarge.code
    lengths = names.count(b"content-length") + names.count(b"transfer-encoding")
    return RequestInvalid.code if lengths > 1 else ""
