from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import FaceDetail, Point
from kiosk.domain.liveness.evidence.blinks import LIDS, count_blinks
from kiosk.domain.liveness.frames import FrameFacts
from tests.factories.faces import frame, head

FRAMES = 50
NOISE = 0.0012
"""Of a landmark, in image heights: half a pixel."""
OPENING = 0.02
"""Of the lids, in image heights."""
Opening = Callable[[int], float]


def watching(
    left: Opening, right: Opening, *, noise: float = NOISE, every_s: float = 0.09, frames: int = FRAMES
) -> list[FrameFacts]:
    """A head that turns to both sides, whose eyes are open by such shares of the usual."""
    random = np.random.default_rng(4)
    return [
        frame(
            index,
            _opened(head(yaw_deg=20 * float(np.sin(index / 8))), (left(index), right(index)), random, noise),
            at_s=index * every_s,
        )
        for index in range(frames)
    ]


def _opened(face: FaceDetail, open_by: tuple[float, float], random: np.random.Generator, noise: float) -> FaceDetail:
    landmarks = dict(face.landmarks)
    for side, eye, share in zip(("left", "right"), LIDS, open_by, strict=True):
        corner = face.landmarks[f"{side}EyeLeft"]
        for up, down in eye:
            half = share * OPENING / 2
            landmarks[up] = Point(corner.x, corner.y - half + float(random.normal(0, noise)))
            landmarks[down] = Point(corner.x, corner.y + half + float(random.normal(0, noise)))
    return replace(face, landmarks=landmarks)


def always_open(_: int) -> float:
    return 1.0


def closed_in(*closed: int) -> Opening:
    return lambda index: 0.3 if index in closed else 1.0


def blinks(frames: list[FrameFacts]) -> int:
    return count_blinks(frames, 4 / 3)


@pytest.mark.parametrize("closed", [(20,), (20, 21), (20, 21, 22)])
def test_eyes_that_close_for_a_moment_blink(closed: tuple[int, ...]) -> None:
    assert blinks(watching(closed_in(*closed), closed_in(*closed))) == 1


def test_every_blink_counts() -> None:
    twice = closed_in(12, 13, 30)
    assert blinks(watching(twice, twice)) == 2


def test_a_blink_is_seen_on_a_slow_line() -> None:
    assert blinks(watching(closed_in(20), closed_in(20), every_s=0.16)) == 1


def test_open_eyes_do_not_blink_however_the_head_turns() -> None:
    assert blinks(watching(always_open, always_open)) == 0


def test_a_wink_is_no_blink_nor_are_eyes_that_close_in_turn() -> None:
    assert blinks(watching(closed_in(20, 21), always_open)) == 0
    assert blinks(watching(closed_in(20), closed_in(21))) == 0


def test_eyes_that_stay_low_look_down() -> None:
    low = closed_in(*range(20, FRAMES))
    assert blinks(watching(low, low)) == 0


def test_narrowed_eyes_do_not_blink() -> None:
    assert blinks(watching(lambda index: 0.85 if index == 20 else 1.0, lambda index: 0.85 if index == 20 else 1.0)) == 0


@pytest.mark.parametrize("noise", [2, 4, 8])
def test_noise_of_landmarks_is_no_blink(noise: int) -> None:
    assert blinks(watching(always_open, always_open, noise=noise * NOISE)) == 0


def test_eyes_must_have_been_seen_open_before_and_after() -> None:
    assert blinks(watching(closed_in(0), closed_in(0))) == 0
    assert blinks(watching(closed_in(FRAMES - 1), closed_in(FRAMES - 1))) == 0


def test_without_lids_or_a_face_of_any_size_nobody_blinks() -> None:
    bare = [frame(index, head()) for index in range(FRAMES)]
    seen = watching(always_open, always_open)[0].faces[0]
    point = dict.fromkeys(seen.landmarks, Point(0.5, 0.5))
    tiny = [frame(index, replace(seen, landmarks=point)) for index in range(FRAMES)]
    assert blinks(bare) == blinks(tiny) == blinks([]) == 0
