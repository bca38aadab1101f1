"""Whoever does what the kiosk asks passes however slow the line is; whoever does not, fails."""

from collections.abc import Iterator
from itertools import count

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.domain.faces.face_detail import FaceDetail, Observation
from kiosk.domain.liveness.frames import IdentityFacts
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.nose.judge import judge
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.attacks import person, scene
from kiosk.terminal.camera.demo.camera import sway
from kiosk.terminal.camera.demo.motion import DemoPerson
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.tracker import FrameSize, Tracker
from tests.e2e.demo_people import portrait
from tests.e2e.slow_line import SlowLine, as_seen_by, attend, facts
from tests.factories.faces import head

LATENCIES_S = (0.02, 0.3, 0.7, 1.5, 2.5)
MAX_LESS_DEG = 4.2
"""What an engine may see less of a turn than the tracker, see GuidePolicy.min_turn_deg."""
NEAREST = challenge_at("nearest", 640, 480, -48, 0)
"""The nose is in it long before the head is turned far enough."""
WAITS_S = 25.0
"""What the kiosk waits for its upload once the customer is done."""

Image = NDArray[np.uint8]
NOBODY_ELSE = IdentityFacts({}, None)
WITHOUT_PIXELS = {Reason.LOW_CONFIDENCE}
"""Nobody measures the pixels here, nor where these eyes look: what that adds to a customer's confidence is not there. A
line that is slow must not be held against anybody beside it."""


def test_a_turn_of_any_pace_passes_on_a_line_of_any_pace() -> None:
    for latency_s in LATENCIES_S:
        for turn_s in (0.3, 0.8, 2.0, 5.0, 7.5):
            for fps in (2.0, 5.0, 24.0):
                line: SlowLine[FaceDetail] = SlowLine(latency_s)
                guide = attend(_turning(turn_s, fps), NEAREST, line)
                seen = facts(line.arrived, lambda face: [as_seen_by(face, MAX_LESS_DEG)])
                verdict = judge(NEAREST, seen, NOBODY_ELSE, JudgePolicy(), synthetic=False)
                assert guide.phase is Phase.REACHED
                assert set(verdict.reasons) <= WITHOUT_PIXELS, (latency_s, turn_s, fps, verdict)
                assert line.arrived[-1].at_s - line.arrived[-1].frame.captured_at_s < WAITS_S


def test_a_photograph_fails_on_a_line_of_any_pace() -> None:
    for latency_s in LATENCIES_S:
        line: SlowLine[FaceDetail] = SlowLine(latency_s)
        attend(_turning(2.0, 24.0, depth=0.0), NEAREST, line)
        verdict = judge(NEAREST, facts(line.arrived, lambda face: [face]), NOBODY_ELSE, JudgePolicy(), synthetic=False)
        assert Reason.NO_DEPTH in verdict.reasons or Reason.TARGET_NOT_REACHED in verdict.reasons


def test_somebody_who_wavers_before_the_target_passes() -> None:
    """Reaches it, leaves it, comes back: of all those frames the latest arrive in time."""
    for latency_s in LATENCIES_S:
        line: SlowLine[FaceDetail] = SlowLine(latency_s)
        guide = attend(_wavering(), NEAREST, line)
        verdict = judge(NEAREST, facts(line.arrived, lambda face: [face]), NOBODY_ELSE, JudgePolicy(), synthetic=False)
        assert guide.phase is Phase.REACHED
        assert set(verdict.reasons) <= WITHOUT_PIXELS, (latency_s, verdict)


def _turning(turn_s: float, fps: float, depth: float = 1.0) -> Iterator[tuple[FaceDetail, Observation]]:
    """A second of standing still, then an even turn until the kiosk is content, and no further."""
    enough_deg = GuidePolicy().min_turn_deg + 0.1
    for number in count():
        at_s = number / fps
        yield _look(-min(max(at_s - 1.0, 0.0) / turn_s, 1.0) * enough_deg, at_s, depth)


def _wavering() -> Iterator[tuple[FaceDetail, Observation]]:
    turns = [*np.linspace(0, 17, 24), *[17.0, 12.0, 12.0] * 24, *[17.0] * 12]
    yield from (_look(-turn_deg, number / 24) for number, turn_deg in enumerate([*[0.0] * 24, *turns]))


def _look(yaw_deg: float, at_s: float, depth: float = 1.0) -> tuple[FaceDetail, Observation]:
    face = head(yaw_deg, depth=depth)
    return face, Observation(at_s, (face,), 60.0)


class Booth:
    """The demo person before the kiosk's tracker, reading its instructions."""

    def __init__(self) -> None:
        self._scene, self._person = scene(None, portrait(people.demo_person()), None), person(None)

    def attend(self, latency_s: float, detect: LocalFaceEngine) -> Verdict:
        line: SlowLine[Image] = SlowLine(latency_s)
        with Tracker(FrameSize(640, 480, 1.8)) as tracker:
            attend(self._looks(tracker, self._person), NEAREST, line, self._read)
        seen = facts(line.arrived, lambda image: detect.detect(encode_jpeg(image, 80)))
        return judge(NEAREST, seen, NOBODY_ELSE, JudgePolicy(), synthetic=True)

    def _read(self, guide: Guide) -> None:
        self._person.see(guide.hint)

    def _looks(self, tracker: Tracker, follows: DemoPerson) -> Iterator[tuple[Image, Observation]]:
        for number in count():
            at_s = number / 24
            motion = sway(follows.move(1 / 24 if number else 0.0), at_s)
            image = tracker.crop(self._scene.render(motion))
            yield image, tracker.observe(image, at_s)


@pytest.mark.parametrize("latency_s", [0.3, 0.7, 1.5])
def test_the_demo_person_passes(local_engine: LocalFaceEngine, latency_s: float) -> None:
    verdict = Booth().attend(latency_s, local_engine)
    assert verdict.passed, verdict
