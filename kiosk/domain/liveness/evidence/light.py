"""Whether the face is lit by the colours that the kiosk's screen shows, on each side by its half, and at once.

Of the colours of both cheeks only what changes from step to step counts, and only the hue: neither the camera's
exposure nor a head that turns is mistaken for the screen. What a still room does not show cannot be told from what a
screen held before the camera does not reflect; so a weak answer proves nothing, and a strong one was not recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.frames import FrameFacts, LinearColour
from kiosk.domain.liveness.hue import measure_hue
from kiosk.domain.liveness.light import Colour, LightSequence

EMITTED: Mapping[Colour, LinearColour] = {
    Colour.WHITE: (1.0, 1.0, 1.0),
    Colour.CYAN: (0.0, 1.0, 1.0),
    Colour.GREEN: (0.0, 1.0, 0.0),
    Colour.BLUE: (0.0, 0.0, 1.0),
    Colour.MAGENTA: (1.0, 0.0, 1.0),
    Colour.YELLOW: (1.0, 1.0, 0.0),
}
"""Light of each colour, as shares of the screen's white."""
NEAR_SHARE = 0.65
"""Of the screen's light on a cheek, what comes from the half before it: a cheek is turned some 35 degrees aside."""
MIN_FRAMES, MIN_STEPS = 12, 5
MAX_LAG_S, LAG_STEP_S = 0.4, 0.04
"""Display, exposure and camera delay what a frame shows of the screen by so much at most."""
MAX_BEGUN_S = 1.0
"""The screen shows its first colours so long after the challenge's first frame at most, on a machine that is late."""
TREND_S = 1.0
"""Changes slower than this to either side are the head's and the room's."""
DARK = 0.004
"""Light below this is the camera's noise."""
STILL = 0.003
"""Hue that changes less than this, natural logarithm, changes not at all: a camera without colour, say."""
MAX_STEPS_OFF = 1
"""Frames are taken at the border of two steps; those further off say another step than their time."""
MAX_UNTOLD_S = 2.0
"""Frames that are taken later than so long after the first count, whether their terminal says a step or not."""
UNTOLD = -1
"""The step of a frame of which the terminal says nothing."""
MAX_STEPS_BEHIND, MIN_SHARE_BEHIND = 2, 0.9
"""A terminal that is late shows a step so long after its time, since the colours began, for so many of its frames: on a
machine with nine times too much to do one step in half of them, two in one of ten (264 frames)."""

Floats = NDArray[np.float64]
Steps = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LightEvidence:
    """How the hues of both cheeks follow the screen's colours.

    Measured with the screen's light put on 18 sessions of clips of three people who turn and pull faces, four sequences
    each (250 nits, halves of 0.05 m2, 0.5 m). Least of all, and median: in a room of 300 lux correlation .68, .87 and
    margin .27, .54; at 1,000 lux .03, .59 and -.28, .30; at 3,000 lux nothing. Without any reflection, or recorded
    under another sequence, correlation .13 (at most .53) and margin -.1 (95 of 100 below .14, at most .33). Only real
    screens and cameras can settle the numbers.

    In simulated sessions (`answer`; 5 of 100, 10 of 100, median) once what goes with the turns is taken out: people in
    rooms of 80 to 350 lx on the face .27, .36, .53 (32), of 500 to 1,500 lx .13, .20, .38 (23; with the turns .12, .14,
    .30). Without any answer (180, people and recordings) 95 of 100 below .07, 99 below .13, highest .16. On a machine
    with five times too much to do, the drawn person .41 to .61 (10; .35 to .58 without the third way of
    `_steps_shown`); sixteen sessions of it held against 480 other sequences, 95 of 100 are below .10, 99 below .17
    and two above .2, either way.
    """

    correlation: float
    """Of both cheeks with what their halves of the screen showed, at the best delay (-1 to 1)."""
    margin: float
    """By how much that, or the same without what is beside the head, is above the highest correlation with the same
    colours at any other place of the sequence."""
    sides: float
    """Correlation of the difference between the cheeks with the difference of the halves (-1 to 1)."""
    lag_s: float
    """The best delay, 0 to 0.4 s."""
    response: float
    """Change of hue, natural logarithm, that a half of the screen going from black to a full colour makes."""
    over_surroundings: float
    """The face's response less that of what is beside the head: near 0 when both are one picture."""
    signal_to_noise: float
    """Amplitude of what follows the screen over that of all else."""
    steps_agree: float
    """Share of frames whose step, as the terminal says, is that of their time, within one (0-1)."""
    frames: int
    steps: int

    @property
    def answer(self) -> float:
        """How surely this sequence lit a face with two sides: the margin, or less where the sides differ less.

        A flat print answers with a margin of up to .37, and its sides with .08 at most, a face's with .77 or more.
        """
        return min(self.margin, self.sides)


def measure_light(sequence: LightSequence | None, frames: Sequence[FrameFacts]) -> LightEvidence | None:
    """Measure how the cheeks follow the screen; None without light, with too few frames or where no hue changes.

    `frames` are those of the challenge, in order; the first step was shown when the first of them was taken.
    """
    if sequence is None:
        return None
    seen = _since_light_began(frames)
    if len(seen) < MIN_FRAMES or len({*_claimed(seen)} - {UNTOLD}) < MIN_STEPS:
        return None
    times_s = np.array([(each.untrusted_timestamp_ms - frames[0].untrusted_timestamp_ms) / 1000 for each in seen])
    trend = _trend(times_s, _turns(seen))
    faces, beside = (_without(trend, values) for values in _hues(seen))
    if not float(np.sqrt((faces**2).mean())) >= STILL:
        return None
    return _compare(sequence, seen, times_s, trend, faces, beside)


def _since_light_began(frames: Sequence[FrameFacts]) -> list[FrameFacts]:
    """Without the first ones, taken before the screen showed a colour; later ones count, whatever is left out."""
    late_ms = frames[0].untrusted_timestamp_ms + 1000 * MAX_UNTOLD_S if frames else 0
    begun = False
    seen = list[FrameFacts]()
    for frame in frames:
        begun = begun or frame.untrusted_light_step is not None or frame.untrusted_timestamp_ms > late_ms
        if begun and frame.pixels is not None:
            seen.append(frame)
    return seen


def _claimed(seen: Sequence[FrameFacts]) -> Iterator[int]:
    return (UNTOLD if each.untrusted_light_step is None else each.untrusted_light_step for each in seen)


def _compare(
    sequence: LightSequence,
    seen: Sequence[FrameFacts],
    times_s: Floats,
    trend: Floats,
    faces: Floats,
    beside: Floats,
) -> LightEvidence:
    relative = faces - beside[:, None, :]
    claimed = np.array([*_claimed(seen)], dtype=np.int64)
    shown = [(steps, lag) for lag in _lags() for steps in _steps_shown(sequence, times_s, claimed, lag)]
    fits = [_correlate(relative, _expected(sequence, steps, trend)) for steps, _ in shown]
    best = int(np.argmax(fits))
    correlation, (steps, lag_s) = fits[best], shown[best]
    expected = _expected(sequence, steps, trend)
    others = [_correlate(relative, each) for each in _elsewhere(sequence, steps, trend)]
    across, across_expected = faces[:, 0] - faces[:, 1], expected[:, 0] - expected[:, 1]
    off = np.abs(claimed - np.floor(times_s / sequence.step_s))
    return LightEvidence(
        correlation=correlation,
        margin=max(correlation - max(others), _margin(faces, sequence, steps, trend)),
        sides=_correlate(across, across_expected),
        lag_s=lag_s,
        response=_gain(faces, expected),
        over_surroundings=_gain(relative, expected),
        signal_to_noise=correlation / float(np.sqrt(max(1 - correlation**2, 1e-9))) if correlation > 0 else 0.0,
        steps_agree=float((off <= MAX_STEPS_OFF).mean()),
        frames=len(seen),
        steps=len({*_claimed(seen)} - {UNTOLD}),
    )


def _margin(faces: Floats, sequence: LightSequence, steps: Steps, trend: Floats) -> float:
    """The same of the cheeks alone: people who pass behind change what the face is held against."""
    others = (_correlate(faces, each) for each in _elsewhere(sequence, steps, trend))
    return _correlate(faces, _expected(sequence, steps, trend)) - max(others)


def _lags() -> Iterator[float]:
    return (LAG_STEP_S * i for i in range(round(MAX_LAG_S / LAG_STEP_S) + 1))


def _steps_shown(sequence: LightSequence, times_s: Floats, claimed: Steps, lag_s: float) -> Iterator[Steps]:
    """The step that each frame shows with this delay: by the time, as the terminal says that it was painted, and both.

    A slow terminal paints late and leaves steps out, which it tells; where few of its frames arrive, the one before may
    be older than the delay, and says less than the step's own time about what was painted then.
    """
    yield _due(sequence, times_s, lag_s)
    began_s = float(np.clip((times_s - claimed * sequence.step_s).min(), 0, MAX_BEGUN_S))
    due = _due(sequence, times_s - began_s, 0.0)
    if not _may_be_late(claimed, due):
        return
    before = np.maximum(np.searchsorted(times_s, times_s - lag_s, side="right") - 1, 0)
    yield claimed[before]
    yield np.minimum(claimed, _due(sequence, times_s - began_s, lag_s))


def _may_be_late(claimed: Steps, due: Steps) -> bool:
    """Whether what the terminal says could be due to too much to do: whoever chooses freely finds what fits.

    Of 42 recordings made under another sequence two thirds answer (above .2) with steps that are chosen at will; with
    the best of those that pass here 11 of 70, and with times alone 1 of 70.
    """
    behind = due - claimed
    return bool(
        (claimed != UNTOLD).all()
        and (np.diff(claimed) >= 0).all()
        and (behind >= -MAX_STEPS_OFF).all()
        and (behind <= MAX_STEPS_BEHIND).mean() >= MIN_SHARE_BEHIND
    )


def _due(sequence: LightSequence, times_s: Floats, lag_s: float) -> Steps:
    return np.asarray(np.maximum(np.floor((times_s - lag_s) / sequence.step_s), 0), dtype=np.int64)


def _hues(seen: Sequence[FrameFacts]) -> tuple[Floats, Floats]:
    """Logarithms of the light, less their mean over the channels: of both cheeks (Nx2x3), of what is beside (Nx3)."""
    samples = [frame.pixels.light for frame in seen if frame.pixels is not None]
    cheeks = np.array([(each.left_face, each.right_face) for each in samples])
    beside = np.array([each.surroundings for each in samples])
    # Where nothing is seen beside the head, the face is held against nothing.
    known = beside.min(axis=1, initial=1.0, keepdims=True) >= DARK
    return measure_hue(cheeks, DARK), np.where(known.all(), measure_hue(beside, DARK), 0.0)


def _turns(seen: Sequence[FrameFacts]) -> Floats:
    """Yaw and pitch of the head, Nx2."""
    poses = [frame.faces[0].pose for frame in seen]
    return np.asarray(np.sin(np.radians([(pose.yaw_deg, pose.pitch_deg) for pose in poses])))


def _trend(times_s: Floats, turns: Floats) -> Floats:
    """The matrix (NxN) that gives each moment the mean of what is around it, and what goes with the head's turns."""
    near = (np.abs(times_s[:, None] - times_s[None, :]) <= TREND_S).astype(np.float64)
    sudden = np.eye(len(near)) - near / near.sum(axis=1, keepdims=True)
    turned = sudden @ turns
    explained = turned @ np.linalg.pinv(turned)
    return np.asarray(np.eye(len(near)) - sudden + explained @ sudden)


def _without(trend: Floats, values: Floats) -> Floats:
    return np.asarray(values - np.tensordot(trend, values, axes=1))


def _expected(sequence: LightSequence, steps: Steps, trend: Floats, later: int = 0) -> Floats:
    """The hue that each cheek is expected to take on, Nx2x3, without its trend.

    The preview is a mirror: the left half of the screen is before the cheek that is on the right of the unmirrored
    image.
    """
    shown = [sequence.steps[(step + later) % len(sequence.steps)] for step in steps]
    left = np.array([EMITTED[step.right] for step in shown])
    right = np.array([EMITTED[step.left] for step in shown])
    light = np.stack(
        [NEAR_SHARE * left + (1 - NEAR_SHARE) * right, NEAR_SHARE * right + (1 - NEAR_SHARE) * left], axis=1
    )
    return _without(trend, light - light.mean(axis=-1, keepdims=True))


def _elsewhere(sequence: LightSequence, steps: Steps, trend: Floats) -> Iterator[Floats]:
    """What would be expected if the sequence had begun at another of its steps."""
    return (_expected(sequence, steps, trend, later) for later in range(2, len(sequence.steps) - 1))


def _correlate(one: Floats, other: Floats) -> float:
    size = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / size if size > 0 else 0.0


def _gain(measured: Floats, expected: Floats) -> float:
    square = float((expected * expected).sum())
    return float((measured * expected).sum()) / square if square > 0 else 0.0
