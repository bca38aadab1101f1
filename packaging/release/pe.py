"""What the signing step has to know of Windows programs (PE) and Windows Installer packages."""

import struct
from pathlib import Path

from release import compound_file

_INSTALLER_SIGNATURES = frozenset({"\5DigitalSignature", "\5MsiDigitalSignatureEx"})
_PE_OFFSET, _OPTIONAL_HEADER, _CHECKSUM = 0x3C, 24, 64
_DIRECTORIES = {0x10B: 96, 0x20B: 112}
"""Where the data directories lie in the optional header, by its magic number: 32 and 64 bits."""
_SECURITY_DIRECTORY = 4
_SIGNED_ALIGNMENT = 8
_HEADERS_BYTES = 4096


def is_program(path: Path) -> bool:
    """Whether it is a program or a library for Windows, whatever its name."""
    return _optional_header(path) is not None


def is_signable(path: Path) -> bool:
    """Whether it is a program, a library or an installer package."""
    return _is_installer(path) or is_program(path)


def is_signed(path: Path) -> bool:
    """Whether it carries a signature, good or not."""
    if _is_installer(path):
        return not _INSTALLER_SIGNATURES.isdisjoint(compound_file.streams(path))
    start = _optional_header(path)
    return start is not None and _security_directory(_headers(path), start)[1] > 0


def essence(path: Path) -> object:
    """What signing does not change beside the signature, to be compared.

    It changes the checksum and the padding of a program, and the order of a package's streams.
    """
    if _is_installer(path):
        return compound_file.streams(path)
    content = bytearray(path.read_bytes())
    start = _optional_header(path)
    if start is not None:
        struct.pack_into("<I", content, start + _CHECKSUM, 0)
        content += bytes(-len(content) % _SIGNED_ALIGNMENT)
    return bytes(content)


def _headers(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADERS_BYTES)


def _is_installer(path: Path) -> bool:
    return _headers(path).startswith(compound_file.MAGIC)


def _optional_header(path: Path) -> int | None:
    """Offset of the optional header; None for what is no program."""
    headers = _headers(path)
    if not headers.startswith(b"MZ") or len(headers) < _PE_OFFSET + 4:
        return None
    mark = struct.unpack_from("<I", headers, _PE_OFFSET)[0]
    start = int(mark) + _OPTIONAL_HEADER
    if headers[mark : mark + 4] != b"PE\0\0" or len(headers) < start + 2:
        return None
    magic = struct.unpack_from("<H", headers, start)[0]
    complete = magic in _DIRECTORIES and len(headers) >= start + _DIRECTORIES[magic] + 8 * (_SECURITY_DIRECTORY + 1)
    return start if complete else None


def _security_directory(headers: bytes, start: int) -> tuple[int, int]:
    """Offset and size of the signatures."""
    magic = struct.unpack_from("<H", headers, start)[0]
    offset, size = struct.unpack_from("<II", headers, start + _DIRECTORIES[magic] + 8 * _SECURITY_DIRECTORY)
    return int(offset), int(size)
