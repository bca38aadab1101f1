"""Species that are held before the camera."""

from dataclasses import replace
from enum import StrEnum
from functools import partial

import numpy as np

from kiosk.evaluation.liveness.simulation.altered import Morphed, Swapped, SwappedFrames, morph
from kiosk.evaluation.liveness.simulation.behaviour import Body, Customer, Manner, draw_manner
from kiosk.evaluation.liveness.simulation.camera import Camera, CameraProfile
from kiosk.evaluation.liveness.simulation.digital_attack import DigitalAttack, Trick
from kiosk.evaluation.liveness.simulation.display import GLASS_SHARE, Device, vary
from kiosk.evaluation.liveness.simulation.hands import Grip, Hands
from kiosk.evaluation.liveness.simulation.head import Build
from kiosk.evaluation.liveness.simulation.moulded import ReliefAttack
from kiosk.evaluation.liveness.simulation.person import Person
from kiosk.evaluation.liveness.simulation.presentation import Presentation
from kiosk.evaluation.liveness.simulation.print_attack import PrintAttack, Shape
from kiosk.evaluation.liveness.simulation.recording import Loop, Recording
from kiosk.evaluation.liveness.simulation.replay_attack import ReplayAttack
from kiosk.evaluation.liveness.simulation.sheet import print_out
from kiosk.evaluation.liveness.species.chances import Chances


def genuine(chances: Chances) -> Presentation:
    """Somebody who wants to pass."""
    customer = Customer(chances.manner, chances.random)
    return Person(chances.textures, customer, chances.room, chances.light, chances.camera)


def genuine_in_hand(chances: Chances) -> Presentation:
    """The same before a terminal that is held in hand."""
    customer = Customer(chances.manner, chances.random)
    camera = chances.camera_that_sways(float(chances.random.uniform(1.5, 5.0)))
    return Person(chances.textures, customer, chances.room, chances.light, camera)


def genuine_in_bright_room(chances: Chances) -> Presentation:
    """The same where the screen adds little to the light of the room."""
    customer = Customer(chances.manner, chances.random)
    return Person(chances.textures, customer, chances.room, chances.bright_light, chances.camera)


def printed(*shapes: Shape) -> partial[Presentation]:
    """A print of one of these shapes."""
    return partial(_printed, shapes=shapes)


def _printed(chances: Chances, shapes: tuple[Shape, ...]) -> Presentation:
    shape = shapes[int(chances.random.integers(len(shapes)))]
    ground = tuple(float(v) for v in chances.random.uniform(120, 240, 3))
    sheet = print_out(chances.still, ground)  # type: ignore[arg-type]
    hands = Hands(draw_grip(chances.random, tilts=True), chances.random)
    return PrintAttack(sheet, chances.still.points, shape, hands, chances.room, chances.light, chances.camera)


def relief(depth: float) -> partial[Presentation]:
    """A moulded print with this share of a head's depth."""
    return partial(_relief, depth=depth)


def _relief(chances: Chances, depth: float) -> Presentation:
    hands = Hands(draw_grip(chances.random, tilts=True), chances.random)
    return ReliefAttack(chances.still, depth, hands, chances.room, chances.light, chances.camera)


def worn_mask(chances: Chances) -> Presentation:
    """A mask of paper or resin with somebody's face, worn by an attacker whose own eyes look through it."""
    manner = replace(draw_manner(chances.random), blinks_a_minute=0.0, expression=0.0)
    build = Build(depth=float(chances.random.uniform(0.75, 0.95)))
    customer = Customer(manner, chances.random)
    return Person((chances.still,), customer, chances.room, chances.light, chances.camera, build)


def shown_still(device: Device) -> partial[Presentation]:
    """A still photograph on this device, tilted and shifted as a print."""
    return partial(_shown_still, device=device)


def _shown_still(chances: Chances, device: Device) -> Presentation:
    sheet = replace(print_out(chances.still, (200.0, 200.0, 200.0)), reflects=GLASS_SHARE)
    hands = Hands(draw_grip(chances.random, tilts=True), chances.random)
    return PrintAttack(sheet, chances.still.points, Shape(), hands, chances.room, chances.light, chances.camera)


class Playing(StrEnum):
    """How a recording is played."""

    CHOSEN = "chosen"
    """The turn that fits best, as it was recorded."""
    LOOPED = "looped"
    SLOWED = "slowed"


def replayed(device: Device, *, moved: bool, playing: Playing = Playing.CHOSEN) -> partial[Presentation]:
    """A recorded turn on this device, moved by hand or fixed."""
    return partial(_replayed, device=device, moved=moved, playing=playing)


def _replayed(chances: Chances, device: Device, moved: bool, playing: Playing) -> Presentation:
    random = chances.random
    hands = Hands(draw_grip(random, tilts=False), random) if moved else None
    recording = recorded(chances, playing)
    return ReplayAttack(recording, vary(device, random), hands, chances.room, chances.light, chances.camera)


def draw_grip(random: np.random.Generator, *, tilts: bool) -> Grip:
    """One attacker's hands."""
    return Grip(
        reaction_s=float(random.uniform(0.2, 0.4)),
        tilt_deg=float(random.uniform(22, 45)) if tilts else 0.0,
        tilt_deg_s=float(random.uniform(40, 90)),
        waits_s=0.0 if tilts else float(random.uniform(0.6, 1.0)),
        shift_px_s=float(random.uniform(110, 220)),
        tremor_px=float(random.uniform(0.6, 2.5)),
        tremor_deg=float(random.uniform(0.3, 1.2)) if tilts else 0.0,
        start_face_px=float(random.uniform(146, 178)),
    )


def recorded_manner(random: np.random.Generator) -> Manner:
    """How a victim moved who was recorded at a good distance."""
    manner = draw_manner(random)
    return replace(manner, start_x_px=0.0, start_y_px=0.0, start_face_px=float(random.uniform(150, 180)))


def draw_turn(chances: Chances) -> float:
    """How far the victim had turned: as far as the challenge will ask for."""
    return float(chances.random.uniform(*((17, 22) if chances.needs.turns_little else (20, 28))))


def recorded(chances: Chances, playing: Playing = Playing.CHOSEN) -> Recording:
    """The victim's turns, in a room of their own."""
    random, manner = chances.random, recorded_manner(chances.random)
    if playing is Playing.SLOWED:
        manner = replace(manner, turn_deg_s=0.4 * manner.turn_deg_s)
    kind = Loop if playing is Playing.LOOPED else Recording
    return kind(chances.still, Body(manner, random), chances.another_room(), draw_turn(chances))


def swapped(chances: Chances) -> Presentation:
    """One person looks straight, another one turns."""
    customer = Customer(draw_manner(chances.random), chances.random)
    return Swapped(chances.textures, chances.stranger, customer, chances.room, chances.light, chances.camera)


def morphed(chances: Chances) -> Presentation:
    """A morph at the start, then an attacker, then the victim."""
    attacker, victim = chances.stranger[0], chances.still
    customer = Customer(draw_manner(chances.random), chances.random)
    both = morph(attacker, victim)
    return Morphed(both, (attacker, victim), customer, chances.room, chances.light, chances.camera)


def swapped_frames(*counts: int) -> partial[Presentation]:
    """So many frames that prove nothing show a stranger."""
    return partial(_swapped_frames, counts=counts)


def _swapped_frames(chances: Chances, counts: tuple[int, ...]) -> Presentation:
    count = counts[int(chances.random.integers(len(counts)))]
    customer = Customer(draw_manner(chances.random), chances.random)
    return SwappedFrames(
        chances.textures,
        chances.stranger[0],
        count,
        customer,
        chances.room,
        chances.light,
        chances.camera,
        chances.random,
    )


def digital(trick: Trick) -> partial[Presentation]:
    """A recording from a program in place of a camera."""
    return partial(_digital, trick=trick)


def _digital(chances: Chances, trick: Trick) -> Presentation:
    grip = replace(draw_grip(chances.random, tilts=False), tremor_px=0.3, shift_px_s=170.0)
    profile = CameraProfile(fps=12.0, jitter_s=0.0, noise=2.0 if trick.tints else 0.3, blur_px=0.4)
    camera = Camera(profile, chances.random)
    return DigitalAttack(recorded(chances), trick, Hands(grip, chances.random), chances.room, camera)
