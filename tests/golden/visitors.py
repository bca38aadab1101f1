"""People before an application whose answers are written down, in the words of each kind of client."""

import base64
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kiosk.backend.api.app import create_app
from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FrameFacts, chain_link
from tests.factories.customers import FRAMES_START_S
from tests.factories.faces import head, turning
from tests.factories.jpeg_files import digest, jpeg
from tests.factories.judged_challenges import give_verdict
from tests.fakes.branch import Branch, open_branch
from tests.golden.exchange import Recorder

SIZE: Mapping[str, object] = {"imageWidth": 640, "imageHeight": 480}
Json = dict[str, Any]
FrameBody = Callable[[FrameFacts, bytes], Json]


@dataclass
class Visitors:
    """A branch, and what was said there."""

    branch: Branch
    wire: Recorder
    numbers: "Iterator[int]"

    def show(self, person: str, face: FaceDetail | None = None, *size: int) -> bytes:
        """A picture of somebody."""
        image = jpeg(f"picture {next(self.numbers)}", *size)
        return self.branch.engine.show(image, face or head(), person=person)

    def page(self, person: str, *findings: Finding, face: FaceDetail | None = None) -> bytes:
        """The page of a document with this portrait."""
        portrait = self.show(person, face, 300, 400)
        return self.branch.reader.show(jpeg(f"page {next(self.numbers)}", 1000, 700), portrait, *findings)

    def pass_liveness(self, started: Json, person: str = "alice", face: FaceDetail | None = None) -> None:
        """As if the frames had been sent."""
        give_verdict(self.branch.service, str(started["id"]), self.show(person, face))

    def turn(self, started: Json, method_path: tuple[str, str], body_of: FrameBody, what: str = "") -> None:
        """Send the frames of a turning head, the first of which is written down."""
        challenge = self.branch.identity.challenges.store.load(str(started["id"])).record.challenge
        began_s = self.branch.clock.now_s
        for facts in turning(challenge):
            self.branch.clock.now_s = began_s + facts.received_at_s - FRAMES_START_S
            image = self.branch.engine.show(jpeg(f"frame {next(self.numbers)}"), *facts.faces, person="alice")
            answer = self.wire.ask(*method_path, body := body_of(facts, image))
            assert answer.status == 200, answer.text
            if what and facts.sequence == 0:
                place = f"{method_path[0]} {'/'.join(['/challenge', '<id>', method_path[1].rpartition('/')[2]])}"
                self.wire.note(what, place, body, answer)


def encoded(image: bytes) -> str:
    """As clients send it."""
    return base64.b64encode(image).decode()


def chained(started: Json) -> FrameBody:
    """The bodies of our own terminals' frames."""
    link = str(started["id"])

    def body_of(facts: FrameFacts, image: bytes) -> Json:
        nonlocal link
        link = chain_link(link, facts.sequence, facts.sequence, digest(image))
        numbered = {"sequence": facts.sequence, "chain": link, "stage": facts.stage.value}
        return {**plain(started)(facts, image), "timestamp": facts.sequence, **numbered}

    return body_of


def plain(started: Json) -> FrameBody:
    """The bodies of the samples' frames."""
    return lambda facts, image: {
        "timestamp": 1_795_267_200_123,
        "frameBase64": encoded(image),
        "token": started["token"],
    }


@contextmanager
def visitors(folder: Path, **settings: Any) -> Iterator[Visitors]:
    """A branch that nobody has visited yet."""
    drawn_alike = patch.object(secrets, "randbelow", lambda _: 0)
    with drawn_alike, open_branch(folder, **settings) as branch:
        yield Visitors(branch, Recorder(create_app(branch.service, branch.settings)), count())
