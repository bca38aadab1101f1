from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.documents.mrz_layout import FRENCH_CARD, TD1, TD2, TD3
from kiosk.domain.documents.zone_fit import ReadZone, read_zones

TODAY = date(2026, 11, 21)
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")


def best(*rows: str) -> ReadZone:
    return read_zones(rows, TODAY)[0]


@pytest.mark.parametrize("between", ["AB123456", "SPECIMEN NO VALUE", "0123456789012345678901234567"])
def test_what_stands_between_the_lines_is_left_out(between: str) -> None:
    zone = best("REPUBLIC OF UTOPIA", PASSPORT[0], between, PASSPORT[1], between)
    assert (zone.fitted.layout, zone.fitted.lines, zone.mrz.valid) == (TD3, PASSPORT, True)
    card = best(CARD[0], between, CARD[1], CARD[2])
    assert (card.fitted.layout, card.fitted.rows) == (TD1, (0, 2, 3))


def test_three_lines_of_30_are_not_two_of_36() -> None:
    """Even where its own check digits are wrong."""
    zone = best("I<UTOUT01234560<<<<<<<<<<<<<<<", "8612090F3506300UTO<<<<<<<<<<<0", "SPECIMEN<<GRACE<ANNA<<<<<<<<<<")
    assert (zone.mrz.layout, zone.mrz.surname, zone.mrz.document_number) == (TD1, "SPECIMEN", "UT0123456")
    assert zone.mrz.wrong


@pytest.mark.parametrize("lost", [1, 7, 12, 17])
def test_fillers_that_a_recogniser_left_out(lost: int) -> None:
    zone = best(PASSPORT[0][: 44 - lost], PASSPORT[1])
    assert (zone.fitted.layout, zone.fitted.lines, zone.fitted.stretched) == (TD3, PASSPORT, lost)
    second = "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<08"
    zone = best(PASSPORT[0], second[:30] + second[30 + min(lost, 11) :])
    assert (zone.fitted.lines, zone.mrz.wrong) == ((PASSPORT[0], second), frozenset())


def test_fillers_that_a_recogniser_put_in() -> None:
    assert best(PASSPORT[0] + "<<<", PASSPORT[1]).fitted.lines == PASSPORT


def test_passports_begin_with_p_and_cards_do_not() -> None:
    assert best(*PASSPORT).fitted.layout is TD3
    short = (PASSPORT[0][:36], "D231458907UTO7408122F1204159<<<<<<<6")
    assert all(zone.fitted.layout is not TD2 for zone in read_zones(short, TODAY))
    assert best("I" + short[0][1:], short[1]).fitted.layout is TD2


def test_the_french_card() -> None:
    zone = best("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6")
    assert (zone.fitted.layout, zone.mrz.valid) == (FRENCH_CARD, True)


@given(st.lists(st.text(st.sampled_from("ABCIPV0123456789<\u00ab \u00e9"), max_size=50), max_size=12))
def test_any_text_is_allowed(rows: list[str]) -> None:
    for zone in read_zones(rows, TODAY):
        assert all(len(line) == zone.fitted.layout.width for line in zone.fitted.lines)
