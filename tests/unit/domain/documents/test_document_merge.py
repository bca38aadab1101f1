from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk.domain.documents import document_merge
from kiosk.domain.documents.acceptance import NEEDED
from kiosk.domain.documents.document import (
    DocumentKind,
    DocumentReading,
    FieldName,
    Finding,
    Portrait,
    ReadField,
    Source,
)
from kiosk.domain.documents.document_policy import DocumentPolicy
from kiosk.domain.documents.forgery_signs import ForgeryMeasures
from kiosk.domain.documents.mrz import Mrz, parse
from kiosk.domain.documents.mrz_compose import Holder, compose
from kiosk.domain.documents.mrz_layout import TD1, TD3, check_digit
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.faces.face_detail import Box

TODAY = date(2026, 11, 21)
HOLDER = Holder("P", "UTO", "Müller", "Anna Maria", "AB1234567", "UTO", date(1930, 5, 6), "F", date(2031, 2, 3))
FACE = Portrait(0, Box(0.1, 0.2, 0.2, 0.3), b"jpeg")
PRINT = {
    FieldName.SURNAME: "MÜLLER",
    FieldName.GIVEN_NAMES: "ANNA MARIA",
    FieldName.DOCUMENT_NUMBER: "AB1234567",
    FieldName.DATE_OF_BIRTH: "1930-05-06",
    FieldName.DATE_OF_EXPIRY: "2031-02-03",
}


PRINTED_NAME = ReadField("ANNA MARIA", 99.0, Source.PRINTED)


def merge(pages: Sequence[PageFacts], today: date, **how: Any) -> DocumentReading:
    """Each page in a picture of its own."""
    return document_merge.merge([replace(each, picture=at) for at, each in enumerate(pages)], today, **how)


def zone(holder: Holder = HOLDER, damaged: bool = False) -> Mrz:
    lines = compose(TD3 if holder.code == "P" else TD1, holder)
    if damaged:
        lines[1] = "XX" + lines[1][2:]
    mrz = parse(lines, TODAY)
    assert mrz is not None
    return mrz


def covered_zone() -> Mrz:
    """A zone whose second line something hides from its nationality to the end of its dates."""
    first, second = compose(TD3, HOLDER)
    mrz = parse([first, second[:9] + "7" + "W1LL" + "3D5E60K7081" + second[25:]], TODAY)
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
    assert all(reading.fields[name].witnesses == (Source.PRINTED,) for name in NEEDED)
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
    century = Holder("P", "UTO", "Mo", "Al", "AB1234567", "UTO", date(1920, 1, 2), "F", date(2031, 2, 3))
    alone = merge([page(printed={}, mrz=zone(century))], TODAY)
    assert alone.fields[FieldName.DATE_OF_BIRTH].value == "2020-01-02"
    both = merge(
        [page(printed=printed(date_of_birth="1920-01-02", surname="MO", given_names="AL"), mrz=zone(century))], TODAY
    )
    assert both.fields[FieldName.DATE_OF_BIRTH].value == "1920-01-02"
    assert both.acceptable


def test_front_and_back_of_a_card() -> None:
    front = page(mrz=None, mrz_confidence=0.0)
    back = page(printed={}, mrz=zone(replace(HOLDER, code="I")), portrait=None, people=0)
    reading = merge([front, back], TODAY)
    assert (reading.acceptable, reading.kind, reading.pages) == (True, DocumentKind.ID_CARD, 2)


def test_print_alone_goes_to_staff() -> None:
    licence = page(mrz=None, kind=DocumentKind.DRIVING_LICENCE)
    reading = merge([licence], TODAY)
    assert (reading.findings, reading.kind) == ((Finding.OTHER_SIDE_MISSING,), DocumentKind.DRIVING_LICENCE)
    assert reading.fields[FieldName.NAME].source is Source.PRINTED
    back = page(mrz=None, printed={}, portrait=None, people=0, kind=DocumentKind.DRIVING_LICENCE)
    assert merge([licence, back], TODAY).findings == (Finding.UNCONFIRMED,)
    # One side twice is one side.
    assert merge([licence, licence], TODAY, same_person=True).findings == (Finding.OTHER_SIDE_MISSING,)
    assert Finding.OTHER_SIDE_MISSING in merge([back, back], TODAY).findings


def test_a_licence_that_contradicts_itself() -> None:
    says = printed(document_number="MULLE305060AM9IJ", date_of_birth="1930-05-06")
    licence = page(mrz=None, kind=DocumentKind.DRIVING_LICENCE, printed=says)
    back = page(mrz=None, printed={}, portrait=None, people=0, kind=DocumentKind.DRIVING_LICENCE)
    reading = merge([licence, back], TODAY)
    assert reading.findings == (Finding.UNCONFIRMED,)
    assert reading.fields[FieldName.DATE_OF_BIRTH].witnesses == (Source.PRINTED,)
    older = replace(
        licence,
        printed=says | printed(document_number=says[FieldName.DOCUMENT_NUMBER].value, date_of_birth="1929-05-06"),
    )
    assert merge([older, back], TODAY).findings == (Finding.FIELDS_DISAGREE,)
    # Its line for machines is no zone that it lacks.
    lined = replace(licence, texts=("FACHE305142128097<<800126<<<<<",))
    assert merge([lined, back], TODAY).findings == (Finding.UNCONFIRMED,)


def test_what_a_better_picture_may_confirm_is_not_for_staff() -> None:
    blurred = page(printed={}, hints=(Finding.BLURRED,))
    assert merge([blurred], TODAY).findings == (Finding.BLURRED,)
    assert merge([replace(blurred, hints=())], TODAY).findings == (Finding.UNCONFIRMED,)


def test_what_is_misread_in_a_bad_picture_is_no_disagreement() -> None:
    unlike = page(mrz=zone(damaged=True), printed=printed(date_of_expiry="2033-02-03"))
    assert {Finding.CHECK_DIGIT_WRONG, Finding.FIELDS_DISAGREE} <= {*merge([unlike], TODAY).findings}
    dazzled = replace(unlike, hints=(Finding.GLARE,))
    assert merge([dazzled], TODAY).findings == (Finding.GLARE, Finding.CHECK_DIGIT_WRONG)
    # With right digits it is one, whatever the light is.
    other = page(printed=printed(date_of_expiry="2033-02-03"), hints=(Finding.GLARE,))
    assert Finding.FIELDS_DISAGREE in merge([other], TODAY).findings


def test_a_zone_without_end_needs_print_that_says_so() -> None:
    lines = compose(TD3, HOLDER)
    text = lines[1][:21] + 7 * "<" + lines[1][28:43]
    endless = parse([lines[0], text + check_digit(text[:10] + text[13:20] + text[21:43])], TODAY)
    assert endless is not None and endless.valid and endless.for_life
    silent = page(mrz=endless, printed=printed(date_of_expiry=""))
    assert merge([silent], TODAY).findings == (Finding.UNCONFIRMED,)
    assert merge([replace(silent, texts=("UNBEFRISTET",))], TODAY).acceptable
    over = page(mrz=endless, printed=printed(date_of_expiry="2020-02-03"))
    assert Finding.FIELDS_DISAGREE in merge([over], TODAY).findings


def barcode(**changed: str) -> dict[FieldName, ReadField]:
    values = PRINT | {FieldName.ISSUING_STATE: "USA"} | {FieldName(name): value for name, value in changed.items()}
    return {name: ReadField(value, 100.0, Source.BARCODE) for name, value in values.items()}


@pytest.mark.parametrize(
    ("said", "findings"),
    [
        (barcode(), ()),
        (barcode(document_number="AB1234568"), (Finding.FIELDS_DISAGREE,)),
        (barcode(date_of_birth="1930-05-07"), (Finding.FIELDS_DISAGREE,)),
        (barcode(surname="KOWALSKI"), (Finding.FIELDS_DISAGREE,)),
        (barcode(issuing_state="XYZ"), (Finding.IMPLAUSIBLE,)),
        (barcode(sex="F"), ()),
        (barcode(sex="M"), (Finding.FIELDS_DISAGREE,)),
    ],
)
def test_a_licence_with_its_barcode(said: dict[FieldName, ReadField], findings: tuple[Finding, ...]) -> None:
    front = page(mrz=None, kind=DocumentKind.DRIVING_LICENCE, printed=printed(sex="F"))
    back = page(mrz=None, printed={}, portrait=None, people=0, kind=DocumentKind.DRIVING_LICENCE, barcode=said)
    reading = merge([front, back], TODAY)
    assert reading.findings == findings
    assert reading.fields[FieldName.DOCUMENT_NUMBER].source is Source.BARCODE


@pytest.mark.parametrize(
    ("facts", "findings"),
    [
        # Nothing shows what kind of document that is.
        (page(printed={}, mrz=None), {Finding.UNREADABLE}),
        (page(mrz=None), {Finding.UNREADABLE}),
        # It says passport, and its zone was whitened, cut off or covered.
        (page(mrz=None, texts=("PASSPORT",)), {Finding.ZONE_MISSING, Finding.UNREADABLE}),
        (
            page(mrz=None, texts=("L898902C36UTO7408122F1204159<<<<<<<<<<<<<<04",)),
            {
                Finding.ZONE_MISSING,
                Finding.UNREADABLE,
            },
        ),
        (
            page(mrz=None, printed={}, texts=("REISEPASS",), portrait=None, people=0),
            {Finding.PHOTO_PAGE_MISSING},
        ),
        (page(mrz=None, texts=("IDENTITY CARD",)), {Finding.OTHER_SIDE_MISSING}),
        (page(is_grey=True), {Finding.BLACK_AND_WHITE}),
        # Genuine by all that it says, and seen on a screen.
        (page(forgery=ForgeryMeasures(25.0)), {Finding.COPY_SUSPECTED}),
        (page(forgery=ForgeryMeasures(3.0, 0.8)), {Finding.COPY_SUSPECTED}),
        (page(forgery=ForgeryMeasures(float("nan"))), {Finding.COPY_SUSPECTED}),
        (page(forgery=ForgeryMeasures(3.0, text=2.0)), {Finding.COPY_SUSPECTED}),
        (page(is_grey=True, portrait=None, people=0), {Finding.NO_PORTRAIT}),
        # A zone alone, of which print shows nothing: staff look.
        (page(printed={}), {Finding.UNCONFIRMED}),
        (page(printed=printed(date_of_expiry="")), {Finding.UNCONFIRMED}),
        (page(printed=printed(given_names="ANNA")), {Finding.UNCONFIRMED}),
        (page(portrait=None, people=0), {Finding.NO_PORTRAIT}),
        (page(people=2), {Finding.SEVERAL_PORTRAITS}),
        (page(mrz=zone(damaged=True)), {Finding.CHECK_DIGIT_WRONG, Finding.FIELDS_DISAGREE}),
        # A thumb lies on it: whatever else is read there says nothing.
        (page(mrz=covered_zone()), {Finding.CHECK_DIGIT_WRONG}),
        (page(mrz=covered_zone(), zone_covered=True), {Finding.ZONE_COVERED}),
        # Whoever changes a zone under a sticker is not told what it should have been; nor is anybody called a forger.
        (
            page(
                mrz=zone(damaged=True),
                zone_covered=True,
                forgery=ForgeryMeasures(3.0, 0.8),
            ),
            {Finding.ZONE_COVERED},
        ),
        (page(mrz=None, texts=("PASSPORT",), zone_covered=True), {Finding.ZONE_COVERED}),
        # What something dark below a page without a zone is, nobody can tell.
        (page(mrz=None, zone_covered=True), {Finding.UNREADABLE}),
        (page(zone_covered=True), set()),
        (page(mrz=covered_zone(), printed={}, hints=(Finding.GLARE,)), {Finding.GLARE, Finding.CHECK_DIGIT_WRONG}),
        (
            page(
                mrz=zone(replace(HOLDER, date_of_expiry=date(2026, 11, 20))),
                printed=printed(date_of_expiry="2026-11-20"),
            ),
            {
                Finding.EXPIRED,
            },
        ),
        (page(mrz=zone(replace(HOLDER, date_of_expiry=TODAY)), printed=printed(date_of_expiry="2026-11-21")), set()),
        (page(printed=printed(document_number="AB1234568")), {Finding.FIELDS_DISAGREE}),
        # What recognisers confuse in print is no forgery.
        (page(printed=printed(document_number="AB12345G7")), set()),
        (page(printed=printed(date_of_birth="1930-05-07")), {Finding.FIELDS_DISAGREE}),
        (page(printed=printed(surname="KOWALSKI", given_names="JAN")), {Finding.FIELDS_DISAGREE}),
        (page(printed=printed(surname="MULLER")), set()),
        # One part of a name in common is no agreement.
        (page(printed=printed(surname="KOWALSKI")), {Finding.FIELDS_DISAGREE}),
        # However unsure a recogniser is of either.
        (page(printed=printed(60.0, date_of_birth="1930-05-07"), mrz_confidence=50.0), {Finding.FIELDS_DISAGREE}),
        (page(printed=printed(60.0, sex="M")), {Finding.FIELDS_DISAGREE}),
        (page(printed=printed(60.0, nationality="POL")), {Finding.FIELDS_DISAGREE}),
        (page(texts=("POL",)), {Finding.FIELDS_DISAGREE}),
        # What might have kept it from being read is said when it was not read.
        (page(hints=(Finding.GLARE,)), set()),
        (page(hints=(Finding.GLARE,), portrait=None, people=0), {Finding.GLARE, Finding.NO_PORTRAIT}),
    ],
)
def test_findings(facts: PageFacts, findings: set[Finding]) -> None:
    assert {*merge([facts], TODAY).findings} == findings


def test_two_pages_of_different_documents_disagree() -> None:
    other = zone(Holder("I", "UTO", "MUELLER", "ANNA", "ZZ7654321", "UTO", date(1930, 5, 6), "F", date(2031, 2, 3)))
    pages = [page(mrz=None), page(printed={}, mrz=other)]
    assert Finding.FIELDS_DISAGREE in merge(pages, TODAY).findings
    # In one picture it is another document beside the first one, and that alone is said.
    assert document_merge.merge(pages, TODAY).findings == (Finding.SEVERAL_DOCUMENTS,)


def test_both_sides_of_a_card_in_one_picture() -> None:
    front, back = (
        page(mrz=None, mrz_confidence=0.0),
        page(printed={}, mrz=zone(replace(HOLDER, code="I")), portrait=None),
    )
    assert document_merge.merge([front, back], TODAY).acceptable


def test_a_wrong_check_digit_takes_confidence() -> None:
    reading = merge([page(mrz=zone(damaged=True), printed={})], TODAY)
    assert reading.fields[FieldName.DOCUMENT_NUMBER].confidence == 49.0
    assert not reading.acceptable
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
        page(mrz=None, printed=printed(60.0)),
        # Labels in a language that nobody here knows.
        page(mrz=None, printed={}, texts=("LAND", "XX AB 1234567", "Müller", "Anna Maria", "06 XYZ 1930", "3.2.31")),
        page(mrz=None, printed={}, texts=("MÜLLER, ANNA-MARIA", "AB1234567", "1930.05.06", "2031 02 03")),
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
    for pages in ([page(), other], [other, page()]):
        reading = merge(pages, TODAY)
        assert (reading.findings, reading.portrait) == ((), FACE)
        assert reading.fields[FieldName.SURNAME].value == "MUELLER"
    # Somebody else's name, be it of a relative: nobody here can tell, and staff can.
    for pages in ([page(), emergency], [emergency, page()]):
        assert merge(pages, TODAY).findings == (Finding.FIELDS_DISAGREE,)


def test_two_documents_whose_numbers_are_one() -> None:
    """Front and back of two people's cards: everything that the zone says must stand on the front."""
    silva = printed(surname="SILVA", given_names="MARIA", date_of_birth="1987-03-04")
    okafor = zone(replace(HOLDER, code="I", surname="Okafor", given_names="Chidi", date_of_birth=date(1979, 11, 2)))
    back = page(printed={}, mrz=okafor, mrz_confidence=40.0, portrait=None, people=0)
    assert Finding.FIELDS_DISAGREE in merge([page(mrz=None, printed=silva), back], TODAY).findings


def test_kinds_and_states_that_the_bank_does_not_accept() -> None:
    visa = zone(replace(HOLDER, code="V"))
    assert merge([page(mrz=visa)], TODAY).findings == (Finding.KIND_NOT_ACCEPTED,)
    cards_alone = DocumentPolicy(kinds=(DocumentKind.ID_CARD,))
    assert merge([page()], TODAY, policy=cards_alone).findings == (Finding.KIND_NOT_ACCEPTED,)
    assert merge([page()], TODAY, policy=DocumentPolicy(specimens=False)).findings == (Finding.KIND_NOT_ACCEPTED,)
    polish = zone(replace(HOLDER, issuing_state="POL", nationality="POL"))
    assert merge([page(mrz=polish)], TODAY, policy=DocumentPolicy(specimens=False)).acceptable
    assert merge([page(mrz=polish)], TODAY, policy=DocumentPolicy(states=("D",))).findings == (
        Finding.KIND_NOT_ACCEPTED,
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"issuing_state": "XQX", "nationality": "XQX"},
        {"nationality": "XQX"},
        {"date_of_birth": date(1901, 1, 2)},
        {"issuing_state": "POL", "nationality": "POL", "document_number": "123456789"},
    ],
)
def test_what_cannot_be(changed: dict[str, Any]) -> None:
    holder = replace(HOLDER, **changed)
    shown = printed(document_number=holder.document_number, date_of_birth=holder.date_of_birth.isoformat())
    assert merge([page(mrz=zone(holder), printed=shown)], TODAY).findings == (Finding.IMPLAUSIBLE,)


def test_a_pages_own_zone_is_not_its_print() -> None:
    """Even a line of it that no fillers give away."""
    full = zone(replace(HOLDER, optional="12345678901234"))
    lines = (full.text[:44].replace("<", " "), full.text[44:])
    assert merge([page(mrz=full, printed={}, texts=lines)], TODAY).findings == (Finding.UNCONFIRMED,)


def test_another_kind_of_document_beside_a_passport() -> None:
    licence = page(mrz=None, printed={}, portrait=None, people=0, texts=("DRIVER'S LICENSE",))
    assert merge([page(), licence], TODAY).findings == (Finding.FIELDS_DISAGREE,)
