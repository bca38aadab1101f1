"""Rows that are held together by a tag over all that is in them, and tables that know how much is in them.

Whoever writes into the file without the key can neither change a row nor move any part of it into another one: its tag
covers the table, the row's key and every column, encrypted or not. That a row was deleted, or is an older one, its own
tag cannot tell; of tables that are counted the sum of all rows does, which lies encrypted beside them.
"""

import logging
import secrets
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.backend.stores.cipher import Cipher
from kiosk.errors import StoreTampered

logger = logging.getLogger(__name__)

Row = Mapping[str, Any]
"""Columns by name, without the tag."""
PlaceOf = Callable[[sqlite3.Connection, Row], str]
"""What an encrypted column of a row is bound to."""
ReportTampering = Callable[[str], None]
"""Gets the name of a table in which something does not fit together; any thread, raises nothing."""
TAG = "tag BLOB NOT NULL DEFAULT x''"
"""The column as schemas declare it; empty in rows of an earlier version, until they are given theirs."""
_SUM_BYTES = 32
_RANDOM_BITS = 22


@dataclass(frozen=True, slots=True)
class TableFormat:
    """What a table consists of; `columns` are all but the tag, those of the primary key first."""

    name: str
    columns: tuple[str, ...]
    key_columns: int = 1
    sealed: Mapping[str, PlaceOf] = field(default_factory=dict)
    """The encrypted columns."""
    counted: bool = False
    later_columns: int = 0
    """How many of the last ones an earlier version did not have: its rows hold nothing there, and keep their tags."""
    append_only: bool = False
    """Whether the database refuses changes of rows, so that one that is sealed anew is written anew."""

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return self.columns[: self.key_columns]


RowsOf = Callable[[TableFormat], "AuthenticRows"]
"""The rows of a table, within one transaction."""


def named(template: str) -> PlaceOf:
    """A place that is spelt with columns of the row: `frame:{challenge_id}:{sequence}`."""
    return lambda connection, row: template.format_map(row)


class AuthenticRows:
    """Rows of one table, none of which is seen or changed before its tag was checked; lives as long as a transaction.

    What does not fit is reported and raises StoreTampered.
    """

    def __init__(
        self, connection: sqlite3.Connection, cipher: Cipher, table: TableFormat, report: ReportTampering
    ) -> None:
        self._connection = connection
        self._cipher = cipher
        self._table = table
        self._report = report

    def select(self, condition: str = "", *values: object) -> list[Row]:
        """All rows for which this holds, in the words of SQL after the table's name."""
        return list(self.read(condition, *values))

    def read(self, condition: str = "", *values: object, skip_tampered: bool = False) -> Iterator[Row]:
        """The same one by one; those that do not fit are reported and left out if one likes."""
        left_out = 0
        for row, tag in self._read(condition, values):
            if self._fits(row, tag):
                yield row
            elif skip_tampered:
                left_out += 1
            else:
                raise StoreTampered(f"a row of {self._table.name} does not fit together")
        if left_out:
            logger.error("%d rows of %s do not fit together, and are left out", left_out, self._table.name)

    def find(self, *key: object) -> Row | None:
        """The row with this primary key."""
        return next(iter(self.select(self._where_key(), *key)), None)

    def next_key(self) -> int:
        """A number for a new row, above all others and one that no row had before, whoever turns back what counts them:
        milliseconds, and what nobody can guess."""
        (last,) = self._connection.execute(f"SELECT max({self._table.key[0]}) FROM {self._table.name}").fetchone()  # noqa: S608
        drawn = (time.time_ns() // 1_000_000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        return max(drawn, (last or 0) + 1)

    def has_any(self) -> bool:
        """Whether there is any row, whether it fits or not."""
        return self._connection.execute(f"SELECT 1 FROM {self._table.name} LIMIT 1").fetchone() is not None  # noqa: S608

    def insert(self, row: Row, conflict: str = "") -> bool:
        """A new row; False when there is one and `conflict` says that it stays (ON CONFLICT DO NOTHING)."""
        tag = self._tag(row)
        inserted = self._insert(row, tag, conflict) == 1
        if inserted:
            self._count(added=[tag])
        return inserted

    def put(self, row: Row) -> None:
        """A new row, or this one in place of the one with its key."""
        self.delete(self._where_key(), *(row[name] for name in self._table.key))
        self.insert(row)

    def update(self, changes: Row, condition: str, *values: object) -> int:
        """Change columns, none of the key, of all rows for which this holds; how many."""
        found = self.select(condition, *values)
        for row in found:
            after = {**row, **changes}
            self._write(after, changes.keys(), self._tag(after))
            self._count(added=[self._tag(after)], gone=[self._tag(row)])
        return len(found)

    def delete(self, condition: str, *values: object) -> int:
        """Delete all rows for which this holds, also those that do not fit; how many."""
        if self._table.counted:
            self._count(gone=[tag for _, tag in self._read(condition, values)])
        return self._connection.execute(f"DELETE FROM {self._table.name} {condition}", values).rowcount  # noqa: S608

    def bind(self) -> None:
        """Give all rows of an earlier version their tags, once what is encrypted in them has opened in its place.

        Raises StoreTampered where it does not.
        """
        for row, _ in list(self._read("", ())):
            self._open_all(row)
            self._write(row, (), self._tag(row))
        self.take_sum()

    def seal_anew(self) -> None:
        """Encrypt and tag all rows with the current key, but those that do not fit."""
        for row in list(self.read(skip_tampered=True)):
            plain = self._open_all(row)
            places = {name: self._table.sealed[name](self._connection, row) for name in plain}
            after = {**row, **{name: self._cipher.seal(data, places[name]) for name, data in plain.items()}}
            self._write(after, plain, self._tag(after))
        self.take_sum()

    def is_whole(self, most: int | None = None) -> bool:
        """Whether a counted table holds what was written into it, no row less and none that is older.

        One that should have more than the most rows is not looked through.
        """
        if not self._table.counted:
            return True
        kept = self._kept_sum()
        unlooked = kept is not None and most is not None and kept[0] > most
        whole = unlooked or self._sum_of_rows() == kept
        if not whole:
            self._report(self._table.name)
        return whole

    def take_sum(self) -> None:
        """From now on a counted table is whole as it is."""
        if self._table.counted:
            self._keep_sum(self._sum_of_rows())

    def _open_all(self, row: Row) -> dict[str, bytes]:
        return {
            name: self._cipher.open(row[name], place(self._connection, row))
            for name, place in self._table.sealed.items()
            if row[name] is not None
        }

    def _read(self, condition: str, values: Sequence[object]) -> Iterator[tuple[Row, Any]]:
        names = self._table.columns
        columns = ", ".join(f"{self._table.name}.{name}" for name in (*names, "tag"))
        query = f"SELECT {columns} FROM {self._table.name} {condition}"  # noqa: S608 - names of schemas
        for *found, tag in self._connection.execute(query, values):
            yield dict(zip(names, found, strict=True)), tag

    def _insert(self, row: Row, tag: bytes, conflict: str = "") -> int:
        marks = ", ".join("?" * (len(self._table.columns) + 1))
        names = ", ".join((*self._table.columns, "tag"))
        cursor = self._connection.execute(
            f"INSERT INTO {self._table.name} ({names}) VALUES ({marks}) {conflict}",  # noqa: S608 - names of schemas
            [*(row[name] for name in self._table.columns), tag],
        )
        return cursor.rowcount

    def _write(self, row: Row, changed: Collection[str], tag: bytes) -> None:
        if self._table.append_only:
            self._connection.execute(
                f"DELETE FROM {self._table.name} {self._where_key()}",  # noqa: S608 - names of schemas
                [row[name] for name in self._table.key],
            )
            self._insert(row, tag)
            return
        changes = ", ".join(f"{name} = ?" for name in (*changed, "tag"))
        self._connection.execute(
            f"UPDATE {self._table.name} SET {changes} {self._where_key()}",  # noqa: S608 - names of schemas
            [*(row[name] for name in changed), tag, *(row[name] for name in self._table.key)],
        )

    def _where_key(self) -> str:
        return "WHERE " + " AND ".join(f"{name} = ?" for name in self._table.key)

    def _fits(self, row: Row, tag: object) -> bool:
        fits = self._cipher.is_tagged(self._written(row), tag)
        if not fits:
            self._report(self._table.name)
        return fits

    def _tag(self, row: Row) -> bytes:
        return self._cipher.tag(self._written(row))

    def _written(self, row: Row) -> bytes:
        values = [row[name] for name in self._table.columns]
        for _ in range(self._table.later_columns):
            if values[-1] is not None:
                break
            values.pop()
        return encode((self._table.name, *values))

    def _count(self, *, added: Iterable[bytes] = (), gone: Iterable[bytes] = ()) -> None:
        if not self._table.counted:
            return
        kept = self._kept_sum()
        if kept is None:
            # Somebody has taken it away: what begins anew would hide that rows have gone with it.
            return
        count, total = kept
        came, went = _sum(self._cipher, added), _sum(self._cipher, gone)
        self._keep_sum((count + came[0] - went[0], total ^ came[1] ^ went[1]))

    def _sum_of_rows(self) -> "_Sum":
        tags = self._connection.execute(f"SELECT tag FROM {self._table.name}")  # noqa: S608 - names of schemas
        return _sum(self._cipher, (tag for (tag,) in tags))

    def _kept_sum(self) -> "_Sum | None":
        """What was written last; raises StoreTampered."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", [self._sum_name]).fetchone()
        if row is None:
            return None
        plain = self._cipher.open(row[0], self._sum_name)
        return int.from_bytes(plain[:8], "big", signed=True), int.from_bytes(plain[8:], "big")

    def _keep_sum(self, value: "_Sum") -> None:
        count, total = value
        plain = count.to_bytes(8, "big", signed=True) + total.to_bytes(_SUM_BYTES, "big")
        sealed = self._cipher.seal(plain, self._sum_name)
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [self._sum_name, sealed])

    @property
    def _sum_name(self) -> str:
        return f"sum:{self._table.name}"


_Sum = tuple[int, int]
"""How many rows, and all their tags blinded and added without carry (MSet-XOR-Hash of Clarke et al., 2003).

What is added is never written down, or old rows could be chosen that add up to the same.
"""


def _sum(cipher: Cipher, tags: Iterable[object]) -> _Sum:
    count = total = 0
    for tag in tags:
        count, total = count + 1, total ^ int.from_bytes(cipher.blind(tag), "big")
    return count, total


def encode(values: Iterable[object]) -> bytes:
    """Values of columns as bytes, different for different ones; numbers by what they are, for SQLite turns 1 into 1.0
    where a column is for either."""
    return b"".join(map(_encode, values))


def _encode(value: object) -> bytes:
    # By how often they come: a start reads a million.
    if isinstance(value, float):
        return b"i%d;" % int(value) if value.is_integer() else b"f%b;" % repr(value).encode()
    if isinstance(value, int):
        return b"i%d;" % value
    if isinstance(value, str):
        text = value.encode(errors="surrogatepass")
        return b"t%d:%b" % (len(text), text)
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    if value is None:
        return b"n"
    raise TypeError(f"no column holds a {type(value).__name__}")
