from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.documents.aamva import MAX_BYTES, MAX_ELEMENTS, MAX_VALUE, aamva_fields, parse_aamva
from kiosk.domain.documents.barcode_fields import barcode_fields
from kiosk.domain.documents.document import FieldName, Source

TODAY = date(2026, 11, 21)
HEADER = b"@\n\x1e\rANSI 636014080102DL00410278ZC03190008DL"
ELEMENTS = (
    "DAQB5568240", "DCSADAMS", "DDEN", "DACGRACE", "DDFN", "DADMIDDLE", "DDGN", "DCAC", "DBD02012026", "DBB02031975",
    "DBA02012031", "DBC2", "DAYBRO", "DAJCA", "DCGUSA",
)  # fmt: skip


def record(*elements: str, header: bytes = HEADER) -> bytes:
    return header + "\n".join(elements).encode("latin-1") + b"\rZCZCAN\r"


def said(content: bytes) -> dict[str, str]:
    return {name.value: read.value for name, read in barcode_fields(content, TODAY).items()}


def test_an_american_licence() -> None:
    parsed = parse_aamva(record(*ELEMENTS))
    assert parsed is not None
    assert (parsed.issuer, parsed.version) == ("636014", 8)
    fields = aamva_fields(parsed)
    assert {name.value: read.value for name, read in fields.items()} == {
        "surname": "ADAMS",
        "given_names": "GRACE MIDDLE",
        "document_number": "B5568240",
        "date_of_birth": "1975-02-03",
        "date_of_expiry": "2031-02-01",
        "sex": "F",
        "issuing_state": "USA",
    }
    assert all(read.source is Source.BARCODE and not read.truncated for read in fields.values())


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        (("DAADOE,JOHN,QUINCY", "DBC1"), {"surname": "DOE", "given_names": "JOHN QUINCY", "sex": "M"}),
        (("DABDOE", "DCTJOHN,QUINCY"), {"surname": "DOE", "given_names": "JOHN QUINCY"}),
        (("DCSDOE", "DACJOHN", "DADNONE"), {"surname": "DOE", "given_names": "JOHN"}),
        (("DCGCAN", "DBB19750203"), {"issuing_state": "CAN", "date_of_birth": "1975-02-03"}),
    ],
)  # fmt: skip
def test_other_versions(elements: tuple[str, ...], expected: dict[str, str]) -> None:
    assert said(record(*elements, header=b"@\n\x1c\rAAMVA6360000102DL")) == expected


def test_a_name_that_was_cut_off_is_marked() -> None:
    fields = barcode_fields(record("DCSVERYLONGNAMETHATWASCUT", "DDET", "DACANN", "DDFN"), TODAY)
    assert fields[FieldName.SURNAME].truncated
    assert not fields[FieldName.GIVEN_NAMES].truncated


@pytest.mark.parametrize(
    "element",
    [
        "DBB02301975", "DBB00000000", "DBB99999999", "DBB0203197", "DBB020319755", "DBB" + 8 * "\u00b2",
        "DAQ", "DAQ<script>", "DCSADAMS1", "DCS" + "A" * (MAX_VALUE + 1), "DCSAD\x07AMS", "DBC5", "DCGGBR",
    ],
)  # fmt: skip
def test_a_value_of_another_form_is_none(element: str) -> None:
    assert said(record(element, "DACGRACE")) == {"given_names": "GRACE"}


def test_what_is_said_twice_differently_is_left_out() -> None:
    assert said(record("DAQB5568240", "DAQB5568241", "DACGRACE", "DACGRACE")) == {"given_names": "GRACE"}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"@", b"@\n\x1e\rANSI ", HEADER, b"ANSI 636014080102DL" + b"DAQ1234567", b"\xff" * 100,
        record(*(f"D{a}{b}X" for a in "ABCDEFGHIJKLMNO" for b in "ABCDEFGHIJKLMNO"[: MAX_ELEMENTS // 10])),
        record("DAQB5568240" + "\n" * MAX_BYTES),
    ],
)  # fmt: skip
def test_no_record(content: bytes) -> None:
    assert parse_aamva(content) is None


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda rest: HEADER + rest))
def test_any_bytes_are_allowed(content: bytes) -> None:
    parse_aamva(content)
    barcode_fields(content, TODAY)


def test_plain_text_of_a_code() -> None:
    """Labelled lines, and a zone as text; dates and numbers alone say nothing."""
    assert said(b"Surname: DOE\nGiven names: JOHN\nDate of birth: 01.02.1990\n") == {
        "surname": "DOE",
        "given_names": "JOHN",
        "date_of_birth": "1990-02-01",
    }
    zone = b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    assert said(zone)["document_number"] == "L898902C3"
    assert said(zone.replace(b"L898", b"L899")) == {}
    assert said(b"https://example.org/verify?surname=DOE") == {}
    assert said(b"Surname: DOE\n" * 100) == {}
