"""The samples' unmodified web clients before our backend: whoever is alive passes, and whoever is not does not."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import requests

from kiosk.backend.api.facade import ChallengeService, VerificationService
from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.nose_rules import NoseRules
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.nose.challenge import NoseChallenge, challenge_at, draw_challenge
from kiosk.domain.liveness.verdict import Reason
from kiosk.settings import Settings, load
from kiosk.terminal.camera.demo.attack import Attack
from tests.e2e.demo_people import DemoPeople
from tests.e2e.recorded import HEIGHT_PX, START_S, WIDTH_PX, Recording, Ticks, recording
from tests.e2e.sample_client import FrameworkClient, Habits, Image, SampleClient, Screen, State
from tests.factories.challenge_kinds import judged_by
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import served
from tests.fakes.wire import NONE, Answer, HttpWire

CLIENTS = [SampleClient, FrameworkClient]
Draw = Callable[[str, int, int], NoseChallenge]


@dataclass(frozen=True, slots=True)
class Drawn(NoseRules):
    """The nose challenge with targets that the test knows."""

    make: Draw

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> NoseChallenge:
        return self.make(challenge_id, width_px, height_px)


def seeded(seed: int) -> Draw:
    """Targets that look random and are the same in every run."""
    drawing = random.Random(seed)
    return lambda name, width_px, height_px: draw_challenge(name, width_px, height_px, drawing.randrange)


@pytest.fixture
def clock() -> Ticks:
    clock = Ticks()
    clock.time_s = float(int(time.time()))
    return clock


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(data_dir=tmp_path / "data", terminals=ANYBODY, consent_elsewhere=True)


@contextmanager
def wired(service: VerificationService, settings: Settings, draw: Draw) -> Iterator[HttpWire]:
    """Real HTTP to this service with these targets."""
    parts = replace(service._context, kinds=judged_by(Drawn(settings.judge, draw)), settings=settings)
    with served(ChallengeService(parts, ExitStack()), settings) as url, requests.Session() as session:
        yield HttpWire(url, session)


@pytest.fixture
def service(
    settings: Settings, local_engines: tuple[LocalFaceEngine, LocalEngines], clock: Ticks
) -> Iterator[VerificationService]:
    with build_local(settings, *local_engines, clock.now) as service:
        yield service


def all_taken(uploads: Sequence[Answer]) -> bool:
    """Whether the client will ask for the verdict at all."""
    return len(uploads) > 0 and {each.status for each in uploads} == {200}


@pytest.mark.parametrize("fps", [12.0, 8.0])
@pytest.mark.parametrize("kind", CLIENTS)
def test_a_live_person_passes(
    service: VerificationService, settings: Settings, clock: Ticks, kind: type[SampleClient], fps: float
) -> None:
    with wired(service, settings, seeded(7)) as wire:
        outcomes = [kind(wire, clock).present(DemoPeople(kind.habits), fps) for _ in range(3)]
    assert [outcome.screen for outcome in outcomes] == [Screen.VERIFIED] * 3, outcomes
    assert all(all_taken(outcome.uploads) for outcome in outcomes)
    assert all(outcome.reasons == frozenset() for outcome in outcomes)


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_live_person_passes_where_frames_are_looked_at_for_the_verdict(
    service: VerificationService, settings: Settings, clock: Ticks, kind: type[SampleClient]
) -> None:
    late = settings.model_copy(update={"analyse_on_arrival": False})
    with wired(service, late, seeded(3)) as wire:
        assert kind(wire, clock).present(DemoPeople(kind.habits)).screen is Screen.VERIFIED


ATTACKS = [
    (Attack.PHOTO, {Reason.HEAD_NOT_TURNED, Reason.NO_DEPTH}),
    (Attack.BENT_PHOTO, {Reason.HEAD_NOT_TURNED, Reason.NO_DEPTH, Reason.FACE_DEFORMED}),
    (Attack.STILL, {Reason.TARGET_NOT_REACHED}),
    (Attack.WRONG_SIDE, {Reason.WRONG_SIDE}),
    (Attack.SWAP, {Reason.PERSON_CHANGED}),
]
"""The impostor is another live person, whom only a document tells, and these clients show none."""


@pytest.mark.parametrize(("attack", "reasons"), ATTACKS)
@pytest.mark.parametrize("kind", CLIENTS)
def test_attacks_fail_even_when_the_client_hides_that_they_did(
    service: VerificationService,
    settings: Settings,
    clock: Ticks,
    kind: type[SampleClient],
    attack: Attack,
    reasons: set[Reason],
) -> None:
    with wired(service, settings, seeded(11)) as wire:
        outcome = kind(wire, clock, insists=True).present(DemoPeople(kind.habits, attack))
    assert outcome.screen is Screen.NOT_LIVE
    assert outcome.reasons & reasons, outcome.reasons


def test_somebody_who_joins_ends_the_challenge(service: VerificationService, settings: Settings, clock: Ticks) -> None:
    # Before the client uploads a picture of it. The framework's is square, so that the second person is outside.
    with wired(service, settings, seeded(5)) as wire:
        outcome = SampleClient(wire, clock, insists=True).present(DemoPeople(SampleClient.habits, Attack.TWO_PEOPLE))
    assert outcome.screen is Screen.NOT_LIVE
    assert Reason.TARGET_NOT_REACHED in outcome.reasons


@pytest.mark.parametrize("kind", CLIENTS)
def test_nobody_is_no_challenge(
    service: VerificationService, settings: Settings, clock: Ticks, kind: type[SampleClient]
) -> None:
    with wired(service, settings, seeded(5)) as wire:
        outcome = kind(wire, clock, insists=True).present(DemoPeople(kind.habits, Attack.NO_FACE), fps=2)
    assert (outcome.screen, outcome.uploads) == (Screen.ERROR, ())


class Film:
    """A recorded person, who looks at no screen."""

    def __init__(self, recorded: Recording, habits: Habits) -> None:
        self._recorded, self._time_s = recorded, recorded.times_s[0]
        spare_px = (WIDTH_PX - habits.width_px) // 2
        self._columns = slice(spare_px, WIDTH_PX - spare_px)

    def picture(self, elapsed_s: float) -> Image:
        index = int(np.searchsorted(self._recorded.times_s, self._time_s, side="right")) - 1
        self._time_s += elapsed_s
        return np.ascontiguousarray(self._recorded.images[max(index, 0)][:, self._columns])

    def look(self, state: State, challenge: NoseChallenge, faces: Sequence[FaceDetail]) -> None:
        """Goes on as recorded."""


FROM_S, UNTIL_S, STANDS_AT_PX, NEARER, TARGET_AT_PX = 7.8, 9.4, (-12, 37), 0.95, (57, 10)
"""In clip d3: one turn of the head from looking straight, where the customer stands, and where a target is passed.

Any nearer and the box that the clients draw would not fit into the area.
"""


def one_turn(clip: Path, speed: float, side: int) -> Recording:
    """The turn alone, to this side of the picture, of somebody who stands in the middle."""
    whole = recording(clip, speed=speed, mirrored=side < 0)
    within = [FROM_S <= (each - START_S) * speed <= UNTIL_S for each in whole.times_s]
    x_px, y_px = STANDS_AT_PX
    left_px, top_px = WIDTH_PX / 2 + side * x_px, HEIGHT_PX / 2 + y_px
    shift = np.array(
        [[NEARER, 0, WIDTH_PX / 2 - NEARER * left_px], [0, NEARER, HEIGHT_PX / 2 - NEARER * top_px]], dtype=np.float64
    )
    images = [
        np.asarray(cv2.warpAffine(image, shift, (WIDTH_PX, HEIGHT_PX), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)
        for image, wanted in zip(whole.images, within, strict=True)
        if wanted
    ]
    return Recording(images, [each for each, wanted in zip(whole.times_s, within, strict=True) if wanted])


def stepped_back(recorded: Recording) -> Recording:
    """The same from further away, so that the box that the clients draw fits into the area."""
    away = np.array([[0.9, 0, 0.05 * WIDTH_PX], [0, 0.9, 0.05 * HEIGHT_PX]], dtype=np.float64)
    images = [
        np.asarray(cv2.warpAffine(image, away, (WIDTH_PX, HEIGHT_PX), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)
        for image in recorded.images
    ]
    return Recording(images, recorded.times_s)


def at(x_px: int, y_px: int) -> Draw:
    """The target whose middle lies there."""
    return lambda name, width_px, height_px: challenge_at(name, width_px, height_px, x_px, y_px)


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize(("kind", "speed"), [(SampleClient, 0.35), (FrameworkClient, 0.35), (FrameworkClient, 0.5)])
def test_a_recorded_person_who_turns_into_the_target_passes(
    service: VerificationService,
    settings: Settings,
    clock: Ticks,
    testdata: Path,
    kind: type[SampleClient],
    speed: float,
    side: int,
) -> None:
    recorded = one_turn(testdata / "clips/liveportrait/d3.mp4", speed, side)
    x_px, y_px = TARGET_AT_PX
    with wired(service, settings, at(side * x_px, y_px)) as wire:
        outcome = kind(wire, clock).present(Film(recorded, kind.habits))
    assert outcome.screen is Screen.VERIFIED, outcome.verdict
    with wired(service, settings, at(-side * x_px, y_px)) as wire:
        other_side = kind(wire, clock, insists=True).present(Film(recorded, kind.habits))
    assert other_side.screen is Screen.NOT_LIVE
    assert other_side.reasons & {Reason.WRONG_SIDE, Reason.TARGET_NOT_REACHED}


@pytest.mark.parametrize("clip", ["d19", "d14"])
def test_a_recorded_person_who_does_not_turn_fails(
    service: VerificationService, settings: Settings, clock: Ticks, testdata: Path, clip: str
) -> None:
    recorded = stepped_back(recording(testdata / f"clips/liveportrait/{clip}.mp4"))
    with wired(service, settings, at(60, 5)) as wire:
        outcome = SampleClient(wire, clock, insists=True).present(Film(recorded, SampleClient.habits))
    assert outcome.screen is Screen.NOT_LIVE
    assert outcome.reasons & {Reason.TARGET_NOT_REACHED, Reason.HEAD_NOT_TURNED}


class TurnedCamera(SampleClient):
    """A camera that says it is upright and delivers pictures that lie."""

    @property
    def size(self) -> dict[str, int]:
        return {"imageWidth": self.habits.height_px, "imageHeight": self.habits.width_px}


def test_one_refused_frame_is_the_end_of_the_samples_client(
    service: VerificationService, settings: Settings, clock: Ticks
) -> None:
    """It never looks at an upload that failed: so nothing that it sends of its own may be refused, as tested above."""
    with wired(service, settings, at(0, 0)) as wire:
        outcome = TurnedCamera(wire, clock, insists=True).present(DemoPeople(SampleClient.habits))
    assert outcome.screen is Screen.WAITING
    assert {each.status for each in outcome.uploads} == {422}


class RealTime:
    """Goes by itself."""

    @property
    def time_s(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        return False


class Connections:
    """A connection for each request, as several of a browser's are open at once."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
        with requests.Session() as session:
            return HttpWire(self._url, session).send(method, path, body, headers)


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[str]:
    """`kiosk backend` as it is started for web clients, with neither a key nor anything of the tests in it."""
    settings = {"KIOSK_CORS_ORIGINS": '["*"]', "KIOSK_TERMINALS__ADMITTED": "any", "KIOSK_CONSENT_ELSEWHERE": "true"}
    environment = {**os.environ, "KIOSK_DATA_DIR": str(tmp_path / "own"), **settings}
    command = [sys.executable, "-m", "kiosk", "backend", "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().removeprefix("listening on ").strip()
        process.terminate()
        assert process.wait(20) == 0


@pytest.mark.parametrize("kind", CLIENTS)
def test_in_real_time_and_with_several_uploads_at_once(backend: str, kind: type[SampleClient]) -> None:
    with ThreadPoolExecutor(6) as uploader:
        outcome = kind(Connections(backend), RealTime()).present(DemoPeople(kind.habits), uploader=uploader)
    assert outcome.screen is Screen.VERIFIED, outcome.verdict
    assert all_taken(outcome.uploads)


@pytest.mark.parametrize(
    ("kind", "nearness"),
    [(SampleClient, 0.78), (SampleClient, 0.93), (FrameworkClient, 0.83), (FrameworkClient, 0.93)],
)
def test_a_live_person_passes_wherever_the_clients_own_box_fits(
    service: VerificationService, settings: Settings, clock: Ticks, kind: type[SampleClient], nearness: float
) -> None:
    """The wide box fills the area at 1. From below 0.75 the demo person cannot turn far enough, and from below 0.81 the
    framework's client itself says that the face is too far away."""
    with wired(service, settings, seeded(7)) as wire:
        outcome = kind(wire, clock).present(DemoPeople(kind.habits, nearness=nearness))
    assert outcome.screen is Screen.VERIFIED, outcome
