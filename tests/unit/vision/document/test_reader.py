"""The reader on specimens before a camera: its networks are loaded once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import cv2
import numpy as np
import pytest

from kiosk.backend.engines.local.face_finder_pool import FaceFinderPool
from kiosk.domain.documents.document import FieldName, Finding, ReadField
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.printed import PrintedLine
from kiosk.vision.decoding import decode_jpeg
from kiosk.vision.document.observer import SILENT, PortraitSearch, ReadingObserver, SilentObserver
from kiosk.vision.document.page_orientation import UprightPage, turn_upright
from kiosk.vision.document.reader import ReadingTools, read_picture
from kiosk.vision.document.text import MAX_TEXT_PX, TextLine, TextNetworks, affordable
from kiosk.vision.document.zone_search import ZoneSearch
from tests.factories.document_scenes import Image, before_the_camera, corners_of, pages

TODAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Eyes:
    networks: TextNetworks
    finders: FaceFinderPool

    def read(self, picture: Image) -> PageFacts:
        (facts,) = self.read_all(picture)
        return facts

    def read_all(self, picture: Image, observer: ReadingObserver = SILENT) -> list[PageFacts]:
        tools = ReadingTools(self.networks, self.finders.find, lambda *_: 0.0)
        return read_picture(picture, 0, tools, TODAY, observer)


class Seen(SilentObserver):
    """Remembers which stages were told."""

    def __init__(self) -> None:
        self.stages: list[str] = []

    def find_page(self, index: int, picture: Image, page: UprightPage) -> None:
        self.stages.append("page")

    def read_text(self, lines: Sequence[TextLine]) -> None:
        self.stages.append("text")

    def search_zones(self, search: ZoneSearch, *, thorough: bool) -> None:
        self.stages.append("zones")

    def read_print(self, lines: Sequence[PrintedLine], fields: Mapping[FieldName, ReadField]) -> None:
        self.stages.append("print")

    def find_portraits(self, search: PortraitSearch) -> None:
        self.stages.append("portraits")

    def tell_page(self, facts: PageFacts) -> None:
        self.stages.append("facts")


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


def test_text_across_an_open_booklet_has_no_say_in_how_its_zone_lies(eyes: Eyes) -> None:
    passport = pages()["passport"]
    width_px = passport.shape[1]
    other = np.full((width_px, width_px // 2 + 200, 3), 235, dtype=np.uint8)
    for row in range(24):
        cv2.putText(other, "The bearer of this passport is", (30, 60 + 50 * row), 0, 1.1, (60, 60, 60), 2)
    booklet = np.concatenate([np.rot90(other), passport])
    seen = Seen()
    (facts,) = eyes.read_all(np.ascontiguousarray(booklet), seen)
    assert facts.mrz is not None
    assert (facts.mrz.layout.name, facts.mrz.valid, facts.mrz.surname) == ("TD3", True, "SPECIMEN")
    assert facts.printed[FieldName.DOCUMENT_NUMBER].value == "UT0123456"
    assert facts.portrait is not None
    assert seen.stages[:3] == ["page", "text", "zones"]
    assert seen.stages[-3:] == ["print", "portraits", "facts"]


@pytest.mark.parametrize("quarters", [0, 1])
def test_both_sides_of_a_card_in_one_picture(eyes: Eyes, quarters: int) -> None:
    sheet = np.full((1500, 1300, 3), 250, dtype=np.uint8)
    for row, side in enumerate(("front", "back")):
        card = cv2.resize(pages()[side], (840, 530), interpolation=cv2.INTER_AREA)
        sheet[150 + 700 * row : 680 + 700 * row, 200:1040] = card
        cv2.rectangle(sheet, (200, 150 + 700 * row), (1040, 680 + 700 * row), (90, 60, 60), 4)
    read = eyes.read_all(np.ascontiguousarray(np.rot90(sheet, quarters)))
    assert [page.picture for page in read] == [0, 0]
    (zone,) = (page for page in read if page.mrz is not None)
    (front,) = (page for page in read if page.mrz is None)
    assert zone.mrz is not None
    assert (zone.mrz.valid, zone.mrz.document_number, zone.portrait) == (True, "UT0123456", None)
    assert front.printed[FieldName.SURNAME].value == "SPECIMEN"
    assert front.portrait is not None


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
