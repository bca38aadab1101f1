"""What the simulated camera sees: heads that turn, sheets that bend, light from the sides, rooms that stand still."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Point
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.domain.liveness.guide import with_instruction
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.light import Colour, LightStep
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.nose.guide import begin
from kiosk.evaluation.liveness.simulation.behaviour import (
    STIFF_DEG,
    Body,
    Customer,
    Manner,
    limit_manner,
)
from kiosk.evaluation.liveness.simulation.camera import Camera, CameraProfile, factor_table
from kiosk.evaluation.liveness.simulation.display import TABLET, show_on
from kiosk.evaluation.liveness.simulation.hands import Grip, Hands
from kiosk.evaluation.liveness.simulation.head import HeadPose, draw_head
from kiosk.evaluation.liveness.simulation.light import Illumination, gain
from kiosk.evaluation.liveness.simulation.portrait import (
    FACE_PX,
    NOSE_PX,
    TEXTURE_HEIGHT_PX,
    TEXTURE_WIDTH_PX,
    Texture,
    measure_solid,
)
from kiosk.evaluation.liveness.simulation.presentation import Seen
from kiosk.evaluation.liveness.simulation.room import draw_passer, draw_room
from kiosk.evaluation.liveness.simulation.scene import draw_behind, look_into
from kiosk.evaluation.liveness.simulation.sheet import Sheet, SheetPose, draw_sheet
from kiosk.evaluation.liveness.simulation.window import WHOLE, Window, crop_window

WINDOW = crop_window(1.8, 640, 480)
BLUE_LEFT = LightStep(Colour.BLUE, Colour.GREEN)


def egg(points: int = 478) -> NDArray[np.float32]:
    """A mesh on a half ellipsoid, the nose its foremost point."""
    chance = np.random.default_rng(3)
    angle, radius = chance.uniform(0, 2 * np.pi, points), np.sqrt(chance.uniform(0, 1, points))
    x, y = FACE_PX / 2 * radius * np.cos(angle), 130 * radius * np.sin(angle)
    z = 90 * (1 - np.sqrt(np.maximum(1 - radius**2, 0)))
    mesh: NDArray[np.float32] = np.stack([x + NOSE_PX[0], y + NOSE_PX[1], z], axis=1).astype(np.float32)
    mesh[1] = (*NOSE_PX, 0)
    return mesh


@pytest.fixture
def texture() -> Texture:
    """A grey person with a red nose."""
    image = np.full((TEXTURE_HEIGHT_PX, TEXTURE_WIDTH_PX, 3), 120, np.uint8)
    image[318:342, 308:332] = (0, 0, 255)
    return Texture("egg", image, np.ones(image.shape[:2], np.float32), egg()[:468])


def nose(image: NDArray[np.uint8]) -> tuple[float, float]:
    """Where the red is, in pixels of the window."""
    rows, columns = np.nonzero((image[..., 2].astype(int) - image[..., 0]) > 120)
    return float(columns.mean()), float(rows.mean())


def test_the_window_is_what_the_terminal_would_crop() -> None:
    assert (WINDOW.left, WINDOW.top, WINDOW.width, WINDOW.height) == (373, 160, 533, 400)
    fine = WINDOW.refine(WINDOW.grid()[0])
    assert fine.shape == (400, 533) and abs(fine[200, 300] - (373 + 300)) < 0.01
    assert WHOLE.size == (320, 180)


@pytest.mark.parametrize(("yaw", "pitch"), [(15, 0), (-15, 0), (0, 12), (0, -12)])
def test_a_head_that_turns_takes_its_nose_along(texture: Texture, yaw: float, pitch: float) -> None:
    straight = nose(draw_head(texture, HeadPose(), WINDOW, Illumination()).image)
    turned = nose(draw_head(texture, HeadPose(yaw_deg=yaw, pitch_deg=pitch), WINDOW, Illumination()).image)
    assert straight == pytest.approx((640 - 373, 360 - 160), abs=2)
    across, down = turned[0] - straight[0], turned[1] - straight[1]
    lever = 0.75 * 185
    assert across == pytest.approx(lever * np.sin(np.radians(yaw)), abs=7)
    assert down == pytest.approx(lever * np.sin(np.radians(pitch)), abs=7)


def test_the_screen_s_left_half_lights_the_right_of_the_picture(texture: Texture) -> None:
    layer = draw_head(texture, HeadPose(), WINDOW, Illumination())
    row, column = 25, 33
    lit = gain(Illumination(), BLUE_LEFT, layer.left_shade, layer.right_shade)
    right, left = lit[row, column + 9], lit[row, column - 9]
    assert right[0] > left[0] and right[1] < left[1] and lit[row, column, 2] == pytest.approx(1, abs=0.01)


def test_a_flat_sheet_is_lit_the_same_all_over() -> None:
    sheet = Sheet(np.full((TEXTURE_HEIGHT_PX, TEXTURE_WIDTH_PX, 3), 200, np.uint8))
    layer = draw_sheet(sheet, SheetPose(), WINDOW, Illumination())
    assert np.ptp(layer.left_shade) < 0.01 and layer.left_shade.mean() == pytest.approx(
        layer.right_shade.mean(), abs=0.01
    )


def test_a_bent_sheet_is_narrower_and_faces_aside_at_its_edges() -> None:
    sheet = Sheet(np.full((TEXTURE_HEIGHT_PX, TEXTURE_WIDTH_PX, 3), 200, np.uint8), half=(150.0, 250.0))
    wide = {
        bend: float(draw_sheet(sheet, SheetPose(bend_deg=bend), WINDOW, Illumination()).alpha[200].sum())
        for bend in (0.0, 80.0, 140.0)
    }
    assert wide[0.0] > 1.1 * wide[80.0] > 1.2 * wide[140.0] > 0
    bent = draw_sheet(sheet, SheetPose(bend_deg=120), WINDOW, Illumination())
    assert bent.left_shade[25, 40] > bent.left_shade[25, 27]
    level = draw_sheet(sheet, SheetPose(bend_deg=120, is_level=True), WINDOW, Illumination())
    assert np.ptp(level.left_shade[25, 28:40]) < 0.05 < np.ptp(level.left_shade[15:35, 33])


def test_a_display_has_a_frame_and_hardly_shines_back() -> None:
    picture = np.full((400, 533, 3), 128, np.uint8)
    layer = show_on(TABLET, picture, WINDOW, (640, 360), 120, 0.0)
    assert layer.alpha[200, 266] == 1 and layer.alpha[200, 5] == 0 and layer.left_shade.max() < 0.1
    edge = round(266 + 1.33 * 120)
    assert layer.image[200, edge].max() == 0 and layer.alpha[200, edge] == 1
    assert layer.image[200, 266].std() < 30 and layer.image[150:250, 200:300].std() > 0.5


def test_a_room_stands_still_before_a_fixed_camera_and_somebody_may_walk_by() -> None:
    chance = np.random.default_rng(2)
    room = draw_room(chance)
    assert look_into(room, WINDOW, (0.0, 0.0)) is look_into(room, WINDOW, (0.0, 0.0))
    moved = look_into(room, WINDOW, (6.0, 0.0))
    assert np.array_equal(moved[:, 6:], look_into(room, WINDOW, (0.0, 0.0))[:, :-6])
    passer = draw_passer(chance)
    walked = type(room)(room.image, passer)
    middle_s = passer.from_s + (640 - passer.start_px) / passer.speed_px_s
    pictures = [draw_behind(walked, WINDOW, (0.0, 0.0), at_s, Illumination(), None) for at_s in (0.0, middle_s)]
    assert np.abs(pictures[0].astype(int) - pictures[1]).max() > 20


def test_cameras_are_noisy_and_sway_only_in_hands() -> None:
    chance = np.random.default_rng(4)
    fixed = Camera(CameraProfile(noise=3.0, blur_px=0.0), chance)
    grey = np.full((400, 533, 3), 128, np.uint8)
    one, other = fixed.expose(grey, WINDOW), fixed.expose(grey, WINDOW)
    assert 2 < one.std() < 4 and not np.array_equal(one, other) and fixed.sway(1.0) == (0.0, 0.0)
    assert np.hypot(*Camera(CameraProfile(sway_px=5.0), chance).sway(1.3)) > 0


def test_necks_have_a_speed_and_eyes_go_against_the_turn() -> None:
    body = Body(Manner(turn_deg_s=40.0, sway_deg=0.0, saccade_deg=0.0), np.random.default_rng(5))
    turned = []
    for _ in range(20):
        body.turn_towards(20.0, 0.0, 0.1)
        body.settle(0.1)
        turned.append(body.pose.yaw_deg)
    assert max(np.diff(turned)) <= 4.01 and turned[-1] == pytest.approx(20, abs=1)
    assert body.pose.eyes_yaw_deg == pytest.approx(-0.9 * turned[-1])


def test_cells_far_from_a_face_belong_to_the_body() -> None:
    solid = measure_solid(egg())
    assert solid.weight.min() == 0 and solid.weight.max() == 1 and abs(float(solid.z.min())) < 30


def test_a_window_of_another_step_shows_the_same_place() -> None:
    coarse = Window(0, 0, 1280, 720, 8)
    assert coarse.size == (160, 90) and coarse.grid()[0][0, 0] == pytest.approx(28.0)


@pytest.mark.parametrize(("hint", "way"), [(Hint.TURN_UP, -1), (Hint.TURN_DOWN, 1)])
def test_whoever_is_sent_out_of_the_first_target_nods_or_moves_what_is_held(hint: Hint, way: int) -> None:
    guide = replace(begin(0.0, GuidePolicy()), nose=Point(0.5, 0.6))
    seen = Seen(with_instruction(guide, replace(guide, hint=hint), 0.0), challenge_at("0", 640, 480, 0, 60), WINDOW)
    person, hands = Customer(Manner(), np.random.default_rng(1)), Hands(Grip(tremor_px=0), np.random.default_rng(1))
    for frame in range(24):
        person.move(frame / 12, 1 / 12, seen)
        hands.move(frame / 12, 1 / 12, seen)
    assert way * person.body.pitch_deg > 3 and abs(person.body.yaw_deg) < 1
    assert way * (hands.held.y_px - 360) > 10


def test_factors_by_table_are_those_of_opencv() -> None:
    image = np.random.default_rng(1).integers(0, 256, (40, 30, 3), dtype=np.uint8)
    factors = np.array([0.83, 1.0, 1.31])
    multiplied = np.asarray(cv2.multiply(image, np.array([*factors, 1.0])))
    assert (np.asarray(cv2.LUT(image, factor_table(factors))) == multiplied).all()


def test_noise_adds_up_to_nothing_and_stays_within_bytes() -> None:
    grey = np.full((400, 533, 3), 120, np.uint8)
    seen = Camera(CameraProfile(noise=3.0, blur_px=0.0), np.random.default_rng(2)).expose(grey, WINDOW).astype(float)
    assert abs(seen.mean() - 120) < 0.1 and 2.5 < seen.std() < 3.2
    for level in (0, 255):
        edge = Camera(CameraProfile(noise=3.0, blur_px=0.0), np.random.default_rng(2)).expose(
            np.full_like(grey, level), WINDOW
        )
        assert abs(int(edge.min()) - level) < 20 and abs(int(edge.max()) - level) < 20


def test_people_who_need_something_move_as_they_say() -> None:
    chance = np.random.default_rng(3)
    stiff = limit_manner(Manner(), CustomerNeeds(turns_little=True), chance)
    slow = limit_manner(Manner(), CustomerNeeds(needs_more_time=True), chance)
    assert STIFF_DEG[0] <= stiff.furthest_deg <= STIFF_DEG[1] and stiff.turn_deg_s == Manner().turn_deg_s
    assert slow.turn_deg_s <= 15 and slow.reaction_s >= 0.6 and slow.furthest_deg == Manner().furthest_deg
    body = Body(stiff, chance)
    for _ in range(60):
        body.turn_towards(40.0, -40.0, 0.1)
    assert body.yaw_deg == stiff.furthest_deg and body.pitch_deg == -stiff.furthest_deg
    assert limit_manner(Manner(), CustomerNeeds(), chance) == Manner()
