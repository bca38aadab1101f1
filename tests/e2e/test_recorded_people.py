"""Real people, recorded: whoever turns into the target passes, everybody else fails with the reason."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.start import StartRequest
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.domain.liveness.guide import Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.verdict import Reason, VerdictAnswer
from kiosk.settings import Settings, load
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import StartedChallenge
from tests.e2e.recorded import HEIGHT_PX, WIDTH_PX, Recording, Ticks, Turn, Upload, chosen, first_turn, recording, until
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import served

POLICY = GuidePolicy(min_turn_deg=13.5)
"""A recording cannot be asked to turn further, as the kiosk asks people; the judge demands what it always does."""
TURNING = [("d3", 1.0, False), ("d3", 1.0, True), ("d12", 0.5, False), ("d12", 0.5, True)]
"""Clip, speed and whether it is mirrored; d12 turns so fast that nobody could hold the target at full speed."""
Turned = tuple[Recording, Turn]


@pytest.fixture
def clock() -> Ticks:
    return Ticks()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(data_dir=tmp_path / "data", allow_synthetic=True, consent_elsewhere=True, terminals=ANYBODY)


@pytest.fixture
def service(
    settings: Settings, local_engines: tuple[LocalFaceEngine, LocalEngines], clock: Ticks
) -> Iterator[VerificationService]:
    with build_local(settings, *local_engines, clock.now) as service:
        yield service


class Booth:
    """A terminal whose challenges the test chooses, in front of a backend behind real HTTP."""

    def __init__(self, url: str, service: VerificationService, clock: Ticks) -> None:
        self._client, self._service, self._clock = BackendClient(url), service, clock
        self.phase = Phase.APPROACH

    def present(self, recorded: Recording, offset: tuple[int, int]) -> VerdictAnswer:
        request = StartRequest("somebody", WIDTH_PX, HEIGHT_PX, untrusted_synthetic=True)
        made = self._service.start_chosen(request, lambda name, *_: replace(chosen(offset), id=name))
        started = StartedChallenge(made.challenge, made.token)
        self.phase = Upload(self._client, started, self._clock).present(recorded, POLICY).phase
        return self._client.verify(started)


@pytest.fixture
def booth(service: VerificationService, settings: Settings, clock: Ticks) -> Iterator[Booth]:
    with served(service, settings) as url:
        yield Booth(url, service, clock)


@pytest.fixture(scope="module")
def turned(request: pytest.FixtureRequest, testdata: Path) -> Turned:
    """A recording, read once for all that is asked of it."""
    clip, speed, mirrored = request.param
    recorded = recording(testdata / f"clips/liveportrait/{clip}.mp4", speed=speed, mirrored=mirrored)
    return recorded, first_turn(recorded, POLICY)


@pytest.mark.parametrize("turned", TURNING, indirect=True)
def test_somebody_who_turns_into_the_target_passes(booth: Booth, turned: Turned) -> None:
    recorded, turn = turned
    verdict = booth.present(recorded, turn.offset)
    assert verdict.passed, verdict
    assert booth.phase is Phase.REACHED
    assert verdict.synthetic


# The one that is left out turns to that side before, by twelve degrees.
@pytest.mark.parametrize("turned", [each for each in TURNING if each != ("d3", 1.0, True)], indirect=True)
def test_the_same_recording_fails_for_the_other_side(booth: Booth, turned: Turned) -> None:
    recorded, turn = turned
    x, y = turn.offset
    verdict = booth.present(until(recorded, turn.until_s), (-x, y))
    assert not verdict.passed
    told = {
        Reason.WRONG_SIDE,
        Reason.TARGET_NOT_REACHED,
        Reason.HEAD_NOT_TURNED,
        Reason.FACE_LEFT_AREA,
        Reason.LOW_CONFIDENCE,
    }
    assert told & set(verdict.reasons), verdict.reasons


@pytest.mark.parametrize("clip", ["liveportrait/d19.mp4", "liveportrait/d14.mp4", "pyfeat/single_face.mp4"])
def test_somebody_who_does_not_turn_fails(booth: Booth, testdata: Path, clip: str) -> None:
    verdict = booth.present(recording(testdata / "clips" / clip), (60, 5))
    assert verdict.reasons == (Reason.TARGET_NOT_REACHED,)


def test_a_face_that_disappears_fails(booth: Booth, testdata: Path) -> None:
    verdict = booth.present(recording(testdata / "clips/pyfeat/face_noface.mov"), (60, 5))
    assert verdict.reasons[0] is Reason.FACE_LOST
    assert booth.phase is Phase.GAVE_UP


def test_nobody_at_all_fails(booth: Booth, testdata: Path) -> None:
    verdict = booth.present(recording(testdata / "clips/pyfeat/no_face.mp4", framed=False), (60, 5))
    assert verdict.reasons == (Reason.NO_FACE,)


def test_two_people_fail(booth: Booth, testdata: Path) -> None:
    clip = testdata / "clips/intel/head-pose-face-detection-female-and-male.gif"
    recorded = recording(clip, framed=False)
    together = Recording(recorded.images[:14], recorded.times_s[:14])
    assert booth.present(together, (60, 5)).reasons == (Reason.SEVERAL_FACES,)
