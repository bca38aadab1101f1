"""Copies that are drawn: on a screen, and on one whose dots a camera sees."""

import numpy as np
import pytest

from kiosk.domain.documents.forgery_signs import PATTERN_FROM
from kiosk.vision.arrays import Image
from kiosk.vision.document.forgery_measures import pattern
from tests.factories.document_scenes import before_the_camera, corners_of, pages
from tests.factories.documents.prints import photographed_print
from tests.factories.documents.screens import photographed_from_screen

SIDES = ("front", "passport")


def noisy(page: Image) -> Image:
    noise = np.random.default_rng(4).normal(0, 2.5, page.shape)
    return np.asarray(np.clip(page + noise, 0, 255), dtype=np.uint8)


def moved(page: Image) -> Image:
    """To the side while the shutter was open: its frequencies lie in broad bands."""
    return np.asarray((page[:, 6:].astype(np.uint16) + page[:, 3:-3] + page[:, :-6]) // 3, dtype=np.uint8)


def on_a_screen(page: Image, pitch_px: float) -> Image:
    rows, columns = np.mgrid[: page.shape[0], : page.shape[1]] * (2 * np.pi / pitch_px)
    grid = 0.9 - 0.06 * np.cos(columns + 0.05 * rows) * np.cos(rows - 0.05 * columns)
    return np.asarray(np.clip(page * grid[..., None], 0, 255), dtype=np.uint8)


@pytest.mark.parametrize("side", SIDES)
def test_genuine_pages_have_no_grid(side: str) -> None:
    page = pages()[side]
    seen = before_the_camera(page, corners_of(page, 900, 5))
    assert max(pattern(each) for each in (page, noisy(page), moved(page), seen)) < 0.7 * PATTERN_FROM


@pytest.mark.parametrize("side", SIDES)
def test_a_screen_shows_its_pixels(side: str) -> None:
    assert pattern(noisy(on_a_screen(pages()[side], 3.3))) > PATTERN_FROM


@pytest.mark.parametrize("pitch_px", [1.15, 1.5])
def test_a_screen_shows_its_dots_even_where_the_camera_cannot_part_them(pitch_px: float) -> None:
    page = pages()["passport"][:600, :700]
    assert pattern(photographed_from_screen(page, np.random.default_rng(7), pitch_px, 3.0)) > PATTERN_FROM


@pytest.mark.parametrize("pitch_px", [1.5, 2.5, 4.5])
def test_prints_show_their_dots(pitch_px: float) -> None:
    page = pages()["passport"][:600, :700]
    assert pattern(photographed_print(page, np.random.default_rng(7), pitch_px)) > PATTERN_FROM


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 900, 3), (40, 40, 3), (4_000, 30, 3), (300, 300, 3)])
def test_any_size(shape: tuple[int, int, int]) -> None:
    assert pattern(np.full(shape, 128, dtype=np.uint8)) < PATTERN_FROM
    assert pattern(np.random.default_rng(5).integers(0, 255, shape).astype(np.uint8)) < PATTERN_FROM
