import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.nose.challenge import (
    NoseChallenge,
    draw_challenge,
    for_wide_boxes,
    is_aside,
    target_to_touch,
)


def first_aside(challenge: NoseChallenge) -> Box:
    return next(target for target in challenge.targets if is_aside(target, challenge))


@pytest.mark.parametrize(
    ("size", "area"),
    [
        ((640, 480), (185, 60, 270, 360)),
        ((480, 480), (105, 60, 270, 360)),
        ((480, 640), (60, 80, 360, 480)),
        ((1280, 720), (437, 90, 405, 540)),
    ],
)
def test_face_area_is_that_of_the_seeds(size: tuple[int, int], area: tuple[int, int, int, int]) -> None:
    box = draw_challenge("id", *size, secrets.randbelow).face_area
    pixels = (box.left * size[0], box.top * size[1], box.width * size[0], box.height * size[1])
    assert tuple(round(value) for value in pixels) == area


@given(st.integers(320, 1920), st.integers(320, 1920), st.data())
def test_target_lies_in_the_area_and_asks_for_a_turn(width_px: int, height_px: int, data: st.DataObject) -> None:
    challenge = draw_challenge("id", width_px, height_px, lambda n: data.draw(st.integers(0, n - 1)))
    target = first_aside(challenge)
    assert challenge.face_area.holds(target)
    unit = min(challenge.face_area.height, challenge.face_area.width * challenge.aspect / 0.75)
    offset = abs(target.centre.x - 0.5) * challenge.aspect - target.height / 2
    # At least a turn of ten degrees for a face that fills half of the area, wherever in the target the nose ends.
    assert offset / unit > 0.07


@given(st.integers(320, 1920), st.integers(320, 1920), st.data())
def test_what_is_to_touch_lies_in_the_outer_half_of_the_target_or_beyond(
    width_px: int, height_px: int, data: st.DataObject
) -> None:
    challenge = for_wide_boxes(draw_challenge("id", width_px, height_px, lambda n: data.draw(st.integers(0, n - 1))))
    touch, target = target_to_touch(challenge), challenge.nose_target
    assert challenge.face_area.holds(touch)
    near, middle = min(abs(touch.left - 0.5), abs(touch.right - 0.5)), abs(target.centre.x - 0.5)
    assert near * width_px > middle * width_px - 0.01 * width_px
    assert (touch.centre.x > 0.5) is (challenge.target_side > 0)
    # On the level of the target, so that the way to it leads through the target.
    assert target.top < touch.centre.y < target.bottom


def test_what_is_to_touch_is_as_large_and_as_far_away_as_in_the_samples() -> None:
    for _ in range(2000):
        touch = target_to_touch(for_wide_boxes(draw_challenge("id", 640, 480, secrets.randbelow)))
        assert (round(touch.width * 640), round(touch.height * 480)) == (20, 20)
        near_px = min(abs(touch.left - 0.5), abs(touch.right - 0.5)) * 640
        assert 45 <= near_px <= 60


def test_targets_are_spread_over_both_sides() -> None:
    drawn = [draw_challenge("id", 640, 480, secrets.randbelow) for _ in range(2000)]
    assert 800 < sum(challenge.target_side > 0 for challenge in drawn) < 1200
    assert len({(c.nose_target.left, c.nose_target.top) for c in drawn}) > 1000


@given(st.integers(320, 1920), st.integers(320, 1920), st.data())
def test_wide_boxes_get_room_and_nothing_else_changes(width_px: int, height_px: int, data: st.DataObject) -> None:
    drawn = draw_challenge("id", width_px, height_px, lambda n: data.draw(st.integers(0, n - 1)))
    wide = for_wide_boxes(drawn)
    assert (drawn.min_face_area_percent, wide.min_face_area_percent) == (50, 43)
    target = first_aside(drawn)
    assert (wide.face_area, wide.nose_target.top) == (drawn.face_area, target.top)
    assert (wide.nose_target.width, wide.nose_target.height) == (target.width, target.height)
    assert (wide.target_side > 0) is (target.centre.x > 0.5)
    one_pixel = 1.5 / width_px
    assert abs(wide.nose_target.centre.x - 0.5) <= abs(target.centre.x - 0.5) + one_pixel


def test_one_target_lies_on_each_side_and_some_ask_for_a_nod() -> None:
    drawn = [draw_challenge("id", 640, 480, secrets.randbelow) for _ in range(400)]
    for challenge in drawn:
        sides = [target.centre.x > 0.5 for target in challenge.targets if is_aside(target, challenge)]
        assert sorted(sides) == [False, True]
        assert all(challenge.face_area.holds(target) for target in challenge.targets)
    counts = [len(challenge.targets) for challenge in drawn]
    assert set(counts) == {3}
    assert {is_aside(challenge.nose_target, challenge) for challenge in drawn} == {True, False}
    nods = [target.centre.y for challenge in drawn for target in challenge.targets if not is_aside(target, challenge)]
    assert min(nods) < 0.4
    assert max(nods) > 0.6


def test_clients_of_the_samples_know_one_target_and_no_light() -> None:
    wide = for_wide_boxes(draw_challenge("id", 640, 480, secrets.randbelow))
    assert (wide.later_targets, wide.light) == ((), None)
