"""Deleting a collection: nobody sees it any longer at once, its rows go a few at a time."""

import sqlite3

from kiosk.backend.engines.collections.schema import COLLECTION
from kiosk.backend.stores.sqlite.authentic_rows import RowsOf

BATCH = 500
"""Rows that are deleted in one transaction: some hundredths of a second, in which everybody else waits."""
MARK = "/"
"""Begins the name of a deleted collection; in a name that somebody gave it cannot be."""
# Faces first: whatever else is deleted has to look for faces that refer to it.
_BATCHES = tuple(
    f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE collection = ? LIMIT ?)"  # noqa: S608 - only ever names from this file
    for table, key in (("face", "id"), ("image", "id"), ("user", "id"))
)


def hide(connection: sqlite3.Connection, rows_of: RowsOf, key: int) -> None:
    """Nobody finds the collection from now on, its name is free, and no request repeats what was done to it."""
    connection.execute("DELETE FROM request WHERE collection = ?", [key])
    rows_of(COLLECTION).update({"name": f"{MARK}{key}"}, "WHERE id = ?", key)


def remove_some(connection: sqlite3.Connection, rows_of: RowsOf) -> bool:
    """Delete a few rows of a hidden collection, unless somebody else has hidden it; whether there may be more."""
    hidden = rows_of(COLLECTION).read("WHERE substr(name, 1, 1) = ?", MARK, skip_tampered=True)
    row = next(hidden, None)
    if row is None:
        return False
    if not any(connection.execute(batch, [row["id"], BATCH]).rowcount for batch in _BATCHES):
        connection.execute("DELETE FROM collection WHERE id = ?", [row["id"]])
    return True
