"""Tables of the collections; user ids, external image ids and vectors lie in encrypted columns."""

import sqlite3

from kiosk.backend.stores.cipher import vector_place
from kiosk.backend.stores.sqlite.authentic_rows import TAG, Row, TableFormat, named
from kiosk.backend.stores.sqlite.database import DatabaseFormat

_SCHEMA = f"""
-- What was answered is there, even if the power fails a moment later.
PRAGMA synchronous = FULL;
-- The vectors are searched in this process's memory: a second process would search among yesterday's.
PRAGMA locking_mode = EXCLUSIVE;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS collection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    model_version TEXT NOT NULL,
    created_at_s REAL NOT NULL,
    {TAG}
);
CREATE TABLE IF NOT EXISTS image (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    image_id TEXT NOT NULL,
    external_id BLOB,
    {TAG},
    UNIQUE (collection, fingerprint)
);
CREATE TABLE IF NOT EXISTS user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    name BLOB NOT NULL,
    {TAG},
    UNIQUE (collection, fingerprint)
);
CREATE INDEX IF NOT EXISTS user_by_collection ON user (collection, id);
CREATE TABLE IF NOT EXISTS face (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    image INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
    user INTEGER REFERENCES user (id) ON DELETE SET NULL,
    face_id TEXT NOT NULL,
    box_left REAL NOT NULL,
    box_top REAL NOT NULL,
    box_width REAL NOT NULL,
    box_height REAL NOT NULL,
    confidence REAL NOT NULL,
    vector BLOB NOT NULL,
    quality REAL,
    {TAG},
    UNIQUE (collection, face_id)
);
-- In the order of their keys, which is the order in which they lie in the file.
CREATE INDEX IF NOT EXISTS face_by_collection ON face (collection);
CREATE INDEX IF NOT EXISTS face_by_image ON face (image);
CREATE INDEX IF NOT EXISTS face_by_user ON face (user) WHERE user IS NOT NULL;
CREATE TABLE IF NOT EXISTS request (
    operation TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    parameters BLOB NOT NULL,
    answer BLOB NOT NULL,
    answered_at_s REAL NOT NULL,
    {TAG},
    PRIMARY KEY (operation, fingerprint)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS request_by_collection ON request (collection);
"""


def _place_of_vector(connection: sqlite3.Connection, row: Row) -> str:
    found = connection.execute("SELECT model_version FROM collection WHERE id = ?", [row["collection"]]).fetchone()
    return vector_place("" if found is None else found[0], row["face_id"])


def _place_of_answer(connection: sqlite3.Connection, row: Row) -> str:
    return f"answer:{row['operation']}:{row['fingerprint'].hex()}"


COLLECTION = TableFormat("collection", ("id", "name", "model_version", "created_at_s"))
IMAGE = TableFormat(
    "image",
    ("id", "collection", "fingerprint", "image_id", "external_id"),
    sealed={"external_id": named("external:{image_id}")},
)
USER = TableFormat("user", ("id", "collection", "fingerprint", "name"), sealed={"name": named("user:{collection}")})
BOX = ("box_left", "box_top", "box_width", "box_height")
FACE = TableFormat(
    "face",
    ("id", "collection", "image", "user", "face_id", *BOX, "confidence", "vector", "quality"),
    later_columns=1,
    sealed={"vector": _place_of_vector},
)
REQUEST = TableFormat(
    "request",
    ("operation", "fingerprint", "collection", "parameters", "answer", "answered_at_s"),
    key_columns=2,
    sealed={"answer": _place_of_answer},
)
COLLECTIONS = DatabaseFormat(
    _SCHEMA, (COLLECTION, IMAGE, USER, FACE, REQUEST), added_columns={"face": {"quality": "REAL"}}
)
