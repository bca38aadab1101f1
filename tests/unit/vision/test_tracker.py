"""The real tracker before a real face, which stands low, high or aside in the camera's picture."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Observation
from kiosk.vision.tracker import FrameSize, Tracker
from tests.factories import pictures

FACE_PX = 440
"""Side of the portrait that is put into the camera's picture."""


def standing(x: float, y: float) -> NDArray[np.uint8]:
    """A camera's picture with somebody whose portrait is centred there."""
    portrait = cv2.resize(pictures.astronaut()[0:300, 70:370], (FACE_PX, FACE_PX))
    picture = np.full((720, 1280, 3), 90, np.uint8)
    left, top = int(x * 1280 - FACE_PX / 2), int(y * 720 - FACE_PX / 2)
    picture[max(top, 0) : top + FACE_PX, left : left + FACE_PX] = portrait[max(-top, 0) : 720 - top]
    return picture


def watched(picture: NDArray[np.uint8], *, frames: int = 90, follows: bool = True) -> tuple[Observation, float]:
    """What is seen in the last of so many pictures, and where in the whole the crop's middle is."""
    with Tracker(FrameSize(640, 480, 1.8)) as tracker:
        for i in range(frames):
            observation = tracker.observe(tracker.crop(picture), i / 24)
            if follows:
                tracker.follow(picture, observation)
        return observation, tracker.part.centre.y


@pytest.mark.parametrize(("x", "y"), [(0.5, 0.72), (0.5, 0.3), (0.3, 0.6)])
def test_the_crop_finds_the_face_and_stands_still_around_it(x: float, y: float) -> None:
    observation, _ = watched(standing(x, y))
    (face,) = observation.faces
    assert not observation.moving
    assert face.nose.x == pytest.approx(0.5, abs=0.06)
    assert face.nose.y == pytest.approx(0.52, abs=0.1)


def test_a_crop_that_does_not_follow_stays_in_the_middle() -> None:
    _, middle = watched(standing(0.5, 0.72), frames=3, follows=False)
    assert middle == pytest.approx(0.5, abs=0.001)


def test_contrast_is_measured_of_a_face() -> None:
    lit = standing(0.5, 0.5)
    dark = np.asarray(lit // 8, dtype=np.uint8)
    seen = [watched(picture, frames=2)[0].contrast for picture in (lit, dark)]
    assert seen[0] is not None
    assert seen[0] > 20
    assert seen[1] is None or seen[1] <= 8


def test_a_part_that_is_fixed_stays_whatever_moved_meanwhile() -> None:
    picture = standing(0.3, 0.6)
    with Tracker(FrameSize(640, 480, 1.8)) as tracker:
        tracker.crop(picture)
        fixed = tracker.part
        # Under way before anybody knew.
        tracker.follow(picture, tracker.observe(tracker.crop(picture), 0.0))
        tracker.crop(picture)
        assert tracker.part != fixed
        assert tracker.crop(picture, fixed=fixed).shape == (400, 533, 3)
        assert tracker.part == fixed
        # The next customer's crop begins to move from there.
        tracker.crop(picture)
        assert tracker.part == fixed
