from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.documents.printed import PrintedLine, printed_fields
from kiosk.domain.documents.printed_dates import printed_date
from kiosk.domain.faces.face_detail import Box

TODAY = date(2026, 11, 21)


def line(text: str, left: float, top: float, width: float = 0.2, height: float = 0.03) -> PrintedLine:
    return PrintedLine(text, 95.0, Box(left, top, width, height))


def values(*lines: PrintedLine) -> dict[str, str]:
    return {name.value: read.value for name, read in printed_fields(lines, TODAY).items()}


def test_values_below_their_labels_in_two_columns() -> None:
    assert values(
        line("1. Surname/Name/Nom", 0.3, 0.10),
        line("MÜLLER-LÜDENSCHEIDT", 0.3, 0.14),
        line("Given names/ Prénoms", 0.3, 0.20),
        line("ANNA MARIA", 0.3, 0.24),
        line("Date of birth/", 0.3, 0.30),
        line("Date de naissance", 0.3, 0.33),
        line("12 AUG/AOUT 74", 0.3, 0.36),
        line("Sex/Sexe", 0.7, 0.30),
        line("F", 0.7, 0.34, 0.02),
        line("Passport No.", 0.7, 0.10),
        line("L898902C3", 0.7, 0.14),
        line("Date of expiry", 0.3, 0.50),
        line("15 APR/AVR 2032", 0.3, 0.54),
    ) == {
        "surname": "MULLER-LUDENSCHEIDT",
        "given_names": "ANNA MARIA",
        "date_of_birth": "1974-08-12",
        "sex": "F",
        "document_number": "L898902C3",
        "date_of_expiry": "2032-04-15",
    }


def test_values_behind_and_beside_their_labels() -> None:
    assert values(
        line("DRIVER LICENSE", 0.4, 0.02),
        line("DL 6383736743891101", 0.4, 0.1),
        line("LN DOE", 0.4, 0.2),
        line("FN JOHN", 0.4, 0.3),
        line("DOB", 0.4, 0.4, 0.05),
        line("09/11/1970", 0.47, 0.4),
        line("EXPIRES 09/21/2034", 0.1, 0.05),
    ) == {
        "document_number": "6383736743891101",
        "surname": "DOE",
        "given_names": "JOHN",
        "date_of_birth": "1970-09-11",
        "date_of_expiry": "2034-09-21",
    }


def test_a_label_is_no_value() -> None:
    assert values(line("Surname", 0.1, 0.1), line("Identifiant primaire", 0.1, 0.13), line("ERIKSSON", 0.1, 0.16)) == {
        "surname": "ERIKSSON"
    }
    assert values(line("Surname", 0.1, 0.1), line("Given names", 0.1, 0.13)) == {}


@given(
    st.lists(
        st.builds(
            PrintedLine,
            st.text(max_size=30)
            | st.sampled_from(["Surname", "DOB 1/1", "Sex: F", "Card No 1", "Date of expiry 31.02."]),
            st.floats(0, 100),
            st.builds(Box, *[st.floats(0, 1)] * 4),
        ),
        max_size=8,
    )
)
def test_any_text_is_allowed(lines: list[PrintedLine]) -> None:
    printed_fields(lines, TODAY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30 JUN 2035", date(2035, 6, 30)),
        ("15 JUIL/JUL 12", date(2012, 7, 15)),
        ("1968-02-08", date(1968, 2, 8)),
        ("08.02.1968", date(1968, 2, 8)),
        ("02/28/1968", date(1968, 2, 28)),
        ("03/04/1968", date(1968, 4, 3)),
        ("31.02.1968", None),
        ("30 XYZ 2035", None),
        ("0/0/0000", None),
        ("no date", None),
    ],
)
def test_dates(text: str, found: date | None) -> None:
    assert printed_date(text, TODAY, past=False) == found


def test_months_lead_in_america() -> None:
    assert printed_date("03/04/1968", TODAY, past=True, month_first=True) == date(1968, 3, 4)
    assert printed_date("30/04/1968", TODAY, past=True, month_first=True) == date(1968, 4, 30)
