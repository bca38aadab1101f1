"""Dates of a zone, held against print: which century they are of, what is not known of them, and what has no end."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.document import FieldName, ReadField
from kiosk.domain.documents.mrz import Mrz
from kiosk.domain.documents.mrz_layout import FILLER
from kiosk.domain.documents.print_evidence import PrintEvidence, shows_day, shows_without_end, shows_year

_KNOWN_IN_PART = re.compile(r"(\d{2})(\d{2}|<<|00|XX)(?:<<|00|XX)")
NEVER = "9999"
"""The year of what has no end (print); zones have its last two digits, or fillers."""
VALID_YEARS = (10, 15)
"""For which French cards are good."""

Printed = Mapping[FieldName, ReadField]


@dataclass(frozen=True, slots=True)
class SettledDate:
    """A date as zone and print have it together."""

    value: str = field(default="", repr=False)
    """ISO 8601, the year alone or year and month where no more is known; empty when nothing is."""
    shown: bool = False
    """Whether print shows it."""
    disagrees: bool = False
    """Whether print shows another behind its label, and this one nowhere."""
    incomplete: bool = False
    without_end: bool = False


def settle_birth(mrz: Mrz, evidence: PrintEvidence, printed: Sequence[Printed]) -> SettledDate:
    """The date of birth; raises nothing."""
    day = mrz.date_of_birth
    if day is None:
        return _incomplete_birth(mrz, evidence)
    # A printed year of four digits decides the century.
    years = _whole_years(evidence, day)
    value = min((day.replace(year=year) for year in years or {day.year} if _exists(day, year)), default=day)
    return _settled(value.isoformat(), FieldName.DATE_OF_BIRTH, _is_shown(evidence, day), printed)


def settle_expiry(mrz: Mrz, evidence: PrintEvidence, printed: Sequence[Printed]) -> SettledDate:
    """The date of expiry; raises nothing."""
    if "expiry" not in mrz.layout.spans:
        return _expiry_by_number(mrz, evidence)
    six = mrz.layout.spans["expiry"].of(mrz.text)
    if mrz.for_life or six == "999999":
        said = shows_without_end(evidence)
        disagrees = not said and any(FieldName.DATE_OF_EXPIRY in page for page in printed)
        return SettledDate(shown=said, disagrees=disagrees, without_end=True)
    day = mrz.date_of_expiry
    if day is None:
        return SettledDate()
    if six[:2] == NEVER[2:] and shows_without_end(evidence):
        return SettledDate(f"{NEVER}-{day:%m-%d}", shown=True, without_end=True)
    years = {year for year in _whole_years(evidence, day) if year < int(NEVER)}
    value = max((day.replace(year=year) for year in years if _exists(day, year)), default=day)
    return _settled(value.isoformat(), FieldName.DATE_OF_EXPIRY, _is_shown(evidence, day), printed)


def _expiry_by_number(mrz: Mrz, evidence: PrintEvidence) -> SettledDate:
    """Of a French card, whose zone has none: its number begins with year and month of issue, and it is good for ten
    years or fifteen (décret 55-1397, article 2, as of 2014)."""
    issued = re.match(r"(\d{2})(0[1-9]|1[0-2])", mrz.document_number)
    if issued is None:
        return SettledDate()
    year, month = 2000 + int(issued[1]), int(issued[2])
    # Until the day before the same one: of the first of a month that is in the month before.
    months = {(year + span, month) for span in VALID_YEARS} | {_before(year + span, month) for span in VALID_YEARS}
    days = {
        date(whole, month_, day)
        for whole, month_ in months
        for day in range(1, monthrange(whole, month_)[1] + 1)
        if whole in shows_day(evidence, whole % 100, month_, day)
    }
    return SettledDate(days.pop().isoformat(), shown=True) if len(days) == 1 else SettledDate()


def _before(year: int, month: int) -> tuple[int, int]:
    return (year, month - 1) if month > 1 else (year - 1, 12)


def _incomplete_birth(mrz: Mrz, evidence: PrintEvidence) -> SettledDate:
    """What is known of it: Doc 9303, part 3, 4.8 has fillers for the rest."""
    six = mrz.layout.spans["birth"].of(mrz.text)
    if "birth" in mrz.wrong:
        return SettledDate()
    found = _KNOWN_IN_PART.fullmatch(six)
    if found is None:
        return SettledDate(incomplete=not six.replace("0", FILLER).replace("X", FILLER).strip(FILLER))
    years = shows_year(evidence, int(found[1]))
    if len(years) != 1:
        return SettledDate(incomplete=True)
    month = f"-{found[2]}" if found[2].isdigit() and found[2] != "00" else ""
    return SettledDate(f"{years.pop()}{month}", shown=True, incomplete=True)


def _settled(value: str, name: FieldName, shown: bool, printed: Sequence[Printed]) -> SettledDate:
    others = [page[name].value for page in printed if name in page]
    return SettledDate(value, shown=shown, disagrees=not shown and bool(others))


def _is_shown(evidence: PrintEvidence, day: date) -> bool:
    return bool(shows_day(evidence, day.year % 100, day.month, day.day))


def _whole_years(evidence: PrintEvidence, day: date) -> set[int]:
    return {year for year in shows_day(evidence, day.year % 100, day.month, day.day) if year >= 100}


def _exists(day: date, year: int) -> bool:
    """The 29th of February is not in every century."""
    try:
        day.replace(year=year)
    except ValueError:
        return False
    return True
