from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from numpy.typing import NDArray

from kiosk.terminal.camera.demo import people
from kiosk.vision.face_mesh import MAX_SIDE_PX
from kiosk.vision.photo_faces import MIN_TILE_PX, Detected, PhotoFaceFinder, distinct, tiles

Image = NDArray[np.uint8]


def rgb(path: Path) -> Image:
    return np.asarray(cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB), dtype=np.uint8)


@pytest.fixture(scope="module")
def finder() -> Iterator[PhotoFaceFinder]:
    with PhotoFaceFinder() as finder:
        yield finder


def crowd(rows: int, columns: int, side_px: int) -> Image:
    """The two people of the demonstration, again and again, each picture that large."""
    pictures = [rgb(people.demo_person()), rgb(people.another_person())]
    squares = [
        cv2.resize(each[: each.shape[1], :], (side_px, side_px), interpolation=cv2.INTER_AREA) for each in pictures
    ]
    row = np.hstack([squares[column % 2] for column in range(columns)])
    return np.ascontiguousarray(np.vstack([row] * rows), dtype=np.uint8)


def test_everybody_of_a_crowd_is_found_once_the_largest_first(finder: PhotoFaceFinder) -> None:
    found = finder.find(crowd(4, 6, 180), limit=100)
    assert len(found) == 24
    sizes = [float(np.prod(np.ptp(face.points[:, :2], axis=0))) for face in found]
    assert sizes == sorted(sizes, reverse=True)


def test_no_more_than_the_limit_and_those_are_the_largest(finder: PhotoFaceFinder) -> None:
    picture = np.full((900, 1200, 3), 120, dtype=np.uint8)
    for (top, left), side in {(20, 20): 160, (20, 400): 320, (450, 400): 440, (300, 950): 200}.items():
        face = cv2.resize(rgb(people.demo_person())[:512], (side, side), interpolation=cv2.INTER_AREA)
        picture[top : top + side, left : left + side] = face
    lefts = [float(face.points[:, 0].min()) for face in finder.find(picture, limit=2)]
    assert len(lefts) == 2
    assert all(400 < left < 840 for left in lefts)


def test_a_mesh_has_irises_inside_the_eyes(finder: PhotoFaceFinder) -> None:
    (face,) = finder.find(rgb(people.another_person()), limit=5)
    assert face.points.shape == (478, 3)
    assert face.points[33, 0] < face.points[468, 0] < face.points[133, 0]
    assert face.points[362, 0] < face.points[473, 0] < face.points[263, 0]
    assert 0.75 <= face.score <= 1


@pytest.mark.parametrize("seed", range(3))
def test_noise_has_no_face(finder: PhotoFaceFinder, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    assert finder.find(noise, limit=5) == []
    assert finder.find(np.asarray(cv2.GaussianBlur(noise, (0, 0), 6), dtype=np.uint8), limit=5) == []


@pytest.mark.parametrize(("width_px", "height_px"), [(80, 80), (80, 4000), (4000, 80), (81, 200)])
def test_odd_pictures_are_no_error(finder: PhotoFaceFinder, width_px: int, height_px: int) -> None:
    assert finder.find(np.full((height_px, width_px, 3), 90, dtype=np.uint8), limit=5) == []


@pytest.mark.parametrize(("width_px", "height_px"), [(80, MAX_SIDE_PX), (MAX_SIDE_PX, 80)])
def test_the_longest_picture_is_no_error(finder: PhotoFaceFinder, width_px: int, height_px: int) -> None:
    assert finder.find(np.full((height_px, width_px, 3), 90, dtype=np.uint8), limit=5) == []


@pytest.mark.parametrize(("width_px", "height_px"), [(80, MAX_SIDE_PX + 1), (40_000, 80)])
def test_a_picture_that_would_end_the_process_is_refused(
    finder: PhotoFaceFinder, width_px: int, height_px: int
) -> None:
    with pytest.raises(ValueError, match="pixels"):
        finder.find(np.full((height_px, width_px, 3), 90, dtype=np.uint8), limit=5)


def test_what_fails_to_close_keeps_nothing_else_open() -> None:
    finder = PhotoFaceFinder()
    finder._near.close()
    with pytest.raises(ValueError, match="None"):
        finder.__exit__(None, None, None)
    assert finder._mesh._graph is None


@given(some.integers(80, 5000), some.integers(80, 5000))
def test_tiles_cover_the_picture_and_stay_inside(width_px: int, height_px: int) -> None:
    found = tiles(width_px, height_px)
    for left, top, right, bottom in found:
        assert 0 <= left < right <= width_px
        assert 0 <= top < bottom <= height_px
    if found:
        side = min(right - left for left, _, right, _ in found)
        assert side >= min(MIN_TILE_PX, width_px, height_px)
        for x, y in ((0, 0), (width_px - 1, height_px - 1), (width_px // 2, height_px // 2)):
            assert any(left <= x < right and top <= y < bottom for left, top, right, bottom in found)
    assert len(found) <= 60


def test_one_face_seen_twice_is_one_with_the_better_score() -> None:
    near, far = Detected((10, 10, 50, 50), 0.6), Detected((12, 9, 52, 51), 0.9)
    part, other = Detected((20, 20, 40, 40), 0.7), Detected((100, 10, 140, 50), 0.5)
    assert distinct(iter([near, far, part, other])) == [far, other]
    assert distinct(iter([])) == []
