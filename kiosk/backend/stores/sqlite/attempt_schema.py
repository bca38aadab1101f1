"""Tables of `attempts.sqlite3`: attempts, lockouts, the steady clock, and what staff did.

What says anything about a person lies in encrypted columns, and references are looked up by keyed hashes.
"""

from kiosk.backend.stores.sqlite.authentic_rows import TAG, TableFormat, named
from kiosk.backend.stores.sqlite.database import DatabaseFormat

_SCHEMA = f"""
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS attempt (
    id TEXT PRIMARY KEY,
    started_at_s REAL NOT NULL,
    open_until_s REAL,
    record BLOB NOT NULL,
    {TAG}
);
CREATE INDEX IF NOT EXISTS attempt_by_time ON attempt (started_at_s);
CREATE INDEX IF NOT EXISTS open_attempt ON attempt (open_until_s) WHERE open_until_s IS NOT NULL;
CREATE TABLE IF NOT EXISTS attempt_reference (
    reference TEXT NOT NULL,
    attempt_id TEXT NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    {TAG},
    PRIMARY KEY (reference, attempt_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reference_by_attempt ON attempt_reference (attempt_id);
CREATE TABLE IF NOT EXISTS lockout (
    subject TEXT PRIMARY KEY,
    stale_at_s REAL,
    record BLOB NOT NULL,
    {TAG}
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS steady_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    steady_s REAL NOT NULL,
    wall_s REAL NOT NULL,
    uptime_s REAL NOT NULL,
    {TAG}
);
CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_s REAL NOT NULL,
    entry BLOB NOT NULL,
    {TAG}
);
CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""
"""A failure that was counted is so after a power cut too: every commit reaches the disk."""
ATTEMPT = TableFormat(
    "attempt", ("id", "started_at_s", "open_until_s", "record"), sealed={"record": named("attempt:{id}")}
)
REFERENCE = TableFormat("attempt_reference", ("reference", "attempt_id"), key_columns=2)
LOCKOUT = TableFormat(
    "lockout", ("subject", "stale_at_s", "record"), sealed={"record": named("lockout:{subject}")}, counted=True
)
CLOCK = TableFormat("steady_clock", ("id", "steady_s", "wall_s", "uptime_s"))
AUDIT = TableFormat(
    "audit", ("id", "at_s", "entry"), sealed={"entry": named("audit:{id}")}, counted=True, append_only=True
)
ATTEMPTS = DatabaseFormat(_SCHEMA, (ATTEMPT, REFERENCE, LOCKOUT, CLOCK, AUDIT))
