"""Whether a face reflects the colours that the client's screen showed, in their order and at their times."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

from kiosk.domain.liveness.face_movement.challenge import ColourStep, FaceMovementChallenge, Rgb
from kiosk.domain.liveness.face_movement.claims import ClientClaims, ColourClaim
from kiosk.domain.liveness.frames import FrameFacts, LinearColour

LAGS_S = tuple(0.04 * step for step in range(9))
"""By which what the camera sees may come after what the client says; screens and cameras take a tenth of a second."""
MIN_FRAMES = 12
MIN_SCALE, MAX_SCALE = 0.5, 2.5
"""Of a colour's time, against what was asked for: a page that is busy is late, and never early by half."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """How well the light on the face follows the colours."""

    correlation: float
    """-1 to 1, at the delay where it is best."""
    lag_s: float
    contrast: float
    """How much the light on the face changed with the colours, in shares of all the light on it."""


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
        (frame.received_at_s, _face_light(frame))
        for frame in frames
        if frame.pixels is not None and shown.begins_s <= frame.received_at_s <= shown.ends_s + LAGS_S[-1]
    ]
    if len(lit) < MIN_FRAMES:
        return None
    found = [_correlate(lit, shown, lag_s) for lag_s in LAGS_S]
    return max(found, key=lambda each: each.correlation)


class _Shown:
    """What the screen showed at a time of the video."""

    def __init__(self, challenge: FaceMovementChallenge, claims: Sequence[ColourClaim], start_ms: int) -> None:
        self._steps = [
            ((claim.began_at_ms - start_ms) / 1000, step) for claim, step in zip(claims, challenge.colours, strict=True)
        ]
        self.begins_s = self._steps[0][0]
        self.ends_s = self._steps[-1][0] + self._steps[-1][1].duration_ms / 1000

    def light_at(self, at_s: float) -> LinearColour:
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


def _correlate(lit: Sequence[tuple[float, LinearColour]], shown: _Shown, lag_s: float) -> Reflection:
    """Of all three channels together, each against its own mean and slope: a face that moves on grows lighter."""
    times = [at_s for at_s, _ in lit]
    seen_all: list[float] = []
    expected_all: list[float] = []
    mean_light = sum(sum(light) for _, light in lit) / (3 * len(lit))
    for channel in range(3):
        seen_all += _without_trend(times, [light[channel] for _, light in lit])
        expected_all += _without_trend(times, [shown.light_at(at_s - lag_s)[channel] for at_s in times])
    spread = sqrt(sum(value**2 for value in seen_all) * sum(value**2 for value in expected_all))
    correlation = sum(a * b for a, b in zip(seen_all, expected_all, strict=True)) / spread if spread > 0 else 0.0
    deviation = sqrt(sum(value**2 for value in seen_all) / len(seen_all))
    contrast = deviation / mean_light if mean_light > 0 else 0.0
    return Reflection(correlation if isfinite(correlation) else 0.0, lag_s, contrast)


def _without_trend(times: Sequence[float], values: Sequence[float]) -> list[float]:
    count = len(times)
    mean_t, mean_v = sum(times) / count, sum(values) / count
    spread = sum((t - mean_t) ** 2 for t in times)
    slope = sum((t - mean_t) * (v - mean_v) for t, v in zip(times, values, strict=True)) / spread if spread > 0 else 0.0
    return [v - mean_v - slope * (t - mean_t) for t, v in zip(times, values, strict=True)]
