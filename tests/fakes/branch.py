"""A branch of the bank: a whole local backend over engines that are told what they see, and people who come to it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from kiosk.backend.api.facade import IdentityServices, VerificationService
from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.attempts.staff_pins import hash_pin
from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.ports import FaceLiveness
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.backend.flows.authenticate import AuthenticateRequest, authenticate
from kiosk.backend.flows.enrol import EnrolRequest, enrol
from kiosk.backend.flows.read_document import DocumentRequest, read_document
from kiosk.backend.ports import Clock
from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.identity.flow import Attempt, Flow
from kiosk.domain.identity.step_results import DocumentAnswer, FlowAnswer, Page, Side
from kiosk.domain.liveness.frames import chain_link
from kiosk.domain.liveness.verdict import Verdict
from kiosk.settings import Settings, load
from tests.factories.customers import FRAMES_START_S, Customer
from tests.factories.faces import head, turning
from tests.factories.jpeg_files import digest, jpeg
from tests.factories.terminals import ANYBODY
from tests.fakes.clock import START_S, FakeClock
from tests.fakes.comparing_engine import FakeComparingEngine
from tests.fakes.document_reader import FakeDocumentReader
from tests.fakes.face_engine import FakeFaceEngine

PIN = "123456"
STAFF = "s-1"


def build_service(settings: Settings, engine: FakeFaceEngine, clock: Clock = time.time) -> VerificationService:
    """A whole local backend over this engine, whose reader knows no page; close it in the end."""
    return build_local(settings, engine, LocalEngines(FakeComparingEngine(engine), FakeDocumentReader()), clock)


@dataclass
class Branch:
    """People come, one after the other."""

    service: VerificationService
    settings: Settings
    engine: FakeFaceEngine
    reader: FakeDocumentReader
    clock: FakeClock
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def identity(self) -> IdentityServices:
        return self.service.identity

    def metrics(self) -> dict[str, float]:
        """What `GET /metrics` says, by name and labels as they stand there."""
        text = self.identity.metrics.text().decode()  # type: ignore[attr-defined]
        lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in lines}

    def attempt(self, started: Started) -> Attempt:
        return self.identity.attempts.load(started.challenge.id)

    def start(self, flow: Flow = Flow.VERIFY, customer: str = "", device: str = "t1", user: str = "u-1") -> Started:
        return self.service.start(StartRequest(user, 640, 480, plan=AttemptPlan(flow, customer, device)))

    def pass_liveness(self, started: Started, person: str, face: FaceDetail | None = None) -> Verdict:
        """Turn the head as the challenge asks; `face` is how the reference image looks when it is looked at again."""
        number, link = next(self._numbers), started.challenge.id
        sender = Customer(self.service, self.engine, self.clock)
        began_s = self.clock.now_s
        images = dict[int, bytes]()
        for position, facts in enumerate(turning(started.challenge)):
            image = self.engine.show(jpeg(f"{number} {facts.sequence}"), *facts.faces, person=person)
            link = chain_link(link, facts.sequence, position, digest(image))
            self.clock.now_s = began_s + facts.received_at_s - FRAMES_START_S
            sender.send(started, image, facts.sequence, link, facts.stage, position)
            images[facts.sequence] = image
        verdict = self.service.verify(VerifyRequest(started.challenge.id, started.token))
        if face is not None and verdict.reference_sequence is not None:
            self.engine.show(images[verdict.reference_sequence], face, person=person)
        return verdict

    def fail_liveness(self, started: Started) -> Verdict:
        """Nobody is seen on the only frame."""
        Customer(self.service, self.engine, self.clock).send(started, jpeg("nobody"), 0, timestamp_ms=0)
        return self.service.verify(VerifyRequest(started.challenge.id, started.token))

    def show_document(
        self, started: Started, person: str, *findings: Finding, face: FaceDetail | None = None
    ) -> DocumentAnswer:
        """`face` is how the portrait looks."""
        number = next(self._numbers)
        portrait = self.engine.show(jpeg(f"portrait {number}", 300, 400), face or head(), person=person)
        page = self.reader.show(jpeg(f"page {number}", 1000, 700), portrait, *findings)
        return read_document(
            self.identity, DocumentRequest(started.challenge.id, started.token, [Page(Side.FRONT, page)])
        )

    def enrol(self, started: Started, customer: str, request_id: str = "r1") -> FlowAnswer:
        return enrol(self.identity, EnrolRequest(started.challenge.id, started.token, request_id, customer))

    def onboard(self, person: str, customer: str) -> Started:
        """All of it, for somebody nothing speaks against."""
        started = self.start(Flow.ONBOARD, customer)
        assert self.pass_liveness(started, person).passed
        assert self.show_document(started, person).accepted
        self.enrol(started, customer)
        return started

    def authenticate(self, started: Started) -> FlowAnswer:
        return authenticate(self.identity, AuthenticateRequest(started.challenge.id, started.token, "r1"))


@contextmanager
def open_branch(folder: Path, streams: FaceLiveness | None = None, **changes: Any) -> Iterator[Branch]:
    """A branch in this folder, with one member of staff."""
    settings = load(
        **{
            "data_dir": folder,
            "allow_synthetic": True,
            "consent_elsewhere": True,
            "staff_pins": {STAFF: hash_pin(PIN)},
            **changes,
        },
        terminals=ANYBODY,
    )
    engine, reader, clock = FakeFaceEngine(), FakeDocumentReader(), FakeClock(START_S)
    engines = LocalEngines(FakeComparingEngine(engine), reader)
    with build_local(settings, engine, engines, clock, face_liveness=streams) as service:
        yield Branch(service, settings, engine, reader, clock)
