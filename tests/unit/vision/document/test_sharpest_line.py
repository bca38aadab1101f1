"""Values that were written into photographs of drawn documents, and photographs that nobody touched."""

import cv2
import numpy as np
import pytest

from kiosk.domain.documents.forgery_signs import TEXT_FROM
from kiosk.vision.arrays import Image
from kiosk.vision.document.forgery_measures import sharpest_line
from kiosk.vision.document.text_boxes import Quad
from tests.factories.documents.corpus import KINDS
from tests.factories.documents.drawn import DrawnPage
from tests.factories.documents.retouched import as_file, photographed, rewritten, values_on


def portrait_page(kind: str, seed: int) -> DrawnPage:
    return next(page for page in KINDS[kind](seed).pages if page.portrait is not None)


def quads_of(page: DrawnPage) -> list[Quad]:
    return [
        np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float32)
        for _, (left, top, right, bottom) in page.lines
    ]


def measured(page: DrawnPage, image: Image) -> float:
    return sharpest_line(image, quads_of(page))


@pytest.mark.parametrize("blur_px", [0.0, 0.8, 1.5, 2.5])
@pytest.mark.parametrize("kind", KINDS)
def test_all_text_of_a_photograph_is_as_sharp(kind: str, blur_px: float) -> None:
    page = portrait_page(kind, 41)
    image = photographed(page.image, np.random.default_rng(3), blur_px) if blur_px else page.image
    assert measured(page, image) < TEXT_FROM


@pytest.mark.parametrize("quality", [75, 92])
@pytest.mark.parametrize("kind", KINDS)
def test_a_value_that_was_written_in_is_sharper(kind: str, quality: int) -> None:
    page = portrait_page(kind, 42)
    image = photographed(page.image, np.random.default_rng(4), 1.6)
    written = rewritten(image, values_on(page)[0], "L8989")
    assert measured(page, as_file(written, quality)) > TEXT_FROM


def test_what_was_photographed_again_says_nothing() -> None:
    page = portrait_page("passport", 43)
    written = rewritten(page.image, values_on(page)[0], "L8989")
    assert measured(page, photographed(written, np.random.default_rng(5), 1.6)) < TEXT_FROM


def test_few_lines_say_nothing() -> None:
    page = portrait_page("passport", 44)
    written = rewritten(photographed(page.image, np.random.default_rng(6), 2.0), values_on(page)[0], "L8989")
    assert sharpest_line(written, quads_of(page)[:4]) == 1.0
    assert sharpest_line(written, []) == 1.0


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 900, 3), (900, 4, 3)])
def test_any_size(shape: tuple[int, int, int]) -> None:
    beyond = np.array([(-9, -9), (2_000, -9), (2_000, 40), (-9, 40)], dtype=np.float32)
    outside = beyond + np.float32(3_000)
    noise = np.random.default_rng(5).integers(0, 255, shape).astype(np.uint8)
    assert sharpest_line(noise, [beyond, outside] * 4) < TEXT_FROM
    soft = np.asarray(cv2.blur(noise, (3, 3)), dtype=np.uint8).reshape(shape)
    assert sharpest_line(soft, [beyond] * 8) < TEXT_FROM
