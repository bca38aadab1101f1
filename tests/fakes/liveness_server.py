"""A server of liveness streams that does what a test wants, right or wrong."""

import asyncio
import contextlib
import logging
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from kiosk.contract.liveness_stream.event_stream import decode_message
from kiosk.domain.liveness.face_movement.challenge import FaceMovementChallenge
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamCredentials, StreamGrant
from kiosk.rekognition_local.streaming import messages
from kiosk.rekognition_local.streaming.certificate import load_stream_tls
from tests.fakes.branch_network import common_name

SESSION = "3f8e8c1e-7b0e-4b0a-9a57-5f9cf2b1a001"
FAR_FUTURE_S = 4_000_000_000
Behave = Callable[[ServerConnection], Awaitable[None]]
Answer = Callable[[ServerConnection, Request], Response | None]


class LivenessServer:
    """Serves from a thread of its own."""

    def __init__(
        self, folder: Path, behave: Behave, answer: Answer | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self._behave, self._answer = behave, answer
        own, authority = load_stream_tls(folder)
        self._tls = tls or own
        self.authority = authority.read_text()
        self.paths: list[str] = []
        self.date = ""
        """In place of the time of day in the answer to an opening."""
        self.codes: list[int | None] = []
        """What streams were closed with."""
        self.shown: list[str] = []
        """Common names of clients' certificates, empty for none."""
        self.port = 0
        self._loop, self._stop, self._ready = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run)

    @property
    def grant(self) -> StreamGrant:
        return self.grant_with()

    def grant_with(
        self, endpoint: str = "", authority: str | None = None, expires_at_s: int = FAR_FUTURE_S
    ) -> StreamGrant:
        key = StreamCredentials("AKID", "secret", "token", expires_at_s)
        authority = self.authority if authority is None else authority
        return StreamGrant(SESSION, "us-east-1", endpoint or f"wss://127.0.0.1:{self.port}", key, authority)

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.run_until_complete(self._let_go())

    async def _let_go(self) -> None:
        """Connections that were given up half open close a little later; one socket is the loop's own."""
        sockets: Any = self._loop._selector.get_map()  # type: ignore[attr-defined]
        for _ in range(100):
            if len(sockets) <= 1:
                return
            await asyncio.sleep(0.01)

    async def _serve(self) -> None:
        async with serve(
            self._handle,
            "127.0.0.1",
            0,
            ssl=self._tls,
            process_request=self._answer,
            process_response=self._with_date,
            close_timeout=1,
            logger=_silent(),
        ) as server:
            self.port = _port(server)
            self._ready.set()
            await self._stop.wait()

    def _with_date(self, connection: ServerConnection, request: Request, response: Response) -> Response:
        if self.date:
            del response.headers["Date"]
            response.headers["Date"] = self.date
        return response

    async def _handle(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        self.paths.append(connection.request.path)
        self.shown.append(common_name(connection.transport.get_extra_info("peercert")))
        with contextlib.suppress(ConnectionClosed):
            await self._behave(connection)
        with contextlib.suppress(ConnectionClosed):
            await connection.wait_closed()
        self.codes.append(connection.close_code)


def _silent() -> logging.Logger:
    silent = logging.getLogger(__name__)
    silent.setLevel(logging.CRITICAL + 1)
    return silent


def _port(server: Server) -> int:
    return int(next(iter(server.sockets)).getsockname()[1])


@contextlib.contextmanager
def liveness_server(
    folder: Path, behave: Behave, answer: Answer | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[LivenessServer]:
    """Serve until it is left."""
    server = LivenessServer(folder, behave, answer, tls)
    server._thread.start()
    server._ready.wait()
    try:
        yield server
    finally:
        server._loop.call_soon_threadsafe(server._stop.set)
        server._thread.join()
        server._loop.close()


def tells(challenge: FaceMovementChallenge, *more: bytes) -> Behave:
    """Tell what it wants, and more."""

    async def behave(connection: ServerConnection) -> None:
        for message in (messages.challenge_event(challenge), messages.session_information(challenge), *more):
            await connection.send(message)

    return behave


def takes_video(challenge: FaceMovementChallenge, taken: list[object]) -> Behave:
    """Take a whole video, then say that it was judged."""

    async def behave(connection: ServerConnection) -> None:
        await tells(challenge)(connection)
        while True:
            data = await connection.recv()
            assert isinstance(data, bytes)
            event = messages.read_event(decode_message(decode_message(data).payload))
            taken.append(event)
            if isinstance(event, messages.VideoChunk) and not event.data:
                break
        await connection.send(messages.disconnection(1_700_000_000))
        await connection.close()

    return behave
