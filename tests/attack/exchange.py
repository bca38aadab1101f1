"""Exchanges cells between two rows of a SQLite table, whatever database of a data folder holds it."""

import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Which cells of which table; of the newest two rows, or of those that belong to two ids."""

    table: str
    columns: Sequence[str]
    id_column: str = ""
    """Where ids stand that rows are chosen by; empty for the newest two."""


def exchange(folder: Path, wanted: Exchange, ids: tuple[str, str]) -> bool:
    """Whether there was anything to exchange."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.read_bytes()[: len(MAGIC)] == MAGIC:
            with closing(sqlite3.connect(path)) as connection:
                if _exchange(connection, wanted, ids):
                    connection.commit()
                    return True
    return False


def _exchange(connection: sqlite3.Connection, wanted: Exchange, ids: tuple[str, str]) -> bool:
    told = connection.execute(f'PRAGMA table_info("{wanted.table}")').fetchall()
    names = [row[1] for row in told]
    keys = [row[1] for row in sorted(told, key=lambda row: row[5]) if row[5]]
    if not keys or not set(wanted.columns) <= set(names):
        return False
    rows = [dict(zip(names, row, strict=True)) for row in _rows(connection, wanted, ids, names)]
    if len(rows) != 2 or all(rows[0][column] == rows[1][column] for column in wanted.columns):
        return False
    # Both cannot have the same for a moment where values are unique.
    free = {column: f"free {secrets.token_hex(8)}".encode() for column in wanted.columns}
    _write(connection, wanted.table, keys, rows[0], free)
    _write(connection, wanted.table, keys, rows[1], {column: rows[0][column] for column in wanted.columns})
    _write(connection, wanted.table, keys, {**rows[0], **free}, {each: rows[1][each] for each in wanted.columns})
    return True


def _rows(
    connection: sqlite3.Connection, wanted: Exchange, ids: tuple[str, str], names: Sequence[str]
) -> Sequence[Sequence[Any]]:
    if wanted.id_column:
        query = f'SELECT * FROM "{wanted.table}" WHERE "{wanted.id_column}" IN (?, ?)'
        return connection.execute(query, ids).fetchall()
    newest = next((name for name in ("started_at_s", "created_at_s", "id") if name in names), names[0])
    return connection.execute(f'SELECT * FROM "{wanted.table}" ORDER BY "{newest}" DESC LIMIT 2').fetchall()


def _write(
    connection: sqlite3.Connection,
    table: str,
    keys: Sequence[str],
    row: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    changes = ", ".join(f'"{name}" = ?' for name in values)
    place = " AND ".join(f'"{name}" = ?' for name in keys)
    parameters = [*values.values(), *(row[name] for name in keys)]
    connection.execute(f'UPDATE "{table}" SET {changes} WHERE {place}', parameters)
