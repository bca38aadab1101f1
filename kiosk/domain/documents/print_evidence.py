"""What can be found in a page's print without its labels: numbers, days and names that are looked for.

Labels have a hundred languages and are printed smallest; values are the same in all of them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import pairwise

from kiosk.domain.documents.document import FieldName, ReadField
from kiosk.domain.documents.document_words import says_without_end
from kiosk.domain.documents.icao_states import is_state, same_state
from kiosk.domain.documents.mrz import Mrz, clean
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.printed_dates import date_order, incomplete_year, month_numbers, printed_date
from kiosk.domain.documents.printed_sexes import printed_sex

_NUMBER_LABEL = re.compile(r"(?:^|[^A-Z])[A-Z]*(?:NO|NR|NUM|NUMBER|DLN?|LIC)$")
"""What a number may stand right behind: recognisers lose the space behind a label."""
_GLUED = "LN|FN|SURNAMES?|GIVEN ?NAMES?|LAST ?NAME|FIRST ?NAME|NAMES?|NOM|PRENOMS?|NAZWISKO|IMIONA|APELLIDOS?|NOMBRES?"
"""Labels that stand before a name in its line."""
_BESIDE_NAMES = frozenset({
    "LN", "FN", "SURNAME", "SURNAMES", "GIVEN", "LAST", "FIRST", "FAMILY", "NAME", "NAMES", "NOM", "NOMS", "PRENOM",
    "PRENOMS", "NACHNAME", "VORNAME", "VORNAMEN", "NAZWISKO", "IMIONA", "APELLIDO", "APELLIDOS", "NOMBRE", "NOMBRES",
    "COGNOME", "NOME", "MR", "MRS", "MS", "MISS", "DR", "PROF", "ING", "MGR",
})  # fmt: skip
"""Words in a name's line that are none of it: labels and titles."""
_FORMER_NAME = re.compile(r"\b(?:GEB|GEBOREN|NEE|EPOUSE|EP|VEUVE|VVE|EV|SPECIMEN)\b.*")
"""What follows a surname in its line: the name at birth, that of a husband."""
ZONE_PIECE, ZONE_LIKENESS = 12, 0.7
"""A text of so many characters that is part of a zone's line, or so much like one, belongs to it, and is no print."""
LOOKALIKE_CLASSES = str.maketrans("OQDILZSBG", "000112586")
_LETTERS_FOR = str.maketrans("0158", "OISB")
_SPELLED = str.maketrans({
    "Ł": "L", "Ø": "O", "Đ": "D", "Ð": "D", "Þ": "TH", "Æ": "AE", "Œ": "OE", "ẞ": "SS", "\u0131": "I", "Ħ": "H",
    "Ŧ": "T",
    "\u2019": "'", "\u02bc": "'", "`": "'", "\u00b4": "'",
})  # fmt: skip
_UMLAUTS = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE", "Ø": "OE", "Å": "AA"})
_ACCENTED = re.compile("[ÄÖÜØÅ]")
_DIGRAPHS = {
    "AE": "(?:AE|A|E)", "OE": "(?:OE|O)", "UE": "(?:UE|U)", "AA": "(?:AA|A)", "TH": "(?:TH|P)", "SS": "(?:SS|B)",
    "IJ": "(?:IJ|Y)", "UXX": "U", "NXX": "N",
}  # fmt: skip
"""How zones spell letters that are not theirs (Doc 9303, part 3, 6.A), and what of those is recognised in print."""
# No name ends with the letter that AA stands for, and print that lacks one A of two shows another name.
_LETTER = re.compile("UXX|NXX|AE|OE|UE|AA(?=[A-Z])|TH|SS|IJ|[A-Z]")
_FILLERS = re.compile(r"<<|[<\u00ab\u2039\u2264\u304f\u3078\u30d8]{3,}")
"""Recognisers take fillers for these characters as well."""


class Shown(Enum):
    """How print shows a name."""

    NOT = auto()
    PARTLY = auto()
    """Among other words, which may be more of it."""
    WHOLE = auto()


@dataclass(frozen=True, slots=True)
class PrintEvidence:
    """All print of some pages, in capitals without accents, a line each."""

    lines: Sequence[str] = field(repr=False)
    names: str = field(repr=False)
    """The words of all lines, parted by spaces, the lines by line ends."""
    month_first: bool | None = None
    """Whether dates in figures have the month first; None where they do not tell."""


def evidence_of(pages: Iterable[PageFacts], mrzs: Sequence[Mrz] = ()) -> PrintEvidence:
    """The print of these pages, with nothing in it that belongs to one of the zones: no zone is its own witness."""
    texts = [text for page in pages for text in (*page.texts, *_values(page.printed))]
    lines = [_plain(text) for text in texts if not _FILLERS.search(text) and not _is_of_zone(text, mrzs)]
    # Documents in two scripts part what they say in both by a stroke.
    spelled = [_plain(text.upper().translate(_UMLAUTS)) for text in texts if _ACCENTED.search(text.upper())]
    parts = (part.replace("(S)", " ") for line in (*lines, *spelled) for part in line.split("/"))
    return PrintEvidence(lines, "\n".join(" ".join(_words(part)) for part in parts), date_order(lines))


def shows_fillers(page: PageFacts) -> bool:
    """Whether rows of fillers stand among the page's print, as no page has without a zone."""
    return any(_FILLERS.search(text) for text in page.texts)


def numbers_like(evidence: PrintEvidence, number: str) -> set[str]:
    """What is printed that could be this number, of characters that recognisers confuse any."""
    wanted = number.translate(LOOKALIKE_CLASSES)
    return {found for line in evidence.lines for found in _numbers_in(line, wanted)} if wanted else set()


def shows_day(evidence: PrintEvidence, year: int, month: int, day: int) -> set[int]:
    """The years with which this day is printed: of four digits, or of two, which are returned as 0 to 99.

    `year` is of two digits. Day and month may come in either order unless other dates tell which it is, and the month
    as a word of any language.
    """
    near = [*evidence.lines, *(f"{a} {b}" for a, b in pairwise(evidence.lines))]
    orders = (False, True) if evidence.month_first is None else (evidence.month_first,)
    return {found for line in near if f"{year:02}" in line for found in _years(line, year, month, day, orders)}


def printed_days(evidence: PrintEvidence, today: date) -> set[date]:
    """The whole dates in print, one a line."""
    month_first = bool(evidence.month_first)
    found = (printed_date(line, today, past=False, month_first=month_first) for line in evidence.lines)
    return {day for day in found if day is not None}


def shows_year(evidence: PrintEvidence, year: int) -> set[int]:
    """The whole years that are printed alone or behind an unknown day, and end with these two digits."""
    found = (incomplete_year(line) for line in evidence.lines)
    return {each for each in found if each is not None and each % 100 == year}


def shows_without_end(evidence: PrintEvidence) -> bool:
    """Whether print says that the document never expires."""
    return says_without_end(evidence.lines)


def name_lines(evidence: PrintEvidence) -> list[str]:
    """The lines of words, each as a name that it may be."""
    return evidence.names.split("\n")


def shows_name(evidence: PrintEvidence, name: str, beside: str = "") -> Shown:
    """Whether all of these words stand in print one after the other, and nothing else in their line.

    `beside` is the other part of the name, which may stand there as well; so may labels and titles.
    """
    pattern = _name_pattern(name)
    if not pattern:
        return Shown.NOT
    found = [*re.finditer(f"(?<![A-Z])(?:{_GLUED})?{pattern}(?![A-Z])", evidence.names)]
    if not found:
        return Shown.NOT
    around = (_around(evidence.names, match) for match in found)
    other = re.compile(f"(?<![A-Z]){_name_pattern(beside) or chr(10)}(?![A-Z])")
    alone = any({*_FORMER_NAME.sub(" ", other.sub(" ", line)).split()} <= _BESIDE_NAMES for line in around)
    return Shown.WHOLE if alone else Shown.PARTLY


def _name_pattern(name: str) -> str:
    """A regular expression for a name in letters of a zone; empty for none, and for what no name is.

    A digit is a misread letter or filler. A letter alone may be the sex, and must stand in a line with its name.
    """
    words = _plain(name).replace("'", "").replace("-", " ").split()
    if not any(len(word) > 1 for word in words) or not all(word.isascii() and word.isalpha() for word in words):
        return ""
    pattern = ""
    for place, word in enumerate(words):
        pattern += ("[ \n]?" if len(word) > 1 else " ?") if place else ""
        letters = _LETTER.findall(word)
        # Behind the last word a worn filler may have been read as E or S.
        ends = [letters.pop()] if place == len(words) - 1 else []
        pattern += " ?".join([*map(_spelling, letters), *ends])
    return pattern


def _around(text: str, match: re.Match[str]) -> str:
    """What else stands in the lines of the match."""
    before = text[: match.start()].rpartition("\n")[2]
    return f"{before} {text[match.end() :].partition(chr(10))[0]}"


def shows_other_sex(evidence: PrintEvidence, sex: str, state: str) -> bool:
    """Whether the other sex stands alone in print, as documents of the state print it, and this one nowhere."""
    shown = {printed_sex(line, state) for line in evidence.lines} & {"M", "F"}
    return sex in {"M", "F"} and bool(shown) and sex not in shown


def shows_other_state(evidence: PrintEvidence, state: str, *, unless_none: bool = True) -> bool:
    """Whether codes of states stand alone in print, and this one's is not among them.

    Without `unless_none` a page with no codes lacks this one too.
    """
    # One letter alone may be anything.
    alone = (line.strip() for line in evidence.lines)
    codes = [code for code in alone if is_state(code, specimens=True) and (len(code) == 3 or code == state)]
    return (bool(codes) or not unless_none) and not any(same_state(code, state) for code in codes)


def same_name(zone: str, printed: str) -> bool:
    """Whether print spells this name of a zone."""
    line = " ".join(_words(_plain(printed)))
    return shows_name(PrintEvidence((), line), zone) is Shown.WHOLE and _length(zone) >= _length(line) - 1


def continues(zone: str, printed: str) -> bool:
    """Whether print shows a name that begins with this one of a zone, which is cut off at its end."""
    wanted = " ?".join(_spelling(letter) for letter in _LETTER.findall(zone.replace(" ", "")))
    return bool(wanted) and re.match(wanted, " ".join(_words(_plain(printed)))) is not None


def plain_name(printed: str) -> str:
    """A printed name as zones spell those without letters of their own: capitals without accents."""
    return " ".join(_words(_plain(printed)))


def _values(printed: Mapping[FieldName, ReadField]) -> Iterator[str]:
    return (read.value for read in printed.values())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.upper().translate(_SPELLED))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _words(line: str) -> list[str]:
    """Words of Latin letters; what is mostly letters has lookalikes among its digits."""
    found = re.findall(r"[A-Z0-9]+", line.replace("'", ""))
    words = (word.translate(_LETTERS_FOR) if 2 * sum(map(str.isalpha, word)) > len(word) else word for word in found)
    return [word for word in words if word.isalpha()]


def _spelling(letter: str) -> str:
    return _DIGRAPHS.get(letter, letter)


def _length(name: str) -> int:
    return len(name.replace(" ", ""))


def _is_of_zone(text: str, mrzs: Sequence[Mrz]) -> bool:
    cleaned = clean(text)
    # Nothing but a long number or a long name is what print shows as well.
    if len(cleaned) < ZONE_PIECE or any(cleaned == mrz.document_number or _is_name(cleaned, mrz) for mrz in mrzs):
        return False
    lines = [line for mrz in mrzs for line in _lines(mrz)]
    return any(_is_piece(cleaned, line) or _is_like(cleaned, line) for line in lines)


def _is_name(cleaned: str, mrz: Mrz) -> bool:
    """Whether it is the surname or the given names and nothing else; a zone's line has a code or the other before or
    behind."""
    return cleaned in {name.replace(" ", "") for name in (mrz.surname, mrz.given_names)}


def _is_piece(cleaned: str, line: str) -> bool:
    """Names alone can be long and stand in print as well."""
    return cleaned in line and any(each.isdigit() for each in cleaned)


def _is_like(cleaned: str, line: str) -> bool:
    long_enough = len(cleaned) >= 0.6 * len(line)
    return long_enough and SequenceMatcher(None, cleaned, line, autojunk=False).ratio() >= ZONE_LIKENESS


def _lines(mrz: Mrz) -> list[str]:
    width = mrz.layout.width
    return [mrz.text[start : start + width] for start in range(0, len(mrz.text), width)]


def _numbers_in(line: str, wanted: str) -> Iterator[str]:
    kept = [(place, each) for place, each in enumerate(line) if each.isascii() and each.isalnum()]
    whole = "".join(each for _, each in kept)
    start = (skeleton := whole.translate(LOOKALIKE_CLASSES)).find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if _stands_alone(line, kept[start][0], kept[end - 1][0]):
            yield whole[start:end]
        start = skeleton.find(wanted, start + 1)


def _stands_alone(line: str, first: int, last: int) -> bool:
    begins = first == 0 or not line[first - 1].isalnum() or _NUMBER_LABEL.search(line[:first]) is not None
    return begins and not line[last + 1 : last + 2].isalnum()


def _years(line: str, year: int, month: int, day: int, orders: Sequence[bool]) -> Iterator[int]:
    """`orders` are those of day and month, whether the month is first."""
    years = rf"((?:19|20|99)?{year:02})"
    day_, month_, gap = f"0?{day}", f"0?{month}", r"[^0-9A-Z]*"
    pairs = (f"{month_}{gap}{day_}" if month_first else f"{day_}{gap}{month_}" for month_first in orders)
    numeric = (
        *(f"(?<![0-9]){pair}{gap}{years}(?![0-9])" for pair in pairs),
        f"(?<![0-9]){years}{gap}{month_}{gap}{day_}(?![0-9])",
    )
    for pattern in numeric:
        # Six digits in a row are another number's.
        yield from (
            int(each[1]) for each in re.finditer(pattern, line) if not (len(each[0]) <= 6 and each[0].isdigit())
        )
    word = rf"(?<![0-9]){day_}[^\w]*([^\W\d_]{{2,12}})(?:\W+([^\W\d_]{{1,12}}))?\W*{years}(?![0-9])"
    for found in re.finditer(word, line):
        named = month_numbers(found[1]) | month_numbers(found[2] or "")
        # A month in letters that no language here has is taken on trust: the zone has said which.
        if month in named or not named:
            yield int(found[3])
