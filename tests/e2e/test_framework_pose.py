"""The framework's second challenge over real HTTP, with pictures of real people, as its client sends them."""

import base64
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import requests

from kiosk.backend.api.facade import ChallengeService, VerificationService
from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.kinds import ChallengeKinds
from kiosk.backend.challenge.pose_rules import PoseRules
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.domain.liveness.pose.challenge import Eyes, Mouth, PoseChallenge, draw_challenge
from kiosk.settings import Settings, load
from kiosk.terminal.camera.demo import people
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import served
from tests.fakes.wire import HttpWire, Json, Wire, call

SIDE_PX = 480
NOW_MS = 1_795_267_200_123


@dataclass(frozen=True, slots=True)
class Asked(PoseRules):
    """The pose that the test wants."""

    eyes: Eyes = Eyes.OPEN
    mouth: Mouth = Mouth.CLOSED

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> PoseChallenge:
        return replace(draw_challenge(challenge_id, width_px, height_px, lambda n: 0), eyes=self.eyes, mouth=self.mouth)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load(
        data_dir=tmp_path_factory.mktemp("backend"), framework_pose=True, terminals=ANYBODY, consent_elsewhere=True
    )


@pytest.fixture(scope="module")
def service(settings: Settings, local_engines: tuple[LocalFaceEngine, LocalEngines]) -> Iterator[VerificationService]:
    with build_local(settings, *local_engines) as service:
        yield service


@contextmanager
def asking(service: VerificationService, settings: Settings, eyes: Eyes, mouth: Mouth) -> Iterator[Wire]:
    """The service with this demand."""
    kinds = service.kinds
    pose = replace(kinds.named(PoseChallenge.kind), rules=Asked(eyes, mouth))
    chosen = ChallengeKinds({**kinds.by_name, PoseChallenge.kind: pose}, kinds.offered)
    parts = replace(service._context, kinds=chosen)
    with served(ChallengeService(parts, ExitStack()), settings) as url, requests.Session() as session:
        yield HttpWire(url, session)


def picture(path: Path, centre: tuple[float, float], side: float) -> bytes:
    """A square of the picture as the client's canvas has it, around a point and as wide as a share of the picture."""
    image = np.asarray(cv2.imread(str(path)), dtype=np.uint8)
    half = round(side * image.shape[1] / 2)
    x, y = round(centre[0] * image.shape[1]), round(centre[1] * image.shape[0])
    square = image[max(y - half, 0) : y + half, max(x - half, 0) : x + half]
    small = cv2.resize(square, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 70])[1].tobytes()


def serious() -> bytes:
    """Looks straight, lips closed."""
    return picture(people.demo_person(), (0.5, 0.4), 0.7)


def smiling() -> bytes:
    """Looks straight, and smiles with her teeth."""
    return picture(people.another_person(), (0.44, 0.24), 0.45)


def start(wire: Wire) -> Json:
    answer = call(wire, "POST", "/challenge", {"imageWidth": SIDE_PX, "imageHeight": SIDE_PX, "challengeType": "POSE"})
    assert answer.status == 200, answer.text
    return answer.json


def passes(wire: Wire, jpeg: bytes) -> bool:
    """Start, one picture, verdict: all that the client does."""
    started = start(wire)
    body = {"token": started["token"], "timestamp": NOW_MS, "frameBase64": base64.b64encode(jpeg).decode()}
    assert call(wire, "PUT", f"/challenge/{started['id']}/frame", body).json == {"message": "Frame saved successfully"}
    verdict = call(wire, "POST", f"/challenge/{started['id']}/verify", {"token": started["token"]})
    assert verdict.status == 200, verdict.text
    return bool(verdict.json["success"])


def test_a_pose_is_asked_for_as_the_client_reads_it(service: VerificationService, settings: Settings) -> None:
    with asking(service, settings, Eyes.LOOKING_LEFT, Mouth.SMILE) as wire:
        started = start(wire)
    assert set(started) == {"id", "token", "type", "params"}
    assert started["type"] == "POSE"
    assert started["params"] == {
        "imageWidth": SIDE_PX,
        "imageHeight": SIDE_PX,
        "pose": {"eyes": "LOOKING_LEFT", "mouth": "SMILE"},
    }


@pytest.mark.parametrize("mouth", Mouth)
@pytest.mark.parametrize("eyes", Eyes)
def test_whoever_looks_straight_passes_with_open_eyes_and_the_right_mouth_alone(
    service: VerificationService, settings: Settings, eyes: Eyes, mouth: Mouth
) -> None:
    with asking(service, settings, eyes, mouth) as wire:
        assert passes(wire, serious()) is (eyes is Eyes.OPEN and mouth is Mouth.CLOSED)
        assert passes(wire, smiling()) is (eyes is Eyes.OPEN and mouth is Mouth.SMILE)


def frames_of(clip: Path, numbers: range) -> Iterator[bytes]:
    capture = cv2.VideoCapture(str(clip))
    for number in range(numbers.stop):
        found, image = capture.read()
        if not found:
            return
        if number in numbers:
            height, width = image.shape[:2]
            side = min(height, width)
            top, left = (height - side) // 2, (width - side) // 2
            square = cv2.resize(image[top : top + side, left : left + side], (SIDE_PX, SIDE_PX))
            yield cv2.imencode(".jpg", square)[1].tobytes()


def test_somebody_who_looks_around_and_blinks_is_seen_to_do_all_of_it(
    service: VerificationService, settings: Settings, testdata: Path
) -> None:
    seen = set[Eyes]()
    for jpeg in frames_of(testdata / "clips/liveportrait/d14.mp4", range(0, 300, 6)):
        for eyes in set(Eyes) - seen:
            with asking(service, settings, eyes, Mouth.CLOSED) as wire:
                seen |= {eyes} if passes(wire, jpeg) else set()
        if len(seen) == len(Eyes):
            break
    assert seen == set(Eyes)


def test_no_picture_is_no_verdict_and_nobody_is_nobody(service: VerificationService, settings: Settings) -> None:
    with asking(service, settings, Eyes.OPEN, Mouth.CLOSED) as wire:
        started = start(wire)
        answer = call(wire, "POST", f"/challenge/{started['id']}/verify", {"token": started["token"]})
        assert (answer.status, answer.json["Code"]) == (400, "BadRequestError")
        empty = cv2.imencode(".jpg", np.full((SIDE_PX, SIDE_PX, 3), 120, dtype=np.uint8))[1].tobytes()
        assert not passes(wire, empty)


def test_another_type_is_refused_and_the_nose_is_what_is_offered(
    service: VerificationService, settings: Settings
) -> None:
    with served(service, settings) as url, requests.Session() as session:
        wire = HttpWire(url, session)
        size = {"imageWidth": SIDE_PX, "imageHeight": SIDE_PX}
        answer = call(wire, "POST", "/challenge", {**size, "challengeType": "CUSTOM"})
        assert answer.json["Message"] == "BadRequestError: No challengeType but NOSE and POSE is offered"
        assert call(wire, "POST", "/challenge", size).json["type"] == "NOSE"
        assert "noseLeft" in call(wire, "POST", "/challenge/start", {**size, "userId": "u", "camera": {}}).json
