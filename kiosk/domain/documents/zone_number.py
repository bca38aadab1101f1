"""The document's number in a zone, held against print.

Lookalikes can cancel each other in a check digit (ZS0000177 and 250000177 have the same), and a repair can change
another place than the one that was misread. So neither holds unless print shows the same number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, product

from kiosk.domain.documents.mrz import Mrz, number_in, parse
from kiosk.domain.documents.mrz_layout import FILLER, MrzLayout
from kiosk.domain.documents.number_formats import fits_format
from kiosk.domain.documents.print_evidence import LOOKALIKE_CLASSES, PrintEvidence, numbers_like

IRREGULAR = 2
"""How much more often letters and digits alternate in a number that was misread than in another that fits."""
MAX_DIFFERENCES = 6
"""Between zone and print, of which each can be read in two ways."""


@dataclass(frozen=True, slots=True)
class SettledNumber:
    """A zone with the number that print shows, and what print says of it."""

    mrz: Mrz = field(repr=False)
    shown: bool
    """Whether print shows the number."""

    @property
    def known(self) -> bool:
        """Whether the number can be told: print shows it, or nothing was repaired to get it."""
        return self.shown or not self.mrz.repaired & {"number", "composite"}


def settle_number(mrz: Mrz, evidence: PrintEvidence, today: date) -> SettledNumber:
    """Read the number again with print beside it; raises nothing."""
    right = dict(_right(mrz, evidence))
    chosen = _chosen(mrz, right)
    if chosen is not None:
        lines = [chosen[start : start + mrz.layout.width] for start in range(0, len(chosen), mrz.layout.width)]
        found = parse(lines, today, mrz.layout)
        if found is not None:
            # What print shows was not repaired.
            return SettledNumber(replace(found, repaired=found.repaired - {"number", "composite"}), shown=True)
    return SettledNumber(mrz, shown=False)


def _right(mrz: Mrz, evidence: PrintEvidence) -> Iterator[tuple[str, str]]:
    """Numbers that fit zone and print, of whose differences each is a lookalike, and whose check digit is right."""
    places = _places(mrz.text, mrz.layout)
    own = "".join(mrz.text[place] for place in places)
    for printed in numbers_like(evidence, own):
        pairs = [{zone, print_} for zone, print_ in zip(own, printed, strict=True)]
        if sum(len(pair) > 1 for pair in pairs) > MAX_DIFFERENCES:
            continue
        for characters in product(*map(sorted, pairs)):
            text = _with(mrz.text, places, characters)
            if _holds(text, mrz.layout):
                yield "".join(characters), text


def _chosen(mrz: Mrz, right: dict[str, str]) -> str | None:
    """The zone's text with the one number that fits; of several the one that the state's form allows.

    Where one of them alone has a letter among digits, it was misread: 6 and G have the same value in a check digit. Of
    any others nobody knows which it is.
    """
    formed = {number: text for number, text in right.items() if fits_format(mrz.issuing_state, mrz.code, number)}
    right = formed or right
    plainest = min(map(_changes, right), default=0)
    right = {number: text for number, text in right.items() if _changes(number) < plainest + IRREGULAR}
    return next(iter(right.values())) if len(right) == 1 else None


def _changes(number: str) -> int:
    """How often letters and digits alternate."""
    return sum(a.isdigit() is not b.isdigit() for a, b in pairwise(number))


def _places(text: str, layout: MrzLayout) -> list[int]:
    """Where the number's characters stand, those of a long one in the optional places as well."""
    span = layout.spans["number"]
    places = [place for place in range(span.start, span.end) if text[place] != FILLER]
    if number_in(text, layout)[1] is not None:
        optional = layout.spans["optional"]
        rest = optional.of(text).partition(FILLER)[0]
        places += range(optional.start, optional.start + len(rest) - 1)
    return places


def _with(text: str, places: list[int], characters: tuple[str, ...]) -> str:
    changed = list(text)
    for place, character in zip(places, characters, strict=True):
        changed[place] = character
    return "".join(changed)


def _holds(text: str, layout: MrzLayout) -> bool:
    long_holds = number_in(text, layout)[1]
    return layout.checks["number"].holds(text) if long_holds is None else long_holds


def is_in_zone(mrz: Mrz, number: str) -> bool:
    """Whether a printed number stands in the zone, be it where issuers put what they like."""
    plain = "".join(each for each in number.upper() if each.isalnum())
    return bool(plain) and plain.translate(LOOKALIKE_CLASSES) in mrz.text.translate(LOOKALIKE_CLASSES)
