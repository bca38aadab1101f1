from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.documents.mrz import Mrz, birth_date, expiry_date, find_mrz, parse
from kiosk.domain.documents.mrz_compose import Holder, compose, in_letters
from kiosk.domain.documents.mrz_layout import (
    ALPHABET,
    FILLER,
    FRENCH_CARD,
    MRV_A,
    MRZ_LAYOUTS,
    TD1,
    TD2,
    TD3,
    MrzLayout,
    check_digit,
)

TODAY = date(2026, 11, 21)
ZONES = {
    # ICAO Doc 9303, parts 5, 6 and 4: the specimens of Utopia.
    "TD1": ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"),
    "TD2": ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"),
    "TD3": ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"),
    "MRV-A": ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"),
    "MRV-B": ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"),
}
WORD = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=6).filter(lambda word: "XX" not in word)
NAME = st.lists(WORD, min_size=1, max_size=2).map(" ".join)
STATE = st.text("ABCDEFGHIJKLMNPRSTUVWXYZ", min_size=3, max_size=3)
HOLDER = st.builds(
    Holder,
    code=st.just("I"),
    issuing_state=STATE,
    surname=NAME,
    given_names=NAME,
    document_number=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=9, max_size=9),
    nationality=STATE,
    date_of_birth=st.dates(TODAY - timedelta(days=36_000), TODAY),
    sex=st.sampled_from("MFX"),
    date_of_expiry=st.dates(date(1990, 1, 1), date(2070, 1, 1)),
)
LAYOUT = st.sampled_from([layout for layout in MRZ_LAYOUTS if layout is not FRENCH_CARD])


def composed(layout: MrzLayout, holder: Holder) -> list[str]:
    code = {"TD3": "P", "MRV-A": "V", "MRV-B": "V"}.get(layout.name, "I")
    return [line if place else code + line[1:] for place, line in enumerate(compose(layout, holder))]


def said(mrz: Mrz) -> tuple[object, ...]:
    return (
        mrz.issuing_state, mrz.surname, mrz.given_names, mrz.document_number, mrz.nationality, mrz.date_of_birth,
        mrz.sex, mrz.date_of_expiry,
    )  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_the_standards_own_specimens(name: str) -> None:
    mrz = parse(ZONES[name], TODAY)
    assert mrz is not None
    assert (mrz.layout.name, mrz.surname, mrz.given_names, mrz.sex) == (name, "ERIKSSON", "ANNA MARIA", "F")
    assert mrz.valid
    assert not mrz.repaired


@given(LAYOUT, HOLDER)
def test_what_is_composed_is_read(layout: MrzLayout, holder: Holder) -> None:
    mrz = parse(composed(layout, holder), TODAY)
    assert mrz is not None
    assert mrz.layout is layout
    assert said(mrz) == (
        holder.issuing_state, holder.surname, holder.given_names, holder.document_number, holder.nationality,
        holder.date_of_birth, holder.sex, holder.date_of_expiry,
    )  # fmt: skip
    assert mrz.valid


@given(LAYOUT, HOLDER, st.data())
@settings(max_examples=300)
def test_one_damaged_character_is_noticed(layout: MrzLayout, holder: Holder, data: st.DataObject) -> None:
    """All characters that a check digit covers; those whose values are equal modulo ten are the standard's own blind
    spot."""
    lines = composed(layout, holder)
    text, whole = "".join(lines), parse(lines, TODAY)
    assert whole is not None
    places = sorted(
        {place for check in layout.checks.values() for span in check.covered for place in range(span.start, span.end)}
    )
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([each for each in ALPHABET if check_digit(each) != check_digit(text[place])]))
    damaged = text[:place] + other + text[place + 1 :]
    mrz = parse([damaged[start : start + layout.width] for start in range(0, len(damaged), layout.width)], TODAY)
    assert mrz is not None
    assert mrz.wrong or mrz.repaired or said(mrz) == said(whole)


@given(st.lists(st.text(max_size=50) | st.text(ALPHABET, min_size=28, max_size=46), max_size=6))
def test_any_text_is_allowed(texts: list[str]) -> None:
    find_mrz(texts, TODAY)
    parse(texts, TODAY)


@given(st.text(ALPHABET, min_size=44, max_size=44), st.text(ALPHABET, min_size=44, max_size=44))
def test_any_zone_is_allowed(first: str, second: str) -> None:
    find_mrz([first, second], TODAY)


CONFUSED = [
    # Letters among digits and digits among letters, by their place.
    ("P<UT0ERIKSS0N<<ANNA<MAR1A<<<<<<<<<<<<<<<<<<<", "L898902C36UT074O8I22F1204159ZE184226B<<<<<1O", set()),
    # A lookalike where letters and digits may stand, by the check digit.
    ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8989O2C36UTO7408122F1204159ZE184226B<<<<<10", {"number"}),
    # A filler too few and one too many in a row of them, and spaces.
    ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<", "L898902C36UTO 7408122F1204159 ZE184226B<<<<<<10", set()),
]


@pytest.mark.parametrize(("first", "second", "repaired"), CONFUSED)
def test_what_recognisers_confuse_is_repaired(first: str, second: str, repaired: set[str]) -> None:
    mrz = find_mrz((first, second), TODAY)
    assert mrz is not None
    assert (mrz.document_number, mrz.surname, mrz.given_names) == ("L898902C3", "ERIKSSON", "ANNA MARIA")
    assert mrz.valid
    assert mrz.repaired == repaired


def test_a_changed_date_of_birth_is_said() -> None:
    mrz = parse((ZONES["TD3"][0], ZONES["TD3"][1].replace("7408122", "8408122")), TODAY)
    assert mrz is not None
    assert mrz.wrong == {"birth", "composite"}


def test_a_number_of_more_than_nine_characters() -> None:
    optional = "123" + check_digit("D23145890123")
    lines = compose(TD1, Holder("I", "UTO", "A", "B", "D23145890", "UTO", TODAY, "F", TODAY, optional))
    long = lines[0][:14] + FILLER + lines[0][15:]
    text = long + lines[1]
    composite = check_digit("".join(span.of(text + lines[2]) for span in TD1.checks["composite"].covered))
    mrz = parse((long, lines[1][:-1] + composite, lines[2]), TODAY)
    assert mrz is not None
    assert mrz.document_number == "D23145890123"
    assert mrz.valid


def test_a_card_of_germany_begins_with_what_looks_like_a_one() -> None:
    mrz = find_mrz(
        ("1DD<<T220001293<<<<<<<<<<<<<<<", "6408125<20103150<<<<<<<<<<<<<4", "MUSTERMANN<<ERIKA<<<<<<<<<<<<<"), TODAY
    )
    assert mrz is not None
    assert (mrz.issuing_state, mrz.nationality, mrz.sex, mrz.valid) == ("D", "D", "X", True)


def test_the_zone_is_found_among_other_lines() -> None:
    mrz = find_mrz(["REPUBLIC OF UTOPIA", "PASSPORT", *ZONES["TD3"], "A" * 44], TODAY)
    assert mrz is not None
    assert mrz.document_number == "L898902C3"


@pytest.mark.parametrize("lines", [(), ("",), ("A" * 44,), ("A" * 44, "B" * 44), ("P<", "P<"), ("X<" * 22, "1" * 44)])
def test_what_is_no_zone(lines: tuple[str, ...]) -> None:
    assert parse(lines, TODAY) is None
    assert find_mrz(lines, TODAY) is None


def test_a_document_for_life() -> None:
    second = ZONES["TD3"][1]
    text = second[:21] + FILLER * 7 + second[28:-1]
    composite = check_digit(text[:10] + text[13:20] + text[21:43])
    mrz = parse((ZONES["TD3"][0], text + composite), TODAY)
    assert mrz is not None
    assert mrz.valid
    assert mrz.for_life
    assert mrz.date_of_expiry is None


@pytest.mark.parametrize(
    ("text", "born", "expires"),
    [
        ("261121", date(2026, 11, 21), date(2026, 11, 21)),
        ("261122", date(1926, 11, 22), date(2026, 11, 22)),
        ("751231", date(1975, 12, 31), date(2075, 12, 31)),
        ("761231", date(1976, 12, 31), date(1976, 12, 31)),
        ("000229", date(2000, 2, 29), date(2000, 2, 29)),
        ("010229", None, None),
        ("<<<<<<", None, None),
        ("7408<<", None, None),
    ],
)
def test_centuries(text: str, born: date | None, expires: date | None) -> None:
    assert birth_date(text, TODAY) == born
    assert expiry_date(text, TODAY) == expires


def test_names_in_letters() -> None:
    assert in_letters("Ærö O'Connor-Müller") == "AEROE<OCONNOR<MUELLER"


def test_visas_are_told_from_passports() -> None:
    assert compose(MRV_A, Holder("V", "UTO", "A", "B", "1", "UTO", TODAY, "M", TODAY))[0].startswith("V<UTO")
    assert [layout.name for layout in (TD1, TD2, TD3)] == ["TD1", "TD2", "TD3"]


def test_the_french_card_of_1995() -> None:
    """Its own order of fields, and no date of expiry; the composite covers all before it."""
    mrz = parse(("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6"), TODAY)
    assert mrz is not None
    assert (mrz.layout, mrz.valid, mrz.surname, mrz.given_names) == (FRENCH_CARD, True, "BERTHIER", "CORINNE")
    assert (mrz.document_number, mrz.date_of_birth, mrz.sex) == ("880692310285", date(1965, 12, 6), "F")
    assert (mrz.issuing_state, mrz.nationality, mrz.date_of_expiry, mrz.for_life) == ("FRA", "FRA", None, False)
    damaged = parse(("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068M6"), TODAY)
    assert damaged is not None
    assert damaged.wrong == {"composite"}


@given(HOLDER)
def test_a_composed_french_card_is_read(holder: Holder) -> None:
    french = replace(holder, code="ID", issuing_state="FRA", document_number=(2 * holder.document_number)[:12])
    mrz = parse(compose(FRENCH_CARD, french), TODAY)
    assert mrz is not None
    assert mrz.valid
    assert (mrz.surname, mrz.given_names) == (french.surname, french.given_names)
    assert (mrz.document_number, mrz.date_of_birth) == (french.document_number, french.date_of_birth)


def test_letters_that_states_write_with_two_x() -> None:
    first = "P<ESPNUNXXEZ<MUXXNCH<<BEGONXXA".ljust(44, FILLER)
    read = parse([first, ZONES["TD3"][1]], TODAY)
    assert read is not None and (read.surname, read.given_names) == ("NUNEZ MUENCH", "BEGONA")
