"""Documents through the doors of banks and terminals: one clear finding each, and a good page after it is accepted."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import cv2
import numpy as np
import pytest
import requests

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.local import build_local
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_results import DocumentAnswer, Page, Side
from kiosk.errors import BackendRefused, DocumentNotImage
from kiosk.settings import load
from kiosk.terminal.camera.demo import people
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import StartedChallenge
from kiosk.vision.jpeg import encode_jpeg
from tests.e2e.flows import Branch, picture
from tests.factories.documents import forgeries, travel
from tests.factories.documents.conditions import COPIES, side_by_side
from tests.factories.documents.drawn import DrawnDocument
from tests.factories.documents.holders import Person, draw_person
from tests.factories.documents.sheet import Image
from tests.factories.terminals import ANYBODY
from tests.factories.verdicts import make_verdict
from tests.fakes.served_backend import served

NO_PICTURES = {
    "PDF": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(64),
    "TIFF of two pages": b"II*\0\x08\0\0\0\0\0\x0e\0\0\0\0\0\0\0\0\0" + bytes(64),
    "GIF": b"GIF89a" + bytes(64),
}
IDENTIFY = "/api/kyc/analyze/identity-with-liveness"
SIDES = (Side.FRONT, Side.BACK)


def _whoever(seed: int, face: int = 0) -> Person:
    """Somebody with the demo person's face and documents that are valid for long."""
    drawn = draw_person(np.random.default_rng([seed, 3]))
    return replace(drawn, face=face, issue=date(2024, 5, 3), expiry=date(2041, 5, 2))


def _random(seed: int = 5) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def branch(
    tmp_path_factory: pytest.TempPathFactory, local_engines: tuple[LocalFaceEngine, LocalEngines]
) -> Iterator[tuple[Branch, str]]:
    settings = load(
        data_dir=tmp_path_factory.mktemp("branch") / "data",
        allow_synthetic=True,
        consent_elsewhere=True,
        terminals=ANYBODY,
    )
    with (
        build_local(settings, *local_engines) as service,
        served(service, settings) as url,
        contextlib.closing(BackendClient(url, read_timeout_s=60.0)) as client,
    ):
        yield Branch(service, client), url


def _shown(branch: Branch, started: StartedChallenge, pictures: Sequence[Image]) -> DocumentAnswer:
    pages = [Page(side, encode_jpeg(each, 92)) for side, each in zip(SIDES, pictures, strict=False)]
    return branch.client.document(started, pages)


def _typed() -> Sequence[Image]:
    return [page.image for page in forgeries.typed_sheet(42).pages]


def _under_a_thumb(own: DrawnDocument) -> Image:
    """The middle of its zone's lines is not seen."""
    image, place = own.pages[0].image.copy(), own.pages[0].zone
    assert place is not None
    left, top, right, bottom = place
    middle, axes = ((left + right) // 2, bottom + 20), ((right - left) // 7, bottom - top + 30)
    return np.asarray(cv2.ellipse(image, middle, axes, 8, 0, 360, (150, 175, 222), -1, cv2.LINE_AA), dtype=np.uint8)


def _moved(own: DrawnDocument) -> Image:
    """To the side while the shutter was open, by more than half a character of its zone."""
    return np.asarray(cv2.filter2D(own.pages[0].image, -1, np.ones((1, 15)) / 15), dtype=np.uint8)


def _another_beside(own: DrawnDocument) -> Image:
    other = travel.td1(42, person=_whoever(42, face=1))
    return side_by_side([own.pages[0].image, other.pages[0].image], stacked=False)


def test_a_customer_who_shows_what_does_not_do_and_then_a_passport(branch: tuple[Branch, str]) -> None:
    terminal, _ = branch
    started = terminal.begin(Flow.ONBOARD, people.demo_person())
    own = travel.passport(40, person=_whoever(40))
    for content in NO_PICTURES.values():
        with pytest.raises(BackendRefused, match=DocumentNotImage.code):
            terminal.client.document(started, [Page(Side.FRONT, content)])
    said = {
        name: _shown(terminal, started, pictures).findings
        for name, pictures in {
            "typed": _typed(),
            "screenshot": COPIES["screenshot"](own, _random()),
            "thumb": [_under_a_thumb(own)],
            "another beside": [_another_beside(own)],
            "moved": [_moved(own)],
        }.items()
    }
    assert said["typed"] == (Finding.UNREADABLE,)
    assert said["screenshot"] == (Finding.COPY_SUSPECTED,)
    assert said["thumb"] == (Finding.ZONE_COVERED,)
    assert said["another beside"] == (Finding.SEVERAL_DOCUMENTS,)
    # Whatever else is not read of it, the customer hears this first.
    assert said["moved"][0] == Finding.BLURRED
    accepted = _shown(terminal, started, [own.pages[0].image])
    assert accepted.accepted, accepted


def _completed_session(service: VerificationService, url: str) -> str:
    """A session as if its challenge had been passed by the demo person."""
    session_id = str(requests.post(f"{url}/api/liveness/session", json={}, timeout=10).json()["sessionId"])
    sessions = service._context.sessions
    sessions.begin(session_id, "challenge")
    face = encode_jpeg(picture(people.demo_person()), 90)
    sessions.complete(session_id, "challenge", make_verdict(passed=True, confidence=97.0), face, ())
    return session_id


def _identified(url: str, session_id: str, pages: Sequence[bytes]) -> dict[str, object]:
    files = [("files", (f"page{at}.jpg", page, "image/jpeg")) for at, page in enumerate(pages)]
    form = {"liveness_session_id": session_id}
    answer = requests.post(url + IDENTIFY, files=files, data=form, timeout=60)
    return dict(json.loads(answer.content))


def test_a_bank_that_sends_a_wrong_pair(branch: tuple[Branch, str]) -> None:
    terminal, url = branch
    person = _whoever(43)
    other = replace(_whoever(44), number=person.number, surname="FITZWILLIAM")
    pair = travel.td1(43, person=person, back_of=other)
    session_id = _completed_session(terminal.service, url)
    told = _identified(url, session_id, [encode_jpeg(page.image, 92) for page in pair.pages])
    assert told["overallSuccess"] is False, told
    assert Finding.FIELDS_DISAGREE in told["kycAnalysis"]["findings"]  # type: ignore[index]


def test_a_bank_that_sends_files_of_other_kinds_and_then_a_card(branch: tuple[Branch, str]) -> None:
    """Both sides in one picture; the files before it cost nothing, not even the session."""
    terminal, url = branch
    session_id = _completed_session(terminal.service, url)
    codes = {name: _identified(url, session_id, [content]).get("errorCode") for name, content in NO_PICTURES.items()}
    assert len({*codes.values()}) == 1 and None not in codes.values(), codes
    card = travel.td1(45, person=_whoever(45))
    both = side_by_side([page.image for page in card.pages], stacked=True)
    told = _identified(url, session_id, [encode_jpeg(both, 92)])
    assert told.get("overallSuccess") is True, told
