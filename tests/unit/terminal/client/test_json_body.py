from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import BackendResponseInvalid
from kiosk.terminal.client.json_body import parse_body, refused_code

JSON = "application/json"


@given(st.binary(max_size=200))
def test_any_bytes_are_json_objects_or_refused(body: bytes) -> None:
    with suppress(BackendResponseInvalid):
        assert isinstance(parse_body(body, JSON), dict)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"<html>",
        b'{"success": true',
        b'{"success": false, "success": true}',
        b'{"confidence": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"n": ' + b"9" * 10_000 + b"}",
    ],
)
def test_bodies_that_are_no_json_object_are_refused(body: bytes) -> None:
    with pytest.raises(BackendResponseInvalid):
        parse_body(body, JSON)


def test_the_content_type_may_name_a_charset_and_nothing_else() -> None:
    assert parse_body(b"{}", "Application/JSON; charset=utf-8") == {}
    with pytest.raises(BackendResponseInvalid):
        parse_body(b"{}", "text/html")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"code": "TOKEN_EXPIRED", "message": "x"}', "TOKEN_EXPIRED"),
        (b'{"message": "Invalid token"}', None),
        (b'{"code": "no\\nlog lines"}', None),
        (b'{"code": 7}', None),
        (b"<html>", None),
    ],
)
def test_only_codes_fit_for_logs_are_taken(body: bytes, code: str | None) -> None:
    assert refused_code(body) == code
