"""Whether one appearance goes on through the challenge: consecutive frames show the same face in the same light."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import inf, isfinite, log

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.frames import (
    FACE_SIDE_PX,
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
    FrameFacts,
    FramePixels,
    LinearColour,
)

MIN_STEPS = 4
"""Fewer pairs of frames with pictures tell nothing of a usual step."""
USUAL_STEP_S = 1 / 12
"""Frames that are further apart than usual may differ by more."""
MAX_STEP_S = 0.5
"""Across a longer gap nothing can be said to go on."""
SHADING_SIGMA_PX = 6
"""What is smoother than this in the picture of a face is light, which the screen changes, and not the face."""
EDGE_PX = 4
"""Around the picture of a face, where hair and room come in as the head turns."""
DARK = 0.004
"""Light below this is the camera's noise, and so is its colour."""
SCENE_GRID = (8, 6)
"""The scene is compared in so many columns and rows, which a head that turns hardly changes."""


@dataclass(frozen=True, slots=True)
class WorstStep:
    """The largest change between two consecutive frames."""

    amount: float
    sequence: int
    """Of the later frame."""
    usual: float
    """The median of all such changes."""


@dataclass(frozen=True, slots=True)
class AppearanceEvidence:
    """How much consecutive frames differ, once their faces lie on each other; 0 means not at all.

    Largest step of a session, measured on 18 sessions of clips of three people who move and pull faces, and on the same
    with one frame of another clip between theirs: face at most .49 against at least .49 (median .25 against .83),
    brightness .15 against .18 (.07, 1.2), colour .16 against .36 (.06, .98), scene .41 against .75 (.01, 1.1). A morph
    goes on in steps too small for any of these; who it ends as is for the comparison of faces to say.
    """

    face: WorstStep
    """One less the correlation of both pictures of the face, without the light's slow changes across it (0-2)."""
    brightness: WorstStep
    """Change of the face's light, natural logarithm; not across a step of the screen's colours."""
    colour: WorstStep
    """Change of the face's colour against the surroundings' (of the logarithms of red and blue to green)."""
    scene: WorstStep
    """One less the correlation of the coarse pictures of the whole frame (0-2)."""
    steps: int


def measure_appearance(frames: Sequence[FrameFacts]) -> AppearanceEvidence | None:
    """Compare each frame with the one before; None with too few pairs of frames that have pictures.

    `frames` are those of the challenge, in order.
    """
    pairs = [pair for pair in pairwise(frames) if _go_on(*pair)]
    if len(pairs) < MIN_STEPS:
        return None
    # Where the screen's colours change, faces do as well.
    same_light = [pair for pair in pairs if pair[0].untrusted_light_step == pair[1].untrusted_light_step]
    return AppearanceEvidence(
        face=_worst(pairs, _face_change),
        brightness=_worst(same_light, _brightness_change),
        colour=_worst(same_light, _colour_change),
        scene=_worst(pairs, _scene_change),
        steps=len(pairs),
    )


def _go_on(before: FrameFacts, after: FrameFacts) -> bool:
    apart_s = after.received_at_s - before.received_at_s
    return before.pixels is not None and after.pixels is not None and apart_s <= MAX_STEP_S


def _worst(
    pairs: Sequence[tuple[FrameFacts, FrameFacts]], change: Callable[[FramePixels, FramePixels], float]
) -> WorstStep:
    """The largest change for its time; one that is no number is larger than all."""
    amounts = []
    for before, after in pairs:
        assert before.pixels is not None
        assert after.pixels is not None
        amount = change(before.pixels, after.pixels)
        slow = max((after.received_at_s - before.received_at_s) / USUAL_STEP_S, 1.0) ** 0.5
        amounts.append((amount / slow if isfinite(amount) else inf, after.sequence))
    if not amounts:
        return WorstStep(0.0, -1, 0.0)
    worst = max(amounts)
    return WorstStep(*worst, float(np.median([amount for amount, _ in amounts])))


def _face_change(before: FramePixels, after: FramePixels) -> float:
    return 1 - _correlation(_face(before), _face(after))


def _face(pixels: FramePixels) -> NDArray[np.float64]:
    """The inner face without what is smooth in it, 24x24."""
    picture = np.frombuffer(pixels.face, dtype=np.uint8).reshape(FACE_SIDE_PX, FACE_SIDE_PX).astype(np.float64)
    inner = slice(EDGE_PX, FACE_SIDE_PX - EDGE_PX)
    return np.asarray((picture - _smooth(picture))[inner, inner])


def _smooth(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each pixel becomes the mean of the square around it; the border's pixels go on beyond it."""
    mean = _mean_around()
    return np.asarray(mean @ picture @ mean.T)


@cache
def _mean_around() -> NDArray[np.float64]:
    """The matrix that gives each place of a line the mean of what is around it."""
    reach, places = SHADING_SIGMA_PX - 1, np.arange(FACE_SIDE_PX)
    mean = np.zeros((FACE_SIDE_PX, FACE_SIDE_PX))
    for step in range(-reach, reach + 1):
        mean[places, np.clip(places + step, 0, FACE_SIDE_PX - 1)] += 1 / (2 * reach + 1)
    return mean


def _brightness_change(before: FramePixels, after: FramePixels) -> float:
    a, b = _mean_light(before), _mean_light(after)
    if min(max(a), max(b)) < DARK:
        return 0.0
    return abs(log(max(sum(b), DARK) / max(sum(a), DARK)) - _surroundings_change(before, after))


def _surroundings_change(before: FramePixels, after: FramePixels) -> float:
    """How the light of what is beside the head changed, as the camera's exposure changes all."""
    a, b = sum(before.light.surroundings), sum(after.light.surroundings)
    return log(b / a) if min(a, b) >= DARK else 0.0


def _colour_change(before: FramePixels, after: FramePixels) -> float:
    face = np.subtract(_chromaticity(_mean_light(after)), _chromaticity(_mean_light(before)))
    beside = np.subtract(_chromaticity(after.light.surroundings), _chromaticity(before.light.surroundings))
    return float(np.abs(face - beside).max())


def _chromaticity(light: LinearColour) -> tuple[float, float]:
    red, green, blue = (max(value, DARK) for value in light)
    return log(red / green), log(blue / green)


def _mean_light(pixels: FramePixels) -> LinearColour:
    left, right = pixels.light.left_face, pixels.light.right_face
    red, green, blue = ((a + b) / 2 for a, b in zip(left, right, strict=True))
    return red, green, blue


def _scene_change(before: FramePixels, after: FramePixels) -> float:
    return 1 - _correlation(_coarse(before), _coarse(after))


def _coarse(pixels: FramePixels) -> NDArray[np.float64]:
    picture = np.frombuffer(pixels.scene, dtype=np.uint8).astype(np.float64)
    columns, rows = SCENE_GRID
    shape = (rows, SCENE_HEIGHT_PX // rows, columns, SCENE_WIDTH_PX // columns)
    return np.asarray(picture.reshape(shape).mean(axis=(1, 3)))


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    # Two pictures without anything in them are alike.
    return float((a * b).sum()) / size if size > 1e-9 else 1.0
