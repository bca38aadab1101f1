"""The reader on specimens before a camera: its networks are loaded once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import cv2
import numpy as np
import pytest

from kiosk.backend.engines.local.face_finder_pool import FaceFinderPool
from kiosk.domain.documents.document import FieldName, Finding
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.vision.decoding import decode_jpeg
from kiosk.vision.document.page_orientation import turn_upright
from kiosk.vision.document.reader import read_page
from kiosk.vision.document.text import MAX_TEXT_PX, TextNetworks, affordable
from tests.factories.document_scenes import Image, before_the_camera, corners_of, pages

TODAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Eyes:
    networks: TextNetworks
    finders: FaceFinderPool

    def read(self, picture: Image) -> PageFacts:
        return read_page(picture, 0, self.networks, self.finders.find, lambda *_: 0.0, TODAY)


@pytest.fixture(scope="module")
def eyes() -> Iterator[Eyes]:
    finders = FaceFinderPool(1)
    yield Eyes(TextNetworks(), finders)
    finders.close()


def test_a_card_on_a_table(eyes: Eyes) -> None:
    page = pages()["front"]
    facts = eyes.read(before_the_camera(page, corners_of(page, 760, -12, 0.06)))
    assert {name.value: read.value for name, read in facts.printed.items()} == {
        "surname": "SPECIMEN",
        "given_names": "GRACE ANNA",
        "document_number": "UT0123456",
        "date_of_birth": "1986-12-09",
        "date_of_expiry": "2035-06-30",
        "nationality": "UTO",
        "sex": "F",
    }
    assert min(read.confidence for read in facts.printed.values()) > 90
    assert facts.mrz is None
    assert facts.people == 1


@pytest.mark.parametrize("turn_deg", [90, 180])
def test_a_zone_is_read_whichever_way_up_the_page_is(eyes: Eyes, turn_deg: int) -> None:
    page = pages()["back"]
    facts = eyes.read(before_the_camera(page, corners_of(page, 640, turn_deg + 4)))
    assert facts.mrz is not None
    assert (facts.mrz.layout.name, facts.mrz.valid, facts.mrz.document_number) == ("TD1", True, "UT0123456")
    assert (facts.mrz.surname, facts.mrz.given_names) == ("SPECIMEN", "GRACE ANNA")
    assert facts.mrz_confidence > 80
    assert facts.portrait is None


def test_a_picture_that_a_page_fills_and_that_stands_on_its_head(eyes: Eyes) -> None:
    upside_down = np.ascontiguousarray(pages()["passport"][::-1, ::-1])
    facts = eyes.read(upside_down)
    assert facts.mrz is not None
    assert (facts.mrz.layout.name, facts.mrz.valid, facts.mrz.surname) == ("TD3", True, "SPECIMEN")
    assert facts.portrait is not None
    # The portrait lies at the lower right of what was handed in, and is upright in its own file.
    assert facts.portrait.box.left > 0.5
    assert facts.portrait.box.bottom > 0.7
    crop = decode_jpeg(facts.portrait.jpeg)
    (face,) = eyes.finders.find(np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2RGB), dtype=np.uint8), 2)
    assert face.points[10, 1] < face.points[152, 1], "the forehead is above the chin"


def test_somebody_who_holds_a_card_beside_the_face_is_not_its_portrait(eyes: Eyes) -> None:
    """Even where the page is not found: here its edges melt into the wall. A head is wider than a card."""
    picture = np.full((720, 1280, 3), pages()["passport"][300, 20], dtype=np.uint8)
    picture[:, 700:1261] = cv2.resize(pages()["passport"][150:662, 60:459], (561, 720))
    page = cv2.resize(pages()["passport"], (520, 366), interpolation=cv2.INTER_AREA)[180:-6, 10:-10]
    picture[400 : 400 + page.shape[0], 60 : 60 + page.shape[1]] = page
    facts = eyes.read(picture)
    assert facts.mrz is not None
    assert (facts.portrait, facts.people) == (None, 0)


def test_what_is_no_document(eyes: Eyes) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3)).astype(np.uint8)
    facts = eyes.read(noise)
    assert (facts.mrz, facts.portrait, dict(facts.printed)) == (None, None, {})


def test_what_kept_it_from_being_read_is_told(eyes: Eyes) -> None:
    small = cv2.resize(pages()["back"], (253, 160), interpolation=cv2.INTER_AREA)
    assert Finding.PAGE_TOO_SMALL in eyes.read(np.asarray(small, dtype=np.uint8)).hints
    blurred = cv2.GaussianBlur(pages()["front"], (0, 0), 9)
    facts = eyes.read(np.asarray(blurred, dtype=np.uint8))
    assert Finding.BLURRED in facts.hints
    assert FieldName.DOCUMENT_NUMBER not in facts.printed


def test_lines_over_the_edge_of_what_looks_like_a_page(eyes: Eyes) -> None:
    """A frame drawn on the page, too small for its text, is not taken for the page."""
    page = pages()["back"].copy()
    cv2.rectangle(page, (160, 60), (860, 560), (0, 0, 0), 6)
    assert not turn_upright(page, eyes.networks).is_page


def test_a_page_full_of_text_costs_no_more_than_a_document() -> None:
    lines = [
        np.array([[0, top], [width, top], [width, top + 10], [0, top + 10]], dtype=np.float32)
        for top, width in enumerate([90] * 100 + [300] * 20)
    ]
    kept = affordable(lines)
    assert all(any(line is one for one in kept) for line in lines[100:]), "zones are long"
    assert sum(48 * float(line[1, 0]) / 10 for line in kept) <= MAX_TEXT_PX
    assert affordable(lines[:5]) == lines[:5]
    assert affordable([]) == []


@pytest.mark.parametrize(("width_px", "height_px"), [(80, 10_000), (10_000, 80), (480, 10_000)])
@pytest.mark.parametrize("turned", [False, True])
def test_a_picture_of_no_pages_shape_is_not_blown_up(
    eyes: Eyes, monkeypatch: pytest.MonkeyPatch, width_px: int, height_px: int, turned: bool
) -> None:
    """What is drawn on the way must not grow with the shape: 80x10000 became 28 megapixels."""
    written = np.full((width_px, height_px) if turned else (height_px, width_px), 255, np.uint8)
    for y in range(20, written.shape[0], 26):
        cv2.putText(written, "SPECIMEN P<UTO" * 60, (2, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0,), 1)
    picture = cv2.cvtColor(written.T if turned else written, cv2.COLOR_GRAY2BGR)
    largest = 0

    def watched(draw: Callable[..., Image]) -> Callable[..., Image]:
        def drawn(*given: object, **named: object) -> Image:
            nonlocal largest
            done = draw(*given, **named)
            largest = max(largest, done.shape[0] * done.shape[1])
            return done

        return drawn

    for name in ("resize", "warpPerspective"):
        monkeypatch.setattr(cv2, name, watched(getattr(cv2, name)))
    eyes.read(np.ascontiguousarray(picture, dtype=np.uint8))
    assert 0 < largest <= 960 * 1_920
