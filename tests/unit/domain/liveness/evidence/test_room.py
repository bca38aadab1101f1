from dataclasses import replace

import numpy as np
import pytest

from kiosk.domain.liveness.evidence.displacement import Grey, measure_displacements
from kiosk.domain.liveness.evidence.room import measure_room
from kiosk.domain.liveness.frames import SCENE_HEIGHT_PX, SCENE_WIDTH_PX, FrameFacts
from kiosk.domain.liveness.nose.challenge import challenge_at
from tests.factories.faces import turning
from tests.factories.liveness_pixels import scene, textured_room, with_scenes

CHALLENGE = challenge_at("id", 640, 480, 57, 0)
ROOM = textured_room()


def small_head_turning() -> list[FrameFacts]:
    """A head that leaves much of the room to be seen."""
    return turning(CHALLENGE, to_deg=36.0, size=0.15)


def moved_with_the_nose(frames: list[FrameFacts], share: float) -> list[FrameFacts]:
    """The room goes this share of the nose's own way."""
    ways = [each.faces[0].nose.x - frames[0].faces[0].nose.x for each in frames]
    return with_scenes(frames, [scene(ROOM, round(way * share * SCENE_WIDTH_PX)) for way in ways])


def test_a_room_stands_still() -> None:
    evidence = measure_room(CHALLENGE, CHALLENGE.targets, moved_with_the_nose(small_head_turning(), 0.0))
    assert evidence is not None
    assert evidence.moved_px == evidence.nearest_px == evidence.moved_share == 0
    assert evidence.blocks > 20


def test_what_is_held_by_hand_goes_with_the_face() -> None:
    evidence = measure_room(CHALLENGE, CHALLENGE.targets, moved_with_the_nose(small_head_turning(), 1.0))
    assert evidence is not None
    assert evidence.nearest_px > 15
    assert evidence.moved_share > 0.9
    assert evidence.with_face == pytest.approx(1, abs=0.1)


def test_a_plain_wall_is_not_measured() -> None:
    frames = small_head_turning()
    noise = np.random.default_rng(1)
    walls = [noise.normal(128, 1, (SCENE_HEIGHT_PX, SCENE_WIDTH_PX)).astype(np.uint8).tobytes() for _ in frames]
    assert measure_room(CHALLENGE, CHALLENGE.targets, with_scenes(frames, walls)) is None


def test_somebody_who_walks_behind_covers_blocks_and_moves_none() -> None:
    frames = moved_with_the_nose(small_head_turning(), 0.0)
    passing = textured_room(2, grain_px=2)
    covered = []
    for each in frames[15:]:
        assert each.pixels is not None
        seen = np.frombuffer(each.pixels.scene, np.uint8).reshape(SCENE_HEIGHT_PX, SCENE_WIDTH_PX).copy()
        seen[:, 120:] = passing[:SCENE_HEIGHT_PX, 120:SCENE_WIDTH_PX]
        covered.append(replace(each, pixels=replace(each.pixels, scene=seen.tobytes())))
    evidence = measure_room(CHALLENGE, CHALLENGE.targets, [*frames[:15], *covered])
    assert evidence is not None
    assert evidence.nearest_px < 1
    assert evidence.lost_share + evidence.moved_share < 0.5


def test_hair_and_shoulders_that_go_each_their_own_way_are_no_room_that_moves() -> None:
    frames = small_head_turning()
    rows = np.arange(SCENE_HEIGHT_PX)[:, None] // 24 % 4
    still, astray = (
        np.frombuffer(scene(ROOM, right), np.uint8).reshape(SCENE_HEIGHT_PX, SCENE_WIDTH_PX) for right in (0, 4)
    )
    for turn, right in enumerate((-4, 11, -11), 1):
        other = np.frombuffer(scene(ROOM, right), np.uint8).reshape(SCENE_HEIGHT_PX, SCENE_WIDTH_PX)
        astray = np.where(rows == turn, other, astray)
    turned = [abs(each.faces[0].pose.yaw_deg) > 4 for each in frames]
    pictures = [(astray if away else still).tobytes() for away in turned]
    assert measure_room(CHALLENGE, CHALLENGE.targets, with_scenes(frames, pictures)) is None


def test_without_pictures_or_turn_nothing_is_measured() -> None:
    frames = small_head_turning()
    assert measure_room(CHALLENGE, CHALLENGE.targets, frames) is None
    assert measure_room(CHALLENGE, CHALLENGE.targets, moved_with_the_nose(frames[:4], 0.0)) is None
    assert measure_room(CHALLENGE, CHALLENGE.targets, []) is None


def waves(right_px: float, down_px: float) -> Grey:
    y, x = np.mgrid[:120, :160]
    wave = 128 + 60 * np.sin((x - right_px) / 3) * np.cos((y - down_px) / 4)
    return np.asarray(wave, dtype=np.float32)


def test_displacements_are_told_to_fractions_of_a_pixel() -> None:
    found = measure_displacements(waves(0, 0), waves(2.3, -1.4), np.ones((120, 160), dtype=bool))
    assert np.median(found.moves, axis=0) == pytest.approx((2.3, -1.4), abs=0.15)


def test_along_an_edge_nothing_moves() -> None:
    edge = np.repeat(np.where(np.arange(160) % 40 < 20, 40.0, 200.0)[None, :], 120, axis=0).astype(np.float32)
    found = measure_displacements(edge, edge, np.ones((120, 160), dtype=bool))
    assert len(found.moves)
    assert not found.moves.any()
