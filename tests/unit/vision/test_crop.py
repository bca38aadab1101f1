import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box, Point
from kiosk.vision.crop import centre_crop, crop_part, cut_out, place_in_whole, to_size


def marked(width_px: int, height_px: int) -> NDArray[np.uint8]:
    """Every pixel says where it is, in 1/255 of the picture."""
    y, x = np.mgrid[0:height_px, 0:width_px]
    return np.dstack([x * 255 // width_px, y * 255 // height_px, x * 0]).astype(np.uint8)


@pytest.mark.parametrize(("width_px", "height_px"), [(1280, 720), (1920, 1080), (640, 480), (480, 640), (512, 512)])
def test_the_centre_stays_the_centre_and_nothing_is_distorted(width_px: int, height_px: int) -> None:
    crop = to_size(centre_crop(marked(width_px, height_px), 640, 480, 1.8), 640, 480)
    assert crop.shape == (480, 640, 3)
    assert crop[240, 320, 0] == pytest.approx(127, abs=3)
    assert crop[240, 320, 1] == pytest.approx(127, abs=3)
    span_x_px = (int(crop[240, 639, 0]) - int(crop[240, 0, 0])) * width_px / 255
    span_y_px = (int(crop[479, 320, 1]) - int(crop[0, 320, 1])) * height_px / 255
    assert span_x_px / span_y_px == pytest.approx(640 / 480, rel=0.05)


def test_left_stays_left() -> None:
    crop = centre_crop(marked(1280, 720), 640, 480, 1.0)
    assert crop[240, 0, 0] < crop[240, -1, 0]


def test_what_was_found_in_the_centre_is_found_again_in_the_whole_picture() -> None:
    whole = marked(1280, 720)
    where = crop_part(whole, 640, 480, 1.8, Point(0.3, 0.9))
    part = cut_out(whole, where)
    box = Box(0.25, 0.5, 0.5, 0.25)
    place = place_in_whole(box, where)
    x_px, y_px = round(place.left * 1280), round(place.top * 720)
    high, wide = part.shape[:2]
    there, here = whole[y_px, x_px].tolist(), part[round(box.top * high), round(box.left * wide)].tolist()
    assert there == pytest.approx(here, abs=1)
    assert place.width * 1280 == pytest.approx(box.width * wide)
    assert place.height * 720 == pytest.approx(box.height * high)


@pytest.mark.parametrize("centre", [Point(0, 0), Point(1, 1), Point(0.5, 0.2), Point(-3, 9)])
def test_no_crop_goes_beyond_the_edges(centre: Point) -> None:
    part = crop_part(marked(1280, 720), 640, 480, 1.8, centre)
    assert min(part.left, part.top) >= 0
    assert max(part.right, part.bottom) <= 1
    assert cut_out(marked(1280, 720), part).shape == (400, 533, 3)
