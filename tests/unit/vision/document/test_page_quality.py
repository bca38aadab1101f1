import time

import cv2
import numpy as np
import pytest

from kiosk.domain.documents.document import Finding
from kiosk.vision.document.page import find_page, straighten
from kiosk.vision.document.page_quality import is_steady, is_streaked, observe_page
from tests.factories.document_scenes import HEIGHT_PX, WIDTH_PX, before_the_camera, corners_of, pages, table


@pytest.mark.parametrize("side", ["front", "back", "passport"])
@pytest.mark.parametrize(
    ("width_px", "turn_deg", "lean"), [(700, 0, 0.0), (820, 12, 0.08), (600, -30, 0.0), (560, 90, 0.05)]
)
def test_a_page_is_found_however_it_is_held(side: str, width_px: int, turn_deg: float, lean: float) -> None:
    page = pages()[side]
    corners = corners_of(page, width_px, turn_deg, lean)
    seen = observe_page(before_the_camera(page, corners))
    assert seen.hint is None
    assert seen.corners is not None
    found = np.array([[point.x * WIDTH_PX, point.y * HEIGHT_PX] for point in seen.corners])
    # A page may be found from another corner on: which way up it is, its text tells.
    off = min(float(np.abs(np.roll(found, start, axis=0) - corners).max()) for start in range(4))
    assert off < 0.035 * width_px


@pytest.mark.parametrize("side", ["front", "back", "passport"])
def test_hints(side: str) -> None:
    page = pages()[side]
    near, far = corners_of(page, 700), corners_of(page, 400)
    assert observe_page(before_the_camera(page, far)).hint is Finding.PAGE_TOO_SMALL
    assert observe_page(before_the_camera(page, near, blur_px=3.5)).hint is Finding.BLURRED
    shining = page.copy()
    cv2.circle(shining, (page.shape[1] // 2, page.shape[0] // 2), page.shape[0] // 7, (255, 255, 255), -1)
    seen = observe_page(before_the_camera(shining, near))
    assert seen.hint is Finding.GLARE
    assert 0.02 < seen.glare < 0.08


@pytest.mark.parametrize("value", [0, 128, 255])
def test_no_page(value: int) -> None:
    seen = observe_page(np.full((HEIGHT_PX, WIDTH_PX, 3), value, dtype=np.uint8))
    assert (seen.corners, seen.hint, seen.area) == (None, Finding.NO_PAGE, 0.0)


def test_an_empty_table_and_a_page_that_fills_the_picture() -> None:
    assert find_page(table()) is None
    assert find_page(pages()["back"]) is None


def test_steadiness() -> None:
    page = pages()["front"]
    before, still, moved = (
        observe_page(before_the_camera(page, corners_of(page, 700) + np.float32(shift))) for shift in (0, 3, 40)
    )
    assert is_steady(before, still)
    assert not is_steady(before, moved)
    assert not is_steady(before, observe_page(table()))


def test_a_straight_page_is_what_was_held() -> None:
    page = pages()["back"]
    corners = corners_of(page, 800, 15, 0.1)
    straight = straighten(before_the_camera(page, corners), corners, 600)
    want = cv2.resize(page, (600, round(600 * page.shape[0] / page.shape[1])), interpolation=cv2.INTER_AREA)
    inside = straight[6 : 6 + want.shape[0], 6:606]
    assert abs(straight.shape[0] - want.shape[0]) <= 0.12 * want.shape[0]
    assert float(np.abs(cv2.resize(inside, (60, 38)).astype(int) - cv2.resize(want, (60, 38)).astype(int)).mean()) < 30


def test_a_look_is_quick_enough_for_a_preview() -> None:
    """Ten looks a second, with room to spare on a machine that does much else."""
    page = pages()["front"]
    frame = before_the_camera(page, corners_of(page, 700))
    times_s = []
    for _ in range(7):
        start_s = time.thread_time()
        observe_page(frame)
        times_s.append(time.thread_time() - start_s)
    assert min(times_s) < 0.1


@pytest.mark.parametrize("size", [(1, 1), (2, 500), (500, 3), (81, 80)])
def test_pictures_of_any_size(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (*size, 3)).astype(np.uint8)
    observe_page(noise)


@pytest.mark.parametrize("side", ["front", "back", "passport"])
@pytest.mark.parametrize("aslant", [False, True])
def test_a_page_that_moved_is_told_from_one_in_focus_and_out_of_it(side: str, aslant: bool) -> None:
    page = cv2.resize(pages()[side], (480, 320), interpolation=cv2.INTER_AREA)
    kernel = np.eye(5) / 5 if aslant else np.ones((1, 5)) / 5
    assert is_streaked(np.asarray(cv2.filter2D(page, -1, kernel), dtype=np.uint8))
    assert is_streaked(np.asarray(cv2.filter2D(page, -1, kernel[::-1] if aslant else kernel.T), dtype=np.uint8))
    for still in (page, cv2.GaussianBlur(page, (0, 0), 1.2)):
        assert not is_streaked(np.asarray(still, dtype=np.uint8))


@pytest.mark.parametrize("size", [(1, 1), (4, 300), (5, 5), (300, 480)])
def test_nothing_moved_where_nothing_is_seen(size: tuple[int, int]) -> None:
    assert not is_streaked(np.full((*size, 3), 90, dtype=np.uint8))
