import pytest

from kiosk.domain.documents.document import DocumentKind
from kiosk.domain.documents.document_policy import DocumentPolicy
from kiosk.domain.documents.document_words import kind_by_words
from kiosk.domain.documents.icao_states import is_state, same_state
from kiosk.domain.documents.number_formats import fits_format


def test_what_no_bank_can_mean() -> None:
    for kinds in ((), (DocumentKind.UNKNOWN,), (DocumentKind.PASSPORT, DocumentKind.UNKNOWN)):
        with pytest.raises(ValueError, match="kinds are some of passport, id_card"):
            DocumentPolicy(kinds=kinds)
    with pytest.raises(ValueError, match="such as POL"):
        DocumentPolicy(states=("Poland",))


def test_states_of_the_standard() -> None:
    for code in ("POL", "D", "GBD", "XXA", "UNO", "EUE", "RKS", "XOM"):
        assert is_state(code, specimens=False)
    for code in ("", "DEU", "GER", "UTO", "XQX", "pol"):
        assert not is_state(code, specimens=False)
    assert is_state("UTO", specimens=True)
    assert same_state("D", "DEU")
    assert not same_state("D", "POL")


@pytest.mark.parametrize(
    ("state", "code", "number", "fits"),
    [
        ("D", "P", "C01X0006H", True),
        ("D", "ID", "L01X00T47", True),
        ("D", "ID", "AB1234567", False),
        ("D", "AR", "AB1234567", True),
        ("POL", "P", "ZS0000177", True),
        ("POL", "PP", "250000177", False),
        ("POL", "ID", "ZZC000088", True),
        ("FRA", "P", "13AA00026", True),
        ("GBR", "P", "925076473", True),
        ("USA", "P", "E00007734", True),
        ("NLD", "I", "SPECI2014", True),
        ("NLD", "P", "XO1234567", False),
        ("UTO", "P", "", True),
    ],
)
def test_forms_of_numbers(state: str, code: str, number: str, fits: bool) -> None:
    assert fits_format(state, code, number) is fits


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["REISEPASS·PASSEPORT"], DocumentKind.PASSPORT),
        (["Vegabréf"], DocumentKind.PASSPORT),
        (["護照"], DocumentKind.PASSPORT),
        (["ПАСПОРТ"], DocumentKind.PASSPORT),
        (["CARTE NATIONALE D'IDENTITE"], DocumentKind.ID_CARD),
        (["DRIVER'S LICENSE USA"], DocumentKind.DRIVING_LICENCE),
        (["OPERATOR LICENSE"], DocumentKind.DRIVING_LICENCE),
        (["Permis de conduire"], DocumentKind.DRIVING_LICENCE),
        (["VISA"], DocumentKind.VISA),
        (["AUFENTHALTSTITEL"], DocumentKind.RESIDENCE_PERMIT),
        (["TITRE DE SÉJOUR"], DocumentKind.RESIDENCE_PERMIT),
        (["LOYALTY CLUB", "THIS PASS"], DocumentKind.UNKNOWN),
        ([], DocumentKind.UNKNOWN),
    ],
)
def test_kinds_by_what_pages_call_themselves(texts: list[str], kind: DocumentKind) -> None:
    assert kind_by_words(texts) is kind
