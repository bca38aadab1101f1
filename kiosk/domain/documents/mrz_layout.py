"""Where the fields of a machine-readable zone lie (ICAO Doc 9303, parts 4 to 7; France), and its check digits (part 3).

A zone is treated as one text, its lines joined.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.documents.document import DocumentKind

FILLER = "<"
DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHABET = DIGITS + LETTERS + FILLER
_VALUES = {character: value for value, character in enumerate(DIGITS + LETTERS)} | {FILLER: 0}
_WEIGHTS = (7, 3, 1)


class Characters(StrEnum):
    """What may stand in a place besides fillers."""

    DIGITS = "digits"
    LETTERS = "letters"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Span:
    """Places in the joined text, the end not included."""

    start: int
    end: int
    characters: Characters = Characters.BOTH

    def of(self, text: str) -> str:
        """What stands there."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Check:
    """A check digit and what it covers, in the order in which it does."""

    digit: int
    covered: tuple[Span, ...]

    def holds(self, text: str) -> bool:
        """Whether the digit is right; a filler stands for 0 when all that is covered are fillers."""
        covered = "".join(span.of(text) for span in self.covered)
        found = text[self.digit]
        return found == check_digit(covered) or (found == FILLER and not covered.strip(FILLER))


@dataclass(frozen=True, slots=True)
class MrzLayout:
    """One format of zone."""

    name: str
    kind: DocumentKind
    lines: int
    width: int
    spans: Mapping[str, Span]
    checks: Mapping[str, Check]
    """By the name of the span that they cover; `composite` covers several."""

    def __repr__(self) -> str:
        return f"Layout({self.name})"

    @property
    def optional(self) -> tuple[Span, ...]:
        """The places that issuers use as they like."""
        return tuple(span for name, span in self.spans.items() if name.startswith("optional"))


def check_digit(text: str) -> str:
    """The check digit; raises KeyError for a character that no zone has."""
    return str(sum(_VALUES[character] * _WEIGHTS[place % 3] for place, character in enumerate(text)) % 10)


def _two_lines(name: str, kind: DocumentKind, width: int, optional_end: int, composite: bool) -> MrzLayout:
    """The layouts of two lines differ in width and in what comes behind the date of expiry."""
    second = width
    spans = {
        "code": Span(0, 2, Characters.LETTERS),
        "state": Span(2, 5, Characters.LETTERS),
        "names": Span(5, width, Characters.LETTERS),
        "number": Span(second, second + 9),
        "nationality": Span(second + 10, second + 13, Characters.LETTERS),
        "birth": Span(second + 13, second + 19, Characters.DIGITS),
        "sex": Span(second + 20, second + 21, Characters.LETTERS),
        "expiry": Span(second + 21, second + 27, Characters.DIGITS),
        "optional": Span(second + 28, second + optional_end),
    }
    checks = {field: Check(spans[field].end, (spans[field],)) for field in ("number", "birth", "expiry")}
    if name == "TD3":
        checks["optional"] = Check(spans["optional"].end, (spans["optional"],))
    if composite:
        covered = Span(second, second + 10), Span(second + 13, second + 20), Span(second + 21, second + width - 1)
        checks["composite"] = Check(second + width - 1, covered)
    return MrzLayout(name, kind, 2, width, spans, checks)


def _td1() -> MrzLayout:
    """Three lines of 30 characters, on the back of cards."""
    spans = {
        "code": Span(0, 2, Characters.LETTERS),
        "state": Span(2, 5, Characters.LETTERS),
        "number": Span(5, 14),
        "optional": Span(15, 30),
        "birth": Span(30, 36, Characters.DIGITS),
        "sex": Span(37, 38, Characters.LETTERS),
        "expiry": Span(38, 44, Characters.DIGITS),
        "nationality": Span(45, 48, Characters.LETTERS),
        "optional_2": Span(48, 59),
        "names": Span(60, 90, Characters.LETTERS),
    }
    checks = {field: Check(spans[field].end, (spans[field],)) for field in ("number", "birth", "expiry")}
    checks["composite"] = Check(59, (Span(5, 30), Span(30, 37), Span(38, 45), Span(48, 59)))
    return MrzLayout("TD1", DocumentKind.ID_CARD, 3, 30, spans, checks)


def _french_card() -> MrzLayout:
    """The French identity card of 1995 to 2021: 36 characters in lines of its own order, with no date of expiry.

    Source: arrêté du 24 avril 1991 fixant le modèle de carte nationale d'identité; the composite covers all before it.
    """
    width = 36
    spans = {
        "code": Span(0, 2, Characters.LETTERS),
        "state": Span(2, 5, Characters.LETTERS),
        "surname": Span(5, 30, Characters.LETTERS),
        "optional": Span(30, 36),
        "number": Span(width, width + 12),
        "given_names": Span(width + 13, width + 27, Characters.LETTERS),
        "birth": Span(width + 27, width + 33, Characters.DIGITS),
        "sex": Span(width + 34, width + 35, Characters.LETTERS),
    }
    checks = {field: Check(spans[field].end, (spans[field],)) for field in ("number", "birth")}
    checks["composite"] = Check(width + 35, (Span(0, width + 35),))
    return MrzLayout("French card", DocumentKind.ID_CARD, 2, width, spans, checks)


TD1 = _td1()
TD2 = _two_lines("TD2", DocumentKind.ID_CARD, 36, 35, composite=True)
TD3 = _two_lines("TD3", DocumentKind.PASSPORT, 44, 42, composite=True)
MRV_A = _two_lines("MRV-A", DocumentKind.VISA, 44, 44, composite=False)
MRV_B = _two_lines("MRV-B", DocumentKind.VISA, 36, 36, composite=False)
FRENCH_CARD = _french_card()
MRZ_LAYOUTS = (TD1, TD2, TD3, MRV_A, MRV_B, FRENCH_CARD)
_FRENCH_CODE = "IDFRA"


def _is_french(code: str) -> bool:
    """Whether a line begins as those cards do, digits that recognisers take for its letters among them."""
    return code[:5].replace("1", "I").replace("0", "D") == _FRENCH_CODE


def layout_of(lines: int, width: int, code: str) -> MrzLayout | None:
    """The layout with this many lines of this width; visas and French cards are told apart by how they begin."""
    if (lines, width) == (FRENCH_CARD.lines, FRENCH_CARD.width) and _is_french(code):
        return FRENCH_CARD
    visa = code.startswith("V")
    fits = (each for each in MRZ_LAYOUTS[:-1] if (each.lines, each.width) == (lines, width))
    return next((each for each in fits if (each.kind is DocumentKind.VISA) == (visa and lines == 2)), None)
