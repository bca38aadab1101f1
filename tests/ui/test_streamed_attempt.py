"""A streamed attempt before a real websocket: what it sends in which order, and what it says when it cannot go on."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import Observation
from kiosk.domain.liveness.face_movement.challenge import BLACK, FaceMovementChallenge
from kiosk.domain.liveness.face_movement.guided_challenge import MovementAndLightChallenge, MovementChallenge
from kiosk.domain.liveness.face_movement.streamed_challenge import (
    MovementAndLightStream,
    MovementStream,
    nominal_area,
)
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.verdict import Reason, VerdictAnswer
from kiosk.errors import BackendRefused, BackendUnreachable
from kiosk.rekognition_local import errors as service_errors
from kiosk.rekognition_local.streaming import messages
from kiosk.stream_errors import StreamAnswerInvalid, StreamSessionOver, StreamVideoRefused
from kiosk.terminal.client.started_challenge import StartedChallenge, StartOptions
from kiosk.terminal.client.upload.uploader import UploadLimits
from kiosk.terminal.session.effects import StartChallenge
from kiosk.terminal.ui.attempt import AttemptFactory, RunningAttempt
from kiosk.terminal.ui.challenge_kinds import known_kinds
from kiosk.terminal.ui.colour_sequence import ColourBegun
from tests.factories.faces import head
from tests.factories.films import challenge as drawn
from tests.fakes.liveness_server import Behave, LivenessServer, liveness_server, takes_video, tells

MOVEMENT, LIGHT = drawn(), drawn(with_light=True)
PASSED = VerdictAnswer(True, (), None, True)
FAILED = VerdictAnswer(False, (Reason.STREAM_FAILED,), None, True)
FAR, NEAR = 0.19, 0.42
Outcome = VerdictAnswer | Exception
OPTIONS = StartOptions("", 640, 480, synthetic=True, camera_name="test")
ALL = ("nose", "face-movement", "face-movement-and-light")


class Backend:
    """Implements as much of the backend's client as an attempt needs."""

    def __init__(
        self, server: LivenessServer, wanted: FaceMovementChallenge, verdict: VerdictAnswer | Exception
    ) -> None:
        self._server, self._verdict = server, verdict
        kind = MovementAndLightStream if wanted.colours else MovementStream
        self._challenge = kind("challenge", 640, 480, nominal_area(640, 480), 70, "session")
        self.asked: list[StartOptions] = []
        self.abandoned: list[str] = []
        self.verified = 0

    def start(self, options: StartOptions) -> StartedChallenge:
        self.asked.append(options)
        return StartedChallenge(self._challenge, "token", stream=self._server.grant)

    def verify(self, started: StartedChallenge, stream: object = None) -> VerdictAnswer:
        self.verified += 1
        if isinstance(self._verdict, Exception):
            raise self._verdict
        return self._verdict

    def abandon(self, started: StartedChallenge, stage: object, reason: str) -> None:
        self.abandoned.append(reason)

    def close(self) -> None:
        pass


class Terminal:
    """A backend, a liveness service, and what an attempt reported."""

    def __init__(
        self, server: LivenessServer, wanted: FaceMovementChallenge, verdict: VerdictAnswer | Exception
    ) -> None:
        self.server, self.backend = server, Backend(server, wanted, verdict)
        self.reported: list[object] = []
        connect: Callable[[], Any] = lambda: self.backend  # noqa: E731
        self._factory = AttemptFactory(connect, known_kinds(GuidePolicy()), OPTIONS, UploadLimits(12.0, 24), 60.0)
        self.attempt: RunningAttempt | None = None

    def start(self, offered: tuple[str, ...] = ALL, *, light: bool = True) -> RunningAttempt:
        self.attempt = self._factory.start(self.reported.append, StartChallenge(1, offered=offered, light=light))
        return self.attempt


@contextlib.contextmanager
def terminal(
    folder: Path, behave: Behave, wanted: FaceMovementChallenge = MOVEMENT, verdict: Outcome = PASSED
) -> Iterator[Terminal]:
    with liveness_server(folder, behave) as server:
        made = Terminal(server, wanted, verdict)
        try:
            yield made
        finally:
            if made.attempt is not None:
                made.attempt.cancel()


def show(attempt: RunningAttempt, size: float, at_s: float) -> Guide:
    centre = attempt.challenge.face_area.centre
    face = head(size=size, centre=(centre.x, centre.y + 0.1 * size))
    picture = np.full((480, 640, 3), 60 + int(100 * size), np.uint8)
    return attempt.observe(picture, Observation(at_s, (face,), 60.0))


def come_near(attempt: RunningAttempt) -> Guide:
    sizes = [*[FAR] * 4, *np.geomspace(FAR, NEAR, 24).tolist(), *[NEAR] * 30]
    guide, at_s = None, time.monotonic()
    for size in sizes:
        at_s += 1 / 20
        guide = show(attempt, size, at_s)
        time.sleep(0.01)
    assert guide is not None
    return guide


def test_one_who_comes_near_is_recorded_and_passes(tmp_path: Path) -> None:
    taken: list[Any] = []
    with terminal(tmp_path, takes_video(MOVEMENT, taken)) as made:
        attempt = made.start()
        assert type(attempt.challenge) is MovementChallenge
        assert attempt.challenge.movement == MOVEMENT
        assert come_near(attempt).phase is Phase.REACHED
        assert attempt.verify() == PASSED
    told = [event for event in taken if not isinstance(event, messages.VideoChunk)]
    video = [event for event in taken if isinstance(event, messages.VideoChunk)]
    assert taken[0] is told[0], "what the first face was stands before the video"
    assert {"VideoStartTimestamp", "InitialFace"} <= told[0].keys()
    assert {"VideoEndTimestamp", "TargetFace"} <= told[-1].keys()
    assert (taken[-2], taken[-1]) == (told[-1], video[-1])
    assert video[-1].data == b""
    assert [each.at_ms for each in video] == sorted(each.at_ms for each in video)
    assert video[0].data.startswith(b"\x1a\x45\xdf\xa3")
    claimed_s = (told[-1]["VideoEndTimestamp"] - told[0]["VideoStartTimestamp"]) / 1000
    assert 1.2 < claimed_s < 2.2
    assert (1, 1) in made.reported


def test_colours_are_told_while_they_are_shown(tmp_path: Path) -> None:
    taken: list[Any] = []
    with terminal(tmp_path, takes_video(LIGHT, taken), LIGHT) as made:
        attempt = made.start()
        assert type(attempt.challenge) is MovementAndLightChallenge
        assert come_near(attempt).phase is Phase.TARGET
        now_s = time.monotonic()
        for number, step in enumerate(LIGHT.colours):
            attempt.note_colour(ColourBegun(number, step.rgb, BLACK, now_s + number * 0.475))
        attempt.note_colours_over()
        assert show(attempt, NEAR, now_s + 9).phase is Phase.REACHED
        assert attempt.verify() == PASSED
    shown = [
        each["ColorDisplayed"]
        for each in taken
        if not isinstance(each, messages.VideoChunk)
        if "ColorDisplayed" in each
    ]
    assert [each["SequenceNumber"] for each in shown] == list(range(len(LIGHT.colours)))
    assert [tuple(each["CurrentColor"]["RGB"]) for each in shown] == [step.rgb for step in LIGHT.colours]


def test_who_never_came_near_has_no_video_and_the_backend_says_so(tmp_path: Path) -> None:
    with terminal(tmp_path, tells(MOVEMENT), verdict=FAILED) as made:
        attempt = made.start()
        at_s = time.monotonic()
        for number in range(20):
            guide = show(attempt, FAR, at_s + number * 1.1)
        assert guide.phase is Phase.GAVE_UP
        assert attempt.verify() == replace(FAILED, reasons=(Reason.STREAM_FAILED, Reason.FACE_TOO_SMALL))
    assert made.server.codes == [4001]


@pytest.mark.parametrize(("faces", "reason"), [(0, Reason.FACE_LOST), (2, Reason.SEVERAL_FACES)])
def test_what_the_guide_has_seen_go_wrong_is_said(faces: int, reason: Reason, tmp_path: Path) -> None:
    with terminal(tmp_path, tells(MOVEMENT), verdict=FAILED) as made:
        attempt = made.start()
        at_s = time.monotonic()
        for number in range(6):
            show(attempt, FAR, at_s + number / 10)
        picture = np.full((480, 640, 3), 90, np.uint8)
        for number in range(10):
            guide = attempt.observe(picture, Observation(at_s + 1 + number / 10, (head(),) * faces, 60.0))
        assert guide.phase is Phase.GAVE_UP
        assert attempt.verify().reasons == (Reason.STREAM_FAILED, reason)


async def _refuse_later(connection: Any) -> None:
    await tells(MOVEMENT)(connection)
    await connection.recv()
    await connection.send(messages.exception(service_errors.ValidationException()))


def test_a_stream_that_breaks_is_reported_once(tmp_path: Path) -> None:
    with terminal(tmp_path, _refuse_later) as made:
        attempt = made.start()
        for _ in range(12):
            show(attempt, FAR, time.monotonic())
            time.sleep(0.1)
        errors = [each for each in made.reported if isinstance(each, Exception)]
        assert [type(each) for each in errors] == [StreamVideoRefused]


@pytest.mark.expect_logs
def test_a_video_that_the_service_refuses_ends_by_the_backends_verdict(tmp_path: Path) -> None:
    with terminal(tmp_path, _refuse_later, verdict=FAILED) as made:
        attempt = made.start()
        come_near(attempt)
        assert attempt.verify() == FAILED
    assert made.backend.verified == 1


@pytest.mark.expect_logs
@pytest.mark.parametrize("error", [BackendRefused("LIVENESS_NOT_CARRIED_OUT", 409), BackendUnreachable()])
def test_without_a_verdict_the_streams_own_error_is_told(error: Exception, tmp_path: Path) -> None:
    with terminal(tmp_path, _refuse_later, verdict=error) as made:
        attempt = made.start()
        come_near(attempt)
        with pytest.raises(StreamVideoRefused):
            attempt.verify()


def test_a_backend_that_does_not_answer_after_a_whole_video(tmp_path: Path) -> None:
    with terminal(tmp_path, takes_video(MOVEMENT, []), verdict=BackendUnreachable()) as made:
        attempt = made.start()
        come_near(attempt)
        with pytest.raises(BackendUnreachable):
            attempt.verify()


async def _no_such_session(connection: Any) -> None:
    await connection.send(messages.exception(service_errors.SessionNotFoundException()))


def test_a_stream_that_cannot_be_opened_is_an_attempt_that_was_left(tmp_path: Path) -> None:
    with terminal(tmp_path, _no_such_session) as made:
        with pytest.raises(StreamSessionOver):
            made.start()
        assert made.backend.abandoned == ["STREAM_SESSION_OVER"]


def test_only_what_the_customer_was_told_of_is_asked_for(tmp_path: Path) -> None:
    with terminal(tmp_path, tells(MOVEMENT)) as made:
        for offered in ((), ("nose",), ("nose", "face-movement"), ALL):
            made.start(offered, light=False).cancel()
            expected = offered or ("nose",)
            assert tuple(made.backend.asked[-1].replies) == expected
            body = made.backend.asked[-1].body().to_json()
            assert body["challenges"] == list(expected)
            assert body["photosensitive"] is True


def test_a_service_that_wants_another_challenge_is_not_followed(tmp_path: Path) -> None:
    with terminal(tmp_path, tells(LIGHT)) as made, pytest.raises(StreamAnswerInvalid):
        # What the service wants is not what the backend asked it for.
        made.start()


def test_who_leaves_does_not_wait(tmp_path: Path) -> None:
    with terminal(tmp_path, tells(MOVEMENT)) as made:
        attempt = made.start()
        show(attempt, FAR, time.monotonic())
        began_s = time.monotonic()
        attempt.cancel()
        assert time.monotonic() - began_s < 0.5
        time.sleep(0.5)
    assert made.server.codes == [4003]
