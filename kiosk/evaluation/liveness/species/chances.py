"""What a session's seed decides: who is attacked by whom, where the terminal stands, and what its camera is like."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.evaluation.liveness.material import Material, Portraits, load_textures
from kiosk.evaluation.liveness.simulation.behaviour import Manner, draw_manner, limit_manner
from kiosk.evaluation.liveness.simulation.camera import Camera, CameraProfile
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import Texture
from kiosk.evaluation.liveness.simulation.room import Room, draw_passer, draw_room
from kiosk.settings import Settings

PASSER_ONE_IN = 6
"""In so many sessions somebody walks by behind."""
USUAL_LUX, BRIGHT_LUX = (80.0, 350.0), (500.0, 1500.0)
"""Of rooms, on an upright face; beside a window or under spots it is bright."""

STAYS = frozenset({"portraits", "textures", "room", "light", "bright_light", "profile", "manner"})
"""Of somebody who tries again."""


@dataclass(frozen=True)
class Chances:
    """One session's, all drawn from one generator."""

    material: Material
    person: str
    random: np.random.Generator
    settings: Settings
    needs: CustomerNeeds = field(default_factory=CustomerNeeds)
    """What the terminal is told that the customer needs: true of people, and what attackers reckon with."""

    def again(self, random: np.random.Generator) -> "Chances":
        """What stays when the same person tries again at the same place; all else is drawn anew."""
        later = Chances(self.material, self.person, random, self.settings, self.needs)
        for name in STAYS & vars(self).keys():
            vars(later)[name] = vars(self)[name]
        return later

    @cached_property
    def clip_seed(self) -> int:
        """What a clip that is used again and again was drawn by."""
        return int(self.random.integers(2**31))

    @cached_property
    def portraits(self) -> Portraits:
        """One of the person's."""
        return self._pick(self.material.of(self.person))

    @cached_property
    def textures(self) -> tuple[Texture, ...]:
        """Its pictures."""
        return load_textures(self.portraits.path, self.person)

    @cached_property
    def still(self) -> Texture:
        """One of them."""
        return self.textures[int(self.random.integers(len(self.textures)))]

    @cached_property
    def other_still(self) -> Texture:
        """Another picture of the same person, where there is one."""
        others = [each for each in self.material.of(self.person) if each != self.portraits]
        textures = load_textures(self._pick(tuple(others)).path, self.person) if others else self.textures
        return textures[int(self.random.integers(len(textures)))]

    @cached_property
    def stranger(self) -> tuple[Texture, ...]:
        """Somebody else."""
        others = [person for person in self.material.people if person != self.person]
        chosen = self._pick(self.material.of(others[int(self.random.integers(len(others)))]))
        return load_textures(chosen.path, chosen.person)

    @cached_property
    def room(self) -> Room:
        """Where the terminal stands; somebody walks by in some."""
        room = draw_room(self.random)
        walks = self.random.integers(PASSER_ONE_IN) == 0
        return replace(room, passer=draw_passer(self.random)) if walks else room

    @cached_property
    def manner(self) -> Manner:
        """How the person moves."""
        return limit_manner(draw_manner(self.random), self.needs, self.random)

    def another_room(self) -> Room:
        """Where something was recorded."""
        return draw_room(self.random)

    @cached_property
    def light(self) -> Illumination:
        """Of the terminal and its room."""
        return self.light_of(USUAL_LUX)

    @cached_property
    def bright_light(self) -> Illumination:
        """Of a terminal where the screen adds little."""
        return self.light_of(BRIGHT_LUX)

    def light_of(self, face_lux: tuple[float, float]) -> Illumination:
        """Of a terminal in a room whose light lies between these."""
        random, (least, most) = self.random, face_lux
        return Illumination(
            panel_cd_m2=float(random.uniform(220, 350)),
            distance_m=float(random.uniform(0.5, 0.75)),
            face_lux=float(np.exp(random.uniform(np.log(least), np.log(most)))),
            wall_distance_m=float(random.uniform(1.5, 5)),
        )

    @cached_property
    def camera(self) -> Camera:
        """The terminal's camera, which is screwed to it."""
        return self.camera_that_sways(0.0)

    def camera_that_sways(self, sway_px: float) -> Camera:
        """A camera that moves by so much."""
        return Camera(replace(self.profile, sway_px=sway_px), self.random)

    @cached_property
    def profile(self) -> CameraProfile:
        """What the terminal's camera is like."""
        random = self.random
        return CameraProfile(
            fps=float(random.uniform(10, 12.5)),
            jitter_s=float(random.uniform(0.002, 0.008)),
            noise=float(random.uniform(1.2, 4.0)),
            blur_px=float(random.uniform(0.3, 1.0)),
            exposure=float(np.clip(random.normal(1.0, 0.12), 0.7, 1.25)),
            cast=tuple(float(v) for v in np.clip(random.normal(1.0, 0.04, 3), 0.88, 1.12)),  # type: ignore[arg-type]
        )

    def _pick(self, portraits: tuple[Portraits, ...]) -> Portraits:
        return portraits[int(self.random.integers(len(portraits)))]
