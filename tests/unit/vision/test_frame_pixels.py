import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.liveness.frames import (
    CONTEXT_HEIGHT_PX,
    CONTEXT_WIDTH_PX,
    FACE_SIDE_PX,
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
)
from kiosk.vision.frame_pixels import measure_frame_pixels
from tests.factories.faces import head

BLUE, RED, GREY = (255, 0, 0), (0, 0, 255), (128, 128, 128)


def half_lit() -> NDArray[np.uint8]:
    """A 640x480 picture that is red left of its middle and blue right of it, in a grey room."""
    picture = np.full((480, 640, 3), GREY, dtype=np.uint8)
    picture[100:400, 200:320], picture[100:400, 320:440] = RED, BLUE
    return picture


def test_pictures_have_their_sizes() -> None:
    pixels = measure_frame_pixels(half_lit(), np.zeros((360, 640, 3), np.uint8), head(size=0.2))
    assert len(pixels.face) == FACE_SIDE_PX**2
    assert len(pixels.scene) == SCENE_WIDTH_PX * SCENE_HEIGHT_PX
    assert len(pixels.context) == CONTEXT_WIDTH_PX * CONTEXT_HEIGHT_PX
    assert measure_frame_pixels(half_lit(), None, head(size=0.2)).context == b""


def test_each_cheek_has_its_own_light_and_the_room_another() -> None:
    light = measure_frame_pixels(half_lit(), None, head(size=0.2)).light
    assert light.left_face == pytest.approx((1, 0, 0), abs=0.01)
    assert light.right_face == pytest.approx((0, 0, 1), abs=0.01)
    # Half the byte is a fifth of the light.
    assert light.surroundings == pytest.approx((0.216, 0.216, 0.216), abs=0.01)


@pytest.mark.parametrize("yaw_deg", [-60.0, -35.0, 35.0, 60.0])
def test_the_far_cheek_of_a_turned_face_is_not_black(yaw_deg: float) -> None:
    light = measure_frame_pixels(np.full((480, 640, 3), GREY, np.uint8), None, head(yaw_deg, size=0.2)).light
    assert min(*light.left_face, *light.right_face) > 0.2


def test_a_face_that_fills_the_frame_leaves_no_surroundings() -> None:
    light = measure_frame_pixels(half_lit(), None, head(size=0.6)).light
    assert light.surroundings == (0.0, 0.0, 0.0)


def test_a_shifted_face_gives_the_same_picture_of_it() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (30, 40, 3)).astype(np.uint8)
    room = np.asarray(cv2.resize(noise, (640, 480), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    before = measure_frame_pixels(room, None, head(size=0.2))
    after = measure_frame_pixels(np.roll(room, 32, axis=1), None, head(centre=(0.55, 0.5), size=0.2))
    one, other = (np.frombuffer(each.face, np.uint8).astype(float) for each in (before, after))
    assert np.abs(one - other).max() <= 2
