from datetime import date

import pytest

from kiosk.domain.documents.printed_dates import incomplete_year, is_month_first, month_number, printed_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("names", "month"),
    [
        (("AUGUST",), 8),
        (("AOUT",), 8),
        (("JUILLET",), 7),
        (("JUIN",), 6),
        (("MARRASKUU",), 11),
        (("MARZEC",), 3),
        (("KVETEN",), 5),
        (("KWIECIEN",), 4),
        (("RUGPJUCIO",), 8),
        # October in Zagreb, November in Prague.
        (("LISTOPAD",), None),
        (("LISTOPAD", "NOV"), 11),
        (("XYZ",), None),
        (("XYZ", "DEC"), 12),
        ((), None),
    ],
)
def test_months_of_many_languages(names: tuple[str, ...], month: int | None) -> None:
    assert month_number(*names) == month


@pytest.mark.parametrize(
    ("texts", "month_first"),
    [
        (["DRIVER'S LICENSE USA", "03/07/1975"], True),
        (["DRIVERS LICENSE", "03/07/1975"], True),
        (["OPERATOR LICENSE", "03/07/1975"], True),
        (["DRIVER LICENSE"], True),
        (["DRIVING LICENCE", "03.07.1975"], False),
        (["PERMIS DE CONDUIRE"], False),
        # A date that can be read in one way alone says it of all others.
        (["DRIVING LICENCE", "03/25/1975"], True),
        (["DRIVER LICENSE", "25/03/1975"], False),
        (["DRIVER LICENSE", "25/03/1975", "03/25/1975"], True),
        ([], False),
    ],
)
def test_which_of_day_and_month_comes_first(texts: list[str], month_first: bool) -> None:
    assert is_month_first(texts) is month_first
    expected = date(1975, 3, 7) if month_first else date(1975, 7, 3)
    assert printed_date("03/07/1975", TODAY, past=True, month_first=is_month_first(texts)) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("XX XX 1974", 1974),
        ("00.00.1974", 1974),
        ("1974", 1974),
        ("12.08.1974", None),
        ("XX XXX XXXX", None),
        ("", None),
    ],
)
def test_years_of_days_that_nobody_knows(text: str, year: int | None) -> None:
    assert incomplete_year(text) == year


def test_a_month_that_two_languages_mean_otherwise_makes_no_date() -> None:
    assert printed_date("12 LISTOPAD 1974", TODAY, past=True) is None
    assert printed_date("12 LISTOPAD/NOV 1974", TODAY, past=True) == date(1974, 11, 12)
