from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.documents.document import DocumentKind, FieldName, Finding, Portrait, ReadField, Source
from kiosk.domain.documents.document_merge import merge
from kiosk.domain.documents.mrz import Mrz, parse
from kiosk.domain.documents.mrz_compose import Holder, compose
from kiosk.domain.documents.mrz_layout import TD1, TD3
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.faces.face_detail import Box

TODAY = date(2026, 11, 21)
HOLDER = Holder("P", "UTO", "Müller", "Anna Maria", "AB1234567", "UTO", date(1930, 5, 6), "F", date(2031, 2, 3))
FACE = Portrait(0, Box(0.1, 0.2, 0.2, 0.3), b"jpeg")
PRINT = {
    FieldName.SURNAME: "MÜLLER",
    FieldName.GIVEN_NAMES: "ANNA",
    FieldName.DOCUMENT_NUMBER: "AB1234567",
    FieldName.DATE_OF_BIRTH: "1930-05-06",
    FieldName.DATE_OF_EXPIRY: "2031-02-03",
}


PRINTED_NAME = ReadField("ANNA MARIA", 99.0, Source.PRINTED)


def zone(holder: Holder = HOLDER, damaged: bool = False) -> Mrz:
    lines = compose(TD3 if holder.code == "P" else TD1, holder)
    if damaged:
        lines[1] = "XX" + lines[1][2:]
    mrz = parse(lines, TODAY)
    assert mrz is not None
    return mrz


def printed(confidence: float = 99.0, **changed: str) -> dict[FieldName, ReadField]:
    values = PRINT | {FieldName(name): value for name, value in changed.items()}
    return {name: ReadField(value, confidence, Source.PRINTED) for name, value in values.items() if value}


def page(**changed: object) -> PageFacts:
    facts = PageFacts(printed=printed(), mrz=zone(), mrz_confidence=98.0, portrait=FACE, people=1)
    return replace(facts, **changed)  # type: ignore[arg-type]


def test_a_passport_in_order() -> None:
    reading = merge([page()], TODAY)
    assert reading.acceptable
    assert reading.kind is DocumentKind.PASSPORT
    assert reading.portrait is FACE
    values = {name.value: read.value for name, read in reading.fields.items()}
    assert values == {
        "name": "ANNA MARIA MUELLER",
        "surname": "MUELLER",
        "given_names": "ANNA MARIA",
        "document_number": "AB1234567",
        "date_of_birth": "1930-05-06",
        "date_of_expiry": "2031-02-03",
        "nationality": "UTO",
        "issuing_state": "UTO",
        "sex": "F",
    }
    assert {read.source for read in reading.fields.values()} == {Source.MACHINE_READABLE_ZONE}


def test_the_printed_year_decides_the_century() -> None:
    century = Holder("P", "UTO", "M", "A", "AB1234567", "UTO", date(1920, 1, 2), "F", date(2031, 2, 3))
    alone = merge([page(printed={}, mrz=zone(century))], TODAY)
    assert alone.fields[FieldName.DATE_OF_BIRTH].value == "2020-01-02"
    both = merge(
        [page(printed=printed(date_of_birth="1920-01-02", surname="M", given_names="A"), mrz=zone(century))], TODAY
    )
    assert both.fields[FieldName.DATE_OF_BIRTH].value == "1920-01-02"
    assert both.acceptable


def test_front_and_back_of_a_card() -> None:
    front = page(mrz=None, mrz_confidence=0.0)
    back = page(printed={}, mrz=zone(replace(HOLDER, code="I")), portrait=None, people=0)
    reading = merge([front, back], TODAY)
    assert (reading.acceptable, reading.kind, reading.pages) == (True, DocumentKind.ID_CARD, 2)


def test_print_alone_will_do() -> None:
    reading = merge([page(mrz=None, kind=DocumentKind.DRIVING_LICENCE)], TODAY)
    assert (reading.acceptable, reading.kind) == (True, DocumentKind.DRIVING_LICENCE)
    assert reading.fields[FieldName.NAME].source is Source.PRINTED


@pytest.mark.parametrize(
    ("facts", "findings"),
    [
        (page(printed={}, mrz=None), {Finding.UNREADABLE}),
        (page(printed=printed(date_of_expiry=""), mrz=None), {Finding.UNREADABLE}),
        (page(portrait=None, people=0), {Finding.NO_PORTRAIT}),
        (page(people=2), {Finding.SEVERAL_PORTRAITS}),
        (page(mrz=zone(damaged=True)), {Finding.CHECK_DIGIT_WRONG}),
        (page(mrz=zone(replace(HOLDER, date_of_expiry=date(2026, 11, 20))), printed={}), {Finding.EXPIRED}),
        (page(mrz=zone(replace(HOLDER, date_of_expiry=TODAY)), printed={}), set()),
        (page(printed=printed(document_number="AB1234568")), {Finding.FIELDS_DISAGREE}),
        # What recognisers confuse in print is no forgery.
        (page(printed=printed(document_number="AB12345G7")), set()),
        (page(printed=printed(date_of_birth="1930-05-07")), {Finding.FIELDS_DISAGREE}),
        (page(printed=printed(surname="KOWALSKI", given_names="JAN")), {Finding.FIELDS_DISAGREE}),
        (page(printed=printed(surname="MULLER", given_names="A.")), set()),
        # Who is not sure contradicts nobody.
        (page(printed=printed(60.0, date_of_birth="1930-05-07")), set()),
        # What might have kept it from being read is said when it was not read.
        (page(hints=(Finding.GLARE,)), set()),
        (page(hints=(Finding.GLARE,), portrait=None, people=0), {Finding.GLARE, Finding.NO_PORTRAIT}),
    ],
)
def test_findings(facts: PageFacts, findings: set[Finding]) -> None:
    assert {*merge([facts], TODAY).findings} == findings


def test_two_pages_of_different_documents_disagree() -> None:
    other = zone(Holder("I", "UTO", "MUELLER", "ANNA", "ZZ7654321", "UTO", date(1930, 5, 6), "F", date(2031, 2, 3)))
    assert Finding.FIELDS_DISAGREE in merge([page(mrz=None), page(printed={}, mrz=other)], TODAY).findings


def test_a_wrong_check_digit_takes_confidence() -> None:
    reading = merge([page(mrz=zone(damaged=True), printed={})], TODAY)
    assert reading.fields[FieldName.DOCUMENT_NUMBER].confidence == 49.0
    assert reading.fields[FieldName.DATE_OF_BIRTH].confidence == 98.0


BACK = page(printed={}, mrz=zone(replace(HOLDER, code="I")), portrait=None, people=0)
COPY = Portrait(1, Box(0.7, 0.2, 0.1, 0.1), b"copy")
MUTE = page(printed={}, mrz=None, texts=("LOYALTY CLUB", "GOLD MEMBER SINCE 2019"))
"""Anybody's photograph on anything."""
TD3_WITHOUT = page(portrait=None, people=0)


@pytest.mark.parametrize(
    ("pages", "finding"),
    [
        # A portrait on each of two documents.
        ([MUTE, page()], Finding.SEVERAL_PORTRAITS),
        ([page(), replace(MUTE, portrait=COPY)], Finding.SEVERAL_PORTRAITS),
        # A passport's portrait is on the page of its zone.
        ([MUTE, TD3_WITHOUT], Finding.NO_PORTRAIT),
        ([page(mrz=None), TD3_WITHOUT], Finding.NO_PORTRAIT),
        # A card's is where something says the same as the zone on its back, however unsure the reader is.
        ([MUTE, BACK], Finding.UNREADABLE),
        ([BACK, MUTE], Finding.UNREADABLE),
        (
            [page(mrz=None, printed=printed(50.0, document_number="ZZ9999999", date_of_birth="1999-01-01",
                                            surname="Kowalski")), BACK],
            Finding.FIELDS_DISAGREE,
        ),
        # A common given name ties nothing, nor does a surname alone.
        ([page(mrz=None, printed={FieldName.GIVEN_NAMES: PRINTED_NAME}), BACK], Finding.FIELDS_DISAGREE),
        # Print without a zone.
        ([MUTE, page(mrz=None, portrait=None, people=0)], Finding.UNREADABLE),
        # Two zones are sure of themselves.
        (
            [
                page(printed={}, mrz=zone(replace(HOLDER, document_number="ZZ7654321")), mrz_confidence=60.0),
                replace(BACK, mrz_confidence=60.0),
            ],
            Finding.FIELDS_DISAGREE,
        ),
    ],
)  # fmt: skip
def test_two_documents_are_not_one(pages: list[PageFacts], finding: Finding) -> None:
    reading = merge(pages, TODAY)
    assert finding in reading.findings
    if finding is Finding.UNREADABLE:
        assert not reading.fields


@pytest.mark.parametrize(
    "front",
    [
        page(mrz=None),
        page(mrz=None, printed=printed(60.0, surname="", given_names="", date_of_birth="")),
        page(mrz=None, printed=printed(60.0, document_number="", surname="", given_names="")),
        page(mrz=None, printed=printed(60.0, document_number="", date_of_birth="")),
        # Labels in a language that nobody here knows.
        page(mrz=None, printed={}, texts=("LAND", "XX AB 1234567")),
        page(mrz=None, printed={}, texts=("Müller-Land", "Müller", "Anna")),
    ],
)
def test_pages_of_one_card(front: PageFacts) -> None:
    for pages in ([front, BACK], [BACK, front]):
        reading = merge(pages, TODAY)
        assert (reading.findings, reading.portrait) == ((), FACE)
    small_copy = replace(BACK, portrait=COPY, people=1)
    assert merge([small_copy, front], TODAY).findings == (Finding.SEVERAL_PORTRAITS,)
    reading = merge([small_copy, front], TODAY, same_person=True)
    assert (reading.findings, reading.portrait) == ((), FACE)


def test_a_passport_with_another_page() -> None:
    other = page(printed={}, mrz=None, portrait=None, people=0, texts=("VISAS",))
    emergency = replace(other, printed=printed(60.0, surname="KOWALSKI", document_number="", date_of_birth=""))
    for pages in ([page(), other], [other, page()], [page(), emergency], [emergency, page()]):
        reading = merge(pages, TODAY)
        assert (reading.findings, reading.portrait) == ((), FACE)
        assert reading.fields[FieldName.SURNAME].value == "MUELLER"
