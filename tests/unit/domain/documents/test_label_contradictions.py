from datetime import date

import pytest

from kiosk.domain.documents.document import FieldName, ReadField, Source
from kiosk.domain.documents.label_contradictions import (
    contradicts_birth,
    contradicts_expiry,
    contradicts_name,
    contradicts_number,
)
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.print_evidence import evidence_of

TODAY = date(2026, 11, 21)
BIRTH, EXPIRY = date(1974, 8, 12), date(2031, 4, 15)
Labelled = dict[FieldName, ReadField]


def labelled(**values: str) -> list[Labelled]:
    return [{FieldName(name): ReadField(value, 60.0, Source.PRINTED) for name, value in values.items()}]


@pytest.mark.parametrize(
    ("behind_the_label", "contradicts"),
    [
        ("1974-08-12", False),
        # The other century, month first, and what stands behind other labels.
        ("2074-08-12", False), ("1974-12-08", False), ("2031-04-15", False), ("2021-04-16", False),
        ("1973-08-12", True), ("1999-08-12", True),
    ],
)  # fmt: skip
def test_another_birth_behind_its_label(behind_the_label: str, contradicts: bool) -> None:
    assert contradicts_birth(labelled(date_of_birth=behind_the_label), BIRTH, EXPIRY) is contradicts
    assert not contradicts_birth(labelled(date_of_birth=behind_the_label), BIRTH, None)


@pytest.mark.parametrize(
    ("behind_the_label", "print_", "contradicts"),
    [
        ("2031-04-15", ("15.04.2031",), False),
        ("1974-08-12", ("12.08.1974",), False),
        # Issue, behind which nothing but birth lies.
        ("2021-04-16", ("12.08.1974", "16.04.2021"), False),
        ("2025-04-15", ("12.08.1974", "16.04.2015", "15.04.2025"), True),
        ("2029-04-15", ("12.08.1974",), True),
    ],
)
def test_another_expiry_behind_its_label(behind_the_label: str, print_: tuple[str, ...], contradicts: bool) -> None:
    evidence = evidence_of([PageFacts({}, None, 0.0, None, 0, texts=print_)])
    printed = labelled(date_of_expiry=behind_the_label)
    assert contradicts_expiry(printed, evidence, BIRTH, EXPIRY, TODAY) is contradicts
    assert not contradicts_expiry(printed, evidence, None, EXPIRY, TODAY)


@pytest.mark.parametrize(
    ("behind_the_label", "contradicts"),
    [
        ("L898902C3", False), ("L8989O2C3", False), ("L898902C4", True),
        # A number of another kind, and one of the zone's optional places.
        ("198403", False), ("ZE184226B", False), ("7Z84226B1", False),
    ],
)  # fmt: skip
def test_another_number_behind_its_label(behind_the_label: str, contradicts: bool) -> None:
    zone = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    assert contradicts_number(labelled(document_number=behind_the_label), "L898902C3", zone) is contradicts


@pytest.mark.parametrize(
    ("surname", "given", "contradicts"),
    [
        ("ERIKSSON", "ANNA MARIA", False), ("ANNA MARIA", "STOCKHOLM", False), ("ÉRIKSON", "ANNA", False),
        ("FITZWILLIAM", "OLGA", True),
    ],
)  # fmt: skip
def test_another_name_behind_its_labels(surname: str, given: str, contradicts: bool) -> None:
    printed = labelled(surname=surname, given_names=given)
    assert contradicts_name(printed, "ERIKSSON", "ANNA MARIA") is contradicts
    assert not contradicts_name(labelled(surname="FITZWILLIAM"), "ERIKSSON", "ANNA MARIA")
