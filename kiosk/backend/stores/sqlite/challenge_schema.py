"""Tables of challenges; what says anything about a person lies in encrypted columns."""

from kiosk.backend.stores.sqlite.authentic_rows import TAG, TableFormat, named
from kiosk.backend.stores.sqlite.database import DatabaseFormat

_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS challenge (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    created_at_s REAL NOT NULL,
    record BLOB NOT NULL,
    tail BLOB NOT NULL,
    verdict BLOB,
    request_id TEXT NOT NULL DEFAULT '',
    claim TEXT NOT NULL DEFAULT '',
    frames INTEGER NOT NULL DEFAULT 0,
    {TAG}
);
CREATE INDEX IF NOT EXISTS challenge_by_time ON challenge (created_at_s);
CREATE TABLE IF NOT EXISTS frame (
    challenge_id TEXT NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    digest TEXT NOT NULL,
    facts BLOB NOT NULL,
    {TAG},
    PRIMARY KEY (challenge_id, sequence)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS finding (
    challenge_id TEXT NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    {TAG},
    PRIMARY KEY (challenge_id, name)
) WITHOUT ROWID;
"""

_ADDED = {
    "challenge": {
        "request_id": "TEXT NOT NULL DEFAULT ''",
        "claim": "TEXT NOT NULL DEFAULT ''",
        "frames": "INTEGER NOT NULL DEFAULT 0",
    }
}
_FILLING = "UPDATE challenge SET frames = (SELECT count(*) FROM frame WHERE challenge_id = challenge.id)"
CHALLENGE = TableFormat(
    "challenge",
    ("id", "state", "created_at_s", "record", "tail", "verdict", "request_id", "claim", "frames"),
    sealed={name: named(f"{name}:{{id}}") for name in ("record", "tail", "verdict")},
)
FRAME = TableFormat(
    "frame",
    ("challenge_id", "sequence", "digest", "facts"),
    key_columns=2,
    sealed={"facts": named("frame:{challenge_id}:{sequence}")},
)
FINDING = TableFormat(
    "finding",
    ("challenge_id", "name", "value"),
    key_columns=2,
    sealed={"value": named("finding:{challenge_id}:{name}")},
)
CHALLENGES = DatabaseFormat(_SCHEMA, (CHALLENGE, FRAME, FINDING), _ADDED, _FILLING)
