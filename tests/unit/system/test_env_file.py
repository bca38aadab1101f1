"""Files of settings as editors, shells and other programs write them, and what is said of those that cannot be used."""

import os
import sys
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies

from kiosk.errors import SettingsInvalid
from kiosk.system.env_file import MAX_BYTES, decode, parse_env, read_bounded

KEY = "s3cret-Key-of-the-branch"


def value_of(line: str) -> str:
    return parse_env(line, "there")["brand_name"].value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Bank", "Bank"),
        (" Bank  ", "Bank"),
        ("'Bank'", "Bank"),
        ('"Bank of Łódź"', "Bank of Łódź"),
        ('"Bank\'s"', "Bank's"),
        ("Bank's", "Bank's"),
        (r'"[\"a\"]"', '["a"]'),
        ('\'["a", "b"]\'', '["a", "b"]'),
        ('["a", "b"]', '["a", "b"]'),
        (r'"C:\Kiosk\new"', r"C:\Kiosk\new"),
        (r"\\server\share", r"\\server\share"),
        ("a=b#c", "a=b#c"),
        ("#1a5276", "#1a5276"),
        ("0 # the front camera", "0"),
        ("0\t# the front camera", "0"),
        ("'Branch #12' # in town", "Branch #12"),
        ('"Branch # 12"', "Branch # 12"),
        ("# nothing", ""),
        ("", ""),
        ('""', ""),
        ("'${HOME}'", "${HOME}"),
        ("$HOME", "$HOME"),
    ],
)
def test_values(written: str, value: str) -> None:
    assert value_of(f"KIOSK_BRAND_NAME={written}") == value
    assert value_of(f"  export  KIOSK_BRAND_NAME = {written}\r\n") == value


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_however_they_end(ends: str) -> None:
    text = ends.join(["# first", "", "KIOSK_CAMERA=0", "; fourth", "kiosk_flow=verify", "KIOSK_CAMERA=1"])
    with pytest.raises(SettingsInvalid, match=r"^camera: set a second time in line 6 \(there\)$"):
        parse_env(text, "there")


def test_what_other_programs_take_for_line_ends_belongs_to_a_value() -> None:
    assert value_of("KIOSK_BRAND_NAME=a\u2028b") == "a\u2028b"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (KEY, "line 2 is not of the form KIOSK_NAME=value"),
        (f"{KEY}=", "line 2 is not of the form KIOSK_NAME=value"),
        ("=1", "line 2 is not of the form KIOSK_NAME=value"),
        (f"BACKEND_API_KEY={KEY}", "line 2 is not of the form KIOSK_NAME=value"),
        ("KIOSK CAMERA=1", "line 2 is not of the form KIOSK_NAME=value"),
        ("KIOSK_CAMERA: 1", "line 2 is not of the form KIOSK_NAME=value"),
        ("[settings]", "line 2 is not of the form KIOSK_NAME=value"),
        ("set KIOSK_CAMERA=1", "line 2 is not of the form KIOSK_NAME=value"),
        ("KIOSK_KAMERÄ=1", "line 2 is not of the form KIOSK_NAME=value"),
        ("export KIOSK_CAMERA", "line 2 is not of the form KIOSK_NAME=value"),
        (f"KIOSK_BACKEND_API_KEY='{KEY}", "line 2 has a quote that is not closed, or text behind its value"),
        (f'KIOSK_BACKEND_API_KEY="{KEY}', "line 2 has a quote that is not closed, or text behind its value"),
        (f"KIOSK_BACKEND_API_KEY='{KEY}\"", "line 2 has a quote that is not closed, or text behind its value"),
        (f"KIOSK_BACKEND_API_KEY='{KEY}' x", "line 2 has a quote that is not closed, or text behind its value"),
        ("KIOSK_BRAND_NAME=Branch #12", "line 2 may have a comment"),
        ("KIOSK_DATA_DIR=${HOME}/kiosk", "line 2 names a variable, which is not filled in"),
        (f"KIOSK_BACKEND_API_KEY={KEY}\x07x", "line 2 has a control character"),
    ],
)
def test_a_line_that_is_no_setting_is_named_but_not_quoted(line: str, complaint: str) -> None:
    with pytest.raises(SettingsInvalid) as error:
        parse_env(f"KIOSK_FLOW=verify\n{line}", "there")
    assert error.value.detail.startswith(complaint)
    assert error.value.detail.endswith("(there)")
    assert KEY not in error.value.detail


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("KIOSK_CAPTURE_WIDTH_PX=1280\r\n".encode("utf-16"), 1),
        ("KIOSK_CAPTURE_WIDTH_PX=1280\r\n".encode("utf-16-le"), 1),
        ("KIOSK_CAPTURE_WIDTH_PX=1280\r\n".encode("utf-32"), 1),
        ("KIOSK_CAMERA=0\r\nKIOSK_BRAND_NAME=Crédit Zürich\r\n".encode("cp1252"), 2),
        ("KIOSK_CAMERA=0\rKIOSK_FLOW=verify\rKIOSK_BRAND_NAME=Crédit".encode("latin-1"), 3),
        (b"KIOSK_CAMERA=0\nKIOSK_DATA_DIR=/srv\x00/kiosk", 2),
        (b"\n\n\xc3", 3),
    ],
)
def test_another_encoding_is_told_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(SettingsInvalid) as error:
        decode(content, "there")
    assert error.value.detail == f"line {line} is not text in UTF-8; save the file in that encoding (there)"


def test_a_byte_order_mark_is_none_of_the_text() -> None:
    assert decode("\ufeffKIOSK_BRAND_NAME=Łódź".encode(), "there") == "KIOSK_BRAND_NAME=Łódź"


def test_a_file_is_read_up_to_a_bound(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.env"
    path.write_bytes(b"#" * MAX_BYTES)
    assert len(read_bounded(path)) == MAX_BYTES
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(SettingsInvalid, match="it is larger than 1048576 bytes"):
        read_bounded(path)


def test_a_file_as_large_as_it_may_be_is_read_in_time() -> None:
    for filler in (" ", "'", '\\"', " #", "x", "="):
        text = 'KIOSK_BRAND_NAME="' + filler * (MAX_BYTES // 2)
        with pytest.raises(SettingsInvalid):
            parse_env(f"{text}x", "there")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names in folders")
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "kiosk.env")
    with pytest.raises(SettingsInvalid, match="cannot be read: it is not a file"):
        read_bounded(tmp_path / "kiosk.env")


@hypothesis.given(strategies.text())
def test_any_text_is_settings_or_invalid(text: str) -> None:
    try:
        found = parse_env(text, "there")
    except SettingsInvalid as error:
        assert "there" in error.detail
    else:
        assert all(isinstance(each.value, str) for each in found.values())


@hypothesis.given(strategies.binary())
def test_any_bytes_are_text_or_invalid(content: bytes) -> None:
    try:
        decode(content, "there")
    except SettingsInvalid as error:
        assert "there" in error.detail
