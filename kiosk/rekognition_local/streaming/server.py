"""The websocket's side: connections, who may open one, and what each is told at its end."""

import asyncio
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.frames import Close, CloseCode, Frame, Opcode
from websockets.http11 import Request, Response

from kiosk.backend.api.loopback import is_loopback_authority
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import ServiceError
from kiosk.rekognition_local.errors import (
    AccessDeniedException,
    InternalServerException,
    RekognitionError,
    ThrottlingException,
)
from kiosk.rekognition_local.streaming import messages
from kiosk.rekognition_local.streaming.completion import Begun, StreamedSessions
from kiosk.rekognition_local.streaming.conversation import ClientGone, Clocks, Conversation
from kiosk.rekognition_local.streaming.opening import MAX_ADDRESS_CHARS, PATH_END, read_opening
from kiosk.rekognition_local.streaming.session_keys import SessionKeys
from kiosk.rekognition_local.streaming.signatures import ChunkSignatures, StreamSignature, check_address
from kiosk.rekognition_local.streaming.static_files import StaticFiles
from kiosk.system.safe_errors import describe_failure

OPENING_S = 20.0
"""For a handshake, which waits while the videos of others are judged on the same processors."""
MAX_MESSAGE_BYTES = 16 * 1024 * 1024
"""A video of the largest size in one part, in base64, still gets an answer in words."""
MAX_STREAMS = 8
"""Open at the same time; each may hold a video in memory."""
WORKERS = 4
"""Threads for slow work; at most two look at pictures at the same time."""
WAITING_MESSAGES = 8
"""Read ahead of what is worked on; a client that is faster waits."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StreamAccess:
    """Who may open a stream."""

    origins: Sequence[str] = ()
    """Of pages, letter by letter; programs send none."""
    known_keys: Mapping[str, str] | None = None
    """Secrets by access key id, for signatures that are verified."""
    session_keys: SessionKeys | None = None
    """Keys that open one session each; None where none are made."""

    def get(self, access_key_id: str, /) -> str | None:
        """The secret of a key that is known; None for any other."""
        known = (self.known_keys or {}).get(access_key_id)
        return known if known or self.session_keys is None else self.session_keys.secret_of(access_key_id)

    def demand(self, session_id: str, signature: StreamSignature) -> None:
        """Raises AccessDeniedException where the session wants another key."""
        if self.session_keys is not None:
            self.session_keys.demand(session_id, signature.access_key_id, signature.security_token)


class _QuietConnection(ServerConnection):
    """Answers every close with 1000: the service's component takes an echo of its own code for a failure."""

    def __init__(self, protocol: Any, server: Any, **options: Any) -> None:
        super().__init__(protocol, server, **options)
        send_frame = protocol.send_frame

        def send(frame: Frame) -> None:
            answers = frame.opcode is Opcode.CLOSE and protocol.close_rcvd is not None
            send_frame(Frame(Opcode.CLOSE, Close(CloseCode.NORMAL_CLOSURE, "").serialize()) if answers else frame)

        protocol.send_frame = send


class _Channel:
    """Implements `Channel` by a websocket."""

    def __init__(self, connection: ServerConnection) -> None:
        self._connection = connection

    async def receive(self) -> str | bytes:
        try:
            return await self._connection.recv()
        except ConnectionClosed as error:
            raise ClientGone from error

    async def send(self, data: bytes) -> None:
        try:
            await self._connection.send(data)
        except ConnectionClosed as error:
            raise ClientGone from error


class StreamServer:
    """Serves streams and files from a thread of its own until it is closed."""

    def __init__(
        self,
        listener: socket.socket,
        tls: ssl.SSLContext,
        sessions: StreamedSessions,
        access: StreamAccess,
        files: StaticFiles,
        clocks: Clocks | None = None,
    ) -> None:
        """Serve on a bound socket, which stays the caller's."""
        self._listener, self._tls, self._sessions = listener, tls, sessions
        self._access, self._files, self._clocks = access, files, clocks or Clocks()
        self._executor = ThreadPoolExecutor(WORKERS, "stream")
        self._open = 0
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="streams")

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._executor.shutdown()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        async with serve(
            self._handle,
            sock=self._listener.dup(),
            ssl=self._tls,
            process_request=self._answer_file,
            create_connection=_QuietConnection,
            open_timeout=OPENING_S,
            max_size=MAX_MESSAGE_BYTES,
            max_queue=WAITING_MESSAGES,
            server_header=None,
            logger=_silent(),
        ):
            self._ready.set()
            await self._stop.wait()

    def _answer_file(self, connection: ServerConnection, request: Request) -> Response | None:
        """A file for whoever asks without a websocket, also with a refusal; None for streams."""
        if not is_loopback_authority(request.headers.get("Host", "")):
            return connection.respond(421, "This server answers on loopback names only.\n")
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return None
        return self._files.answer(connection, request, self._access.origins)

    async def _handle(self, connection: ServerConnection) -> None:
        channel, started_s = _Channel(connection), time.monotonic()
        try:
            outcome = _say(await self._carry_out(connection, channel))
        except ClientGone:
            outcome = f"client left with {connection.close_code}"
        except RekognitionError as error:
            outcome = error.code
            with suppress(ClientGone):
                await channel.send(messages.exception(error))
        await connection.close()
        logger.info("StartFaceLivenessSession: %s in %.1f s", outcome, time.monotonic() - started_s)

    async def _carry_out(self, connection: ServerConnection, channel: _Channel) -> Verdict:
        if self._open >= MAX_STREAMS:
            raise ThrottlingException
        self._open += 1
        try:
            signatures = self._admit(connection)
            begun = await self._in_background(self._begin, connection)
            return await self._converse(channel, begun, signatures)
        except ServiceError as error:
            logger.error("StartFaceLivenessSession: %s %s", error.code, error.detail)
            raise InternalServerException from error
        except (ClientGone, RekognitionError):
            raise
        except Exception as error:
            logger.error("unexpected: %s", describe_failure(error))
            raise InternalServerException from error
        finally:
            self._open -= 1

    def _admit(self, connection: ServerConnection) -> ChunkSignatures:
        """Check who asks; raises RekognitionErrors."""
        request = connection.request
        assert request is not None
        origin = request.headers.get("Origin")
        if origin is not None and origin not in self._access.origins:
            raise AccessDeniedException("Pages of this origin may not ask; see --allow-origin")
        path = request.path.partition("?")[0]
        if len(request.path) > MAX_ADDRESS_CHARS or not path.endswith(PATH_END):
            raise AccessDeniedException("There is no stream at this address")
        host = request.headers.get("Host", "")
        signature = check_address(request.path, host, self._access, self._clocks.now_s())
        self._access.demand(read_opening(request.path).session_id, signature)
        return ChunkSignatures(signature)

    def _begin(self, connection: ServerConnection) -> Begun:
        assert connection.request is not None
        return self._sessions.begin(read_opening(connection.request.path))

    async def _converse(self, channel: _Channel, begun: Begun, signatures: ChunkSignatures) -> Verdict:
        try:
            return await Conversation(channel, self._sessions, begun, self._executor, self._clocks).run(signatures)
        except BaseException:
            # Nothing for a session that has its verdict already.
            await self._in_background(self._sessions.fail, begun)
            raise

    def _in_background(self, work: Callable[..., Any], *arguments: Any) -> "asyncio.Future[Any]":
        return self._loop.run_in_executor(self._executor, work, *arguments)


def _say(verdict: Verdict) -> str:
    """What a log may hold of a verdict."""
    return "passed" if verdict.passed else " ".join(["failed for", *verdict.reasons])


def _silent() -> logging.Logger:
    """websockets logs what clients do wrong with whole tracebacks, and addresses hold ids of sessions."""
    silent = logging.getLogger(f"{__name__}.transport")
    silent.setLevel(logging.CRITICAL + 1)
    return silent
