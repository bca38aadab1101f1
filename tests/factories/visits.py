"""People before a terminal, over HTTP: each call answers as the backend did."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import requests

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.verdict import Reason
from kiosk.domain.liveness.without_face import make_without_face
from kiosk.terminal.client.started_challenge import StartedChallenge, read_started
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.factories.judged_challenges import give_verdict
from tests.fakes.branch import PIN, STAFF, Branch, open_branch
from tests.fakes.served_backend import served

Answer = requests.Response
_numbers = count()


@dataclass
class Visit:
    """One customer's attempt."""

    terminal: "Terminal"
    started: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.started["id"])

    @property
    def challenge(self) -> Challenge:
        return self.held.challenge

    @property
    def held(self) -> StartedChallenge:
        """As a terminal holds it; the answer to a beginning by staff says nothing of a picture."""
        if "imageWidth" in self.started:
            return read_started(self.started)
        return StartedChallenge(make_without_face(self.id), str(self.started["token"]))

    def post(self, step: str, **fields: object) -> Answer:
        return self.terminal.post(f"/challenge/{self.id}/{step}", token=self.started["token"], **fields)

    def pass_liveness(self, person: str, *faces: FaceDetail) -> "Visit":
        image = self.terminal.show(jpeg(f"selfie {next(_numbers)}"), person, *(faces or (head(),)))
        give_verdict(self.terminal.branch.service, self.id, image)
        return self

    def fail_liveness(self, *images: bytes) -> "Visit":
        service = self.terminal.branch.service
        give_verdict(service, self.id, *images, passed=False, reasons=[Reason.NO_DEPTH])
        return self

    def document(self, person: str, *findings: Finding, face: FaceDetail | None = None) -> Answer:
        return self.pages(self.terminal.page(person, *findings, face=face))

    def pages(self, *images: bytes) -> Answer:
        sides = ("front", "back", "front")
        pages = [
            {"side": side, "imageBase64": base64.b64encode(image).decode()}
            for side, image in zip(sides, images, strict=False)
        ]
        return self.post("document", pages=pages)

    def enrol(self, customer: str = "", request_id: str = "r1") -> Answer:
        return self.post("enrol", customer=customer, requestId=request_id)

    def authenticate(self, request_id: str = "r1") -> Answer:
        return self.post("authenticate", requestId=request_id)

    def decide(self, decision: str, reason: str = "the customer is known here", pin: str = PIN) -> Answer:
        return self.post("decision", staffId=STAFF, pin=pin, decision=decision, reason=reason)

    def evidence(self) -> Answer:
        return self.post("evidence", staffId=STAFF, pin=PIN)


@dataclass
class Terminal:
    """Where people begin."""

    branch: Branch
    url: str
    _session: requests.Session = field(default_factory=requests.Session)
    _people: dict[str, int] = field(default_factory=dict)

    def show(self, image: bytes, person: str, *faces: FaceDetail) -> bytes:
        """The engine tells people apart by the sum of the letters of their names."""
        number = self._people.setdefault(person, len(self._people) + 1)
        return self.branch.engine.show(image, *faces, person="a" * number)

    def post(self, path: str, **fields: object) -> Answer:
        return self._session.post(self.url + path, json=fields, timeout=20)

    def start(self, flow: str, customer: str = "", **fields: object) -> Answer:
        body = {"userId": "u", "imageWidth": 640, "imageHeight": 480, "flow": flow, "customer": customer, **fields}
        return self.post("/challenge/start", **body)

    def begin(self, flow: str, customer: str = "") -> Visit:
        response = self.start(flow, customer)
        assert response.status_code == 200, response.text
        return Visit(self, response.json())

    def begin_without_face(self, flow: str, customer: str = "") -> Visit:
        proof = {"staffId": STAFF, "pin": PIN}
        response = self.post("/challenge/without-face", flow=flow, customer=customer, **proof)
        assert response.status_code == 200, response.text
        return Visit(self, response.json())

    def page(self, person: str, *findings: Finding, face: FaceDetail | None = None) -> bytes:
        """The page of a document that this person holds."""
        number, branch = next(_numbers), self.branch
        portrait = self.show(jpeg(f"portrait {number}", 300, 400), person, face or head())
        return branch.reader.show(jpeg(f"page {number}", 1000, 700), portrait, *findings)

    def onboarded(self, person: str, customer: str) -> Visit:
        """Somebody nothing speaks against."""
        visit = self.begin("onboard", customer).pass_liveness(person)
        assert visit.document(person).json()["accepted"]
        assert visit.enrol(customer).json()["outcome"] == "approved"
        return visit


@contextmanager
def terminal_in(folder: Path, **settings: Any) -> Iterator[Terminal]:
    """A terminal before a branch of its own."""
    with open_branch(folder, **settings) as branch, served(branch.service, branch.settings) as url:
        terminal = Terminal(branch, url)
        yield terminal
        terminal._session.close()
