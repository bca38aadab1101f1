import cv2
import numpy as np
import pytest

from kiosk.domain.documents.forgery_signs import BARE_FROM, WINDOW_FROM
from kiosk.vision.arrays import Image
from kiosk.vision.document.screen_windows import bare_lines, window_border
from kiosk.vision.jpeg import encode_jpeg
from tests.factories.document_scenes import before_the_camera, corners_of, pages
from tests.factories.documents.conditions import side_by_side


def as_file(picture: Image, quality: int) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(encode_jpeg(picture, quality), np.uint8), 1), dtype=np.uint8)


def in_window(page: Image, desk: int, bar: int, window: int) -> Image:
    """A page in a window with its title, on a screen of such greys."""
    high, wide = page.shape[:2]
    screen = np.full((high + 260, wide + 340, 3), desk, dtype=np.uint8)
    screen[40:-60, 60:-60], screen[40:84, 60:-60] = window, bar
    screen[140 : 140 + high, 170 : 170 + wide] = page
    return screen


@pytest.mark.parametrize("quality", [60, 92])
@pytest.mark.parametrize("greys", [(52, 208, 246), (24, 32, 45), (52, 246, 246)])
def test_a_window_has_straight_borders(greys: tuple[int, int, int], quality: int) -> None:
    assert window_border(as_file(in_window(pages()["front"], *greys), quality)) > WINDOW_FROM


@pytest.mark.parametrize("quality", [15, 60, 92])
def test_what_cameras_scanners_and_programs_make_of_pages_has_none(quality: int) -> None:
    front, back = pages()["front"], pages()["back"]
    seen = before_the_camera(front, corners_of(front, 860, 3, 0.03))
    on_black = cv2.copyMakeBorder(side_by_side([front, back], stacked=True), 90, 90, 90, 90, cv2.BORDER_CONSTANT)
    for picture in (front, seen, side_by_side([front, back], stacked=False), np.asarray(on_black, dtype=np.uint8)):
        assert window_border(as_file(picture, quality)) < WINDOW_FROM / 2


@pytest.mark.parametrize("quality", [60, 92])
@pytest.mark.parametrize("ground", [0, 255])
def test_a_telephones_screenshot_has_lines_of_one_colour(ground: int, quality: int) -> None:
    page = pages()["front"]
    screen = np.full((2_100, page.shape[1], 3), ground, dtype=np.uint8)
    screen[700 : 700 + page.shape[0]] = page
    cv2.putText(screen, "11:42", (60, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (120, 120, 120), 3, cv2.LINE_AA)
    assert bare_lines(as_file(screen, quality)) > BARE_FROM
    assert bare_lines(as_file(np.ascontiguousarray(np.rot90(screen)), quality)) > BARE_FROM
    # A sheet of paper is shorter, and a camera's picture has noise.
    assert bare_lines(as_file(screen[400:1_800], quality)) == 0.0
    noisy = np.clip(screen, 20, 235) + np.random.default_rng(2).normal(0, 3, screen.shape)
    assert bare_lines(as_file(noisy.astype(np.uint8), 92)) == 0.0


@pytest.mark.parametrize("shape", [(1, 1, 3), (30, 900, 3), (900, 30, 3)])
def test_any_size(shape: tuple[int, int, int]) -> None:
    assert window_border(np.full(shape, 128, dtype=np.uint8)) == 0
