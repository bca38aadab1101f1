"""How hard a challenge is to have a recording of: its space in bits, and how often one of a library fits.

A recording fits when some of its turns, in their order, bring the nose into every target after the whole picture has
been shifted and enlarged once, or mirrored: what an attacker can do to a recording without changing what it shows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.nose.challenge import (
    TARGET_LEVEL_MAX_RATIO,
    TARGET_NOD_ASIDE_RATIO,
    TARGET_NOD_MAX_RATIO,
    TARGET_NOD_MIN_RATIO,
    TARGET_SIDE_MAX_RATIO,
    TARGET_SIDE_MIN_RATIO,
    TARGET_SIZE_RATIO,
    NoseChallenge,
    draw_challenge,
)

SCALES = (0.85, 0.92, 1.0, 1.08, 1.17)
MAX_SHIFT = 0.09
"""Of the picture's height: a face that is shifted further leaves its area, or starts too far from the middle."""
LIBRARY, DRAWN = 50, 500
WIDTH_PX, HEIGHT_PX = 640, 480

Stops = NDArray[np.float64]
"""Where a recorded nose stops, from where it starts: one row for each turn, right and down, in image heights."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a recording has to be shown to fit."""

    turns: tuple[int, ...]
    """Which of its turns."""
    shift: tuple[float, float]
    """In image heights."""
    scale: float
    is_mirrored: bool


@dataclass(frozen=True, slots=True)
class ChallengeSpace:
    """What the report says of it."""

    bits: float
    """Of sequences of targets that no single place of the nose answers alike."""
    library: int
    drawn: int
    fitted: int
    """Challenges that at least one recording of the library fits."""
    fitted_by_one: float
    """Share of challenges that a single recording fits, on average."""


def offsets(challenge: NoseChallenge) -> Stops:
    """Where its targets are, from the middle of the picture, in image heights."""
    return np.array([((box.centre.x - 0.5) * challenge.aspect, box.centre.y - 0.5) for box in challenge.targets])


def find_fit(stops: Stops, challenge: NoseChallenge, tolerance: float = 1.0) -> Fit | None:
    """How a recording must be shown to meet the challenge, of whose targets so much counts; None if it cannot."""
    targets, half = offsets(challenge), tolerance * challenge.nose_target.height / 2
    for is_mirrored in (False, True):
        turns = stops * (-1, 1) if is_mirrored else stops
        for chosen in combinations(range(len(turns)), len(targets)):
            for scale in SCALES:
                rest = targets - scale * turns[list(chosen)]
                shift = (rest.min(axis=0) + rest.max(axis=0)) / 2
                if (np.abs(rest - shift) <= half).all() and (np.abs(shift) <= MAX_SHIFT).all():
                    return Fit(chosen, (float(shift[0]), float(shift[1])), scale, is_mirrored)
    return None


def measure_space(randbelow: Callable[[int], int], library: int = LIBRARY, drawn: int = DRAWN) -> ChallengeSpace:
    """Draw a library of recordings, each of what another challenge had asked for, and challenges that they may fit."""
    recordings = [offsets(challenge) for challenge in _draw(randbelow, library)]
    fits = np.array(
        [[find_fit(stops, challenge) is not None for stops in recordings] for challenge in _draw(randbelow, drawn)]
    )
    return ChallengeSpace(state_bits(), library, drawn, int(fits.any(axis=1).sum()), float(fits.mean()))


def state_bits() -> float:
    """Shannon's entropy of the sequence of targets, where two places are one when a nose can be in both.

    Along each direction a range of middles holds one place more than targets fit between its ends.
    """
    aside = _places(TARGET_SIDE_MAX_RATIO - TARGET_SIDE_MIN_RATIO) * _places(2 * TARGET_LEVEL_MAX_RATIO)
    nod = 2 * _places(TARGET_NOD_MAX_RATIO - TARGET_NOD_MIN_RATIO) * _places(2 * TARGET_NOD_ASIDE_RATIO)
    # Either side first, each at a place of its own, and the nod before, between or after them.
    return log2(2 * aside**2) + log2(3 * nod)


def _places(range_ratio: float) -> float:
    return 1 + range_ratio / TARGET_SIZE_RATIO


def _draw(randbelow: Callable[[int], int], count: int) -> Iterator[NoseChallenge]:
    for _ in range(count):
        yield draw_challenge("0", WIDTH_PX, HEIGHT_PX, randbelow)


def most_alike(recordings: Sequence[Stops], challenge: NoseChallenge) -> tuple[int, Fit] | None:
    """The first recording that fits, and how."""
    for index, stops in enumerate(recordings):
        if (fit := find_fit(stops, challenge)) is not None:
            return index, fit
    return None
