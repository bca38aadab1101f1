from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from numpy.typing import NDArray

from kiosk.terminal.camera.demo import people
from kiosk.vision.face_detector import Detected, distinct, turn_back
from kiosk.vision.face_mesh import MAX_SIDE_PX
from kiosk.vision.photo_faces import PhotoFaceFinder

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
    assert 0.8 <= face.score <= 1


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


def face_of(picture: Image, finder: PhotoFaceFinder) -> Image:
    """The mere face, from brow to chin and cheek to cheek."""
    points = finder.find(picture, limit=1)[0].points
    (left, top), (right, bottom) = points[:, :2].min(axis=0).astype(int), points[:, :2].max(axis=0).astype(int)
    return picture[max(top, 0) : bottom, max(left, 0) : right]


@pytest.mark.parametrize("side_px", [60, 100, 240])
@pytest.mark.parametrize("person", [people.demo_person, people.another_person])
def test_a_portrait_that_is_cut_to_the_face_has_one(
    finder: PhotoFaceFinder, person: Callable[[], Path], side_px: int
) -> None:
    tight = face_of(rgb(person()), finder)
    small = np.asarray(cv2.resize(tight, (side_px, side_px), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    assert len(finder.find(small, limit=5)) == 1


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_picture_on_its_side_shows_the_same_face(finder: PhotoFaceFinder, turns: int) -> None:
    upright = rgb(people.another_person())
    turned = np.ascontiguousarray(np.rot90(upright, turns))
    (before,), (found,) = finder.find(upright, limit=5), finder.find(turned, limit=5)
    height_px, width_px = upright.shape[:2]
    box = (*found.points[:, :2].min(axis=0), *found.points[:, :2].max(axis=0))
    # Back as it was: three more quarters where it was one.
    lies = turn_back(box, turns, width_px, height_px)
    assert np.allclose(lies, [*before.points[:, :2].min(axis=0), *before.points[:, :2].max(axis=0)], atol=0.06 * 512)


def test_a_face_in_the_dark_is_found(finder: PhotoFaceFinder) -> None:
    noise = np.random.default_rng(0).normal(0, 2, rgb(people.another_person()).shape)
    dark = np.clip(rgb(people.another_person()) * 0.04 + noise, 0, 255).astype(np.uint8)
    assert len(finder.find(dark, limit=5)) == 1


@given(some.integers(0, 3), some.integers(50, 400), some.integers(50, 400), some.data())
def test_a_box_that_was_found_on_its_side_lies_where_it_was(
    turns: int, width_px: int, height_px: int, data: some.DataObject
) -> None:
    left, top = data.draw(some.integers(0, width_px - 2)), data.draw(some.integers(0, height_px - 2))
    right, bottom = data.draw(some.integers(left + 1, width_px)), data.draw(some.integers(top + 1, height_px))
    picture = np.zeros((height_px, width_px), dtype=np.uint8)
    picture[top:bottom, left:right] = 1
    rows, columns = np.nonzero(np.rot90(picture, turns))
    turned = (float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))
    assert turn_back(turned, turns, width_px, height_px) == (left, top, right, bottom)


def test_one_face_seen_twice_is_one_with_the_better_score() -> None:
    near, far = Detected((10, 10, 50, 50), 0.6), Detected((12, 9, 52, 51), 0.9)
    part, other = Detected((20, 20, 40, 40), 0.7), Detected((100, 10, 140, 50), 0.5)
    assert distinct(iter([near, far, part, other])) == [far, other]
    assert distinct(iter([])) == []
