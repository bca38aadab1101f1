"""The screen's light on what the demo camera films."""

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.liveness.light import Colour, LightStep
from kiosk.terminal.app.image_files import load_portrait
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.attack import Attack
from kiosk.terminal.camera.demo.attacks import scene
from kiosk.terminal.camera.demo.lighting import LitScene, ScreenGlow
from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import FACE_WIDTH_PX, HEIGHT_PX, WIDTH_PX, Portrait

BLUE_LEFT = LightStep(Colour.BLUE, Colour.YELLOW)
BLUE_RIGHT = LightStep(Colour.YELLOW, Colour.BLUE)
CHEEK_PX = FACE_WIDTH_PX // 3


@pytest.fixture(scope="module")
def portrait() -> Portrait:
    return load_portrait(people.demo_person())


def blueness(picture: NDArray[np.uint8], x_px: int) -> float:
    """Blue against red, beside the nose."""
    patch = picture[HEIGHT_PX // 2 - 10 : HEIGHT_PX // 2 + 10, x_px - 10 : x_px + 10].reshape(-1, 3).mean(axis=0)
    return float(patch[0] / patch[2])


def lit(portrait: Portrait, attack: Attack | None, step: LightStep | None) -> NDArray[np.uint8]:
    glow = ScreenGlow(latency_s=0.0)
    glow.show(None if step is None else step.shine)
    shown = LitScene(scene(attack, portrait, None), glow)
    return shown.render(Motion())


def test_each_cheek_takes_the_colour_of_its_own_half_of_the_screen(portrait: Portrait) -> None:
    """The screen's left half is on the customer's left, which is the right of the unmirrored picture."""
    for side, bluer, less_blue in ((1, BLUE_LEFT, BLUE_RIGHT), (-1, BLUE_RIGHT, BLUE_LEFT)):
        x_px = WIDTH_PX // 2 + side * CHEEK_PX
        assert blueness(lit(portrait, None, bluer), x_px) > 1.02 * blueness(lit(portrait, None, less_blue), x_px)


def test_a_flat_photograph_takes_the_same_colour_everywhere(portrait: Portrait) -> None:
    for side in (1, -1):
        x_px = WIDTH_PX // 2 + side * CHEEK_PX
        shown = [blueness(lit(portrait, Attack.PHOTO, step), x_px) for step in (BLUE_LEFT, BLUE_RIGHT)]
        assert shown[0] == pytest.approx(shown[1], rel=0.01)


def test_the_room_behind_hardly_changes_colour(portrait: Portrait) -> None:
    x_px = WIDTH_PX - 40
    shown = [blueness(lit(portrait, None, step), x_px) for step in (BLUE_LEFT, BLUE_RIGHT)]
    assert shown[0] == pytest.approx(shown[1], rel=0.02)


def test_the_camera_shows_the_light_a_little_late(portrait: Portrait) -> None:
    now = [10.0]
    glow = ScreenGlow(lambda: now[0], latency_s=0.06)
    shown = LitScene(scene(None, portrait, None), glow)
    plain = shown.render(Motion())
    glow.show(BLUE_LEFT.shine)
    now[0] = 10.05
    assert (shown.render(Motion()) == plain).all()
    now[0] = 10.07
    assert (shown.render(Motion()) != plain).any()
    glow.show(None)
    now[0] = 10.12
    assert (shown.render(Motion()) != plain).any()
    now[0] = 10.14
    assert (shown.render(Motion()) == plain).all()


@pytest.mark.parametrize("attack", [None, *Attack])
def test_whatever_stands_before_the_camera_can_be_lit(portrait: Portrait, attack: Attack | None) -> None:
    glow = ScreenGlow(latency_s=0.0)
    glow.show(BLUE_LEFT.shine)
    made = LitScene(scene(attack, portrait, portrait), glow)
    assert made.render(Motion(10.0)).shape == (HEIGHT_PX, WIDTH_PX, 3)
