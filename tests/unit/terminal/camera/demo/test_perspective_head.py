"""The demo person comes near in three dimensions, and no photograph does."""

import numpy as np
import pytest

from kiosk.domain.liveness.challenge import Hint
from kiosk.terminal.app.image_files import load_portrait
from kiosk.terminal.camera.demo.attack import Attack
from kiosk.terminal.camera.demo.attacks import person, scene
from kiosk.terminal.camera.demo.motion import NEAREST_MM, STAND_MM, Motion
from kiosk.terminal.camera.demo.people import demo_person
from kiosk.terminal.camera.demo.portrait import HEIGHT_PX, WIDTH_PX, Portrait
from kiosk.vision.face_mesh import FaceMesh

NOSE_TIP, NOSE_TOP, LEFT_EAR, RIGHT_EAR = 1, 6, 127, 356
FAR, NEAR = Motion(), Motion(scale=2.4)


@pytest.fixture(scope="module")
def portrait() -> Portrait:
    return load_portrait(demo_person())


def nose_over_head(picture: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> float:
    """How long the nose is against the width of the head, which lies further back."""
    with FaceMesh(still=True) as made:
        points = made.points(np.ascontiguousarray(picture[..., ::-1]))[0]
    nose = np.linalg.norm(points[NOSE_TIP, :2] - points[NOSE_TOP, :2])
    return float(nose / np.linalg.norm(points[LEFT_EAR, :2] - points[RIGHT_EAR, :2]))


def test_a_head_changes_its_shape_as_it_comes_near_and_a_photograph_does_not(portrait: Portrait) -> None:
    change = {}
    for attack in (None, Attack.PHOTO):
        shown = scene(attack, portrait, None, comes_near=True)
        change[attack] = nose_over_head(shown.render(NEAR)) / nose_over_head(shown.render(FAR))
    assert change[None] > change[Attack.PHOTO] + 0.03
    assert change[Attack.PHOTO] == pytest.approx(1, abs=0.06)


@pytest.mark.parametrize("attack", [None, *Attack])
def test_whatever_comes_near_can_be_pictured_and_lit(portrait: Portrait, attack: Attack | None) -> None:
    shown = scene(attack, portrait, portrait, comes_near=True)
    for motion in (FAR, NEAR):
        assert shown.render(motion).shape == (HEIGHT_PX, WIDTH_PX, 3)
        exposure = shown.exposure(motion)
        assert exposure.left.shape == (HEIGHT_PX // 4, WIDTH_PX // 4)
        assert 0 <= exposure.left.min() <= exposure.left.max() <= 1


def test_the_person_comes_near_and_goes_back_as_it_is_told() -> None:
    follows, opposes, ignores = (person(each, comes_near=True) for each in (None, Attack.WRONG_SIDE, Attack.STILL))
    for each in (follows, opposes, ignores):
        each.see(Hint.MOVE_CLOSER)
    nearer, further, same = (each.move(0.5).scale for each in (follows, opposes, ignores))
    assert nearer > 1 > further
    assert same == 1
    for _ in range(100):
        nearest = follows.move(0.1)
    assert STAND_MM / nearest.scale == pytest.approx(NEAREST_MM)
    follows.see(Hint.MOVE_BACK)
    assert follows.move(0.5).scale < nearest.scale
