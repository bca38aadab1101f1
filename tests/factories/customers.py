"""A customer before the backend: starts a challenge and sends frames of a turning head."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.challenge.add_frame import FrameAdded, FrameRequest
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts, chain_link
from kiosk.domain.liveness.verdict import Verdict
from tests.factories.faces import head, turning
from tests.factories.jpeg_files import digest, jpeg
from tests.fakes.clock import START_S, FakeClock
from tests.fakes.face_engine import FakeFaceEngine

FRAMES_START_S = 1000.0
"""Where the times of `tests.factories.faces.turning` begin."""


@dataclass
class Customer:
    service: ChallengeService
    engine: FakeFaceEngine
    clock: FakeClock

    def start(self, *, id_photo_of: str | None = None, synthetic: bool = False) -> Started:
        photo = None
        if id_photo_of is not None:
            photo = self.engine.show(jpeg("document", 300, 400), head(), person=id_photo_of)
        return self.service.start(StartRequest("customer-4711", 640, 480, synthetic, "a camera", photo))

    def send(
        self,
        started: Started,
        image: bytes,
        sequence: int | None = None,
        chain: str | None = None,
        stage: Stage = Stage.CHALLENGE,
        timestamp_ms: int = 0,
    ) -> FrameAdded:
        request = FrameRequest(started.challenge.id, started.token, image, timestamp_ms, sequence, stage, chain)
        return self.service.add_frame(request)

    def send_all(self, started: Started, frames: Sequence[FrameFacts], people: Sequence[str] = ()) -> list[bytes]:
        """Send them at their times, with numbers and chain; `people` says who is on them, the last to the end."""
        link, images = started.challenge.id, []
        for position, facts in enumerate(frames):
            person = people[min(position, len(people) - 1)] if people else "alice"
            image = self.engine.show(jpeg(f"frame {facts.sequence}"), *facts.faces, person=person)
            link = chain_link(link, facts.sequence, position, digest(image))
            self.clock.now_s = START_S + facts.received_at_s - FRAMES_START_S
            self.send(started, image, facts.sequence, link, facts.stage, position)
            images.append(image)
        return images

    def turn(self, started: Started, people: Sequence[str] = ()) -> list[bytes]:
        """Do what the challenge asks."""
        return self.send_all(started, turning(started.challenge), people)

    def verify(self, started: Started) -> Verdict:
        return self.service.verify(VerifyRequest(started.challenge.id, started.token))
