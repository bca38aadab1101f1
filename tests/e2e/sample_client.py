"""The two samples' web clients as they behave in a browser, with our tracker in place of theirs.

What they send and when was read in their public sources, aws-samples/liveness-detection and
aws-solutions/liveness-detection-framework. Neither numbers nor chains its frames, nor says of which stage they are.
"""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from kiosk.contract.challenge import NoseStartReply
from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.tracker import FrameSize, Tracker
from tests.fakes.wire import Answer, Json, Wire, call

Image = NDArray[np.uint8]
T = TypeVar("T")
JPEG_QUALITY = 70
MAX_FPS = 12.0
AREA_LIMIT_S, NOSE_LIMIT_S = 30.0, 10.0


@dataclass(frozen=True, slots=True)
class Habits:
    """In which the two clients differ."""

    width_px: int
    height_px: int
    good_frames: int
    """Frames with one face that is large enough before it looks where the face is."""
    min_face_percent: int
    """Of the area, below which it says that the face is too far away; 0 for a client that does not look."""
    faceless_in_area: int
    faceless_at_nose: int
    area_tolerance: float
    repeats: bool
    """Its canvas keeps the mirroring from frame to frame, so that every second one is drawn beside it."""


BOX_WIDTH = 1.33
"""Width of the box that face-api.js' tiny detector draws, to that of the face mesh in the same picture."""
SAMPLE = Habits(640, 480, 1, 0, 2, 4, 0.15, repeats=True)
FRAMEWORK = Habits(480, 480, 3, 40, 6, 12, 0.20, repeats=False)


class State(StrEnum):
    """Of the client alone: what the backend decides comes afterwards."""

    FACE = "face"
    AREA = "area"
    NOSE = "nose"
    SUCCESS = "success"
    FAIL = "fail"


class LocalChallenge:
    """The client's own judgement, frame by frame."""

    def __init__(self, challenge: NoseChallenge, habits: Habits) -> None:
        self.state = State.FACE
        self.challenge, self._habits = challenge, habits
        self._ends_at_s, self._good, self._faceless = float("inf"), 0, 0

    def see(self, faces: Sequence[FaceDetail], now_s: float) -> bool:
        """Take in a frame; says whether it is uploaded."""
        late = now_s > self._ends_at_s
        before, self.state = self.state, State.FAIL if late else self._next(faces)
        if self.state is not before:
            limits_s = {State.AREA: AREA_LIMIT_S, State.NOSE: NOSE_LIMIT_S}
            self._ends_at_s, self._faceless = now_s + limits_s.get(self.state, float("inf")), 0
        return self.state in (State.NOSE, State.SUCCESS)

    def _next(self, faces: Sequence[FaceDetail]) -> State:
        if self.state is State.FACE:
            return self._face(faces)
        if len(faces) > 1:
            return State.FAIL
        if not faces:
            self._faceless += 1
            habits = self._habits
            allowed = habits.faceless_in_area if self.state is State.AREA else habits.faceless_at_nose
            return State.FAIL if self._faceless > allowed else self.state
        if self.state is State.AREA:
            return State.NOSE if self._inside(faces[0], 0.0) else State.AREA
        if not self._inside(faces[0], self._habits.area_tolerance):
            return State.FAIL
        return State.SUCCESS if self.challenge.nose_target.contains(faces[0].nose) else State.NOSE

    def _face(self, faces: Sequence[FaceDetail]) -> State:
        if len(faces) != 1:
            self._good = 0
            return State.FACE
        percent = 100 * faces[0].bounding_box.area / self.challenge.face_area.area
        self._good += percent >= self._habits.min_face_percent
        return State.AREA if self._good >= self._habits.good_frames else State.FACE

    def _inside(self, face: FaceDetail, tolerance: float) -> bool:
        """As both clients do it: the tolerance is a share of the distance from the edge, not of the area."""
        area, box = self.challenge.face_area, face.bounding_box
        return (
            box.left >= area.left * (1 - tolerance)
            and box.top >= area.top * (1 - tolerance)
            and box.right <= area.left + area.width * (1 + tolerance)
            and box.bottom <= area.top + area.height * (1 + tolerance)
        )


def with_wide_box(face: FaceDetail) -> FaceDetail:
    """The face as the clients' own detector would box it."""
    box = face.bounding_box
    wider = box.width * BOX_WIDTH
    return replace(face, bounding_box=Box(box.centre.x - wider / 2, box.top, wider, box.height))


class Canvas:
    """Where the video is drawn to be compressed.

    Both clients mirror the canvas after they have drawn. Setting its size, as the framework's does for every frame,
    undoes it; the sample's does not, so that its next frame is drawn outside and the one before is sent once more.
    """

    def __init__(self, *, repeats: bool) -> None:
        self._repeats, self._outside, self._drawn = repeats, False, b""

    def jpeg(self, image: Image) -> bytes:
        if not self._outside:
            self._drawn = encode_jpeg(image, JPEG_QUALITY)
        self._outside = self._repeats and not self._outside
        return self._drawn


class Person(Protocol):
    """Whoever stands before the camera."""

    def picture(self, elapsed_s: float) -> Image:
        """What the camera shows after so many seconds more."""
        ...

    def look(self, state: State, challenge: NoseChallenge, faces: Sequence[FaceDetail]) -> None:
        """See on the screen what the client shows."""
        ...


class Clock(Protocol):
    """Tells the time, and passes it."""

    @property
    def time_s(self) -> float: ...

    def wait(self, seconds: float) -> bool: ...


class Screen(StrEnum):
    """Where the client ends up."""

    VERIFIED = "verified"
    NOT_LIVE = "not live"
    FAILED_LOCALLY = "failed locally"
    ERROR = "something went wrong"
    WAITING = "waiting for ever"
    """An upload was refused: the client waits for all of them to succeed, and for nothing else."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the customer sees in the end, and all answers of the backend."""

    screen: Screen
    verdict: Mapping[str, object]
    uploads: tuple[Answer, ...]

    @property
    def reasons(self) -> frozenset[str]:
        """Which the client does not read."""
        reasons = self.verdict.get("reasons", ())
        assert isinstance(reasons, list | tuple)
        return frozenset(reasons)


class AtOnce(Executor):
    """Uploads one after the other, for a clock that only this thread moves."""

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> "Future[T]":
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class SampleClient:
    """The client of aws-samples/liveness-detection; `insists` makes it ask for a verdict that it expects to fail."""

    habits = SAMPLE

    def __init__(self, wire: Wire, clock: Clock, *, insists: bool = False) -> None:
        self._wire, self._clock, self._insists = wire, clock, insists

    def present(self, person: Person, fps: float = MAX_FPS, uploader: Executor | None = None) -> Outcome:
        """Go through all of it: start, frames, verdict."""
        answer = self.start()
        if answer.status != 200:
            return Outcome(Screen.ERROR, answer.json, ())
        started = answer.json
        local = LocalChallenge(self.challenge(started), self.habits)
        frames = list(self._frames(started, local, person, fps, uploader or AtOnce()))
        uploads = tuple(frame.result() for frame in frames)
        if local.state is not State.SUCCESS and not self._insists:
            return Outcome(Screen.FAILED_LOCALLY, {}, uploads)
        if any(each.status != 200 for each in uploads):
            return Outcome(Screen.WAITING, {}, uploads)
        answer = self.verify(started)
        if answer.status != 200:
            return Outcome(Screen.ERROR, answer.json, uploads)
        return Outcome(Screen.VERIFIED if answer.json["success"] else Screen.NOT_LIVE, answer.json, uploads)

    def start(self) -> Answer:
        """It names its user by a number of its own."""
        body = {"userId": "0d9b5f0a-9f1c-4a7e-8f54-0e5d0c6ad3a1", **self.size}
        return call(self._wire, "POST", "/challenge/start", body)

    @property
    def size(self) -> Mapping[str, int]:
        """What the camera says that it delivers."""
        return {"imageWidth": self.habits.width_px, "imageHeight": self.habits.height_px}

    def challenge(self, started: Json) -> NoseChallenge:
        """The geometry, which is flat."""
        return NoseStartReply.read(started).to_challenge(str(started["id"]))

    def upload(self, started: Json, jpeg: bytes, timestamp_ms: int) -> Answer:
        """Send one frame."""
        frame = base64.b64encode(jpeg).decode()
        body = {"timestamp": timestamp_ms, "frameBase64": frame, "token": started["token"]}
        return call(self._wire, "PUT", f"/challenge/{started['id']}/frames", body)

    def verify(self, started: Json) -> Answer:
        """Ask for the verdict, where both contracts do."""
        return call(self._wire, "POST", f"/challenge/{started['id']}/verify", {"token": started["token"]})

    def _frames(
        self, started: Json, local: LocalChallenge, person: Person, fps: float, uploader: Executor
    ) -> Iterator["Future[Answer]"]:
        clock, canvas = self._clock, Canvas(repeats=self.habits.repeats)
        until_s = clock.time_s + 2 * AREA_LIMIT_S
        before_s = clock.time_s
        with Tracker(FrameSize(self.habits.width_px, self.habits.height_px, 1.0)) as tracker:
            while local.state not in (State.SUCCESS, State.FAIL) and clock.time_s < until_s:
                clock.wait(1 / fps)
                now_s = clock.time_s
                image = person.picture(now_s - before_s)
                before_s = now_s
                faces = [with_wide_box(face) for face in tracker.observe(image, now_s).faces]
                if local.see(faces, now_s):
                    yield uploader.submit(self.upload, started, canvas.jpeg(image), round(now_s * 1000))
                person.look(local.state, local.challenge, faces)


class FrameworkClient(SampleClient):
    """The client of aws-solutions/liveness-detection-framework."""

    habits = FRAMEWORK

    def start(self) -> Answer:
        """It leaves the user to its identity's token, and says which challenge it wants."""
        return call(self._wire, "POST", "/challenge", {**self.size, "challengeType": "NOSE"})

    def challenge(self, started: Json) -> NoseChallenge:
        """The geometry, which is nested."""
        params = started["params"]
        assert isinstance(params, dict)
        return NoseStartReply.read({"id": started["id"], "token": started["token"], **params}).to_challenge(
            str(started["id"])
        )

    def upload(self, started: Json, jpeg: bytes, timestamp_ms: int) -> Answer:
        """Send one frame."""
        frame = base64.b64encode(jpeg).decode()
        body = {"token": started["token"], "timestamp": timestamp_ms, "frameBase64": frame}
        return call(self._wire, "PUT", f"/challenge/{started['id']}/frame", body)
