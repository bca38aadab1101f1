"""Dates as documents print them."""

import re
from collections.abc import Iterable
from datetime import date

from kiosk.domain.documents.mrz import birth_date, expiry_date

_MONTHS = (
    "JAN ENE GEN STY LED SIJ IAN TAM JAAN SAU EAN OCA",
    "FEB FEV LUT UNO VEL HEL VEE VAS FEA FRA SUB SHK",
    "MAR MRZ MAE MRT MAA BRE OZU KOV",
    "APR AVR ABR KWI DUB TRA HUH BAL AIB NIS PRI",
    "MAY MAI MAJ MAG MEI MEJ KVE SVI TOU GEG BEA",
    "JUN JUIN GIU CZE CERVEN CVN LIP IUN KES JUUN BIR MEITH GUN HAZ QER",
    "JUL JUIL LUG LIP CERVENE CVC SRP IUL HEI JUUL LIE IUI LUL TEM KOR",
    "AUG AOU AGO AVG SIE SRP KOL ELO RUGP RGP AGU LUN AWW GUS",
    "SEP SET WRZ ZAR RUJ SZE SYY RUGS RGS MFO EYL SHT",
    "OCT OKT OTT OUT PAZ RIJ LIS LOK SPA DFO EKI TET",
    "NOV LIS STU MARRAS LAP NOI NOE SAM KAS NEN",
    "DEC DEZ DIC GRU PRO JOU DET GRD DES NOL ARA DHJ",
)
"""Beginnings of the months' names in the languages of the European Union, in Icelandic, Turkish and Albanian.

One beginning can be two months': LISTOPAD is October in Zagreb and November in Prague and Warsaw."""
_WITH_NAME = re.compile(
    r"(?<!\d)(\d{1,2})\s*[./-]?\s*([A-Z]{3,12})(?:\s*[./]\s*([A-Z]{3,12}))?\.?\s*[./-]?\s*(\d{4}|\d{2})(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*(\d{4}|\d{2})(?!\d)")
WHOLE_YEAR = 4
"""Digits of one."""
_UNKNOWN_DAY = re.compile(r"(?<![0-9A-Z])(?:XX|00|--)\W*(?:X{2,3}|00|--)\W*(\d{4})(?!\d)|^\s*((?:19|20)\d{2})\s*$")
"""A day and month that nobody knows, before the year, or the year alone (Doc 9303, part 3, 4.8)."""
_US = re.compile(r"UNITED *STATES|(?:DRIVER'? *S?'?|OPERATOR'? *S?'?|CLASS *[A-Z]) *LICENSE")
"""The spelling is American; elsewhere it is a licence, and so is the order of day and month."""


def printed_date(text: str, today: date, *, past: bool, month_first: bool = False) -> date | None:
    """The first date in capitals; None when there is none, or none that exists.

    `past` says which century a year of two digits belongs to; `month_first` how days and months are told apart where
    both could be either.
    """
    if found := _WITH_NAME.search(text):
        month = month_number(found[2], found[3] or "")
        return _date(found[4], month, int(found[1]), today, past) if month else None
    if found := _YEAR_FIRST.search(text):
        return _date(found[1], int(found[2]), int(found[3]), today, past)
    if found := _YEAR_LAST.search(text):
        first, second = int(found[1]), int(found[2])
        month_leads = second > 12 or (month_first and first <= 12)
        day, month = (second, first) if month_leads else (first, second)
        return _date(found[3], month, day, today, past)
    return None


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether a page writes the month before the day, by the dates on it that can be read in one way alone, else by
    whether it is American; `texts` are in capitals without accents."""
    lines = [*texts]
    pairs = [(int(found[1]), int(found[2])) for line in lines for found in _YEAR_LAST.finditer(line)]
    month_leads = any(first <= 12 < second <= 31 for first, second in pairs)
    day_leads = any(second <= 12 < first <= 31 for first, second in pairs)
    if month_leads is not day_leads:
        return month_leads
    return any(_US.search(line) for line in lines)


def date_order(texts: Iterable[str]) -> bool | None:
    """Whether whole dates in figures have the month first, where one of them can be read in that way alone; None where
    none can, or they say both. `texts` are in capitals without accents."""
    found = [match for text in texts for match in _YEAR_LAST.finditer(text) if len(match[3]) == WHOLE_YEAR]
    pairs = [(int(match[1]), int(match[2])) for match in found]
    month_leads = any(first <= 12 < second <= 31 for first, second in pairs)
    day_leads = any(second <= 12 < first <= 31 for first, second in pairs)
    return month_leads if month_leads is not day_leads else None


def incomplete_year(text: str) -> int | None:
    """The year of a date whose day and month are not known; None when the text is no such date."""
    found = _UNKNOWN_DAY.search(text)
    return int(found[1] or found[2]) if found else None


def month_numbers(name: str) -> frozenset[int]:
    """The months that this can be the name of in some language; of longer beginnings that fit the longest decides."""
    starts = [(start, number) for number, names in enumerate(_MONTHS, start=1) for start in names.split()]
    fitting = [(len(start), number) for start, number in starts if name.startswith(start)]
    longest = max(fitting, default=(0, 0))[0]
    return frozenset(number for length, number in fitting if length == longest)


def month_number(*names: str) -> int | None:
    """The one month that all these names of it mean; None when that is none or several."""
    known = [numbers for numbers in map(month_numbers, names) if numbers]
    common = frozenset.intersection(*known) if known else frozenset()
    return next(iter(common)) if len(common) == 1 else None


def _date(year: str, month: int, day: int, today: date, past: bool) -> date | None:
    if len(year) == 2:
        six = f"{year}{month:02}{day:02}"
        return birth_date(six, today) if past else expiry_date(six, today)
    try:
        return date(int(year), month, day)
    except ValueError:
        return None
