"""Dates as documents print them."""

import re
from datetime import date

from kiosk.domain.documents.mrz import birth_date, expiry_date

_MONTHS = (
    ("JAN", "ENE", "GEN", "STY"),
    ("FEB", "FEV", "LUT"),
    ("MAR", "MRZ", "MAE"),
    ("APR", "AVR", "ABR", "KWI"),
    ("MAY", "MAI", "MAJ", "MAG"),
    ("JUN", "JUIN", "GIU", "CZE"),
    ("JUL", "JUIL", "LUG", "LIP"),
    ("AUG", "AOU", "AGO", "SIE"),
    ("SEP", "SET", "WRZ"),
    ("OCT", "OKT", "OTT", "PAZ"),
    ("NOV", "LIS"),
    ("DEC", "DEZ", "DIC", "GRU"),
)
"""Beginnings of the months' names in English, French, German, Spanish, Italian and Polish."""
_WITH_NAME = re.compile(
    r"(?<!\d)(\d{1,2})\s*[./-]?\s*([A-Z]{3,9})(?:\s*[./]\s*[A-Z]{3,9})?\.?\s*[./-]?\s*(\d{4}|\d{2})(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*(\d{4}|\d{2})(?!\d)")


def printed_date(text: str, today: date, *, past: bool, month_first: bool = False) -> date | None:
    """The first date in capitals; None when there is none, or none that exists.

    `past` says which century a year of two digits belongs to; `month_first` how days and months are told apart where
    both could be either.
    """
    if found := _WITH_NAME.search(text):
        month = _month(found[2])
        return _date(found[3], month, int(found[1]), today, past) if month else None
    if found := _YEAR_FIRST.search(text):
        return _date(found[1], int(found[2]), int(found[3]), today, past)
    if found := _YEAR_LAST.search(text):
        first, second = int(found[1]), int(found[2])
        month_leads = second > 12 or (month_first and first <= 12)
        day, month = (second, first) if month_leads else (first, second)
        return _date(found[3], month, day, today, past)
    return None


def _month(name: str) -> int | None:
    """The number of the month; of names that begin alike the longer beginning decides (JUIN, JUIL)."""
    starts = [(start, number) for number, names in enumerate(_MONTHS, start=1) for start in names]
    fitting = [(len(start), number) for start, number in starts if name.startswith(start)]
    return max(fitting)[1] if fitting else None


def _date(year: str, month: int, day: int, today: date, past: bool) -> date | None:
    if len(year) == 2:
        six = f"{year}{month:02}{day:02}"
        return birth_date(six, today) if past else expiry_date(six, today)
    try:
        return date(int(year), month, day)
    except ValueError:
        return None
