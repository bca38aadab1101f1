"""One stream to a liveness service from its opening to its end, on a thread and an event loop of its own."""

import asyncio
import logging
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from kiosk.contract.liveness_stream.events import (
    Disconnection,
    ServerEvent,
    SessionInformation,
    StreamException,
    read_server_event,
)
from kiosk.contract.liveness_stream.signing import ChunkSigner
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant
from kiosk.errors import BackendResponseInvalid, KioskError
from kiosk.stream_errors import (
    StreamAccessRefused,
    StreamAnswerInvalid,
    StreamClosed,
    StreamCredentialsExpired,
    StreamError,
    StreamServiceFailed,
    StreamTimeout,
)
from kiosk.system.safe_errors import describe_failure
from kiosk.terminal.client.liveness_stream.connection import (
    OpeningRefused,
    StreamNetwork,
    VideoSize,
    open_websocket,
    sign_opening,
)
from kiosk.terminal.client.liveness_stream.failures import (
    CANCELLED,
    NORMAL,
    SIGNATURE_REFUSED,
    error_of_close,
    error_of_exception,
)
from kiosk.terminal.client.liveness_stream.stream_clock import StreamClock

logger = logging.getLogger(__name__)

INFORMATION_TIMEOUT_S = 10.0
"""Until the server says what it wants."""
SESSION_LIFE_S = 180.0
"""The service's, from opening to end."""
WRONG_CLOCK_S = 240.0
"""From which difference the time of a signature explains its refusal (the service's clients)."""
MAX_WAITING_BYTES = 6_000_000
"""Of video that waits for the line: beyond, it would not be over in time."""
MAX_EVENTS = 200
"""Of one server; it has three to say."""
ROUNDS = 20
"""Of the event loop, after which all sockets are closed."""
OPEN_TIMEOUT_S: Final = 3 * INFORMATION_TIMEOUT_S


@dataclass(frozen=True, slots=True)
class StreamPlan:
    """What a stream is opened for."""

    grant: StreamGrant
    kind: ChallengeType
    """What the backend asked the service for."""
    size: VideoSize
    network: StreamNetwork = field(default_factory=StreamNetwork)
    attempt: int = 1
    """Of one customer, from 1 on."""


class _WrongClock(Exception):
    """The signature was refused for its time."""

    def __init__(self, skew_s: float) -> None:
        super().__init__()
        self.skew_s = skew_s


class LivenessStream:
    """Opened in one thread, filled from any; its first failure stays what it ended by."""

    def __init__(self, plan: StreamPlan, clock: StreamClock | None = None) -> None:
        self._plan, self.clock = plan, clock or StreamClock()
        self._information: Future[SessionInformation] = Future()
        self._ended: Future[None] = Future()
        self._loop = asyncio.new_event_loop()
        # WORKAROUND(websockets 17.4): a connection through a proxy that ends before its handshake trips over itself.
        self._loop.set_exception_handler(lambda loop, context: logger.debug("a callback failed"))
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._lock, self._waiting_bytes = threading.Lock(), 0
        self._closing: int | None = None
        self._leaving = False
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="liveness-stream", daemon=True)

    def open(self) -> SessionInformation:
        """Connect and return what the server wants; raises StreamErrors and SettingsInvalid."""
        self._thread.start()
        try:
            return self._information.result(OPEN_TIMEOUT_S + 2 * self._plan.network.connect_timeout_s)
        except FutureTimeout:
            self.close()
            raise StreamTimeout("the stream did not open") from None

    def send(self, payload: bytes) -> None:
        """Send this event after all before it, from any thread; nothing happens once the stream is over."""
        with self._lock:
            self._waiting_bytes += len(payload)
            overfull = self._waiting_bytes > MAX_WAITING_BYTES
        with suppress(RuntimeError):
            if overfull:
                self._loop.call_soon_threadsafe(self._end, StreamTimeout("the line is too slow"))
            else:
                self._loop.call_soon_threadsafe(self._outbox.put_nowait, payload)

    def waiting_bytes(self) -> int:
        """Return how much waits for the line."""
        with self._lock:
            return self._waiting_bytes

    @property
    def error(self) -> BaseException | None:
        """What the stream ended by; None while it runs, and when it came to its end."""
        return self._ended.exception() if self._ended.done() else None

    def wait(self, timeout_s: float) -> None:
        """Wait until the server has taken in the whole video; raises StreamErrors."""
        try:
            self._ended.result(timeout_s)
        except FutureTimeout:
            raise StreamTimeout("the service still thinks") from None

    def close(self, code: int = CANCELLED) -> None:
        """Leave, without waiting for anything; the server is told why."""
        self._closing = code
        if self._thread.ident is None:
            self._loop.close()
            return
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._cancel)

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; return False when it did not end in time."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        error: Exception | None = None
        try:
            self._loop.run_until_complete(self._carry_out())
        except asyncio.CancelledError:
            error = StreamClosed("left")
        except KioskError as failed:
            error = failed
        except Exception as failed:  # the boundary of the thread
            logger.error("unexpected: %s", describe_failure(failed))
            error = StreamServiceFailed(type(failed).__name__)
        finally:
            self._loop.run_until_complete(_close_transports())
            self._loop.close()
        self._end(error)

    def _end(self, error: Exception | None) -> None:
        """Settle what is still open; the first outcome stays."""
        for future in (self._information, self._ended):
            if not future.done():
                if error is not None or future is self._information:
                    future.set_exception(error or StreamClosed("over before it began"))
                else:
                    self._ended.set_result(None)
        if error is not None and not self._loop.is_closed():
            self._cancel()

    def _cancel(self) -> None:
        # Once: what follows is the closing, which takes its time.
        if self._task is not None and not self._leaving:
            self._leaving = True
            self._task.cancel()

    async def _carry_out(self) -> None:
        self._task = asyncio.current_task()
        if self._closing is not None:
            raise asyncio.CancelledError
        try:
            await self._converse()
        except _WrongClock as wrong:
            logger.warning("the clock is %.0f s behind the liveness service's", wrong.skew_s)
            self.clock.correct(wrong.skew_s)
            try:
                await self._converse()
            except _WrongClock:
                raise StreamAccessRefused(SIGNATURE_REFUSED) from None

    async def _converse(self) -> None:
        grant = self._plan.grant
        if not self._credentials_left_s() > 0:
            raise StreamCredentialsExpired("before the stream was opened")
        address = sign_opening(grant, self._plan.size, self.clock.now_s(), self._plan.attempt)
        try:
            websocket = await open_websocket(grant, address, self._plan.network)
        except OpeningRefused as refused:
            raise self._refusal(StreamAccessRefused(str(refused)), refused.untrusted_date) from None
        code = NORMAL
        try:
            async with asyncio.timeout(SESSION_LIFE_S):
                await self._begin(websocket)
                await self._exchange(websocket, ChunkSigner(address))
        except TimeoutError:
            raise StreamTimeout("the session is over") from None
        except BaseException:
            code = self._closing or CANCELLED
            raise
        finally:
            # Cancelled or not, the server learns why.
            await websocket.close(code)

    def _credentials_left_s(self) -> float:
        return self._plan.grant.credentials.expires_at_s - self.clock.now_s()

    async def _begin(self, websocket: ClientConnection) -> None:
        try:
            async with asyncio.timeout(INFORMATION_TIMEOUT_S):
                while not isinstance(event := await self._receive(websocket), SessionInformation):
                    if isinstance(event, Disconnection):
                        raise StreamAnswerInvalid("over before it began")
        except TimeoutError:
            raise StreamTimeout("no session information") from None
        if event.challenge.type is not self._plan.kind:
            raise StreamAnswerInvalid("another challenge than the backend asked for")
        self._information.set_result(event)

    async def _exchange(self, websocket: ClientConnection, signer: ChunkSigner) -> None:
        """Send what there is until the server has all; whichever fails first ends the stream."""
        sending = asyncio.ensure_future(self._send_all(websocket, signer))
        listening = asyncio.ensure_future(self._listen(websocket))
        try:
            done, _ = await asyncio.wait((sending, listening), return_when=asyncio.FIRST_COMPLETED)
            if listening not in done:
                # The server may have said why it closed.
                await asyncio.wait((listening,), timeout=1.0)
            await (listening if listening.done() else sending)
        finally:
            for task in (sending, listening):
                task.cancel()
            await asyncio.gather(sending, listening, return_exceptions=True)

    async def _send_all(self, websocket: ClientConnection, signer: ChunkSigner) -> None:
        while True:
            payload = await self._outbox.get()
            try:
                await websocket.send(signer.sign(payload, self.clock.now_ms()))
            except ConnectionClosed as closed:
                raise error_of_close(closed.rcvd.code if closed.rcvd else None) from None
            with self._lock:
                self._waiting_bytes -= len(payload)

    async def _listen(self, websocket: ClientConnection) -> None:
        while not isinstance(await self._receive(websocket), Disconnection):
            pass

    async def _receive(self, websocket: ClientConnection) -> ServerEvent:
        """The next event that says something; raises StreamErrors for everything that ends a stream."""
        for _ in range(MAX_EVENTS):
            try:
                data = await websocket.recv()
            except ConnectionClosed as closed:
                raise error_of_close(closed.rcvd.code if closed.rcvd else None) from None
            if isinstance(data, str):
                raise StreamAnswerInvalid("a text message")
            event = _read(data, self._plan.size)
            if isinstance(event, StreamException):
                raise self._error_of(event, websocket)
            if isinstance(event, SessionInformation | Disconnection):
                return event
        raise StreamAnswerInvalid("too many events")

    def _error_of(self, said: StreamException, websocket: ClientConnection) -> StreamError | _WrongClock:
        error = error_of_exception(said, self._credentials_left_s())
        if said.name != SIGNATURE_REFUSED or self._information.done():
            return error
        return self._refusal(error, None if websocket.response is None else websocket.response.headers.get("Date"))

    def _refusal(self, error: StreamError, untrusted_date: str | None) -> StreamError | _WrongClock:
        """The error, unless the clock explains it."""
        skew_s = self.clock.skew_s(untrusted_date)
        return _WrongClock(skew_s) if abs(skew_s) > WRONG_CLOCK_S else error


async def _close_transports() -> None:
    """Those of connections that were given up close in the rounds that follow."""
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


def _read(untrusted_data: bytes, size: VideoSize) -> ServerEvent:
    try:
        return read_server_event(untrusted_data, size.width_px, size.height_px)
    except BackendResponseInvalid as error:
        raise StreamAnswerInvalid(error.detail) from None
