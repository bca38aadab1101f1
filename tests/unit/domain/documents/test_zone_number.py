import pytest

from kiosk.domain.documents.mrz import Mrz
from kiosk.domain.documents.mrz_layout import TD1, check_digit
from kiosk.domain.documents.zone_number import is_in_zone, settle_number
from tests.factories.zones import TODAY, misread, printed_texts, with_text, zone


@pytest.mark.parametrize(
    ("mrz", "print_", "number", "shown", "known"),
    [
        (zone(), "L898902C3", "L898902C3", True, True),
        (zone(), "L 898902 C3", "L898902C3", True, True),
        # Print that shows it in no way leaves a number without repairs as it is.
        (zone(), "", "L898902C3", False, True),
        # Lookalikes that cancel each other: 250000177 has the check digit of ZS0000177, and nobody knows which it is.
        (misread(zone(document_number="ZS0000177"), "number", "250000177"), "ZS0000177", "250000177", False, True),
        (zone(document_number="U6666666J"), "U666666GJ", "U6666666J", False, True),
        # What the zone's recogniser saw holds where print's saw a letter among digits.
        (zone(document_number="AB1234567"), "AB12345G7", "AB1234567", True, True),
        # Two repairs fit the check digit, and print says which.
        (misread(zone(document_number="BO0055421"), "number", "B00055421"), "BO0055421", "BO0055421", True, True),
        # A repair in another place than the one that was misread is no number.
        (misread(zone(document_number="CA1234567"), "number", "CB1234567"), "CA1234567", "CBI234567", False, False),
        (misread(zone(document_number="L898902C3"), "number", "L8989O2C3"), "", "L898902C3", False, False),
        (misread(zone(document_number="L898902C3"), "number", "L8989O2C3"), "L898902C3", "L898902C3", True, True),
    ],
)
def test_print_decides_between_lookalikes(mrz: Mrz, print_: str, number: str, shown: bool, known: bool) -> None:
    settled = settle_number(mrz, printed_texts("PASSPORT", print_), TODAY)
    assert (settled.mrz.document_number, settled.shown, settled.known) == (number, shown, known)
    if shown:
        assert settled.mrz.valid
        assert not settled.mrz.repaired


def test_the_form_of_a_states_numbers_decides_first() -> None:
    polish = zone(document_number="ZS0000177", issuing_state="POL", nationality="POL")
    for mrz, print_ in ((polish, "250000177"), (misread(polish, "number", "250000177"), "ZS0000177")):
        settled = settle_number(mrz, printed_texts(print_), TODAY)
        assert (settled.mrz.document_number, settled.shown) == ("ZS0000177", True)


def test_a_number_of_more_than_nine_characters() -> None:
    mrz = with_text("optional", "123" + check_digit("D23145890123"), TD1, code="I", document_number="D23145890")
    long = misread(mrz, "number", "D23145890")
    text = long.text[:14] + "<" + long.text[15:]
    composite = check_digit("".join(span.of(text) for span in TD1.checks["composite"].covered))
    text = text[:59] + composite + text[60:]
    from tests.factories.zones import read

    whole = read([text[:30], text[30:60], text[60:]], TD1)
    settled = settle_number(whole, printed_texts("No D23145890123"), TODAY)
    assert (settled.mrz.document_number, settled.shown, settled.mrz.valid) == ("D23145890123", True, True)


def test_numbers_where_issuers_put_what_they_like() -> None:
    mrz = zone(optional="99999999R")
    assert is_in_zone(mrz, "99 999 999-R")
    assert not is_in_zone(mrz, "88888888R")
    assert not is_in_zone(mrz, "")
