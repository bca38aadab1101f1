from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.documents.document import FieldName, ReadField, Source
from kiosk.domain.documents.licence_witnesses import witness_licence

TODAY = date(2026, 11, 21)
LINE = "D1FRA13AA000026181231MARTIN<<9"
FRENCH = {
    "document_number": "13AA00002",
    "date_of_expiry": "2018-12-31",
    "surname": "Martin",
    "date_of_birth": "1970-01-02",
}
BRITISH = {
    "document_number": "MORGA 753116 SM9IJ", "date_of_birth": "1976-03-11", "surname": "Morgan",
    "given_names": "Sarah Meredyth", "date_of_expiry": "2033-01-18",
}  # fmt: skip


def fields(values: dict[str, str]) -> dict[FieldName, ReadField]:
    return {FieldName(name): ReadField(value, 98.0, Source.PRINTED) for name, value in values.items()}


def witnessed(values: dict[str, str], *texts: str) -> dict[str, tuple[Source, ...]]:
    found = witness_licence(fields(values), texts, TODAY)
    return {name.value: read.witnesses for name, read in found.fields.items() if read.witnesses}


def test_the_french_line_has_number_expiry_and_surname() -> None:
    zone = (Source.MACHINE_READABLE_ZONE,)
    assert witnessed(FRENCH, "PERMIS DE CONDUIRE", LINE) == {
        "document_number": zone, "date_of_expiry": zone, "surname": zone,
    }  # fmt: skip
    # A longer name is cut off there, and a damaged line says nothing.
    assert not witness_licence(
        fields({"surname": "MARTINEZ DE LA CRUZ"}), [LINE.replace("<<", "EZ")], TODAY
    ).contradicted
    assert witnessed(FRENCH, LINE.replace("26181231", "26191231")) == {}


@pytest.mark.parametrize(
    "changed", [{"document_number": "13AA00003"}, {"date_of_expiry": "2028-12-31"}, {"surname": "MARTINEAU"}]
)
def test_what_was_changed_on_a_french_licence_is_contradicted(changed: dict[str, str]) -> None:
    found = witness_licence(fields(FRENCH | changed), [LINE], TODAY)
    assert found.contradicted == {FieldName(name) for name in changed}


def test_a_british_number_is_made_of_its_holder() -> None:
    own = (Source.PRINTED,)
    assert witnessed(BRITISH) == {"surname": own, "given_names": own, "date_of_birth": own}
    man = {
        "document_number": "MCDON804159J99AB",
        "surname": "MacDonald",
        "given_names": "John",
        "date_of_birth": "1989-04-15",
    }
    assert not witness_licence(fields(man), (), TODAY).contradicted
    short = {"document_number": "LI999804159J99AB", "surname": "LI"}
    assert not witness_licence(fields(short), (), TODAY).contradicted


@pytest.mark.parametrize(
    "changed", [{"date_of_birth": "1986-03-11"}, {"surname": "FITZWILLIAM"}, {"given_names": "JANE"}]
)
def test_what_was_changed_on_a_british_licence_is_contradicted(changed: dict[str, str]) -> None:
    found = witness_licence(fields(BRITISH | changed), (), TODAY)
    assert found.contradicted == {FieldName(name) for name in changed}
    elsewhere = fields(BRITISH | changed | {"issuing_state": "D"})
    assert not witness_licence(elsewhere, (), TODAY).contradicted


def test_a_personal_number_has_the_birth() -> None:
    polish = {"issuing_state": "POL", "date_of_birth": "1944-05-14"}
    assert witnessed(polish, "4d. 44051401359") == {"date_of_birth": (Source.PRINTED,)}
    assert witnessed(polish, "4d. 44051401358") == {}
    changed = witness_licence(fields(polish | {"date_of_birth": "1974-05-14"}), ["4d. 44051401359"], TODAY)
    assert changed.contradicted == {FieldName.DATE_OF_BIRTH}


@given(st.text(max_size=30), st.lists(st.text(max_size=32) | st.just(LINE), max_size=4))
def test_any_text_is_allowed(value: str, texts: list[str]) -> None:
    witness_licence(fields({name.value: value for name in FieldName}), texts, TODAY)
