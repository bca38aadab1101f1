"""Genuine documents by kind: what is good and must be read."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from tests.factories.documents import licences, travel
from tests.factories.documents.drawn import DrawnDocument
from tests.factories.documents.holders import draw_person

LOOKALIKES = ("ZS0", "250", "BO0", "8OI", "0O1", "S1Z")
"""How numbers begin in which recognisers take characters for others; ZS0 and 250 have the same check digit."""


def _with_lookalikes(seed: int) -> DrawnDocument:
    """A passport whose number is of characters that look like others."""
    random = np.random.default_rng([seed, 7])
    digits = "".join("0123456789"[int(random.integers(10))] for _ in range(6))
    number = f"{LOOKALIKES[seed % len(LOOKALIKES)]}{digits}"
    return travel.passport(seed, person=replace(draw_person(random), number=number))


KINDS: Mapping[str, travel.Draw] = {
    "passport": travel.passport,
    "passport, Cyrillic": lambda seed: travel.passport(seed, "cyrillic"),
    "passport, Greek": lambda seed: travel.passport(seed, "greek"),
    "passport, lookalikes": _with_lookalikes,
    "TD1": travel.td1,
    "TD1, Cyrillic": lambda seed: travel.td1(seed, "cyrillic"),
    "TD2": travel.td2,
    "French 2x36": travel.french,
    "EU licence": licences.eu_licence,
    "US licence": licences.us_licence,
}
