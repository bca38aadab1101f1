"""Reads the streams of a compound file, the container of Windows Installer packages (MS-CFB)."""

import struct
from collections.abc import Iterator
from pathlib import Path

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END_OF_CHAIN, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_ENTRY_BYTES, _NUMBERS_IN_HEADER = 128, 109
_STREAM, _ROOT = 2, 5


def streams(path: Path) -> dict[str, bytes]:
    """Contents by name; names are unique in a package, which has no folders. Raises ValueError."""
    content = path.read_bytes()
    if not content.startswith(MAGIC):
        raise ValueError(f"{path.name} is no compound file")
    return _Reader(content).streams()


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        sector_shift, small_shift = struct.unpack_from("<HH", content, 30)
        self._sector_bytes, self._small_bytes = 1 << sector_shift, 1 << small_shift
        self._directory_start = self._number(48)
        self._smallest_regular = self._number(56)
        self._next = self._numbers(b"".join(map(self._sector, self._table_sectors())))
        self._next_small = self._numbers(self._chain(self._number(60))) if self._number(64) else ()
        self._small = b""

    def streams(self) -> dict[str, bytes]:
        entries = list(self._entries())
        self._small = next(self._chain(start) for _, kind, start, _ in entries if kind == _ROOT)
        return {name: self._stream(start, size) for name, kind, start, size in entries if kind == _STREAM}

    def _entries(self) -> Iterator[tuple[str, int, int, int]]:
        directory = self._chain(self._directory_start)
        for offset in range(0, len(directory), _ENTRY_BYTES):
            entry = directory[offset : offset + _ENTRY_BYTES]
            length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            yield entry[: max(length - 2, 0)].decode("utf-16-le", "surrogatepass"), kind, start, size

    def _stream(self, start: int, size: int) -> bytes:
        if size >= self._smallest_regular:
            return self._chain(start)[:size]
        parts, sector = [], start
        while size and sector != _END_OF_CHAIN:
            parts.append(self._small[sector * self._small_bytes : (sector + 1) * self._small_bytes])
            sector = self._next_small[sector]
        return b"".join(parts)[:size]

    def _chain(self, sector: int) -> bytes:
        parts = []
        while sector != _END_OF_CHAIN:
            parts.append(self._sector(sector))
            sector = self._next[sector]
        return b"".join(parts)

    def _table_sectors(self) -> Iterator[int]:
        """Sectors of the allocation table: the first numbers are in the header, further ones in sectors of theirs."""
        header = struct.unpack_from(f"<{_NUMBERS_IN_HEADER}I", self._content, 76)
        yield from (number for number in header if number != _FREE)
        following = self._number(68)
        while following not in {_END_OF_CHAIN, _FREE}:
            *numbers, following = self._numbers(self._sector(following))
            yield from (number for number in numbers if number != _FREE)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        return self._content[start : start + self._sector_bytes]

    def _number(self, offset: int) -> int:
        return int(struct.unpack_from("<I", self._content, offset)[0])

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content)
