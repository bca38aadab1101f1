from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest

from kiosk.domain.liveness.evidence.appearance import measure_appearance
from kiosk.domain.liveness.frames import FACE_SIDE_PX, FrameFacts, FramePixels, LightSample
from tests.factories.faces import frame, head
from tests.factories.liveness_pixels import scene, textured_room

SKIN = (0.30, 0.20, 0.15)
WALL = (0.25, 0.25, 0.25)
LIGHT = LightSample(SKIN, SKIN, WALL)
ROOM, OTHER_ROOM = scene(textured_room(1)), scene(textured_room(2))


def face_of(person: int, gradient: float = 0.0) -> bytes:
    """A picture of somebody, lit from the side."""
    features = np.random.default_rng(person).uniform(60, 180, (FACE_SIDE_PX // 2, FACE_SIDE_PX // 2))
    lit = np.kron(features, np.ones((2, 2))) + gradient * np.linspace(-1, 1, FACE_SIDE_PX)[None, :]
    return bytes(np.clip(lit, 0, 255).astype(np.uint8).tobytes())


def attempt(count: int = 12) -> list[FrameFacts]:
    pixels = FramePixels(face_of(1), ROOM, LIGHT)
    return [replace(frame(i, head()), pixels=pixels) for i in range(count)]


def with_pixels(frames: list[FrameFacts], index: int, **changed: object) -> list[FrameFacts]:
    seen = frames[index].pixels
    assert seen is not None
    changed_frame = replace(frames[index], pixels=replace(seen, **changed))  # type: ignore[arg-type]
    return [changed_frame if i == index else each for i, each in enumerate(frames)]


def test_the_same_person_in_the_same_light_goes_on() -> None:
    evidence = measure_appearance(attempt())
    assert evidence is not None
    assert evidence.steps == 11
    for step in (evidence.face, evidence.brightness, evidence.colour, evidence.scene):
        assert step.amount == pytest.approx(0, abs=1e-9)


def test_one_frame_of_a_stranger_is_the_worst_step() -> None:
    evidence = measure_appearance(with_pixels(attempt(), 6, face=face_of(2)))
    assert evidence is not None
    assert evidence.face.amount > 0.7
    assert evidence.face.sequence in {6, 7}
    assert evidence.face.usual == pytest.approx(0, abs=1e-9)


def test_another_room_and_another_colour_are_seen() -> None:
    other = LightSample((0.3, 0.28, 0.15), (0.3, 0.28, 0.15), WALL)
    evidence = measure_appearance(with_pixels(attempt(), 6, scene=OTHER_ROOM, light=other))
    assert evidence is not None
    assert evidence.scene.amount > 0.5
    assert evidence.colour.amount > 0.3


def test_light_from_the_side_is_not_another_face() -> None:
    evidence = measure_appearance(with_pixels(attempt(), 6, face=face_of(1, gradient=40)))
    assert evidence is not None
    assert evidence.face.amount < 0.1


def test_colours_may_change_where_the_screen_changes_them() -> None:
    blue = LightSample((0.3, 0.2, 0.3), (0.3, 0.2, 0.3), WALL)
    frames = attempt()
    for i in range(6, 12):
        frames = with_pixels(frames, i, light=blue)
    without_steps = measure_appearance(frames)
    with_steps = measure_appearance([replace(each, untrusted_light_step=i // 6) for i, each in enumerate(frames)])
    assert without_steps is not None
    assert with_steps is not None
    assert without_steps.colour.amount > 0.5
    assert with_steps.colour.amount == pytest.approx(0, abs=1e-9)


def test_the_camera_s_exposure_is_no_jump_of_the_face() -> None:
    darker = LightSample((0.15, 0.10, 0.075), (0.15, 0.10, 0.075), (0.125, 0.125, 0.125))
    evidence = measure_appearance(with_pixels(attempt(), 6, light=darker))
    assert evidence is not None
    assert evidence.brightness.amount == pytest.approx(0, abs=1e-6)


def test_light_that_is_no_number_is_the_worst_there_is() -> None:
    broken = LightSample((nan, nan, nan), SKIN, WALL)
    evidence = measure_appearance(with_pixels(attempt(), 6, light=broken))
    assert evidence is not None
    assert evidence.colour.amount == inf


def test_frames_without_pictures_and_across_gaps_are_no_steps() -> None:
    frames = attempt()
    assert measure_appearance([replace(each, pixels=None) for each in frames]) is None
    assert measure_appearance(frames[:4]) is None
    assert measure_appearance([replace(each, received_at_s=1000.0 + i) for i, each in enumerate(frames)]) is None
    assert measure_appearance([]) is None
