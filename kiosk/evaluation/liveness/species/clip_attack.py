"""One recorded clip and its mirror image, shown as it is, to challenges that are started anew until it fits one."""

from dataclasses import replace

import numpy as np

from kiosk.domain.liveness.light import LightStep
from kiosk.domain.liveness.nose.challenge import NoseChallenge, draw_challenge, draw_near_challenge
from kiosk.evaluation.liveness.challenge_space import Fit, Stops, find_fit, offsets
from kiosk.evaluation.liveness.simulation.behaviour import Body, Delay
from kiosk.evaluation.liveness.simulation.camera import Camera, CameraProfile
from kiosk.evaluation.liveness.simulation.portrait import NECK_RATIO
from kiosk.evaluation.liveness.simulation.presentation import Presentation, Seen
from kiosk.evaluation.liveness.simulation.recording import Placement, Recording
from kiosk.evaluation.liveness.simulation.window import Image, Window
from kiosk.evaluation.liveness.species.chances import Chances
from kiosk.evaluation.liveness.species.presented import recorded_manner

TOLERANCE = 0.9
CROP_HEIGHT_PX = 400.0
"""Of the camera's picture, what a frame shows."""


def draw_clip(chances: Chances) -> Stops:
    """The clip's turns: what another challenge had asked the victim for, of the kind that the attacker asks for."""
    random = np.random.default_rng(chances.clip_seed)
    draw = draw_near_challenge if chances.needs.turns_little else draw_challenge
    return offsets(draw("0", 640, 480, lambda below: int(random.integers(below))))


def suits(chances: Chances, challenge: NoseChallenge) -> bool:
    """Whether the clip fits this challenge; another one is started otherwise."""
    return find_fit(draw_clip(chances), challenge, TOLERANCE) is not None


def clip_and_mirror(chances: Chances, challenge: NoseChallenge) -> Presentation:
    """The clip, shown as it fits best; unshifted when it does not."""
    stops = draw_clip(chances)
    fit = find_fit(stops, challenge, TOLERANCE) or Fit(tuple(range(len(stops))), (0.0, 0.0), 1.0, is_mirrored=False)
    turns = stops[list(fit.turns)] * ((-1, 1) if fit.is_mirrored else (1, 1))
    body = Body(replace(recorded_manner(chances.random), start_face_px=170.0), chances.random)
    recording = Recording(chances.still, body, chances.another_room(), 20.0)
    camera = Camera(CameraProfile(fps=12.0, jitter_s=0.0, noise=0.5, blur_px=0.4), chances.random)
    placement = Placement((fit.shift[0] * CROP_HEIGHT_PX, fit.shift[1] * CROP_HEIGHT_PX), fit.scale)
    return ClipAttack(recording, turns, placement, camera)


class ClipAttack:
    """A clip that is held at each of its turns until the next target appears."""

    def __init__(self, recording: Recording, turns: Stops, placement: Placement, camera: Camera) -> None:
        self._recording, self._turns, self._placement, self.camera = recording, turns, placement, camera
        self._delay = Delay(0.2)

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """Play on to the turn for the present target."""
        before, body = self._delay(time_s, seen), self._recording.body
        goal = (0.0, 0.0)
        if before.is_turning:
            turn = self._turns[min(before.guide.targets_reached, len(self._turns) - 1)]
            sines = np.clip(turn * CROP_HEIGHT_PX / (NECK_RATIO * body.face_px), -0.55, 0.55)
            goal = float(np.degrees(np.arcsin(sines[0]))), float(np.degrees(np.arcsin(sines[1])))
        body.turn_towards(*goal, elapsed_s)
        body.settle(elapsed_s)

    def draw(self, window: Window, step: LightStep | None) -> Image:
        """The picture of the clip."""
        return self.camera.expose(self._recording.draw(window, self._placement), window)
