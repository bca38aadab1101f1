"""One stream from its opening to its end: whatever a client does, it gets an answer, and its session an end."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.face_movement.container import VideoRefused
from kiosk.domain.liveness.verdict import Verdict
from kiosk.rekognition_local.errors import ValidationException
from kiosk.rekognition_local.liveness.records import SESSION_LIFE_S
from kiosk.rekognition_local.streaming import messages
from kiosk.rekognition_local.streaming.completion import Begun, Judged, StreamedSessions
from kiosk.rekognition_local.streaming.messages import VideoChunk
from kiosk.rekognition_local.streaming.signatures import ChunkSignatures, read_message
from kiosk.vision.face_video import MAX_DURATION_S, FaceVideo

MAX_VIDEO_S = MAX_DURATION_S + 10
"""From the first part of a video to the last."""
MAX_MESSAGES = 5000
"""Of one stream; the busiest client sends ten a second."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time of day in seconds since the epoch, and one that nobody sets, which durations are measured by."""

    now_s: Callable[[], float] = time.time
    steady_s: Callable[[], float] = time.monotonic


class Channel(Protocol):
    """The transport of whole messages."""

    async def receive(self) -> str | bytes:
        """The next message; raises ClientGone."""
        ...

    async def send(self, data: bytes) -> None:
        """Send a message; raises ClientGone."""
        ...


class ClientGone(Exception):
    """The client closed the stream, or vanished."""


@dataclass(slots=True)
class _Progress:
    """What arrived so far."""

    video: FaceVideo
    claims: ClientClaims = field(default_factory=ClientClaims)
    began_s: float | None = None
    last_ms: int = 0
    ended: bool = False


class Conversation:
    """Carries out one session; made and used on one event loop."""

    def __init__(
        self, channel: Channel, sessions: StreamedSessions, begun: Begun, executor: Executor, clocks: Clocks
    ) -> None:
        """Slow work is done by `executor`."""
        self._channel, self._sessions, self._begun, self._executor = channel, sessions, begun, executor
        self._clocks = clocks
        self._progress = _Progress(FaceVideo(begun.challenge.width_px, begun.challenge.height_px))
        self._looking: asyncio.Future[None] | None = None

    async def run(self, signatures: ChunkSignatures) -> Verdict:
        """Carry the session out to its verdict; raises ClientGone, RekognitionError and ServiceError."""
        try:
            async with asyncio.timeout(SESSION_LIFE_S):
                await self._channel.send(messages.challenge_event(self._begun.challenge))
                await self._channel.send(messages.session_information(self._begun.challenge))
                await self._receive_video(signatures)
                judged = await self._judge(signatures)
            await self._in_background(partial(self._sessions.complete, self._begun, judged))
        except TimeoutError as error:
            raise ValidationException("The session has expired") from error
        except VideoRefused as error:
            raise ValidationException(str(error)) from error
        finally:
            try:
                if self._looking is not None:
                    await asyncio.wait([self._looking])
            finally:
                # Also where the server ends: Python would wait for its decoder.
                self._progress.video.close()
        await self._channel.send(messages.disconnection(self._clocks.now_s()))
        return judged.verdict

    async def _receive_video(self, signatures: ChunkSignatures) -> None:
        for _ in range(MAX_MESSAGES):
            self._take(signatures, await self._channel.receive())
            if self._progress.ended:
                return
            self._look()
        raise ValidationException("The stream has too many messages")

    def _take(self, signatures: ChunkSignatures, untrusted: str | bytes) -> None:
        if isinstance(untrusted, str):
            raise ValidationException("Only binary messages are event stream messages")
        payload = signatures.check(read_message(untrusted))
        if not payload:
            raise ValidationException("The stream ended before the video did")
        event = messages.read_event(read_message(payload))
        if isinstance(event, VideoChunk):
            self._take_video(event)
        elif event["Type"] == self._begun.challenge.type:
            self._progress.claims = messages.with_claims(self._progress.claims, event)
        else:
            raise ValidationException("The event is of another challenge")

    def _take_video(self, chunk: VideoChunk) -> None:
        progress, now_s = self._progress, self._clocks.steady_s()
        if chunk.at_ms < progress.last_ms:
            raise ValidationException("The parts of the video are out of order")
        if not chunk.data:
            progress.ended = True
            if not progress.video.size_bytes:
                raise ValidationException("There is no video")
            return
        progress.began_s = progress.began_s or now_s
        if now_s - progress.began_s > MAX_VIDEO_S:
            raise ValidationException("The video is too long")
        progress.last_ms = chunk.at_ms
        progress.video.add(chunk.data)

    def _look(self) -> None:
        """Look at the video while it arrives, unless somebody still does."""
        if self._looking is not None and self._looking.done():
            self._looking.result()
            self._looking = None
        if self._looking is None and self._progress.video.size_bytes:
            self._looking = self._in_background(partial(self._sessions.analyse, self._progress.video, ended=False))

    async def _judge(self, signatures: ChunkSignatures) -> Judged:
        """The verdict, unless anything else comes meanwhile: a video has one end, and nothing after it."""
        if self._looking is not None:
            await self._looking
            self._looking = None
        deciding: asyncio.Future[Any] = self._in_background(self._decide)
        watching: asyncio.Future[Any] = asyncio.ensure_future(self._watch(signatures))
        try:
            await asyncio.wait([deciding, watching], return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                watching.result()
            judged: Judged = await deciding
            return judged
        finally:
            watching.cancel()
            await asyncio.wait([deciding])

    def _decide(self) -> Judged:
        progress = self._progress
        self._sessions.analyse(progress.video, ended=True)
        arrival_s = self._clocks.steady_s() - (progress.began_s or 0.0)
        return self._sessions.judge(self._begun, progress.video, progress.claims, arrival_s)

    async def _watch(self, signatures: ChunkSignatures) -> None:
        """Raises ValidationException for what comes after the end of the video; a client may then leave."""
        with suppress(ClientGone):
            while True:
                untrusted = await self._channel.receive()
                # Some clients say once more that they have nothing more to say.
                if isinstance(untrusted, str) or signatures.check(read_message(untrusted)):
                    raise ValidationException("The video has ended already")

    def _in_background(self, work: "Callable[[], Any]") -> "asyncio.Future[Any]":
        return asyncio.get_running_loop().run_in_executor(self._executor, work)
