"""A day in a branch, after which everything that is kept on a machine is there: the story behind the data folder.

The pictures are drawn, and who is on them is told to the engine: nothing here shows a person.
"""

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from unittest.mock import patch

import cv2
import numpy as np

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.attempts.staff_pins import hash_pin
from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.records import StoredDescriptor
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.backend.engines.collections.records import NewFace
from kiosk.backend.engines.collections.store import CollectionStore, OpenCollection
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.backend.flows.decide import DecisionRequest, decide
from kiosk.backend.flows.read_document import DocumentRequest, read_document
from kiosk.backend.ports import Descriptor, dump_stored
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.staff import StaffProof
from kiosk.domain.identity.step_results import Page, Side, StaffDecision
from kiosk.domain.liveness.frames import FrameFacts, chain_link
from kiosk.rekognition_local.build import FOLDER as REKOGNITION
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.settings import Settings, load
from tests.factories import stored_values
from tests.factories.customers import FRAMES_START_S, Customer
from tests.factories.faces import head, turning
from tests.factories.judged_challenges import give_verdict
from tests.factories.terminals import ANYBODY
from tests.fakes.branch import PIN, STAFF, Branch
from tests.fakes.clock import FakeClock
from tests.fakes.comparing_engine import FakeComparingEngine
from tests.fakes.document_reader import FakeDocumentReader
from tests.fakes.face_engine import FakeFaceEngine

AT_S: Final = 1_795_000_000.0
"""In November 2026."""
ALICE, BOB, TERMINAL, BAD_TERMINAL, CALLER = "C-4711", "C-0042", "t1", "t9", "bank"
CALLERS_KEY: Final = "the key of a caller in tests"
VERIFIED: Final = "v1"
"""The id of the request for the verdict."""
FEW_FRAMES: Final = 14
"""Of a turn: as few as pass."""
LIVENESS_DB: Final = "liveness.sqlite3"
COLLECTION, COLLECTION_USER = "branch", "a user"
TOKEN: Final = {"CollectionId": COLLECTION, "UserId": COLLECTION_USER, "ClientRequestToken": "once"}


@dataclass(frozen=True, slots=True)
class Notes:
    """What only whoever was there knows: ids and tokens, by the name of the visit."""

    challenges: Mapping[str, str]
    tokens: Mapping[str, str]
    sessions: Mapping[str, str]
    face: str
    """Of rekognition-local's collection."""
    written_at_s: float


def drawn(tag: int) -> bytes:
    """A JPEG file with an oval on a plain ground; `tag` makes it differ from others."""
    picture = np.full((480, 640, 3), (90, 80 + tag % 90, 60), np.uint8)
    cv2.ellipse(picture, (320 + tag % 40, 240), (110, 150), 0, 0, 360, (150, 170, 60 + tag % 190), -1)
    cv2.circle(picture, (320 + 2 * (tag % 40), 250), 6, (tag * 7 % 256, 40, 200), -1)
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 5, cv2.IMWRITE_JPEG_OPTIMIZE, 1])[1])


def settings_of(folder: Path, pins: Mapping[str, str]) -> Settings:
    """Those of the branch, with these hashes of PINs."""
    keys = {CALLER: hashlib.sha256(CALLERS_KEY.encode()).hexdigest()}
    return load(
        data_dir=folder,
        allow_synthetic=True,
        consent_elsewhere=True,
        staff_pins=pins,
        kyc_api_keys=keys,
        terminals=ANYBODY,
    )


@contextmanager
def opened(settings: Settings, now_s: float) -> Iterator[Branch]:
    """The branch at this time, by whose clock nothing is too old; every challenge is drawn alike."""
    engine, reader, clock = FakeFaceEngine(), FakeDocumentReader(), FakeClock(now_s)
    engines = LocalEngines(FakeComparingEngine(engine), reader)
    drawn_alike = patch.object(secrets, "randbelow", lambda _: 0)
    with drawn_alike, build_local(settings, engine, engines, clock) as service:
        yield Branch(service, settings, engine, reader, clock)


class Day:
    """Who comes, one after the other."""

    def __init__(self, branch: Branch) -> None:
        self.branch = branch
        self.visits: dict[str, Started] = {}
        self.sessions: dict[str, str] = {}
        self._tags = iter(range(1, 10_000))

    def whole(self) -> None:
        """All of them."""
        self.onboards()
        self.comes_back()
        self.waits_for_review()
        self.is_locked_out()
        self.completes_a_session()
        self.is_in_the_middle()
        self.branch.identity.audit.record(STAFF, "unlock device", BAD_TERMINAL, "showed passport 123456789")

    def onboards(self) -> None:
        """Alice is enrolled."""
        started = self._start("onboarded", Flow.ONBOARD, ALICE)
        self.pass_liveness(started, "alice")
        assert self.show_document(started, "alice")
        assert self.branch.enrol(started, ALICE).approved

    def comes_back(self) -> None:
        """Alice is known again."""
        started = self._start("authenticated", Flow.AUTHENTICATE, ALICE)
        self._is_live(started, "alice")
        assert self.branch.authenticate(started).approved

    def waits_for_review(self) -> None:
        """Bob's document has expired, and somebody is to look at it."""
        started = self._start("reviewed", Flow.ONBOARD, BOB)
        self._is_live(started, "bob")
        assert not self.show_document(started, "bob", Finding.EXPIRED)
        proof = StaffProof(STAFF, PIN, TERMINAL)
        request = DecisionRequest(started.challenge.id, started.token, proof, StaffDecision.REVIEW, "known here")
        decide(self.branch.identity, request)

    def is_locked_out(self) -> None:
        """Somebody says that they are Alice, and fails until she is locked; others fail until the terminal is."""
        for _ in range(5):
            for started in (
                self._start("failed", Flow.AUTHENTICATE, ALICE),
                self._start("failed at terminal", Flow.VERIFY, "", BAD_TERMINAL),
            ):
                assert not self.branch.fail_liveness(started).passed

    def completes_a_session(self) -> None:
        """One session of the KYC API is completed, and one waits."""
        kyc = self.branch.identity.kyc
        self.sessions = {name: kyc.create(CALLER, 2).id for name in ("completed", "waiting")}
        self.visits["session"] = started = self.branch.service.start(
            StartRequest("u-2", 640, 480, session_id=self.sessions["completed"], plan=AttemptPlan(device=TERMINAL))
        )
        images = [drawn(next(self._tags)) for _ in range(3)]
        sessions, challenge_id = self.branch.identity.challenges.sessions, started.challenge.id
        sessions.complete(self.sessions["completed"], challenge_id, stored_values.VERDICT, images[0], images[1:])

    def is_in_the_middle(self) -> None:
        """Dave has sent frames, and has no verdict yet."""
        started = self._start("open", Flow.VERIFY, "")
        self._send(started, "dave", turning(started.challenge)[:3])
        described = Descriptor(self.branch.engine.model_id, (float(sum(b"dave")),))
        finding = dump_stored(StoredDescriptor(value=described))
        self.branch.identity.challenges.store.put_finding(started.challenge.id, "descriptor:2", finding)

    def pass_liveness(self, started: Started, person: str) -> None:
        """Turn the head as the challenge asks."""
        self._send(started, person, turning(started.challenge, frames=FEW_FRAMES))
        assert self.branch.service.verify(VerifyRequest(started.challenge.id, started.token, VERIFIED)).passed

    def _is_live(self, started: Started, person: str) -> None:
        """As if they had; the frames of one are enough."""
        image = self.branch.engine.show(drawn(next(self._tags)), head(), person=person)
        give_verdict(self.branch.service, started.challenge.id, image)

    def show_document(self, started: Started, person: str, *findings: Finding) -> bool:
        """Hold it before the camera; whether it was accepted."""
        branch = self.branch
        portrait = branch.engine.show(drawn(next(self._tags)), head(), person=person)
        page = branch.reader.show(drawn(next(self._tags)), portrait, *findings)
        request = DocumentRequest(started.challenge.id, started.token, [Page(Side.FRONT, page)])
        return read_document(branch.identity, request).accepted

    def _start(self, name: str, flow: Flow, customer: str, device: str = TERMINAL) -> Started:
        self.visits[name] = started = self.branch.start(flow, customer, device)
        return started

    def _send(self, started: Started, person: str, frames: Sequence[FrameFacts]) -> None:
        branch, link = self.branch, started.challenge.id
        sender, began_s = Customer(branch.service, branch.engine, branch.clock), branch.clock.now_s
        for position, facts in enumerate(frames):
            image = branch.engine.show(drawn(next(self._tags)), *facts.faces, person=person)
            link = chain_link(link, facts.sequence, position, hashlib.sha256(image).hexdigest())
            branch.clock.now_s = began_s + facts.received_at_s - FRAMES_START_S
            sender.send(started, image, facts.sequence, link, facts.stage, position)


def fill(folder: Path) -> tuple[Settings, Notes]:
    """Let the day pass in this folder; its settings, and what to find it all by."""
    settings = settings_of(folder, {STAFF: hash_pin(PIN)})
    with opened(settings, AT_S) as branch:
        day = Day(branch)
        day.whole()
        ended_s = branch.clock.now_s
    visits = day.visits.items()
    return settings, Notes(
        challenges={name: started.challenge.id for name, started in visits},
        tokens={"open": day.visits["open"].token},
        sessions=day.sessions,
        face=_fill_rekognition(folder / REKOGNITION),
        written_at_s=ended_s,
    )


def _fill_rekognition(folder: Path) -> str:
    """What `kiosk rekognition-local` keeps; the id of the indexed face."""
    key = load_keys(folder).database
    with closing(SessionStore(folder / LIVENESS_DB, key)) as sessions:
        sessions.create(replace(stored_values.LIVENESS_SESSION, result=None), "a token")
        sessions.change(stored_values.SESSION, lambda _: stored_values.LIVENESS_SESSION, {"reference": drawn(0)})
    with closing(CollectionStore(folder, key)) as collections:
        with collections.work() as work:
            work.create(COLLECTION, "100.1", AT_S)
        with collections.work() as work:
            return _fill_collection(work.open(COLLECTION))


def _fill_collection(collection: OpenCollection) -> str:
    vector = tuple(float(each) for each in np.random.default_rng(1).normal(size=128))
    (face,) = collection.index("digest", "outside", [NewFace(stored_values.BOX, 99.5, vector)])
    collection.users.insert(COLLECTION_USER)
    collection.associate(collection.users.get(COLLECTION_USER), [face], [])
    collection.requests.keep("AssociateFaces", TOKEN, {"UserStatus": "ACTIVE"}, collection.record, AT_S)
    return face.face_id
