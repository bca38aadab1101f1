import json

import pytest

from kiosk.contract.strict_json import MAX_DEPTH, is_well_formed, parse_json


@pytest.mark.parametrize(
    "text",
    [
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": [{"c": 1, "c": 2}]}}',
        b'{"a": 1, "\\u0061": 2}',
        b'{"a": "\\ud800"}',
        b'{"a": "\\udc00\\ud800"}',
        b'{"\\udfff": 1}',
        b'["x\\ud83dy"]',
        b'{"a": "\xed\xa0\x80"}',
        b'{"a": "\xff"}',
        '{"a": 1}'.encode("utf-16"),
        '{"a": 1}'.encode("utf-32"),
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e400",
        b"[-1e999]",
        b"1" * 10_000,
        b"-" + b"9" * 5_000,
        b"0." + b"1" * 100_000,
        b"1e" + b"9" * 1000,
        b"[" * (MAX_DEPTH + 2) + b"]" * (MAX_DEPTH + 2),
        b'{"a":' * 50 + b"1" + b"}" * 50,
        b"[" * 1_000_000,
        b'{"a":' * 200_000,
        b"",
        b"{",
        b"{'a': 1}",
        b'{"a": 1} x',
        b'{"a": 1,}',
        b'{"a": "\n"}',
    ],
)
def test_what_two_readers_might_read_differently_is_no_json(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_json(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b'{"a": {"a": [{"a": 1}, {"a": 1}]}}', {"a": {"a": [{"a": 1}, {"a": 1}]}}),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        ('"grüezi \U0001f600"'.encode(), "grüezi \U0001f600"),
        (b"\xef\xbb\xbf{}", {}),
        (b"1e300", 1e300),
        (b"123456789012345678901234567890", 123456789012345678901234567890),
        (b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, json.loads("[" * MAX_DEPTH + "]" * MAX_DEPTH)),
        (b"null", None),
    ],
)
def test_everything_else_is(text: bytes, value: object) -> None:
    assert parse_json(text) == value


def test_text_is_well_formed() -> None:
    assert is_well_formed("grüezi \U0001f600")
    assert not is_well_formed("x\ud800")
