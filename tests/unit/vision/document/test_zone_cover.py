"""Hands, gloves and stickers over zones, as a detector of text finds what they leave of its lines."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from kiosk.vision.document.page_orientation import UprightPage
from kiosk.vision.document.text import TextLine
from kiosk.vision.document.zone_cover import is_zone_covered
from kiosk.vision.document.zone_search import ZoneSearch
from tests.factories.documents.conditions import CONDITIONS
from tests.factories.documents.corpus import KINDS
from tests.factories.documents.covers import COVERS, SKINS
from tests.factories.documents.drawn import DrawnPage
from tests.factories.documents.sheet import Image

SEED = 5000
KEPT = ("as it is", "blurred by 2 px", "moved", "noise", "dark", "JPEG of low quality", "worn zone")
"""Conditions under which nothing lies on the zone, and places stay what they are."""
NOTHING = ZoneSearch()


def _zoned(kind: str) -> DrawnPage:
    return next(page for page in KINDS[kind](SEED).pages if page.zone is not None)


def _covered(kind: str, name: str) -> tuple[Image, list[TextLine]]:
    page = _zoned(kind)
    image = COVERS[name](page, np.random.default_rng([SEED, 91]))
    return image, _lines(page, image)


def _lines(page: DrawnPage, image: Image) -> list[TextLine]:
    """What is left of the zone's lines, in pieces where something lies on them."""
    rows = [(text, place) for text, place in page.lines if "<" in text]
    found: list[TextLine] = []
    for text, (left, top, right, bottom) in rows:
        pitch, high = (right - left) / len(text), bottom - top
        change = np.abs(image[top + 3 : bottom - 8].astype(int) - page.image[top + 3 : bottom - 8]).max(axis=2) > 40
        hidden = [
            change[:, int(left + at * pitch) : int(left + (at + 1) * pitch)].mean() > 0.5 for at in range(len(text))
        ]
        for start, end in _runs(hidden):
            edges = left + start * pitch - 8, top - 0.05 * high, left + end * pitch + 8, top + 0.8 * high
            found.append(_line(text[start:end], *edges))
    return found


def _runs(hidden: Sequence[bool]) -> list[tuple[int, int]]:
    """Where characters that are seen begin and end."""
    edges = np.flatnonzero(np.diff(np.array([True, *hidden, True]).astype(int)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _line(text: str, left: float, top: float, right: float, bottom: float) -> TextLine:
    quad = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32)
    return TextLine(text, 0.9, text, 0.9, quad)


def _page(image: Image, *, is_page: bool = False) -> UprightPage:
    return UprightPage(image, np.eye(3), [], is_page)


@pytest.mark.parametrize("name", [
    *(f"thumb, skin {skin}" for skin in SKINS), "finger, skin I", "finger, skin VI", "palm, skin III", "glove, black",
    "four fingers, skin IV", "sticker, yellow", "sticker, white",
])  # fmt: skip
@pytest.mark.parametrize("kind", ["passport", "TD1"])
def test_what_lies_on_a_zone_is_seen(kind: str, name: str) -> None:
    image, lines = _covered(kind, name)
    assert is_zone_covered(_page(image), lines, NOTHING, has_portrait=kind == "passport")


@pytest.mark.parametrize("name", ["palm, skin II", "palm, skin VI", "palm in a glove, blue nitrile"])
def test_a_hand_on_all_of_it(name: str) -> None:
    image, _ = _covered("passport", name)
    assert is_zone_covered(_page(image), [], NOTHING)


@pytest.mark.parametrize("condition", KEPT)
@pytest.mark.parametrize("kind", ["passport", "TD1", "TD2", "French 2x36"])
def test_a_zone_on_which_nothing_lies(kind: str, condition: str) -> None:
    document = KINDS[kind](SEED)
    pictures = CONDITIONS[condition](document, np.random.default_rng([SEED, 5]))
    ((page, image),) = [each for each in zip(document.pages, pictures, strict=True) if each[0].zone is not None]
    assert not is_zone_covered(_page(image), _lines(page, page.image), NOTHING)


def test_a_page_without_a_zone_is_not_covered() -> None:
    page = KINDS["TD1"](SEED).pages[0]
    assert not is_zone_covered(_page(page.image), [], NOTHING)


def test_print_with_brackets_above_a_zone_is_no_rest_of_a_covered_line() -> None:
    page = _zoned("French 2x36")
    lines = _lines(page, page.image)
    left, top, right, bottom = next(place for text, place in page.lines if "Né(e)" in text)
    # As detectors find it, higher than its letters, and as the zone's own alphabet reads it.
    label = replace(_line("Né(e) le :", left, top - 10, right, bottom + 10), zone_text="NE<E<LE<")
    assert not is_zone_covered(_page(page.image), [*lines, label], NOTHING)


def test_a_zone_that_is_too_short_for_its_page() -> None:
    page = _zoned("passport")
    image, lines = page.image.copy(), _lines(page, page.image)
    # White cotton on white ground: nothing changes but that the ends of both lines are gone.
    middle = image.shape[1] * 2 // 3
    left, top, right, bottom = page.zone or (0, 0, 0, 0)
    image[top:bottom, middle:] = image[top - 6, left]
    pitch = (right - left) / 44
    kept = int((middle - left) / pitch)
    shortened = [
        _line(line.text[:kept], line.quad[0, 0], line.quad[0, 1], left + kept * pitch + 8, line.quad[2, 1])
        for line in lines
    ]
    assert is_zone_covered(_page(image, is_page=True), shortened, NOTHING)


def test_pictures_without_any_size_or_ink_are_no_error() -> None:
    blank = np.full((40, 60, 3), 255, dtype=np.uint8)
    line = _line("P<UTO<<<<<<<<<", 5, 5, 55, 12)
    assert is_zone_covered(_page(blank), [line], NOTHING) in {True, False}
    assert not is_zone_covered(_page(blank), [], NOTHING)
