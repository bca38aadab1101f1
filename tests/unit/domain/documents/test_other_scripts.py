"""Greek and Bulgarian names as a recogniser of Latin letters reads them, beside the same in Latin."""

import pytest

from kiosk.domain.documents.other_scripts import latin_part, spells_in_another_script


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("\u03a0A\u03a0A\u0394O\u03a0OY\u039bOY", "PAPADOPOULOU"),
        ("\u03a0AIIA\u0394OIOY\u039bOY", "PAPADOPOULOU"),
        ("MAPIA", "MARIA"),
        ("BAHOBA", "IVANOVA"),
        ("MAP", "MARIA"),
    ],
)
def test_the_same_name_in_another_script(text: str, latin: str) -> None:
    assert spells_in_another_script(text, latin)
    assert latin_part(f"{text} / {latin}") == latin


@pytest.mark.parametrize(
    ("text", "other"),
    [("MARIA", "FERNANDA"), ("VILLANUEVA", "DE LA FUENTE"), ("ANNA", "ANNA"), ("", "MARIA"), ("TOM", ""), ("K", "F")],
)
def test_two_names_are_two(text: str, other: str) -> None:
    assert not spells_in_another_script(text, other)
    assert latin_part(f"{text}/{other}") == f"{text}/{other}"
