"""One attempt at a challenge from the kiosk's side: guidance, upload, and the question for the verdict."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.contract.challenge import StartReply, StreamedStartReply
from kiosk.domain.faces.face_detail import Box, Observation
from kiosk.domain.identity.flow import AttemptStage
from kiosk.domain.liveness.camera_facts import CameraStream
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.frame_selection import SelectedFrame
from kiosk.domain.liveness.frames import CameraMeasures
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import VerdictAnswer
from kiosk.errors import BackendError, BackendTimeout, KioskError
from kiosk.terminal.camera.device.facts import CameraFacts
from kiosk.terminal.camera.device.metered import CameraWitness
from kiosk.terminal.client.liveness_stream.attempt_count import AttemptCount
from kiosk.terminal.client.liveness_stream.connection import StreamNetwork
from kiosk.terminal.client.started_challenge import StartedChallenge, StartOptions
from kiosk.terminal.client.upload.frame_queue import OfferedFrame
from kiosk.terminal.client.upload.jpeg_quality import SizedEncoder
from kiosk.terminal.client.upload.uploader import FrameUploader, UploadLimits
from kiosk.terminal.session.effects import StartChallenge
from kiosk.terminal.ui.camera_facts import told_device, told_stream
from kiosk.terminal.ui.challenge_kinds import TerminalChallengeKinds, start_replies
from kiosk.terminal.ui.colour_sequence import ColourBegun
from kiosk.terminal.ui.streamed_attempt import StreamedAttempt, StreamedParts
from kiosk.vision.crop import to_size
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.small_picture import encode_small, shrink

if TYPE_CHECKING:
    from kiosk.terminal.client.backend import BackendClient

MAX_CAMERA_NAME_CHARS = 256
"""What the backend takes."""
Image = NDArray[np.uint8]
ReportUpload = Callable[[object], None]
"""Takes (sent, total), or the Exception that ended the upload."""
StartAttempt = Callable[[ReportUpload, StartChallenge], "RunningAttempt"]
"""Blocks for the backend, and for a liveness service where one carries out the challenge, and raises BackendError."""


@dataclass(frozen=True, slots=True)
class AttemptFactory:
    """Starts the attempts of a terminal, with what they have in common."""

    connect: "Callable[[], BackendClient]"
    """Makes a client for the thread that calls it; may block until an embedded backend listens."""
    kinds: TerminalChallengeKinds
    options: StartOptions
    """Without user, flow, customer and light, which every attempt has of its own, and kinds, which stand above."""
    upload_limits: UploadLimits
    lifetime_s: float
    network: StreamNetwork = field(default_factory=StreamNetwork)
    """How a liveness service is reached."""
    stream_attempts: AttemptCount = field(default_factory=AttemptCount)
    witness: CameraWitness | None = None
    """Knows what is known of the camera; None where nobody watches it, of which then nothing is told."""
    upload_timeout_s: float = 25.0

    def start(self, report: ReportUpload, wanted: StartChallenge) -> "RunningAttempt":
        """Get a challenge from the backend and be ready for pictures."""
        visitor = f"visitor-{secrets.token_hex(8)}"
        options = replace(
            self._with_camera(),
            user_id=visitor,
            flow=wanted.flow,
            customer=wanted.customer,
            photosensitive=not wanted.light,
            cannot_come_near=wanted.stays_away,
            consent=wanted.consent,
            turns_little=wanted.turns_little,
            needs_more_time=wanted.slow,
            replies=self._replies(wanted),
        )
        client = self.connect()
        try:
            started = client.start(options)
            return self._carry_out(client, started, report)
        finally:
            client.close()

    def _replies(self, wanted: StartChallenge) -> Mapping[str, type[StartReply]]:
        """Of what this customer was told of alone: nobody is shown colours without having been warned."""
        replies = start_replies(self.kinds)
        if wanted.offered:
            return {kind: reply for kind, reply in replies.items() if kind in wanted.offered}
        return {kind: reply for kind, reply in replies.items() if not issubclass(reply, StreamedStartReply)}

    def _carry_out(self, client: "BackendClient", started: StartedChallenge, report: ReportUpload) -> "RunningAttempt":
        if started.stream is None:
            return Attempt(self, started, report)
        kind = self.kinds[started.challenge.kind]
        parts = StreamedParts(
            self.connect, kind, self.network, self.lifetime_s, report, self.stream_attempts, self.measured_stream
        )
        try:
            return StreamedAttempt(parts, started)
        except KioskError as error:
            # Nobody else knows of an attempt that never began.
            with suppress(BackendError):
                client.abandon(started, AttemptStage.LIVENESS, error.code)
            raise

    def measured_stream(self) -> CameraStream | None:
        """Return what the camera's pictures measure up to now; None where nobody watches it."""
        return None if self.witness is None else told_stream(self.witness.facts.stream)

    def _with_camera(self) -> StartOptions:
        facts = CameraFacts() if self.witness is None else self.witness.facts
        name = self.options.camera_name if facts.device is None else facts.device.name[:MAX_CAMERA_NAME_CHARS]
        return replace(
            self.options,
            camera_name=name or self.options.camera_name,
            device=told_device(facts.device),
            preview=told_stream(facts.stream),
        )


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a frame beside what it shows."""

    light_step: int | None = None
    """Of the challenge's light, what the screen showed when it was taken; None for nothing."""
    whole: Image | None = None
    """The camera's whole picture, of which the frame is a part."""
    part: Box | None = None
    """Which part, in ratios; None for the middle."""
    camera: CameraMeasures | None = None


class _Listener:
    """Passes on what the uploader reports, and remembers whether all frames arrived."""

    def __init__(self, report: ReportUpload) -> None:
        self._report = report
        self.finished = False
        self.error: KioskError | None = None

    def upload_progressed(self, sent: int, total: int) -> None:
        self._report((sent, total))

    def upload_finished(self) -> None:
        self.finished = True

    def upload_failed(self, error: KioskError) -> None:
        self.error = error
        self._report(error)


class RunningAttempt(Protocol):
    """An attempt of whatever kind; belongs to the GUI thread, except `verify`, which blocks on a thread of its own."""

    @property
    def started(self) -> StartedChallenge:
        """What the steps after the challenge need."""

    @property
    def challenge(self) -> Challenge:
        """What the customer is asked for."""

    @property
    def lifetime_s(self) -> float:
        """How long from now on the attempt lasts."""

    @property
    def zoom(self) -> float | None:
        """How much of the camera's picture is tracked; None for as much as otherwise."""

    def observe(self, image: Image, observation: Observation, taken: Circumstances | None = None) -> Guide:
        """Guide by one observation and use its picture, which nobody may change any more."""

    def note_colour(self, begun: ColourBegun) -> None:
        """Take into account that the whole screen has begun to show a colour."""

    def note_colours_over(self) -> None:
        """Take into account that the last of them has had its time."""

    def verify(self) -> VerdictAnswer:
        """Send what is left, then ask for the verdict; raises BackendError."""

    def cancel(self) -> None:
        """Drop every picture and stop, without waiting for the network."""


class Attempt:
    """Belongs to the GUI thread, except `verify`, which blocks on a thread of its own."""

    def __init__(self, factory: AttemptFactory, started: StartedChallenge, report: ReportUpload) -> None:
        self._factory, self._started = factory, started
        self._guide: Guide | None = None
        self._kind = factory.kinds[started.challenge.kind]
        self._choice = self._kind.select_frames()
        self._listener = _Listener(report)
        self._uploader: FrameUploader[Image] = FrameUploader(
            started,
            factory.connect(),
            SizedEncoder(self._encode),
            self._listener,
            _spread(factory.upload_limits, started.challenge),
            encode_whole=encode_small,
        )
        self._uploader.start()

    @property
    def started(self) -> StartedChallenge:
        """What the steps after the challenge need."""
        return self._started

    @property
    def challenge(self) -> Challenge:
        """What the customer is asked for."""
        return self._started.challenge

    @property
    def lifetime_s(self) -> float:
        """How long from now on the backend accepts frames."""
        return self._factory.lifetime_s

    @property
    def zoom(self) -> float | None:
        """How much of the camera's picture is tracked."""
        return self._kind.zoom

    def note_colour(self, begun: ColourBegun) -> None:
        """Colours on the whole screen belong to other kinds."""

    def note_colours_over(self) -> None:
        """Nor do they end here."""

    def observe(self, image: Image, observation: Observation, taken: Circumstances | None = None) -> Guide:
        """Guide by one observation and upload its picture, which nobody may change any more."""
        before = self._guide or self._kind.begin(observation.captured_at_s)
        self._guide = after = self._kind.advance(before, observation, self.challenge)
        chosen = self._choice.choose(before, after, observation.captured_at_s)
        if chosen is not None:
            self._uploader.offer(_offered(image, observation.captured_at_s, chosen, taken or Circumstances()))
        return after

    def _encode(self, image: Image, quality: int) -> bytes:
        return encode_jpeg(to_size(image, self._factory.options.width_px, self._factory.options.height_px), quality)

    def verify(self) -> VerdictAnswer:
        """Send what is left, then ask for the verdict; raises BackendError."""
        self._uploader.finish()
        if not self._uploader.wait(self._factory.upload_timeout_s) or not self._listener.finished:
            raise self._listener.error or BackendTimeout("not all frames arrived")
        client = self._factory.connect()
        try:
            return client.verify(self._started, self._factory.measured_stream())
        finally:
            client.close()

    def cancel(self) -> None:
        """Drop every picture and stop, without waiting for the network."""
        self._uploader.cancel()


def _spread(limits: UploadLimits, challenge: Challenge) -> UploadLimits:
    """Whoever takes longer sends no more frames, for the backend takes as many as of anybody."""
    factor = challenge.time_factor if isinstance(challenge, NoseChallenge) else 1.0
    return replace(limits, max_fps=limits.max_fps / factor)


def _offered(image: Image, captured_at_s: float, chosen: SelectedFrame, taken: Circumstances) -> OfferedFrame[Image]:
    # Made small at once, so that what waits for the line holds no whole picture of the camera.
    whole = shrink(taken.whole) if chosen.whole and taken.whole is not None else None
    return OfferedFrame(
        image,
        captured_at_s,
        chosen.stage,
        chosen.key,
        target=chosen.target,
        light_step=taken.light_step,
        whole=whole,
        part=None if whole is None else taken.part,
        camera=taken.camera,
    )
