"""What is presented to the challenge of coming near, by the names that results have."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import numpy as np

from kiosk.evaluation.liveness.simulation.approach import Approach, draw_pace
from kiosk.evaluation.liveness.simulation.behaviour import Body, draw_manner
from kiosk.evaluation.liveness.simulation.coming_near import (
    Bend,
    NearPerson,
    NearPresentation,
    NearPrint,
    NearReplay,
    Place,
    Tilt,
    solid,
)
from kiosk.evaluation.liveness.simulation.display import GLASS_SHARE, MONITOR, TABLET, Device, vary
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.sheet import print_out
from kiosk.evaluation.liveness.simulation.whole_screen import AutomaticExposure
from kiosk.evaluation.liveness.simulation.window import WIDTH_PX
from kiosk.evaluation.liveness.species.chances import Chances
from kiosk.evaluation.liveness.species.species import Kind, Species

LENS_DEG = (66.0, 90.0)
"""How much webcams and cameras of terminals see across their whole picture, by their vendors' sheets."""
TILT_DEG, LEVEL_TILT_DEG, ROLL_DEG = 18.0, 12.0, 5.0
"""Half of the range within which prints are turned, at first and in the end."""
SETTLES_S = (0.25, 0.7)
"""For a camera to come most of the way to another exposure."""
FLAT, RADII_MM = Bend(), (60, 90, 120, 150)
NONE = 0.0
Present = Callable[[Chances], NearPresentation]


def _genuine(chances: Chances, *, bright: bool = False) -> NearPresentation:
    light = chances.bright_light if bright else chances.light
    body = Body(replace(chances.manner, start_x_px=0.0, start_y_px=0.0), chances.random)
    return NearPerson(chances.textures, body, _approach(chances), _place(chances, light))


def _masked(chances: Chances) -> NearPresentation:
    """A mask with somebody's face, on an attacker who comes near."""
    manner = replace(draw_manner(chances.random), blinks_a_minute=0.0, expression=0.0)
    build = solid(float(chances.random.uniform(0.75, 0.95)))
    body = Body(manner, chances.random)
    return NearPerson((chances.still,), body, _approach(chances), _place(chances, chances.light), build)


def _relief(chances: Chances, depth: float) -> NearPresentation:
    manner = replace(draw_manner(chances.random), blinks_a_minute=0.0, expression=0.0)
    body = Body(manner, chances.random)
    return NearPerson((chances.still,), body, _approach(chances), _place(chances, chances.light), solid(depth))


def _printed(chances: Chances, bend: Bend, reflects: float = 1.0) -> NearPresentation:
    random = chances.random
    ground = tuple(float(value) for value in random.uniform(120, 240, 3))
    sheet = replace(print_out(chances.still, ground), reflects=reflects)  # type: ignore[arg-type]
    tilt = Tilt(_turn(random), _turn(random), float(random.uniform(0.3, 1.2)), float(random.uniform(0.6, 2.5)))
    return NearPrint(sheet, bend, tilt, _approach(chances), _place(chances, chances.light, reflects), random)


def _replayed(chances: Chances, device: Device, larger: float = 1.0) -> NearPresentation:
    """Somebody who was recorded as they came near, on a display made for a face so much larger than the first one."""
    random, place = chances.random, _place(chances, chances.light, GLASS_SHARE)
    recorded = NearPerson((chances.still,), Body(draw_manner(random), random), _approach(chances), place)
    approach = _approach(chances)
    return NearReplay(
        recorded, vary(device, random), larger * approach.face_px, approach.distance_m, place, chances.another_room()
    )


def _turn(random: np.random.Generator) -> tuple[float, float, float]:
    yaw, pitch, roll = (float(random.uniform(-most, most)) for most in (TILT_DEG, LEVEL_TILT_DEG, ROLL_DEG))
    return yaw, pitch, roll


def _approach(chances: Chances) -> Approach:
    half = np.radians(float(chances.random.uniform(*LENS_DEG)) / 2)
    return Approach(draw_pace(chances.random), float(WIDTH_PX / 2 / np.tan(half)))


def _place(chances: Chances, light: Illumination, reflects: float = 1.0) -> Place:
    exposure = AutomaticExposure(float(chances.random.uniform(*SETTLES_S)))
    return Place(chances.room, light, chances.camera, exposure, reflects)


def _bends() -> dict[str, tuple[str, Bend]]:
    found = {f"bent_{radius}": (f"print bent to a radius of {radius} mm", Bend(radius)) for radius in RADII_MM}
    for radius in RADII_MM:
        level, gradual = Bend(radius, is_level=True), Bend(radius, is_gradual=True)
        found[f"bent_level_{radius}"] = (f"print bent to {radius} mm about a level axis", level)
        found[f"bent_gradually_{radius}"] = (f"print bent to {radius} mm as it comes near", gradual)
    return found


PRESENTATIONS: Mapping[str, Present] = MappingProxyType(
    {
        "near_genuine": _genuine,
        "near_genuine_bright": partial(_genuine, bright=True),
        "near_flat": partial(_printed, bend=FLAT),
        **{f"near_{name}": partial(_printed, bend=bend) for name, (_, bend) in _bends().items()},
        "near_still_tablet": partial(_printed, bend=FLAT, reflects=GLASS_SHARE),
        "near_replay": partial(_replayed, device=MONITOR),
        "near_replay_tablet": partial(_replayed, device=TABLET, larger=2.0),
        "near_relief_30": partial(_relief, depth=0.3),
        "near_relief_50": partial(_relief, depth=0.5),
        "near_mask": _masked,
    }
)
NEAR_GENUINE = Species("near_genuine", Kind.BONA_FIDE, "people who come near", is_near=True)


def _attack(name: str, title: str, goal: float | None = None) -> Species:
    return Species(name, Kind.PRESENTATION, title, goal=goal, is_near=True)


NEAR_SPECIES: tuple[Species, ...] = (
    NEAR_GENUINE,
    replace(NEAR_GENUINE, name="near_genuine_bright", title="the same in rooms of 500 to 1,500 lx on the face"),
    _attack("near_flat", "photograph brought near, flat, turned as it comes", NONE),
    *(_attack(f"near_{name}", title, NONE) for name, (title, _) in _bends().items()),
    _attack("near_still_tablet", "photograph on a tablet brought near", NONE),
    _attack("near_replay", "somebody recorded as they came near, on a monitor that fills the picture"),
    _attack("near_replay_tablet", "the same on a tablet, which the face fills in the end"),
    _attack("near_relief_30", "relief with 30 % of a head's depth", NONE),
    _attack("near_relief_50", "relief with 50 % of a head's depth"),
    _attack("near_mask", "worn mask"),
)
"""In the order of the report. No goal is stated for what has a head's shape: without light nothing tells it."""
