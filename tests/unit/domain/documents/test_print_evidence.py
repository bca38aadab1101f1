from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.print_evidence import (
    PrintEvidence,
    Shown,
    evidence_of,
    numbers_like,
    shows_day,
    shows_fillers,
    shows_name,
    shows_other_sex,
    shows_other_state,
    shows_without_end,
)
from tests.factories.zones import with_text


def evidence(*texts: str) -> PrintEvidence:
    return evidence_of([PageFacts({}, None, 0.0, None, 0, texts=texts)])


def test_other_dates_tell_which_of_day_and_month_comes_first() -> None:
    assert shows_day(evidence("03.07.1975", "25.04.2031"), 75, 7, 3) == {1975}
    assert shows_day(evidence("03.07.1975", "25.04.2031"), 75, 3, 7) == set()
    assert shows_day(evidence("03/07/1975", "04/25/2031"), 75, 3, 7) == {1975}
    # They say both, or nothing whole.
    assert shows_day(evidence("03.07.1975", "25.04.2031", "04/25/2021"), 75, 3, 7) == {1975}
    assert shows_day(evidence("03.07.1975", "25.04.31"), 75, 3, 7) == {1975}
    assert shows_day(evidence("03 JUL 1975", "04/25/2031"), 75, 7, 3) == {1975}


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "years"),
    [
        ("12 AUG/AOUT 74", 74, 8, 12, {74}),
        ("12.08.1974", 74, 8, 12, {1974}),
        ("08/12/1974", 74, 8, 12, {1974}),
        ("1974-08-12", 74, 8, 12, {1974}),
        # A full stop that was not recognised.
        ("21.121971", 71, 12, 21, {1971}),
        # A month of no language that is known here, and one in its own letters.
        ("12 XYZ 1974", 74, 8, 12, {1974}),
        ("12 АВГ 1974", 74, 8, 12, {1974}),
        ("12 LISTOPAD 1974", 74, 11, 12, {1974}),
        ("12 LISTOPAD 1974", 74, 10, 12, {1974}),
        ("12 SEP 1974", 74, 8, 12, set()),
        ("13.08.1974", 74, 8, 12, set()),
        ("01 01 9999", 99, 1, 1, {9999}),
        # Part of a longer number, or another one.
        ("120874/123", 74, 8, 12, set()),
        ("9120819745", 74, 8, 12, set()),
    ],
)
def test_a_day_is_found_in_any_spelling(text: str, year: int, month: int, day: int, years: set[int]) -> None:
    assert shows_day(evidence(text), year, month, day) == years


@pytest.mark.parametrize(
    ("texts", "name", "shown"),
    [
        (["ERIKSSON"], "ERIKSSON", Shown.WHOLE),
        (["Müller"], "MUELLER", Shown.WHOLE),
        (["MULLER"], "MUELLER", Shown.WHOLE),
        (["EVARSDÓTTIR"], "AEVARSDOTTIR", Shown.WHOLE),
        (["PURIDUR ÖSP"], "THURIDUR OESP", Shown.WHOLE),
        (["O'Connor"], "OCONNOR", Shown.WHOLE),
        (["LIN, MEI-HUA"], "MEI HUA", Shown.PARTLY),
        (["SURNAME ERIKSSON"], "ERIKSSON", Shown.WHOLE),
        (["МАРИЯ/MARIA"], "MARIA", Shown.WHOLE),
        (["LNADAMS"], "ADAMS", Shown.WHOLE),
        (["ANNA", "MARIA"], "ANNA MARIA", Shown.WHOLE),
        (["ANNAMARIA"], "ANNA MARIA", Shown.WHOLE),
        (["ER1KSS0N"], "ERIKSSON", Shown.WHOLE),
        # More of the name stands before or behind.
        (["ANNA MARIA"], "ANNA", Shown.PARTLY),
        (["ANNA MARIA"], "MARIA", Shown.PARTLY),
        (["ERIKSSON"], "ERIKSON", Shown.NOT),
        (["FLEECE"], "LEE", Shown.NOT),
        (["KWIATKOWSKA"], "KWIATKOWSKAA", Shown.NOT),
        ([], "LEE", Shown.NOT),
        (["LEE"], "", Shown.NOT),
    ],
)
def test_a_name_is_found_as_print_spells_it(texts: Sequence[str], name: str, shown: Shown) -> None:
    assert shows_name(evidence(*texts), name) is shown


def test_the_other_part_of_a_name_may_stand_beside_it() -> None:
    assert shows_name(evidence("Müller, Anna-Maria"), "ANNA MARIA", beside="MUELLER") is Shown.WHOLE


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        ("Passport No.L898902C3", "L898902C3", {"L898902C3"}),
        ("PASSPORTNOL898902C3", "L898902C3", {"L898902C3"}),
        ("DLB5568240", "B5568240", {"B5568240"}),
        # A zone that lost the first letter, whose check digit is the same without it.
        ("K2578285", "2578285", set()),
        ("AB 12-345.67", "AB1234567", {"AB1234567"}),
        ("ZS0000177", "250000177", {"ZS0000177"}),
        ("CA1234567", "CB1234567", set()),
        # A short one within another.
        ("99123456", "1234", set()),
        ("No 1234", "1234", {"1234"}),
        ("", "1234", set()),
        ("1234", "", set()),
    ],
)
def test_numbers_are_found_with_what_recognisers_confuse(text: str, number: str, found: set[str]) -> None:
    assert numbers_like(evidence(text), number) == found


def test_what_stands_alone() -> None:
    assert shows_other_sex(evidence("M"), "F", "UTO")
    assert not shows_other_sex(evidence("M", "F/F"), "F", "UTO")
    assert not shows_other_sex(evidence("M"), "X", "UTO")
    assert shows_other_sex(evidence("K"), "M", "POL")
    assert not shows_other_sex(evidence("K"), "F", "POL")
    assert not shows_other_sex(evidence("K"), "M", "UTO")
    assert shows_other_state(evidence("POL"), "UTO")
    assert not shows_other_state(evidence("POL", "UTO"), "UTO")
    assert not shows_other_state(evidence("DEU"), "D")
    assert not shows_other_state(evidence("UTOPIA"), "UTO")
    assert shows_without_end(evidence("gültig: unbefristet"))
    assert not shows_without_end(evidence("99999"))


@pytest.mark.parametrize("text", ["P<UTOERIKSSON<<ANNA", "8<くSSSS<<", "《くくく"])
def test_rows_of_fillers_are_no_print(text: str) -> None:
    page = PageFacts({}, None, 0.0, None, 0, texts=(text,))
    assert shows_fillers(page)
    assert not evidence_of([page]).lines


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=40), st.integers(0, 99), st.integers(1, 12))
def test_any_text_is_allowed(texts: list[str], name: str, year: int, month: int) -> None:
    found = evidence(*texts)
    shows_name(found, name, beside=name[:3])
    numbers_like(found, name)
    shows_day(found, year, month, 1)


def test_a_long_name_is_print_and_a_line_of_the_zone_is_not() -> None:
    mrz = with_text("names", "WICKRAMASINGHE<MUDIYANSELAGE<<CHAMINDA")
    long_name, line = "WICKRAMASINGHE MUDIYANSELAGE", "PKUTOWICKRAMASINGHEKMUDIYANSELAGEKKCHAMINDA"
    seen = evidence_of([PageFacts({}, mrz, 98.0, None, 0, texts=(long_name, line))], [mrz])
    assert seen.lines == [long_name]
