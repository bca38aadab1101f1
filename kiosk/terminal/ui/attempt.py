"""One attempt at a challenge from the kiosk's side: guidance, upload, and the question for the verdict."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Observation
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.verdict import VerdictAnswer
from kiosk.errors import BackendTimeout, KioskError
from kiosk.terminal.client.started_challenge import StartedChallenge, StartOptions
from kiosk.terminal.client.upload.jpeg_quality import SizedEncoder
from kiosk.terminal.client.upload.uploader import FrameUploader, UploadLimits
from kiosk.terminal.ui.challenge_kinds import TerminalChallengeKinds, start_replies
from kiosk.vision.crop import to_size
from kiosk.vision.jpeg import encode_jpeg

if TYPE_CHECKING:
    from kiosk.terminal.client.backend import BackendClient

Image = NDArray[np.uint8]
ReportUpload = Callable[[object], None]
"""Takes (sent, total), or the Exception that ended the upload."""
StartAttempt = Callable[[ReportUpload, Flow, str], "Attempt"]
"""Takes the customer's reference, too. Blocks for the backend and raises BackendError."""


@dataclass(frozen=True, slots=True)
class AttemptFactory:
    """Starts the attempts of a terminal, with what they have in common."""

    connect: "Callable[[], BackendClient]"
    """Makes a client for the thread that calls it; may block until an embedded backend listens."""
    kinds: TerminalChallengeKinds
    options: StartOptions
    """Without user, flow and customer, which every attempt has of its own, and without kinds, which stand above."""
    upload_limits: UploadLimits
    lifetime_s: float
    upload_timeout_s: float = 25.0

    def start(self, report: ReportUpload, flow: Flow = Flow.VERIFY, customer: str = "") -> "Attempt":
        """Get a challenge from the backend and be ready for frames."""
        visitor = f"visitor-{secrets.token_hex(8)}"
        options = replace(
            self.options, user_id=visitor, flow=flow, customer=customer, replies=start_replies(self.kinds)
        )
        client = self.connect()
        try:
            started = client.start(options)
        finally:
            client.close()
        return Attempt(self, started, report)


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


class Attempt:
    """Belongs to the GUI thread, except `verify`, which blocks on a thread of its own."""

    def __init__(self, factory: AttemptFactory, started: StartedChallenge, report: ReportUpload) -> None:
        self._factory, self._started = factory, started
        self._guide: Guide | None = None
        self._kind = factory.kinds[started.challenge.kind]
        self._choice = self._kind.select_frames()
        self._listener = _Listener(report)
        self._uploader: FrameUploader[Image] = FrameUploader(
            started, factory.connect(), SizedEncoder(self._encode), self._listener, factory.upload_limits
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

    def observe(self, image: Image, observation: Observation) -> Guide:
        """Guide by one observation and upload its picture, which nobody may change any more."""
        before = self._guide or self._kind.begin(observation.captured_at_s)
        self._guide = after = self._kind.advance(before, observation, self.challenge)
        chosen = self._choice.choose(before, after, observation.captured_at_s)
        if chosen is not None:
            self._uploader.offer(image, observation.captured_at_s, chosen.stage, key=chosen.key)
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
            return client.verify(self._started)
        finally:
            client.close()

    def cancel(self) -> None:
        """Drop every picture and stop, without waiting for the network."""
        self._uploader.cancel()
