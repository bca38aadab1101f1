from collections.abc import Sequence
from datetime import date

import pytest

from kiosk.domain.documents.document import FieldName, ReadField, Source
from kiosk.domain.documents.mrz import Mrz
from kiosk.domain.documents.zone_dates import SettledDate, settle_birth, settle_expiry
from tests.factories.zones import printed_texts, with_text, zone


@pytest.mark.parametrize(
    ("mrz", "texts", "settled"),
    [
        (zone(), ["12 AUG 1974"], SettledDate("1974-08-12", shown=True)),
        (zone(), [], SettledDate("1974-08-12")),
        # Print decides the century.
        (zone(date_of_birth=date(1911, 1, 1)), ["01.01.1911"], SettledDate("1911-01-01", shown=True)),
        (zone(date_of_birth=date(1911, 1, 1)), ["01.01.11"], SettledDate("2011-01-01", shown=True)),
        # Day, month or year not known (part 3, 4.8).
        (with_text("birth", "74<<<<"), ["XX XX 1974"], SettledDate("1974", shown=True, incomplete=True)),
        (with_text("birth", "740000"), ["1974"], SettledDate("1974", shown=True, incomplete=True)),
        (with_text("birth", "7408<<"), ["00.00.1974"], SettledDate("1974-08", shown=True, incomplete=True)),
        (with_text("birth", "74<<<<"), ["XX XX XXXX"], SettledDate(incomplete=True)),
        (with_text("birth", "<<<<<<"), [], SettledDate(incomplete=True)),
        (with_text("birth", "741399"), [], SettledDate()),
    ],
)
def test_birth(mrz: Mrz, texts: Sequence[str], settled: SettledDate) -> None:
    assert settle_birth(mrz, printed_texts(*texts), []) == settled


@pytest.mark.parametrize(
    ("mrz", "texts", "settled"),
    [
        (zone(), ["15/04/2035"], SettledDate("2035-04-15", shown=True)),
        (zone(), ["15/04/2045"], SettledDate("2035-04-15")),
        (zone(date_of_expiry=date(2085, 1, 2)), ["02 01 2085"], SettledDate("2085-01-02", shown=True)),
        # Documents without an end.
        (with_text("expiry", "990101"), ["01 01 9999"], SettledDate("9999-01-01", shown=True, without_end=True)),
        (with_text("expiry", "991231"), ["UNBEFRISTET"], SettledDate("9999-12-31", shown=True, without_end=True)),
        (with_text("expiry", "990101"), [], SettledDate("1999-01-01")),
        (with_text("expiry", "999999"), [], SettledDate(without_end=True)),
        (with_text("expiry", "<<<<<<"), ["BEZTERMINOWO"], SettledDate(shown=True, without_end=True)),
        (with_text("expiry", "<<<<<<"), [], SettledDate(without_end=True)),
        (with_text("expiry", "351301"), [], SettledDate()),
    ],
)
def test_expiry(mrz: Mrz, texts: Sequence[str], settled: SettledDate) -> None:
    assert settle_expiry(mrz, printed_texts(*texts), []) == settled


def test_another_date_behind_the_label_is_a_contradiction() -> None:
    printed = {FieldName.DATE_OF_BIRTH: ReadField("1974-08-13", 10.0, Source.PRINTED)}
    assert settle_birth(zone(), printed_texts("13.08.1974"), [printed]).disagrees
    # A label that stands beside another date is none, where print shows the zone's as well.
    assert not settle_birth(zone(), printed_texts("13.08.1974", "12.08.1974"), [printed]).disagrees


def test_an_end_that_the_zone_denies_and_print_has() -> None:
    printed = {FieldName.DATE_OF_EXPIRY: ReadField("2020-04-15", 99.0, Source.PRINTED)}
    assert settle_expiry(with_text("expiry", "<<<<<<"), printed_texts("15.04.2020"), [printed]).disagrees
