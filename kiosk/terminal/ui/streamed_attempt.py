"""One attempt at a challenge that a liveness service carries out: guidance, recording, stream, and the verdict."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from kiosk.contract.liveness_stream.events import (
    ClientInformation,
    ColourShown,
    FaceAt,
    SessionInformation,
    client_information,
    video_event,
)
from kiosk.domain.faces.face_detail import Observation
from kiosk.domain.liveness.camera_facts import CameraStream
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.face_movement.guide import MovementGuide, MovementStep, finish_light, reason_of
from kiosk.domain.liveness.face_movement.guided_challenge import MovementChallenge, challenge_of
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamedChallenge
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.verdict import VerdictAnswer
from kiosk.errors import BackendError, BackendResponseInvalid, KioskError
from kiosk.terminal.client.liveness_stream.attempt_count import AttemptCount
from kiosk.terminal.client.liveness_stream.connection import StreamNetwork, VideoSize
from kiosk.terminal.client.liveness_stream.failures import CANCELLED, FIT_TIMEOUT, RUNTIME_ERROR
from kiosk.terminal.client.liveness_stream.recorder import VideoRecorder
from kiosk.terminal.client.liveness_stream.stream import LivenessStream, StreamPlan
from kiosk.terminal.client.started_challenge import StartedChallenge
from kiosk.terminal.ui.challenge_kinds import TerminalChallengeKind
from kiosk.terminal.ui.colour_sequence import ColourBegun
from kiosk.vision.crop import to_size
from kiosk.vision.vp8 import encode_vp8

if TYPE_CHECKING:
    from kiosk.terminal.client.backend import BackendClient

logger = logging.getLogger(__name__)

Image = NDArray[np.uint8]
JUDGED_TIMEOUT_S = 20.0
"""From the end of the video until the service has looked at it."""
RECORDED_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class StreamedParts:
    """What a streamed attempt works with."""

    connect: "Callable[[], BackendClient]"
    kind: TerminalChallengeKind
    network: StreamNetwork
    lifetime_s: float
    report: Callable[[object], None]
    """Takes (sent, total), or the Exception that ended the stream."""
    attempts: AttemptCount
    measured: Callable[[], CameraStream | None]
    """What the camera's pictures measure; None where nobody watches it."""


class StreamedAttempt:
    """Belongs to the GUI thread, but is made and verified on threads of their own, which block."""

    def __init__(self, parts: StreamedParts, started: StartedChallenge) -> None:
        self._parts, self._started = parts, started
        self._stream, self._challenge = _open(parts, started)
        size = (started.challenge.image_width_px, started.challenge.image_height_px)
        self._recorder: VideoRecorder[Image] = VideoRecorder(
            size, partial(_encode, size), self._send_video, self._stream.waiting_bytes
        )
        self._guide: MovementGuide | None = None
        self._client_id = str(UUID(bytes=secrets.token_bytes(16), version=4))
        self._colours_over = False
        self._reported = False
        self._parts_lock, self._parts_sent = Lock(), 0

    @property
    def started(self) -> StartedChallenge:
        """What the steps after the challenge need."""
        return self._started

    @property
    def challenge(self) -> Challenge:
        """What the customer is asked for, with the oval and the colours that the service has told."""
        return self._challenge

    @property
    def lifetime_s(self) -> float:
        """How long from now on the session lasts."""
        return self._parts.lifetime_s

    @property
    def zoom(self) -> float | None:
        """How much of the camera's picture is recorded."""
        return self._parts.kind.zoom

    def observe(self, image: Image, observation: Observation, taken: object = None) -> Guide:
        """Guide by one observation and record its picture, which nobody may change any more."""
        before = self._guide or self._parts.kind.begin(observation.captured_at_s)
        after = self._parts.kind.advance(before, observation, self._challenge)
        assert isinstance(before, MovementGuide)
        assert isinstance(after, MovementGuide)
        self._guide = after = finish_light(after) if self._colours_over else after
        if after.step is not MovementStep.PLACE and not before.finished:
            self._recorder.offer(image, observation.captured_at_s)
            if before.step is MovementStep.PLACE:
                self._tell(self._initial())
        self._report_failure()
        return after

    def note_colour(self, begun: ColourBegun) -> None:
        """Tell the service of a colour that the screen has begun to show."""
        at_ms = self._stream.clock.at_ms(begun.began_at_s)
        shown = ColourShown(begun.number, begun.colour, begun.before, at_ms)
        self._tell(ClientInformation(self._client_id, colour=shown))

    def note_colours_over(self) -> None:
        """Note that the last colour has had its time."""
        self._colours_over = True

    def verify(self) -> VerdictAnswer:
        """Send what is left, wait until the service has seen it, then ask the backend; raises BackendError."""
        failure = self._finish()
        client = self._parts.connect()
        try:
            return self._with_advice(client.verify(self._started, self._parts.measured()))
        except BackendError:
            if failure is not None:
                raise failure from None
            raise
        finally:
            client.close()
            self._stream.close()

    def _with_advice(self, verdict: VerdictAnswer) -> VerdictAnswer:
        """The verdict, with what the guide has seen go wrong: to the service a stream without an end is but that."""
        guide = self._guide
        if verdict.passed or guide is None or guide.phase is not Phase.GAVE_UP:
            return verdict
        return replace(verdict, reasons=tuple(dict.fromkeys((*verdict.reasons, reason_of(guide)))))

    def cancel(self) -> None:
        """Drop every picture and leave, without waiting for the network."""
        self._recorder.cancel()
        self._stream.close(CANCELLED)

    def _finish(self) -> KioskError | None:
        """End the video, if there is a whole one; the backend knows what became of any other session."""
        guide = self._guide
        if guide is None or guide.phase is not Phase.REACHED:
            self._recorder.cancel()
            self._stream.close(FIT_TIMEOUT)
            self._stream.join(RECORDED_TIMEOUT_S)
            return None
        try:
            self._recorder.finish(RECORDED_TIMEOUT_S)
            self._tell(self._final(guide))
            self._stream.send(video_event(b"", self._stream.clock.now_ms()))
            self._stream.wait(JUDGED_TIMEOUT_S)
        except KioskError as error:
            logger.warning("the stream ended by %s: %s", error.code, error.detail)
            self._recorder.cancel()
            self._stream.close(RUNTIME_ERROR)
            return error
        return None

    def _initial(self) -> ClientInformation:
        start_ms, face = self._start_ms, self._guide.initial_face if self._guide else None
        return ClientInformation(
            self._client_id, video_start_ms=start_ms, initial_face=None if face is None else FaceAt(face, start_ms)
        )

    def _final(self, guide: MovementGuide) -> ClientInformation:
        clock, start_ms = self._stream.clock, self._start_ms
        matched_at_s = self._recorder.last_at_s if guide.matched_at_s is None else guide.matched_at_s
        return ClientInformation(
            self._client_id,
            start_ms,
            clock.at_ms(self._recorder.last_at_s),
            None if guide.initial_face is None else FaceAt(guide.initial_face, start_ms),
            # Clients of the service say where the oval is, and not the face.
            FaceAt(self._challenge.face_area, clock.at_ms(matched_at_s)),
        )

    @property
    def _start_ms(self) -> int:
        return self._stream.clock.at_ms(self._recorder.began_at_s or 0.0)

    def _tell(self, told: ClientInformation) -> None:
        self._stream.send(client_information(self._challenge.movement.type, told))

    def _send_video(self, part: bytes) -> None:
        self._stream.send(video_event(part, self._stream.clock.now_ms()))
        with self._parts_lock:
            self._parts_sent += 1
            sent = self._parts_sent
        self._parts.report((sent, sent))

    def _report_failure(self) -> None:
        """A recording or a stream that failed is nothing to go on with."""
        error = self._recorder.error or self._stream.error
        if error is not None and not self._reported:
            self._reported = True
            self._parts.report(error)


def _open(parts: StreamedParts, started: StartedChallenge) -> tuple[LivenessStream, MovementChallenge]:
    """Open the stream and hear what the service wants; raises StreamErrors."""
    challenge, grant = started.challenge, started.stream
    if not isinstance(challenge, StreamedChallenge) or grant is None:
        raise BackendResponseInvalid("a streamed challenge without its stream")
    size = VideoSize(challenge.image_width_px, challenge.image_height_px)
    stream = LivenessStream(StreamPlan(grant, challenge.asks_for, size, parts.network, parts.attempts.count()))
    told: SessionInformation = stream.open()
    return stream, challenge_of(challenge.id, told.challenge, told.rules)


def _encode(size: tuple[int, int], image: Image, quality: int) -> bytes:
    return encode_vp8(to_size(image, *size), quality)
