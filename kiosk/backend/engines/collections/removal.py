"""Deleting a collection: nobody sees it any longer at once, its rows go a few at a time."""

import sqlite3

BATCH = 500
"""Rows that are deleted in one transaction: some hundredths of a second, in which everybody else waits."""
MARK = "/"
"""Begins the name of a deleted collection; in a name that somebody gave it cannot be."""
# Faces first: whatever else is deleted has to look for faces that refer to it.
_BATCHES = tuple(
    f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE collection = ? LIMIT ?)"  # noqa: S608 - only ever names from this file
    for table, key in (("face", "id"), ("image", "id"), ("user", "id"))
)


def hide(connection: sqlite3.Connection, key: int) -> None:
    """Nobody finds the collection from now on, its name is free, and no request repeats what was done to it."""
    connection.execute("DELETE FROM request WHERE collection = ?", [key])
    connection.execute("UPDATE collection SET name = ? || id WHERE id = ?", [MARK, key])


def remove_some(connection: sqlite3.Connection) -> bool:
    """Delete a few rows of a hidden collection; whether there may be more."""
    row = connection.execute("SELECT id FROM collection WHERE substr(name, 1, 1) = ? LIMIT 1", [MARK]).fetchone()
    if row is None:
        return False
    if not any(connection.execute(batch, [row[0], BATCH]).rowcount for batch in _BATCHES):
        connection.execute("DELETE FROM collection WHERE id = ?", row)
    return True
