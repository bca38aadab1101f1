"""Tables of the local database; what says anything about a person lies in encrypted columns."""

VERSION = 1

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS challenge (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    created_at_s REAL NOT NULL,
    record BLOB NOT NULL,
    tail BLOB NOT NULL,
    verdict BLOB,
    request_id TEXT NOT NULL DEFAULT '',
    claim TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS challenge_by_time ON challenge (created_at_s);
CREATE TABLE IF NOT EXISTS frame (
    challenge_id TEXT NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    digest TEXT NOT NULL,
    facts BLOB NOT NULL,
    PRIMARY KEY (challenge_id, sequence)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS finding (
    challenge_id TEXT NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (challenge_id, name)
) WITHOUT ROWID;
"""

ADDED_COLUMNS = {"challenge": {"request_id": "TEXT NOT NULL DEFAULT ''", "claim": "TEXT NOT NULL DEFAULT ''"}}
"""What a database of an earlier version lacks."""

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    # What is deleted is overwritten, encrypted as it was.
    "PRAGMA secure_delete = ON",
)
