"""A stream server without networks: sessions and videos are real, and nobody sees a face."""

import contextlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.backend.server.server import listen, url_of
from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.face_movement.facts import VideoFacts
from kiosk.domain.liveness.frames import IdentityFacts
from kiosk.rekognition_local.liveness.operations import liveness_operations
from kiosk.rekognition_local.liveness.sessions import OneChallengeSessions
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.rekognition_local.streaming.certificate import load_stream_tls
from kiosk.rekognition_local.streaming.completion import StreamedSessions
from kiosk.rekognition_local.streaming.conversation import Clocks
from kiosk.rekognition_local.streaming.server import StreamAccess, StreamServer
from kiosk.rekognition_local.streaming.static_files import StaticFiles
from kiosk.vision.face_video import FaceVideo
from tests.fakes.stream_client import StreamClient, Wishes


class MovedClock:
    """The real time, which clients sign by, and so much more."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead_s


class StepClock:
    """Time that nobody sets, and that may go on by leaps whenever it is asked."""

    def __init__(self) -> None:
        self.step_s = self._leapt_s = 0.0

    def __call__(self) -> float:
        self._leapt_s += self.step_s
        return time.monotonic() + self._leapt_s


class NoMesh:
    """Implements as much of `FaceMesh` as a video without faces needs."""

    def points(self, rgb: object) -> list[Any]:
        return []


class BlindExaminer:
    """Implements as much of `VideoExaminer` as streams need: decodes, and sees nobody."""

    def analyse(self, video: FaceVideo, *, ended: bool) -> None:
        video.analyse(NoMesh(), ended=ended)  # type: ignore[arg-type]

    def describe(self, video: FaceVideo, claims: ClientClaims, arrival_s: float) -> VideoFacts:
        return VideoFacts(video.facts(), video.relief(), IdentityFacts({}, None), claims, arrival_s)


class NoAnalyser:
    """Implements as much of the analyser as results need."""

    def faces(self, picture: object) -> tuple[()]:
        return ()


@dataclass(frozen=True, slots=True)
class Desk:
    """A running server."""

    url: str
    authority: Path
    store: SessionStore
    operations: Mapping[str, Any]
    clock: MovedClock
    steady: StepClock

    def create(self, **members: Any) -> str:
        return str(self.operations["CreateFaceLivenessSession"](members)["SessionId"])

    def results(self, session_id: str) -> dict[str, Any]:
        return dict(self.operations["GetFaceLivenessSessionResults"]({"SessionId": session_id}))

    def client(self, session_id: str, *, origin: str | None = None, **wishes: Any) -> StreamClient:
        return StreamClient(self.url, self.authority, Wishes(session_id, **wishes), origin)


@contextlib.contextmanager
def running_desk(folder: Path, clock: MovedClock, access: StreamAccess, files: Path | None = None) -> Iterator[Desk]:
    """Serve until it is left."""
    tls, authority = load_stream_tls(folder)
    steady = StepClock()
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(contextlib.closing(SessionStore(folder / "liveness.sqlite3", bytes(range(32)))))
        listener = stack.enter_context(contextlib.closing(listen("127.0.0.1", 0)))
        sessions = OneChallengeSessions(store, None, clock)
        streams = StreamedSessions(sessions, BlindExaminer())  # type: ignore[arg-type]
        stack.enter_context(StreamServer(listener, tls, streams, access, StaticFiles(files), Clocks(clock, steady)))
        operations = liveness_operations(store, NoAnalyser(), clock, has_bucket=False)  # type: ignore[arg-type]
        yield Desk(url_of(listener, "wss"), authority, store, operations, clock, steady)
