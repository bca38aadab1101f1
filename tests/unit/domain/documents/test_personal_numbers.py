"""Personal numbers: the states' own published examples, and what is no such number."""

import pytest

from kiosk.domain.documents.personal_numbers import birth_in_personal_number


@pytest.mark.parametrize(
    ("state", "text", "birth"),
    [
        ("POL", "4D. 44051401359", "44-05-14"),
        ("POL", "02270803624", "02-07-08"),
        ("ROU", "4D 1800101221144", "80-01-01"),
        ("BGR", "4D. 7523169263", "75-03-16"),
        ("EST", "37605030299", "76-05-03"),
        ("LTU", "4D. 33309240064", "33-09-24"),
        ("FIN", "4D. 131052-308T", "52-10-13"),
        ("SWE", "4D 19640823-3234", "64-08-23"),
        ("SWE", "640823-3234", "64-08-23"),
        ("NOR", "4D. 151086 95088", "86-10-15"),
        ("ISL", "120174-3399", "74-01-12"),
        ("CZE", "4D. 736028/5163", "73-10-28"),
        ("SVK", "4D 7360285163", "73-10-28"),
        ("SVN", "4D. 0101006500006", "06-01-01"),
    ],
)
def test_the_birth_in_a_number(state: str, text: str, birth: str) -> None:
    assert birth_in_personal_number(["3. 01.01.1990", text], state) == birth


@pytest.mark.parametrize(
    ("state", "text"),
    [
        # One digit was misread.
        ("POL", "4D. 44051401358"),
        ("FIN", "4D. 131052-308U"),
        ("CZE", "4D. 736028/5164"),
        # Of another state, of no state, with no month, and no number.
        ("POL", "4D. 131052-308T"),
        ("", "4D. 44051401359"),
        ("DEU", "4D. 44051401359"),
        ("CZE", "4D. 001300/0000"),
        ("POL", "4D. \u0664\u0664051401359"),
        ("POL", "4D."),
        ("FIN", ""),
    ],
)
def test_what_says_nothing(state: str, text: str) -> None:
    assert birth_in_personal_number([text], state) == ""
