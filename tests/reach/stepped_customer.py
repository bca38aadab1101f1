"""The challenge by the terminal's own steps: 24 pictures a second, however long the machine takes for each.

Challenge, demo person, camera, tracker, guide and what is told are the program's; the customer sees an instruction when
`reaction_s` have passed, as before the window. No window, backend or network takes part.
"""

import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase, with_instruction
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, draw_challenge
from kiosk.terminal.app import image_files
from kiosk.terminal.camera.demo import attacks, people
from kiosk.terminal.camera.demo.camera import FPS, sway
from kiosk.terminal.camera.demo.lighting import Scene
from kiosk.terminal.camera.demo.motion import DemoPerson
from kiosk.terminal.ui.challenge_kinds import known_kinds
from kiosk.vision.tracker import FrameSize, Tracker

WIDTH_PX, HEIGHT_PX, ZOOM = 640, 480, 1.8


@dataclass(frozen=True, slots=True)
class Stepped:
    """One challenge, in seconds of its own clock."""

    reached: bool
    took_s: float
    told: tuple[tuple[float, Hint], ...]
    """When which instruction appeared."""


def attend(challenges: int, reaction_s: float) -> Iterator[Stepped]:
    """Let a new customer come to each of so many challenges."""
    scene = attacks.scene(None, image_files.load_portrait(people.demo_person()), None)
    for number in range(challenges):
        drawn = draw_challenge(f"c{number}", WIDTH_PX, HEIGHT_PX, secrets.randbelow)
        yield _attend(scene, drawn, reaction_s)


def _attend(scene: Scene, challenge: NoseChallenge, reaction_s: float) -> Stepped:
    person, kind = DemoPerson(), known_kinds(GuidePolicy())[challenge.kind]
    told, unread = list[tuple[float, Hint]](), deque[tuple[float, Hint]]()
    guide: Guide = kind.begin(0.0)
    now_s, step_s = 0.0, 1.0 / FPS
    with Tracker(FrameSize(WIDTH_PX, HEIGHT_PX, ZOOM)) as tracker:
        while not guide.finished:
            now_s += step_s
            while unread and unread[0][0] <= now_s:
                person.see(unread.popleft()[1])
            picture = scene.render(sway(person.move(step_s), now_s))
            observation = tracker.observe(tracker.crop(picture), now_s)
            if guide.phase is Phase.APPROACH:
                tracker.follow(picture, observation)
            else:
                tracker.rest()
            guide = with_instruction(guide, kind.advance(guide, observation, challenge), now_s)
            if not told or told[-1][1] is not guide.told:
                told.append((now_s, guide.told))
                unread.append((now_s + reaction_s, guide.told))
    return Stepped(guide.phase is Phase.REACHED, now_s, tuple(told))
