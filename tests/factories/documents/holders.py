"""People who do not exist, drawn by seed: what their documents say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

TODAY = date(2026, 11, 21)
"""The day on which drawn documents are read; they are valid on it."""
_NAMES = (
    ("ERIKSSON", ("ANNA MARIA", "LINNEA")),
    ("OKAFOR", ("CHIDI", "ADA NGOZI")),
    ("MÜLLER", ("JÖRG", "ANNELIESE KÄTHE")),
    ("GARCÍA LÓPEZ", ("CARMEN", "JOSÉ LUIS")),
    ("NGUYEN", ("THI LAN", "VAN MINH")),
    ("O'BRIEN", ("SIOBHAN", "PATRICK JOSEPH")),
    ("MARTIN", ("ALAIN PIERRE", "ÉLODIE")),
    ("VAN DER BERG", ("PIETER", "SANNE WILHELMINA")),
    ("SILVA", ("MARIA", "JOÃO PAULO")),
    ("KOWALSKA-NOWAK", ("ZOFIA", "MAŁGORZATA EWA")),
    ("TANAKA", ("YUKI", "HARUTO")),
    ("AL HASSAN", ("OMAR", "LAYLA")),
    ("LI", ("WEI", "NA")),
    ("SØRENSEN", ("SØREN", "FREJA")),
    ("ZSIBRITA", ("GÁBOR", "ZSUZSANNA")),
    ("WOOD", ("BO", "OLGA")),
)
_SCRIPTS: dict[str, tuple[str, str]] = {
    "cyrillic": ("ЕРИКССОН", "АННА МАРИЯ"),  # noqa: RUF001 - they are to look alike
    "greek": ("ΠΑΠΑΔΟΠΟΥΛΟΥ", "ΜΑΡΙΑ"),  # noqa: RUF001 - they are to look alike
}
LETTERS, UNLIKE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "CFGHJKLMNPRTVWXYZ"
"""All, and those that German numbers are made of (no vowels, nothing that looks like a digit)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose document it is, as print has it."""

    surname: str
    given_names: str
    birth: date
    issue: date
    expiry: date
    sex: str
    number: str
    state: str
    face: int
    """Which of the two portraits that are at hand."""
    second_script: tuple[str, str] | None = None
    """Surname and given names in another script."""


def draw_person(random: np.random.Generator, states: Sequence[str] = ("UTO",), script: str = "") -> Person:
    """Somebody grown up with a document that is valid for some years; the number is as the state's are."""
    surname, given = _NAMES[int(random.integers(len(_NAMES)))]
    birth = date(1940, 1, 1) + timedelta(days=int(random.integers(365 * 66)))
    issue = TODAY - timedelta(days=int(random.integers(200, 365 * 5 - 10)))
    state = str(random.choice(list(states)))
    return Person(
        surname=surname,
        given_names=str(random.choice(list(given))),
        birth=birth,
        issue=issue,
        expiry=issue + timedelta(days=365 * 5 + int(random.integers(365 * 4))),
        sex=str(random.choice(["F", "M"])),
        number=document_number(random, state),
        state=state,
        face=int(random.integers(2)),
        second_script=_SCRIPTS.get(script),
    )


def document_number(random: np.random.Generator, state: str) -> str:
    """Nine characters, as the state's passports and cards have them."""
    forms = {"DEU": "L9999999X", "FRA": "99LL99999", "GBR": "999999999", "USA": "999999999", "POL": "LL9999999"}
    return "".join(_character(random, form, state) for form in forms.get(state, str(random.choice(_FREE_FORMS))))


_FREE_FORMS = ("L99999999", "LL9999999", "L999999L9", "LL999999")


def _character(random: np.random.Generator, form: str, state: str) -> str:
    if form == "9":
        return str(random.integers(10))
    letters = UNLIKE if state == "DEU" else LETTERS
    if form == "X":
        letters = UNLIKE + "0123456789"
    return letters[int(random.integers(len(letters)))]
