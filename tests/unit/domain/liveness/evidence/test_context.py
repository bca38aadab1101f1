from dataclasses import replace

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.evidence.context import measure_context, part_agreement
from kiosk.domain.liveness.evidence.displacement import Grey
from kiosk.domain.liveness.frames import (
    CONTEXT_HEIGHT_PX,
    CONTEXT_WIDTH_PX,
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
    FrameFacts,
    FramePixels,
)
from tests.factories.faces import frame, head
from tests.factories.liveness_pixels import FLAT_FACE, PLAIN

ASPECT = 4 / 3


def camera_picture(seed: int = 0, right_px: int = 0) -> Grey:
    """A camera's 1280x720 picture of a room that went so far to the right."""
    small = np.random.default_rng(seed).uniform(30, 220, (18, 32))
    return np.roll(np.kron(small, np.ones((40, 40))), right_px, axis=1).astype(np.float32)


def shrunk(picture: Grey, width_px: int, height_px: int) -> bytes:
    rows = (np.arange(height_px) + 0.5) * picture.shape[0] / height_px
    columns = (np.arange(width_px) + 0.5) * picture.shape[1] / width_px
    return bytes(picture[np.ix_(rows.astype(int), columns.astype(int))].astype(np.uint8).tobytes())


def taken_at(part: Box, picture: Grey, told: Box | None) -> FrameFacts:
    """A frame that was cut out there, and what is said of that."""
    top, left = round(part.top * 720), round(part.left * 1280)
    cut = picture[top : top + round(part.height * 720), left : left + round(part.width * 1280)]
    scene, context = shrunk(cut, SCENE_WIDTH_PX, SCENE_HEIGHT_PX), shrunk(picture, CONTEXT_WIDTH_PX, CONTEXT_HEIGHT_PX)
    return replace(frame(0, head()), pixels=FramePixels(FLAT_FACE, scene, PLAIN, context, told))


LOW = Box(0.35, 0.42, 0.42, 0.56)
ELSEWHERE = Box(0.35, 0.12, 0.42, 0.56)


def test_a_frame_is_the_part_that_it_is_said_to_be() -> None:
    picture = camera_picture()
    honest = part_agreement([taken_at(LOW, picture, LOW)] * 3)
    assert honest is not None
    assert honest > 0.85
    false = part_agreement([taken_at(LOW, picture, ELSEWHERE)] * 3)
    assert false is not None
    assert false < 0.5
    evidence = measure_context([taken_at(LOW, picture, LOW)] * 3, ASPECT)
    assert evidence is not None
    assert evidence.agreement == pytest.approx(honest)


def test_what_is_said_differently_agrees_with_nothing() -> None:
    picture = camera_picture()
    moved = [taken_at(LOW, picture, LOW), taken_at(ELSEWHERE, picture, ELSEWHERE)]
    assert part_agreement(moved) == -1
    assert part_agreement([taken_at(LOW, picture, LOW), taken_at(LOW, picture, None)]) == -1
    assert part_agreement([taken(0, picture, picture)]) is None
    assert part_agreement([frame(0, head())]) is None


def taken(sequence: int, picture: Grey, cut_from: Grey, zoom: float = 1.5) -> FrameFacts:
    height, width = 720 / zoom, 720 / zoom * ASPECT
    top, left = round(360 - height / 2), round(640 - width / 2)
    part = cut_from[top : top + round(height), left : left + round(width)]
    scene, context = shrunk(part, SCENE_WIDTH_PX, SCENE_HEIGHT_PX), shrunk(picture, CONTEXT_WIDTH_PX, CONTEXT_HEIGHT_PX)
    return replace(frame(sequence, head()), pixels=FramePixels(FLAT_FACE, scene, PLAIN, context))


@pytest.mark.parametrize("zoom", [1.0, 1.5, 1.8])
def test_frames_are_the_middle_of_the_whole_picture(zoom: float) -> None:
    picture = camera_picture()
    evidence = measure_context([taken(i, picture, picture, zoom) for i in range(3)], ASPECT)
    assert evidence is not None
    assert evidence.agreement > 0.85
    assert evidence.zoom == pytest.approx(zoom, abs=0.11)
    assert evidence.far_px < 1
    assert evidence.pictures == 3


def test_one_frame_from_elsewhere_does_not_agree() -> None:
    picture = camera_picture()
    frames = [taken(i, picture, picture) for i in range(3)]
    evidence = measure_context([*frames, taken(3, picture, camera_picture(5))], ASPECT)
    assert evidence is not None
    assert evidence.agreement < 0.5


def test_a_camera_in_the_hand_moves_what_is_far_as_well() -> None:
    pictures = [camera_picture(), camera_picture(right_px=20)]
    evidence = measure_context([taken(i, picture, picture) for i, picture in enumerate(pictures)], ASPECT)
    assert evidence is not None
    assert evidence.far_px == pytest.approx(10, abs=3)


def test_without_two_whole_pictures_nothing_is_measured() -> None:
    picture = camera_picture()
    assert measure_context([taken(0, picture, picture)], ASPECT) is None
    assert measure_context([frame(i, head()) for i in range(5)], ASPECT) is None
