"""Whether one person is on all frames: which faces are compared with which, and what the similarities say.

A star around the first frame overlooks a morph, which resembles both people that it is made of; so the faces that
prove something are compared with each other, and all others with several of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite, isnan, nan

from kiosk.domain.liveness.averages import median

MAX_ANCHORS = 24
"""Faces that every other is compared with: what is looked at for a verdict grows with the frames, not their square."""

Pair = tuple[int, int]
"""Two frames by their sequence numbers."""


@dataclass(frozen=True, slots=True)
class PersonEvidence:
    """The least that faces of one challenge resembled each other, 0-100.

    Measured with SFace on 19 sessions of clips of three people and on a turning head: the least of all pairs of a
    session is 97 or more at turns up to 24 degrees, while strangers' frames reach 80 at most (4,284 pairs).
    """

    worst: float
    """NaN when a similarity was no number."""
    worst_pair: Pair
    strange_frames: int
    """How many frames resemble the middle one of those they were compared with less than what is demanded."""
    compared_frames: int


def pairs_to_compare(first: int, essential: Sequence[int], others: Sequence[int], *, thorough: bool) -> list[Pair]:
    """Which frames to compare, each pair once, the earlier first.

    `essential` are the frames that the verdict rests on: all pairs among them and the first. `others` are compared with
    the first alone, or, where it is `thorough` because comparing costs little, with the essential ones and some in
    between, one another included.
    """
    core = sorted({first, *essential})
    rest = sorted(set(others) - set(core))
    pairs = set(combinations(core, 2))
    anchors = [first]
    if thorough:
        anchors = [*core, *_spread(rest, max(MAX_ANCHORS - len(core), 0))]
    pairs |= {_ordered(anchor, other) for anchor in anchors for other in rest if anchor != other}
    return sorted(pairs)


def low_similarities(similarities: Mapping[Pair, float]) -> dict[int, float]:
    """By sequence number, the lower quartile of the similarities with all faces that a frame was compared with.

    One pair of grimaces or of blurred frames speaks against nobody (82 in a session of one person of ours, whose lower
    quartiles stay above 95); whoever takes somebody's place resembles the most of them less, however few frames show
    them. Of fewer than five it is the least; NaN stays NaN.
    """
    return {
        sequence: nan if any(map(isnan, values)) else sorted(values)[(len(values) - 1) // 4]
        for sequence, values in _by_frame(similarities).items()
    }


def measure_person(similarities: Mapping[Pair, float], min_similarity: float) -> PersonEvidence | None:
    """What all similarities of one challenge say together; None when nothing was compared."""
    if not similarities:
        return None
    pair = min(similarities, key=lambda each: similarities[each] if isfinite(similarities[each]) else -1.0)
    middles = [
        median(value if isfinite(value) else -1.0 for value in values) for values in _by_frame(similarities).values()
    ]
    return PersonEvidence(
        worst=similarities[pair],
        worst_pair=pair,
        strange_frames=sum(not middle >= min_similarity for middle in middles),
        compared_frames=len(middles),
    )


def _by_frame(similarities: Mapping[Pair, float]) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for pair, similarity in similarities.items():
        for sequence in pair:
            found.setdefault(sequence, []).append(similarity)
    return found


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _spread(sequences: Sequence[int], count: int) -> Iterator[int]:
    """At most so many of them, evenly spread."""
    step = max(len(sequences) / count, 1.0) if count else 0.0
    yield from (sequences[int(i * step)] for i in range(min(count, len(sequences))) if step)
