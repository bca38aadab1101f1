from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.documents.document import DocumentKind
from kiosk.domain.documents.licence_print import read_licence
from kiosk.domain.documents.print_reading import read_print
from kiosk.domain.documents.printed import PrintedLine
from kiosk.domain.faces.face_detail import Box

TODAY = date(2026, 11, 21)
Row = tuple[str, float, float]


def lines(*rows: Row) -> list[PrintedLine]:
    return [PrintedLine(text, 98.0, Box(left, top, 0.016 * len(text), 0.04)) for text, left, top in rows]


def said(*rows: Row) -> dict[str, str]:
    return {name.value: read.value for name, read in read_print(lines(*rows), TODAY).fields.items()}


GERMAN = (
    ("F\u00dcHRERSCHEIN BUNDESREPUBLIK", 0.2, 0.02), ("1. MUSTERMANN", 0.35, 0.15), ("2. ERIKA", 0.35, 0.21),
    ("3. 12.08.64 BERLIN", 0.35, 0.27), ("4a.19.01.13", 0.35, 0.33), ("4c.LANDRATSAMT", 0.6, 0.33),
    ("4b.18.01.28", 0.35, 0.39), ("5. B072RRE2I55", 0.35, 0.45),
)  # fmt: skip
BRITISH = (
    ("DRIVING LICENCE", 0.3, 0.02), ("1.", 0.3, 0.15), ("MORGAN", 0.36, 0.15), ("2.MISS SARAH MEREDYTH", 0.3, 0.21),
    ("3.11.03.1976 UNITED KINGDOM", 0.3, 0.27), ("4a.19.01.2013 4c.DVLA", 0.3, 0.33), ("4b.18.01.2033", 0.3, 0.39),
    ("5. MORGA753116SM9IJ 35", 0.3, 0.45), ("8. 122 BURNS CRESCENT", 0.3, 0.55),
)  # fmt: skip
PENNSYLVANIAN = (
    ("Pennsylvania DRIVER'S LICENSE", 0.3, 0.02), ("4d DLN: 99999999", 0.3, 0.12), ("3 DOB: 01/07/1973", 0.3, 0.2),
    ("4b EXP: 01/08/2029", 0.3, 0.28), ("4a ISS: 01/07/2025", 0.6, 0.28), ("1 SAMPLE", 0.3, 0.36),
    ("2 ANDREW JASON", 0.3, 0.42), ("8 123 MAIN STREET", 0.3, 0.5), ("15 SEX: M  18 EYES: BRO", 0.3, 0.6),
    ("5 DD: 1234567890123", 0.3, 0.7),
)  # fmt: skip
CALIFORNIAN = (
    ("CALIFORNIA DRIVER LICENSE USA", 0.2, 0.02), ("DLB5568240", 0.4, 0.15), ("EXP 02/01/2031", 0.4, 0.24),
    ("LNADAMS", 0.4, 0.33), ("FNGRACE MIDDLE", 0.4, 0.43), ("DOB 02/03/1975", 0.4, 0.53), ("SEXF", 0.4, 0.63),
)  # fmt: skip


TWO_LINES = (
    ("CALIFORNIA DRIVER LICENSE USA", 0.2, 0.02), ("4d DL", 0.3, 0.12), ("F5185114", 0.42, 0.12), ("4b EXP", 0.3, 0.2),
    ("10/02/2031", 0.42, 0.2), ("1 LN", 0.3, 0.28), ("VILLANUEVA MONTENEGRO", 0.42, 0.28), ("DE LA FUENTE", 0.42, 0.35),
    ("2 FN", 0.3, 0.42), ("MARIA FERNANDA", 0.42, 0.42), ("GUADALUPE", 0.42, 0.49), ("3 DOB", 0.3, 0.56),
    ("10/09/1964", 0.42, 0.56),
)  # fmt: skip
LABELS_BELOW = (
    ("DRIVER LICENSE USA", 0.2, 0.02), ("DL", 0.3, 0.12), ("W0123456", 0.3, 0.18), ("EXP", 0.6, 0.12),
    ("04/05/2031", 0.6, 0.18), ("LN", 0.3, 0.26), ("SAMPLE", 0.3, 0.32), ("FN", 0.3, 0.38), ("GRACE ANNA", 0.3, 0.44),
    ("DOB", 0.3, 0.5), ("03/07/1975", 0.3, 0.56),
)  # fmt: skip
GREEK = (
    ("A\u0394EIA O\u0394H\u0393H\u03a3H\u03a3 E\u039b\u039bHNIKH \u0394HMOKPATIA", 0.2, 0.02), ("1.", 0.34, 0.15),
    ("\u03a0A\u03a0A\u0394O\u03a0OY\u039bOY", 0.4, 0.15), ("PAPADOPOULOU", 0.4, 0.22), ("2.", 0.34, 0.29),
    ("MAPIA / MARIA", 0.4, 0.29), ("3. 10.12.1979", 0.34, 0.36), ("4a. 15.02.2025", 0.34, 0.43),
    ("4b. 13.08.2032", 0.34, 0.5), ("5. 812345678", 0.34, 0.57),
)  # fmt: skip


def of(surname: str, given_names: str, birth: str, expiry: str, number: str) -> dict[str, str]:
    return {
        "surname": surname,
        "given_names": given_names,
        "date_of_birth": birth,
        "date_of_expiry": expiry,
        "document_number": number,
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            TWO_LINES,
            of("VILLANUEVA MONTENEGRO DE LA FUENTE", "MARIA FERNANDA GUADALUPE", "1964-10-09", "2031-10-02", "F5185114")
            | {"issuing_state": "USA"},
        ),
        (LABELS_BELOW, of("SAMPLE", "GRACE ANNA", "1975-03-07", "2031-04-05", "W0123456") | {"issuing_state": "USA"}),
        (GREEK, of("PAPADOPOULOU", "MARIA", "1979-12-10", "2032-08-13", "812345678") | {"issuing_state": "GRC"}),
        (GERMAN, of("MUSTERMANN", "ERIKA", "1964-08-12", "2028-01-18", "B072RRE2I55") | {"issuing_state": "D"}),
        (BRITISH, of("MORGAN", "SARAH MEREDYTH", "1976-03-11", "2033-01-18", "MORGA753116SM9IJ")),
        (PENNSYLVANIAN, of("SAMPLE", "ANDREW JASON", "1973-01-07", "2029-01-08", "99999999") | {"sex": "M"}),
        (
            CALIFORNIAN,
            of("ADAMS", "GRACE MIDDLE", "1975-02-03", "2031-02-01", "B5568240") | {"sex": "F", "issuing_state": "USA"},
        ),
    ],
)
def test_licences(rows: tuple[Row, ...], expected: dict[str, str]) -> None:
    assert said(*rows) == expected
    assert read_print(lines(*rows), TODAY).kind is DocumentKind.DRIVING_LICENCE


def test_numbers_that_stand_apart_from_their_values() -> None:
    apart = [
        row
        for text, left, top in GERMAN[1:]
        for code, value in [text.split(".", 1)]
        for row in ((f"{code}.", left, top), (value.strip(), left + 0.08, top))
    ]
    assert said(GERMAN[0], *apart) == said(*GERMAN)


def test_a_number_that_was_not_read_is_not_missed() -> None:
    """What stands above the date of birth are the given names, and above those the surname."""
    unread = tuple((text.removeprefix("1. ").removeprefix("2. "), left, top) for text, left, top in GERMAN)
    assert said(*unread) == said(*GERMAN)


def test_a_name_of_two_lines() -> None:
    rows = [(text, left, top + (0.05 if top > 0.15 else 0)) for text, left, top in GERMAN]
    assert said(*rows, ("GABLER", 0.37, 0.2))["surname"] == "MUSTERMANN GABLER"


def test_a_page_that_does_not_call_itself_a_licence() -> None:
    """It is one by its numbers, when dates stand at theirs."""
    assert said(*GERMAN[1:]) == {name: value for name, value in said(*GERMAN).items() if name != "issuing_state"}
    assert not read_licence(lines(("1. MUSTERMANN", 0.3, 0.1), ("2. ERIKA", 0.3, 0.2)), TODAY).is_licence
    passport = (("PASSPORT", 0.3, 0.02), *GERMAN[1:])
    assert not read_licence(lines(*passport), TODAY).is_licence


def test_a_day_is_no_number_of_a_field() -> None:
    rows = (("DRIVING LICENCE", 0.3, 0.02), ("3.12.1964", 0.3, 0.2), ("31.12.2034", 0.3, 0.3))
    assert said(*rows) == {}


@given(
    st.lists(
        st.builds(
            PrintedLine,
            st.text(max_size=30)
            | st.sampled_from(
                ["DRIVER LICENSE", "1.", "1. DOE", "2 ANN", "3. 1.1.90", "4b.1.1.30", "DL1", "5. AB123456"]
            ),
            st.floats(0, 100),
            st.builds(Box, *[st.floats(0, 1)] * 4),
        ),
        max_size=10,
    )
)
def test_any_text_is_allowed(rows: list[PrintedLine]) -> None:
    read_print(rows, TODAY)
