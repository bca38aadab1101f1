"""Sets what a Windows Installer package says of itself to values that do not follow the clock or chance."""

import struct
from pathlib import Path

_FORMAT_ID = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
"""Marks the section of a property set that is a summary, see MS-OLEPS."""
_PACKAGE_CODE, _CREATED, _SAVED = 9, 12, 13
_TYPE_TEXT, _TYPE_TIME = 30, 64
_TICKS_PER_S, _SECONDS_FROM_1601_TO_1970 = 10_000_000, 11_644_473_600


class NoSummary(Exception):
    """The file holds no summary as wixl writes it."""


def fix(msi: Path, package_code: str, epoch_s: int) -> None:
    """Put in a package code, a GUID without braces, and one time for creation and change; raises NoSummary."""
    content = bytearray(msi.read_bytes())
    found = content.find(_FORMAT_ID)
    if found < 0 or content.find(_FORMAT_ID, found + 1) >= 0:
        raise NoSummary(f"{msi.name}: not exactly one summary")
    # Offsets count from the property set's beginning, which lies so far before its first section's mark.
    section = found - 28 + struct.unpack_from("<I", content, found + 16)[0]
    places = _places(content, section)
    time = struct.pack("<IQ", _TYPE_TIME, (epoch_s + _SECONDS_FROM_1601_TO_1970) * _TICKS_PER_S)
    code = f"{{{package_code.upper()}}}".encode("ascii") + b"\0"
    _put(content, places[_CREATED], time, 4)
    _put(content, places[_SAVED], time, 4)
    _put(content, places[_PACKAGE_CODE], struct.pack("<II", _TYPE_TEXT, len(code)) + code, 8)
    msi.write_bytes(content)


def _places(content: bytearray, section: int) -> dict[int, int]:
    count = struct.unpack_from("<I", content, section + 4)[0]
    pairs = (struct.unpack_from("<II", content, section + 8 + 8 * index) for index in range(count))
    return {number: section + offset for number, offset in pairs}


def _put(content: bytearray, place: int, value: bytes, same: int) -> None:
    """Overwrite a property with one of the same type and length, which its first bytes tell."""
    if content[place : place + same] != value[:same]:
        raise NoSummary("a property of the summary has another type or length")
    content[place : place + len(value)] = value
