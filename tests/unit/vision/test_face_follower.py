import numpy as np
import pytest

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point
from kiosk.vision.face_follower import SEARCH_S, FaceFollower, search_part
from tests.factories.faces import head

WHOLE = np.zeros((720, 1280, 3), np.uint8)


def nose_in(part: Box, x: float, y: float) -> FaceDetail:
    """The face of somebody whose nose is there in the whole picture, as the crop shows it."""
    return head(centre=((x - part.left) / part.width, (y - part.top) / part.height))


def followed(x: float, y: float, steps: int = 60) -> tuple[FaceFollower, Box]:
    follower = FaceFollower(640, 480, 1.8)
    for _ in range(steps):
        part = follower.part(WHOLE)
        follower.step((nose_in(part, x, y),), part)
    return follower, follower.part(WHOLE)


def test_it_begins_in_the_middle() -> None:
    part = FaceFollower(640, 480, 1.8).part(WHOLE)
    assert (part.centre.x, part.centre.y) == pytest.approx((0.5, 0.5), abs=0.001)


@pytest.mark.parametrize(("x", "y"), [(0.5, 0.7), (0.5, 0.35), (0.35, 0.5), (0.6, 0.66)])
def test_it_comes_to_rest_around_the_face(x: float, y: float) -> None:
    follower, part = followed(x, y)
    assert not follower.moving
    face = nose_in(part, x, y)
    assert (face.nose.x, face.nose.y) == pytest.approx((0.5, 0.52), abs=0.04)


def test_it_stays_inside_the_picture_and_says_that_it_stands_there() -> None:
    follower, part = followed(0.5, 0.97)
    assert part.bottom == pytest.approx(1)
    assert not follower.moving


def test_little_movements_are_not_followed() -> None:
    follower = FaceFollower(640, 480, 1.8)
    part = follower.part(WHOLE)
    follower.step((head(centre=(0.52, 0.55)),), part)
    assert not follower.moving
    assert follower.part(WHOLE) == part


def test_it_stands_still_before_nobody_and_before_two_people() -> None:
    follower = FaceFollower(640, 480, 1.8)
    part = follower.part(WHOLE)
    for faces in ((), (head(centre=(0.8, 0.8)), head(centre=(0.2, 0.5)))):
        follower.step(faces, part)
        assert follower.part(WHOLE) == part


def test_nobody_is_searched_for_now_and_then_and_found() -> None:
    follower = FaceFollower(640, 480, 1.8)
    assert [follower.wants_search((), now_s) for now_s in (0.0, 0.1, SEARCH_S, SEARCH_S + 0.1)] == [1, 0, 1, 0]
    assert not follower.wants_search((head(),), 9.0)
    follower.jump(Point(0.6, 0.7))
    part = follower.part(WHOLE)
    assert (part.centre.x, part.centre.y) == pytest.approx((0.6, 0.7), abs=0.03)
    follower.jump(None)
    assert follower.part(WHOLE) == part


def test_the_whole_picture_is_searched_in_three_squares() -> None:
    parts = [search_part(WHOLE, number) for number in range(6)]
    assert parts[:3] == parts[3:]
    assert sorted(part.left for part in parts[:3]) == pytest.approx([0, 0.21875, 0.4375])
    upright = search_part(np.zeros((1280, 720, 3), np.uint8), 2)
    assert (upright.width, upright.bottom) == (1, 1)
