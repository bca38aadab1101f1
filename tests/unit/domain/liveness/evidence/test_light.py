"""Faces under a simulated screen: what a Lambertian cheek reflects of panel and room, with a camera's noise."""

from dataclasses import replace
from math import cos, radians
from random import Random

import numpy as np
import pytest

from kiosk.domain.liveness.evidence.light import EMITTED, Floats, measure_light
from kiosk.domain.liveness.frames import FrameFacts, FramePixels, LightSample
from kiosk.domain.liveness.light import Colour, LightSequence, draw_light
from tests.factories.faces import frame, head
from tests.factories.liveness_pixels import FLAT_FACE, scene, textured_room

PANEL_NITS, HALF_M2, DISTANCE_M = 250.0, 0.05, 0.5
"""Half of a 22-inch screen that shows one colour beside the preview, at the distance at which people stand."""
FROM_NEAR, FROM_FAR = cos(radians(20)), cos(radians(60))
"""Light falls on a cheek, turned 40 degrees aside, from the half before it and from the other."""
SKIN, WALL = np.array([0.35, 0.22, 0.16]), np.array([0.4, 0.4, 0.38])
NOISE = 0.003
SCENE = scene(textured_room())
SEQUENCE = draw_light(Random(4).randrange)
OTHER = draw_light(Random(5).randrange)


def lit(
    room_lux: float, shown: LightSequence = SEQUENCE, delay_s: float = 0.1, *, flat: bool = False, frames: int = 50
) -> list[FrameFacts]:
    """Frames of a face before the screen; a `flat` one is a print with its background, lit alike all over."""
    rng, seen = np.random.default_rng(7), []
    half_lux = PANEL_NITS * HALF_M2 / DISTANCE_M**2
    for i in range(frames):
        at_s = i / 12
        step = shown.steps[int(max(at_s - delay_s, 0) / shown.step_s) % len(shown.steps)]
        left, right = (half_lux * np.array(EMITTED[colour]) for colour in (step.left, step.right))
        near, far = (0.75, 0.75) if flat else (FROM_NEAR, FROM_FAR)
        # The preview is a mirror: the screen's left half is before what is on the right of the picture.
        lights = (near * right + far * left, near * left + far * right, (0.75 if flat else 0.05) * (left + right))
        colours = [
            tuple((albedo * (room_lux + light) / 1000 * rng.normal(1, NOISE, 3)).tolist())
            for albedo, light in zip((SKIN, SKIN, WALL), lights, strict=True)
        ]
        pixels = FramePixels(FLAT_FACE, SCENE, LightSample(*colours))
        claimed = int(at_s / SEQUENCE.step_s)
        facts = replace(frame(i, head(), at_s=1000 + at_s), untrusted_timestamp_ms=int(at_s * 1000))
        seen.append(replace(facts, pixels=pixels, untrusted_light_step=claimed))
    return seen


@pytest.mark.parametrize("room_lux", [50.0, 300.0, 1000.0])
def test_a_face_follows_the_screen_on_both_sides(room_lux: float) -> None:
    evidence = measure_light(SEQUENCE, lit(room_lux))
    assert evidence is not None
    assert evidence.correlation > 0.8
    assert evidence.margin > 0.25
    assert evidence.sides > 0.8
    assert evidence.lag_s == pytest.approx(0.1, abs=0.061)
    assert evidence.over_surroundings == pytest.approx(evidence.response, rel=0.3)
    assert evidence.steps_agree == 1


def test_a_terminal_that_is_late_and_sends_little_is_read_as_well() -> None:
    rng = Random(3)
    # Four a second, as they come; the first colours stand half a second after the first of them.
    some = [each for i, each in enumerate(lit(300.0, frames=90)) if i % 3 == rng.randrange(3)]
    late = [replace(each, untrusted_timestamp_ms=each.untrusted_timestamp_ms + 500) for each in some]
    before = replace(late[0], untrusted_timestamp_ms=0, untrusted_light_step=None)
    evidence = measure_light(SEQUENCE, [before, *late])
    assert evidence is not None
    assert evidence.answer > 0.5
    assert evidence.lag_s == pytest.approx(0.1, abs=0.061)


def test_a_brighter_room_leaves_less_of_the_screen_s_light() -> None:
    responses = [found.response for lux in (50.0, 300.0, 3000.0) if (found := measure_light(SEQUENCE, lit(lux)))]
    assert responses == sorted(responses, reverse=True)


def test_a_recording_under_other_colours_does_not_follow() -> None:
    evidence = measure_light(SEQUENCE, lit(300.0, OTHER))
    assert evidence is not None
    assert evidence.margin < 0.2


def test_a_print_is_lit_like_its_own_background_and_on_both_sides_alike() -> None:
    evidence = measure_light(SEQUENCE, lit(300.0, flat=True))
    assert evidence is not None
    assert abs(evidence.over_surroundings) < 0.01
    assert evidence.margin < 0.2
    assert evidence.sides < 0.6


def test_a_mirrored_picture_is_lit_on_the_wrong_sides() -> None:
    frames = []
    for each in lit(300.0):
        assert each.pixels is not None
        light = each.pixels.light
        turned = LightSample(light.right_face, light.left_face, light.surroundings)
        frames.append(replace(each, pixels=replace(each.pixels, light=turned)))
    evidence = measure_light(SEQUENCE, frames)
    assert evidence is not None
    assert evidence.sides < -0.8


def test_steps_that_are_not_those_of_their_time_are_counted() -> None:
    frames = [replace(each, untrusted_light_step=i % 9) for i, each in enumerate(lit(300.0))]
    evidence = measure_light(SEQUENCE, frames)
    assert evidence is not None
    assert evidence.steps_agree < 0.6


def _most_alike(shown: int, wanted: LightSequence, recorded: LightSequence) -> int:
    """The step of one sequence whose colours are nearest to those of the other's."""

    def hues(sequence: LightSequence, number: int) -> Floats:
        step = sequence.steps[number % len(sequence.steps)]
        both = np.array([EMITTED[step.left], EMITTED[step.right]])
        return np.asarray(both - both.mean(axis=-1, keepdims=True))

    return max(range(len(wanted.steps)), key=lambda each: float((hues(wanted, each) * hues(recorded, shown)).sum()))


@pytest.mark.parametrize("number", range(6))
def test_steps_that_are_chosen_to_fit_a_recording_are_not_believed(number: int) -> None:
    recorded = draw_light(Random(100 + number).randrange)
    frames = lit(300.0, recorded)
    honest = measure_light(SEQUENCE, frames)
    chosen = [
        replace(each, untrusted_light_step=_most_alike(each.untrusted_light_step or 0, SEQUENCE, recorded))
        for each in frames
    ]
    evidence = measure_light(SEQUENCE, chosen)
    assert evidence is not None and honest is not None
    assert evidence.answer <= max(honest.answer, 0.0) + 1e-9


def test_frames_whose_step_is_left_out_count_all_the_same() -> None:
    frames = lit(300.0)
    some = [replace(each, untrusted_light_step=None) if i % 3 else each for i, each in enumerate(frames)]
    evidence = measure_light(SEQUENCE, some)
    assert evidence is not None
    assert evidence.frames == len(frames)


def test_what_cannot_be_measured_is_none() -> None:
    frames = lit(300.0)
    assert measure_light(None, frames) is None
    assert measure_light(SEQUENCE, frames[:11]) is None
    assert measure_light(SEQUENCE, [replace(each, untrusted_light_step=None) for each in frames]) is None
    assert measure_light(SEQUENCE, [replace(each, untrusted_light_step=1) for each in frames]) is None
    assert measure_light(SEQUENCE, [replace(each, pixels=None) for each in frames]) is None
    still = LightSample((0.2, 0.2, 0.2), (0.2, 0.2, 0.2), (0.2, 0.2, 0.2))
    pixels = FramePixels(FLAT_FACE, SCENE, still)
    assert measure_light(SEQUENCE, [replace(each, pixels=pixels) for each in frames]) is None


def test_every_colour_has_its_light() -> None:
    assert set(EMITTED) == set(Colour)
