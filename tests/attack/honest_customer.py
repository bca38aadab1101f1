"""Somebody who passes honestly, so that attacks can begin where honest people get.

The one file here that uses the kiosk's own code: the demo person is drawn by the terminal's demo camera, and tracked as
the sample's web client does it. What it sends goes over HTTP like everything else.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.specimen import SpecimenFields, draw_passport
from tests.attack.caller import JSON_TYPE, Caller
from tests.attack.caller import Answer as Answered
from tests.attack.messages import START, Challenge, encoded
from tests.e2e.demo_people import DemoPeople
from tests.e2e.sample_client import SAMPLE, SampleClient
from tests.fakes.wire import NONE, Answer

NAME = "grace-hopper"
PACE = 0.8
"""Somebody who takes time to look."""
TRIES = 4
"""One less than lock."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of an honest attempt: the challenge, the verdict, the frames that were sent and when."""

    challenge: Challenge
    started: Mapping[str, Any]
    passed: bool
    verdict: Mapping[str, object]
    frames: Sequence[tuple[float, str]] = field(repr=False)


class _Paced:
    """Time that goes on with every frame, so that somebody before a busy machine moves no further between two."""

    def __init__(self) -> None:
        self.time_s = self._due_s = time.monotonic()

    def wait(self, seconds: float) -> bool:
        """Until the next frame is due."""
        now_s = time.monotonic()
        self._due_s = max(self._due_s + seconds, now_s)
        time.sleep(self._due_s - now_s)
        self.time_s += seconds
        return False


class _Recorder:
    """The wire of the sample's client, over a caller."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self.frames: list[tuple[float, str]] = []

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
        if method == "PUT":
            self.frames.append((time.monotonic(), str(json.loads(body)["frameBase64"])))
        answer = self._caller.send(method, path, body, {**JSON_TYPE, **headers})
        return Answer(answer.status, answer.headers, answer.body.decode("utf-8", "replace"))


class _Client(SampleClient):
    """The sample's client, told what it comes for, and without what makes it send every second frame twice."""

    habits = replace(SAMPLE, repeats=False)

    def __init__(self, recorder: _Recorder, fields: Mapping[str, object]) -> None:
        super().__init__(recorder, _Paced(), insists=True)
        self._recorder, self._fields = recorder, fields
        self.started: Challenge | None = None
        self.told: Mapping[str, Any] = {}

    def start(self) -> Answer:
        # Whoever names no camera stops where the nose arrives, and is shown a box that is far enough for it.
        told = {name: value for name, value in START.items() if name != "camera"}
        body = json.dumps({**told, **self._fields}).encode()
        answer = self._recorder.send("POST", "/challenge/start", body)
        if answer.status == 200:
            self.told = answer.json
            self.started = Challenge(str(answer.json["id"]), str(answer.json["token"]))
        return answer


def pass_honestly(caller: Caller, **fields: object) -> Passage | None:
    """Take the challenge in real time, and again as often as somebody honest would; None when none could begin."""
    passage: Passage | None = None
    for _ in range(TRIES):
        passage = _try(caller, fields) or passage
        if passage is not None and passage.passed:
            break
    return passage


def _try(caller: Caller, fields: Mapping[str, object]) -> Passage | None:
    recorder = _Recorder(caller)
    client = _Client(recorder, fields)
    outcome = client.present(DemoPeople(SAMPLE, pace=PACE))
    if client.started is None:
        return None
    passed = outcome.verdict.get("success") is True
    return Passage(client.started, client.told, passed, outcome.verdict, tuple(recorder.frames))


def show_passport(caller: Caller, challenge: Challenge) -> Answered:
    """Show the demo person's specimen."""
    drawn = draw_passport(_picture(people.demo_person()), SpecimenFields())
    page = bytes(cv2.imencode(".jpg", drawn, [cv2.IMWRITE_JPEG_QUALITY, 90])[1])
    pages = [{"side": "front", "imageBase64": encoded(page)}]
    return caller.call("POST", f"{challenge.path}/document", token=challenge.token, pages=pages)


def pictures_of_people() -> Mapping[str, Path]:
    """The demo person, and somebody else."""
    return {NAME: people.demo_person(), "somebody-else": people.another_person()}


def _picture(path: Path) -> np.typing.NDArray[np.uint8]:
    return np.asarray(cv2.imread(str(path)), dtype=np.uint8)
