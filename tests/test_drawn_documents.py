"""The corpus of drawn documents is what it says it is, before any reader sees it."""

from datetime import date

import numpy as np
import pytest

from kiosk.domain.documents.document import FieldName, ReadField, Source
from kiosk.domain.documents.mrz import parse
from tests.factories.documents import licences, travel
from tests.factories.documents.alterations import ALTERATIONS
from tests.factories.documents.conditions import CONDITIONS, COPIES
from tests.factories.documents.corpus import KINDS
from tests.factories.documents.forgeries import FORGERIES, WRONG_PAIRS
from tests.factories.documents.holders import TODAY, draw_person
from tests.factories.documents.outcomes import Outcome, judge

SEEDS = range(3)
FORGED = {**FORGERIES, **WRONG_PAIRS, **ALTERATIONS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_is_one_document_and_another_is_another(kind: str) -> None:
    first, again, other = KINDS[kind](5), KINDS[kind](5), KINDS[kind](6)
    assert first.values == again.values and not first.must_be_refused
    assert np.array_equal(first.pages[0].image, again.pages[0].image)
    assert first.values[FieldName.DOCUMENT_NUMBER] != other.values[FieldName.DOCUMENT_NUMBER]
    assert date.fromisoformat(first.values[FieldName.DATE_OF_EXPIRY]) > TODAY
    assert sum(page.portrait is not None for page in first.pages) == 1


@pytest.mark.parametrize("draw", [travel.passport, travel.td1, travel.td2, travel.visa])
def test_zones_say_what_is_printed(draw: travel.Draw) -> None:
    for seed in SEEDS:
        document = draw(seed)
        zone = parse(document.zone_lines, TODAY)
        assert zone is not None and zone.valid
        for name, value in (
            (FieldName.SURNAME, zone.surname), (FieldName.GIVEN_NAMES, zone.given_names),
            (FieldName.DOCUMENT_NUMBER, zone.document_number), (FieldName.DATE_OF_BIRTH, str(zone.date_of_birth)),
            (FieldName.DATE_OF_EXPIRY, str(zone.date_of_expiry)), (FieldName.ISSUING_STATE, zone.issuing_state),
        ):  # fmt: skip
            assert document.is_right(name, value)


def test_the_french_zone_is_that_of_its_specimen() -> None:
    person = draw_person(np.random.default_rng(1), ("FRA",))
    first, second = travel.french_lines(person, "880692310285")
    assert len(first) == len(second) == 36 and second.startswith("8806923102858")


@pytest.mark.parametrize("forge", FORGED)
def test_what_is_forged_must_be_refused(forge: str) -> None:
    assert FORGED[forge](2).must_be_refused


@pytest.mark.parametrize("condition", [*CONDITIONS, *COPIES])
def test_a_condition_leaves_pictures(condition: str) -> None:
    change, document = {**CONDITIONS, **COPIES}[condition], travel.td1(4)
    first, again = (change(document, np.random.default_rng(3)) for _ in range(2))
    assert all(picture.dtype == np.uint8 and min(picture.shape[:2]) > 200 for picture in first)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))


def test_the_barcode_says_what_is_printed() -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    person = draw_person(np.random.default_rng(1), ("USA",))
    text = licences.aamva(person, "CA")
    drawn = licences.barcode(text)
    (found,) = zxingcpp.read_barcodes(drawn)
    assert found.bytes == text.encode() and f"DAQ{person.number}\n" in text


def test_names_may_be_spelled_as_zones_do_or_bare_of_accents() -> None:
    document = travel.passport(1)
    assert document.values[FieldName.SURNAME] == "MÜLLER"
    assert [document.is_right(FieldName.SURNAME, name) for name in ("MUELLER", "MULLER", "Müller", "MILLER")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_an_accepted_document_with_a_wrong_field_is_silently_wrong() -> None:
    document = travel.passport(1)
    right = {name: ReadField(value, 99.0, Source.PRINTED) for name, value in document.values.items()}
    wrong = right | {FieldName.SEX: ReadField("M", 99.0, Source.PRINTED)}
    outcomes = [
        judge(document, fields, is_accepted=is_accepted).outcome
        for fields, is_accepted in ((right, True), (wrong, True), (wrong, False), ({}, False), ({}, True))
    ]
    assert outcomes == [
        Outcome.COMPLETE, Outcome.SILENTLY_WRONG, Outcome.PARTLY, Outcome.NOTHING, Outcome.NOTHING,
    ]  # fmt: skip
