"""Comparisons of drawn people: similarities without faces, from a seed."""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.calibration.comparisons import Comparisons

People = NDArray[np.int64]


def drawn_people(count: int, seed: int = 7) -> NDArray[np.uint16]:
    """How often each person is drawn in each of 400 resamples."""
    return np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), 400).astype(np.uint16)


def all_pairs(people: int, pictures: int) -> tuple[People, People]:
    """Whose the two sides of all pairs of all pictures are."""
    owners = np.repeat(np.arange(people), pictures)
    a, b = np.triu_indices(len(owners), 1)
    return owners[a], owners[b]


def drawn_comparisons(people: int, pictures: int, seed: int = 1) -> Comparisons:
    """Strangers reach 80, 95 and 99 about as often as the scale promises, and one person nearly always."""
    generator = np.random.default_rng(seed)
    a, b = all_pairs(people, pictures)
    shares = generator.uniform(size=len(a))
    strangers = np.interp(-np.log10(shares), [0, 1, 2, 3, 4, 8], [0, 50, 80, 95, 99, 100])
    same = np.clip(generator.normal(97, 1.5, len(a)), 0, 100)
    return Comparisons(np.where(a == b, same, strangers), a, b)


def write_scored_list(path: Path, pairs: Comparisons, labels: Mapping[str, Mapping[int, str]] | None = None) -> Path:
    """As the command reads it, with labels of people by column."""
    said = labels or {}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        sides = [f"{name}_{side}" for name in said for side in ("a", "b")]
        writer.writerow(["person_a", "person_b", "same", "similarity", *sides])
        for a, b, similarity in zip(pairs.a.tolist(), pairs.b.tolist(), pairs.similarities.tolist(), strict=True):
            groups = [of.get(person, "") for of in said.values() for person in (a, b)]
            writer.writerow([f"q{a}", f"q{b}", int(a == b), similarity, *groups])
    return path
