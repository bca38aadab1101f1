"""Whether a face reflects the colours that the client's screen showed, in their order and at their times.

Compared are hues: a camera's automatic exposure and a room that grows darker change how light a face is, not its hue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.face_movement.challenge import ColourStep, FaceMovementChallenge, Rgb
from kiosk.domain.liveness.face_movement.claims import ClientClaims, ColourClaim
from kiosk.domain.liveness.frames import FrameFacts, LinearColour
from kiosk.domain.liveness.hue import measure_hue

LAGS_S = tuple(0.04 * step for step in range(9))
"""By which what the camera sees may come after what the client says; screens and cameras take a tenth of a second."""
MIN_FRAMES = 12
MIN_SCALE, MAX_SCALE = 0.5, 2.5
"""Of a colour's time, against what was asked for: a page that is busy is late, and never early by half."""
DARK = 1e-4
"""Light below this is noise."""
USUAL_CONTRAST = 0.3
"""With which the hue of a face in the screen's light is foretold; how much it changes is measured."""

Lights = NDArray[np.float64]
"""Red, green and blue of each frame, Nx3, proportional to light; or their hues."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """How well the hue of the light on the face follows the colours."""

    correlation: float
    """-1 to 1, at the delay where it is best."""
    lag_s: float
    contrast: float
    """Light that the screen adds to a face when it is white, over the room's."""
    beside: float | None
    """The same of what is beside the head, over the face's; None where nothing is beside it."""


def claimed_in_order(challenge: FaceMovementChallenge, claims: ClientClaims) -> bool:
    """Whether the client says that it showed all colours, in order and each for about its time."""
    if [claim.number for claim in claims.colours] != list(range(len(challenge.colours))):
        return False
    if any(claim.rgb != step.rgb for claim, step in zip(claims.colours, challenge.colours, strict=True)):
        return False
    lasted_ms = [
        after.began_at_ms - before.began_at_ms
        for before, after in zip(claims.colours, claims.colours[1:], strict=False)
    ]
    return all(
        _least_ms(number, step) <= each <= MAX_SCALE * step.duration_ms + 300
        for number, (each, step) in enumerate(zip(lasted_ms, challenge.colours, strict=False))
    )


def _least_ms(number: int, step: ColourStep) -> float:
    """Amplify's component takes the black that all begin with for over at once: its clock stands at zero before it."""
    return MIN_SCALE * step.duration_ms if number else 0.0


def measure_reflection(
    challenge: FaceMovementChallenge, frames: Sequence[FrameFacts], claims: ClientClaims
) -> Reflection | None:
    """Compare the light on a face with the claimed colours; None when too few frames show it. Frames show one face."""
    if claims.video_start_ms is None or not claimed_in_order(challenge, claims):
        return None
    shown = _Shown(challenge, claims.colours, claims.video_start_ms)
    lit = [
        frame
        for frame in frames
        if frame.pixels is not None and shown.begins_s <= frame.received_at_s <= shown.ends_s + LAGS_S[-1]
    ]
    if len(lit) < MIN_FRAMES:
        return None
    faces = np.array([_face_light(frame) for frame in lit])
    found = [(_correlate(lit, faces, shown, lag_s), lag_s) for lag_s in LAGS_S]
    correlation, lag_s = max(found)
    contrast = _contrast(lit, faces, shown, lag_s)
    return Reflection(correlation, lag_s, contrast, _beside(lit, contrast, shown, lag_s))


class _Shown:
    """What the screen showed at a time of the video."""

    def __init__(self, challenge: FaceMovementChallenge, claims: Sequence[ColourClaim], start_ms: int) -> None:
        self._steps = [
            ((claim.began_at_ms - start_ms) / 1000, step) for claim, step in zip(claims, challenge.colours, strict=True)
        ]
        self.begins_s = self._steps[0][0]
        self.ends_s = self._steps[-1][0] + self._steps[-1][1].duration_ms / 1000

    def lights(self, lit: Sequence[FrameFacts], lag_s: float) -> Lights:
        """The light of the screen so long before each of these frames."""
        return np.array([self._light_at(frame.received_at_s - lag_s) for frame in lit])

    def _light_at(self, at_s: float) -> LinearColour:
        """The light of a screen on which the newest colour comes down over the one before."""
        before: Rgb = self._steps[0][1].rgb
        current, began_s, step = before, self._steps[0][0], self._steps[0][1]
        for began, each in self._steps:
            if began > at_s:
                break
            before, current, began_s, step = current, each.rgb, began, each
        length_s = step.downscroll_ms / 1000
        share = min(max((at_s - began_s) / length_s, 0.0), 1.0) if length_s > 0 else 1.0
        mixed = [share * _linear(new) + (1 - share) * _linear(old) for new, old in zip(current, before, strict=True)]
        return mixed[0], mixed[1], mixed[2]


def _linear(value: int) -> float:
    """Light of a channel's byte, near enough to sRGB's curve."""
    return float((value / 255) ** 2.2)


def _face_light(frame: FrameFacts) -> LinearColour:
    assert frame.pixels is not None
    left, right = frame.pixels.light.left_face, frame.pixels.light.right_face
    return (left[0] + right[0]) / 2, (left[1] + right[1]) / 2, (left[2] + right[2]) / 2


def _correlate(lit: Sequence[FrameFacts], lights: Lights, shown: _Shown, lag_s: float) -> float:
    """Of the hues of all three channels together, -1 to 1; 0 where nothing changes."""
    seen, foretold = _changes(lit, lights), _changes(lit, 1 + USUAL_CONTRAST * shown.lights(lit, lag_s))
    spread = float(np.sqrt((seen**2).sum() * (foretold**2).sum()))
    correlation = float((seen * foretold).sum()) / spread if spread > 0 else 0.0
    return correlation if isfinite(correlation) else 0.0


def _contrast(lit: Sequence[FrameFacts], lights: Lights, shown: _Shown, lag_s: float) -> float:
    """How much of a white screen's light the changes of hue come to, over the light without it."""
    light = shown.lights(lit, lag_s)
    seen, foretold = _changes(lit, lights), _without_trend(lit, light - light.mean(axis=1, keepdims=True))
    spread = float((foretold**2).sum())
    contrast = float((seen * foretold).sum()) / spread if spread > 0 else 0.0
    return contrast if isfinite(contrast) else 0.0


def _beside(lit: Sequence[FrameFacts], contrast: float, shown: _Shown, lag_s: float) -> float | None:
    seen = [(frame, frame.pixels.light.surroundings) for frame in lit if frame.pixels is not None]
    seen = [(frame, light) for frame, light in seen if max(light) > 0]
    if len(seen) < MIN_FRAMES or not contrast > 0:
        return None
    return _contrast([frame for frame, _ in seen], np.array([light for _, light in seen]), shown, lag_s) / contrast


def _changes(lit: Sequence[FrameFacts], lights: Lights) -> Lights:
    """How the hue of each frame differs from what it would be if it changed evenly: faces that come near do."""
    return _without_trend(lit, measure_hue(lights, DARK))


def _without_trend(lit: Sequence[FrameFacts], values: Lights) -> Lights:
    times = np.array([frame.received_at_s for frame in lit])
    line = np.column_stack([times - times.mean(), np.ones(len(lit))])
    return np.asarray(values - line @ np.linalg.lstsq(line, values, rcond=None)[0])
