"""The holder's name in a zone, held against print: print decides names, and the zone confirms them.

No check digit covers them. A zone spells them in letters without accents, cuts them off where its line ends, and its
fillers are read as letters where they are worn.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from kiosk.domain.documents.document import FieldName, ReadField
from kiosk.domain.documents.mrz import Mrz
from kiosk.domain.documents.mrz_layout import FILLER
from kiosk.domain.documents.print_evidence import (
    PrintEvidence,
    Shown,
    continues,
    name_lines,
    plain_name,
    same_name,
    shows_name,
)

ALIKE = 0.75
"""Names of which less agrees are different ones; one character misread in four is still the same."""
MIN_WORD = 3
"""Letters of a part of a name by itself; of shorter ones some states make one word with the next."""
MIN_WORN = 4
"""Letters behind a name that worn fillers were read as; of fewer nobody can tell whether they are."""
MIN_PIECE = 4
"""Letters at the beginning or end of given names that are a piece of them; the whole of it is never confirmed by it."""
MAX_WORN_KINDS = 2
_WORN = frozenset("CEFGKLSX")
"""What worn fillers are read as."""

_UMLAUT = re.compile("(?<=[AOU])E")

Printed = Mapping[FieldName, ReadField]


@dataclass(frozen=True, slots=True)
class SettledName:
    """A name as zone and print have it together."""

    surname: str = field(repr=False)
    given_names: str = field(repr=False)
    shown: bool
    """Whether print shows all of it."""
    truncated: bool = False
    """Whether the zone has cut it off, so that print alone shows the rest, if anything does."""
    disagrees: bool = False
    """Whether print clearly shows another name."""


def settle_name(mrz: Mrz, evidence: PrintEvidence, printed: Sequence[Printed]) -> SettledName:
    """Find the zone's name in print, or what print shows in its place; raises nothing."""
    for found in _candidates(mrz, evidence, printed):
        return replace(
            found,
            surname=_parted_as_printed(found.surname, evidence),
            given_names=_parted_as_printed(found.given_names, evidence),
        )
    unshown = SettledName(mrz.surname, mrz.given_names, shown=False, truncated=_is_full(mrz))
    if any(is_another_name(mrz.surname, mrz.given_names, page) for page in printed) and not _shows_a_piece(
        mrz, evidence
    ):
        return SettledName(mrz.surname, mrz.given_names, shown=False, disagrees=True)
    return unshown


def _shows_a_piece(mrz: Mrz, evidence: PrintEvidence) -> bool:
    """Whether the surname stands in print and of the given names a piece alone: something hides the rest, or what the
    label's value is was found in two boxes, the first of which has another script's letters."""
    letters = mrz.given_names.replace(" ", "")
    lines = (line.replace(" ", "") for line in name_lines(evidence))
    pieces = (line for line in lines if MIN_PIECE <= len(line) < len(letters))
    piece = any(letters.startswith(line) or letters.endswith(line) for line in pieces)
    return piece and shows_name(evidence, mrz.surname) is not Shown.NOT


def _candidates(mrz: Mrz, evidence: PrintEvidence, printed: Sequence[Printed]) -> Iterator[SettledName]:
    surname, given = mrz.surname, mrz.given_names
    if given:
        if _shows_both(evidence, surname, given):
            yield SettledName(surname, given, shown=True)
        if shows_name(evidence, surname) is not Shown.NOT:
            yield from (
                SettledName(surname, whole, not cut_off, cut_off)
                for whole, cut_off in _repaired(mrz, given, evidence, printed, FieldName.GIVEN_NAMES)
            )
        return
    others = [page[FieldName.GIVEN_NAMES].value for page in printed if FieldName.GIVEN_NAMES in page]
    yield from _parted(surname.split(), evidence)
    if shows_name(evidence, surname) is Shown.WHOLE and all(same_name(surname, other) for other in others):
        yield SettledName(surname, "", shown=True)
    given = plain_name(others[0]) if _is_full(mrz) and others else ""
    yield from (
        SettledName(whole, given, not cut_off, cut_off)
        for whole, cut_off in _repaired(mrz, surname, evidence, printed, FieldName.SURNAME)
    )


def _shows_both(evidence: PrintEvidence, surname: str, given: str) -> bool:
    """Whether print shows both, and no more given names: a zone's line that was shortened would lose some."""
    parts = ((surname, given), (given, surname))
    return all(shows_name(evidence, part, beside=other) is Shown.WHOLE for part, other in parts)


def _parted_as_printed(name: str, evidence: PrintEvidence) -> str:
    """The same letters in the words that print has them in, where a filler between them was lost."""
    letters = name.replace(" ", "")
    lines = (line for line in name_lines(evidence) if line.replace(" ", "") == letters)
    found = max(lines, key=lambda line: line.count(" "), default=name)
    parts_are_words = all(len(word) >= MIN_WORD for word in found.split())
    return found if found.count(" ") > name.count(" ") and parts_are_words else name


def _parted(words: Sequence[str], evidence: PrintEvidence) -> Iterator[SettledName]:
    """The one way in which print parts the words of a zone that does not part them itself."""
    ways = [(" ".join(words[:end]), " ".join(words[end:])) for end in range(1, len(words))]
    shown = [way for way in ways if all(shows_name(evidence, part) is Shown.WHOLE for part in way)]
    if len(shown) == 1:
        yield SettledName(*shown[0], shown=True)


def _repaired(
    mrz: Mrz, name: str, evidence: PrintEvidence, printed: Sequence[Printed], kind: FieldName
) -> Iterator[tuple[str, bool]]:
    """What print shows in place of a name that worn fillers follow, or that was cut off, and whether it was.

    Labelled values come first. Of a name that was cut off print alone says the rest, and it is marked.
    """
    labelled = [plain_name(page[kind].value) for page in printed if kind in page]
    for line in filter(None, (*labelled, *name_lines(evidence))):
        if _is_worn(name, line):
            yield line, False
        elif continues(name, line) and (_is_full(mrz) or _lacks_room(mrz, name, line)):
            yield line, True


def _lacks_room(mrz: Mrz, name: str, line: str) -> bool:
    """Whether print goes on with a word for which the zone has no room, so that issuers leave it out as a whole."""
    rest = line.replace(" ", "")[len(name.replace(" ", "")) :]
    words = line.split()
    ends = {sum(map(len, words[:count])): count for count in range(1, len(words))}
    count = ends.get(len(line.replace(" ", "")) - len(rest))
    left = len(_names_of(mrz)) - len(_names_of(mrz).rstrip(FILLER))
    return count is not None and left < len(words[count]) + 1


def _names_of(mrz: Mrz) -> str:
    """The places of the zone in which names end."""
    spans = mrz.layout.spans
    return (spans.get("names") or spans["given_names"]).of(mrz.text)


def _is_full(mrz: Mrz) -> bool:
    """Whether a letter stands in the last place for names, as it does where they are cut off (part 4, 4.2.3)."""
    return _names_of(mrz)[-1:] not in {FILLER, ""}


def _is_worn(name: str, line: str) -> bool:
    """Whether the zone has this printed name, and behind it nothing but what worn fillers are read as."""
    letters, own = name.replace(" ", ""), line.replace(" ", "")
    rest = letters[len(own) :]
    if len(own) < 2 or not letters.startswith(own) or len(rest) < MIN_WORN:
        return False
    return {*rest} <= _WORN and len({*rest}) <= MAX_WORN_KINDS


def is_another_name(surname: str, given_names: str, page: Printed) -> bool:
    """Whether the page's labelled names are other ones, whichever of them stands behind which label."""
    shown = [plain_name(page[name].value) for name in (FieldName.SURNAME, FieldName.GIVEN_NAMES) if name in page]
    own = [name for name in (surname, given_names) if name]
    return any(all(_likeness(name, other) < ALIKE for name in own) for other in shown)


def _likeness(name: str, other: str) -> float:
    """Of all letters, or of what the zone had room for."""
    letters, others = name.replace(" ", ""), other.replace(" ", "")
    if others and (letters.startswith(others) or others.startswith(letters)):
        return 1.0
    # Zones spell umlauts out, print that was read without its dots does not.
    pairs = ((letters, others), (_UMLAUT.sub("", letters), _UMLAUT.sub("", others)))
    return max(SequenceMatcher(None, a, b[: len(a) + 1], autojunk=False).ratio() for a, b in pairs)
