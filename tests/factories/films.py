"""Facts of videos of the face-movement challenge: a generic head that comes near, and what its client says of it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from kiosk.domain.liveness.face_movement.challenge import FaceMovementChallenge, Rgb, draw_challenge
from kiosk.domain.liveness.face_movement.claims import ClientClaims, ColourClaim
from kiosk.domain.liveness.face_movement.facts import ReliefFact, VideoFacts
from kiosk.domain.liveness.face_movement.geometry import client_box
from kiosk.domain.liveness.frames import FrameFacts, FramePixels, IdentityFacts, LightSample, LinearColour
from tests.factories.faces import frame, head

FPS = 12
START_MS = 1_700_000_000_000
HEAD = ReliefFact(0.1, 0.05, 0.9, 0.1)
SKIN: LinearColour = (0.4, 0.28, 0.2)


def middle(numbers: int) -> int:
    """A generator that draws what lies in the middle."""
    return numbers // 2


def counting() -> Callable[[int], int]:
    """A generator that draws one number after the other."""
    drawn = -1

    def draw(numbers: int) -> int:
        nonlocal drawn
        drawn += 1
        return drawn % numbers

    return draw


def challenge(*, with_light: bool = False) -> FaceMovementChallenge:
    """The one that is tried."""
    return draw_challenge(640, 480, counting(), with_light=with_light)


def film_of(
    wanted: FaceMovementChallenge, *, far: float = 0.19, near: float = 0.42, seconds: float = 2.0, hold_s: float = 0.5
) -> VideoFacts:
    """Somebody who comes near and stays; `far` and `near` are distances of the outer eyes in heights of the picture."""
    light_s = sum(step.duration_ms for step in wanted.colours) / 1000 + 1.0 if wanted.colours else 0.0
    moving, staying = round(seconds * FPS), round((hold_s + light_s) * FPS)
    sizes = [*np.geomspace(far, near, moving), *([near] * staying)]
    oval = wanted.oval_box
    faces = [head(size=float(size), centre=(oval.centre.x, oval.centre.y + 0.1 * float(size))) for size in sizes]
    frames = tuple(frame(number, face, at_s=number / FPS) for number, face in enumerate(faces))
    claims = ClientClaims(
        START_MS,
        START_MS + round(1000 * len(frames) / FPS),
        client_box(faces[0], wanted),
        START_MS,
        oval,
        START_MS + round(1000 * seconds),
        _claimed(wanted, START_MS + round(1000 * (seconds + 0.8))),
    )
    facts = VideoFacts(frames, HEAD, IdentityFacts({5: 99.0, 20: 98.0}, None), claims, seconds + light_s)
    return lit(facts, wanted) if wanted.colours else facts


def lit(facts: VideoFacts, wanted: FaceMovementChallenge, *, share: float = 0.08, lag_s: float = 0.1) -> VideoFacts:
    """The same with the colours on the face, `share` of all the light on it, that much later than they were shown."""

    def shone(each: FrameFacts) -> FrameFacts:
        at_ms = START_MS + 1000 * (each.received_at_s - lag_s)
        red, green, blue = _screen(wanted, facts.claims.colours, at_ms)
        face = tuple(base * (1 + share * light) for base, light in zip(SKIN, (red, green, blue), strict=True))
        light = LightSample(face, face, (0.1, 0.1, 0.1))  # type: ignore[arg-type]
        return replace(each, pixels=FramePixels(b"", b"", light))

    return replace(facts, frames=tuple(shone(each) for each in facts.frames))


def _screen(wanted: FaceMovementChallenge, claims: tuple[ColourClaim, ...], at_ms: float) -> LinearColour:
    """The light of the screen, worked out once more and otherwise: the rows that each colour covers, one by one."""
    begun = [number for number, claim in enumerate(claims) if claim.began_at_ms <= at_ms]
    if not begun:
        return (0.0, 0.0, 0.0)
    number = begun[-1]
    step, before = wanted.colours[number], wanted.colours[max(number - 1, 0)]
    passed = (at_ms - claims[number].began_at_ms) / step.downscroll_ms if step.downscroll_ms else 1.0
    rows: list[Rgb] = [step.rgb if row < 100 * passed else before.rgb for row in range(100)]
    light = (np.array(rows) / 255) ** 2.2
    red, green, blue = light.mean(axis=0).tolist()
    return red, green, blue


def _claimed(wanted: FaceMovementChallenge, at_ms: int) -> tuple[ColourClaim, ...]:
    claimed = []
    for number, step in enumerate(wanted.colours):
        claimed.append(ColourClaim(number, step.rgb, at_ms))
        at_ms += step.duration_ms
    return tuple(claimed)
