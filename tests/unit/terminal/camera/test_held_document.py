"""The demo person holds a document before the camera, and the camera finds it."""

import cv2
import numpy as np
from matplotlib.cbook import get_sample_data

from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.step_results import Side
from kiosk.terminal.camera.demo.held_document import HeldDocument, specimen
from kiosk.terminal.camera.demo.lighting import GRID, Exposure
from kiosk.terminal.camera.demo.motion import HANDLING_S, DemoPerson, Motion
from kiosk.terminal.camera.demo.portrait import HEIGHT_PX, WIDTH_PX, Image
from kiosk.terminal.ui.page_picture import page_of
from kiosk.terminal.ui.page_stability import PageStability


class Wall:
    def render(self, motion: Motion) -> Image:
        return np.full((HEIGHT_PX, WIDTH_PX, 3), (120, 90, 60), np.uint8)

    def exposure(self, motion: Motion) -> Exposure:
        dark = np.zeros((HEIGHT_PX // GRID, WIDTH_PX // GRID), np.float32)
        return Exposure(dark, dark)


def test_a_page_is_held_up_after_a_moment_and_taken_when_it_lies_still() -> None:
    person, watch = DemoPerson(), PageStability()
    portrait = np.asarray(cv2.imread(str(get_sample_data("grace_hopper.jpg", asfileobj=False))), np.uint8)
    scene = HeldDocument(Wall(), person, specimen(portrait))
    for side in Side:
        person.hold(side)
        assert person.held_side is None
        assert watch.observe(scene.render(Motion())).finding is Finding.NO_PAGE
        person.move(HANDLING_S)
        views = [watch.observe(scene.render(Motion(shift_x_px=sway))) for sway in (0, 1, 0, -1, 0, 1)]
        assert views[-1].ready, views
        page = page_of(side, scene.render(Motion()), views[-1].corners)
        high, wide = cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR).shape[:2]
        assert 1.4 < wide / high < 1.75
        watch.forget()
    person.hold(None)
    assert watch.observe(scene.render(Motion())).corners == ()


def test_a_picture_without_a_page_is_taken_as_it_is() -> None:
    page = page_of(Side.FRONT, np.zeros((72, 128, 3), np.uint8), ())
    assert cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR).shape == (72, 128, 3)


def test_hints_do_not_flicker() -> None:
    watch = PageStability()
    wall = Wall().render(Motion())
    assert {watch.observe(wall).finding for _ in range(3)} == {Finding.NO_PAGE}
