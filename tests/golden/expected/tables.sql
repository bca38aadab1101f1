-- attempts.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TABLE attempt (
    id TEXT PRIMARY KEY,
    started_at_s REAL NOT NULL,
    open_until_s REAL,
    record BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE TABLE attempt_reference (
    reference TEXT NOT NULL,
    attempt_id TEXT NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    tag BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (reference, attempt_id)
) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_s REAL NOT NULL,
    entry BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE TABLE lockout (
    subject TEXT PRIMARY KEY,
    stale_at_s REAL,
    record BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE steady_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    steady_s REAL NOT NULL,
    wall_s REAL NOT NULL,
    uptime_s REAL NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE INDEX attempt_by_time ON attempt (started_at_s);
CREATE INDEX open_attempt ON attempt (open_until_s) WHERE open_until_s IS NOT NULL;
CREATE INDEX reference_by_attempt ON attempt_reference (attempt_id);

-- collections.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TABLE collection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    model_version TEXT NOT NULL,
    created_at_s REAL NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE TABLE face (
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
    tag BLOB NOT NULL DEFAULT x'',
    UNIQUE (collection, face_id)
);
CREATE TABLE image (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    image_id TEXT NOT NULL,
    external_id BLOB,
    tag BLOB NOT NULL DEFAULT x'',
    UNIQUE (collection, fingerprint)
);
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE request (
    operation TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    parameters BLOB NOT NULL,
    answer BLOB NOT NULL,
    answered_at_s REAL NOT NULL,
    tag BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (operation, fingerprint)
) WITHOUT ROWID;
CREATE TABLE user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    name BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x'',
    UNIQUE (collection, fingerprint)
);
CREATE INDEX face_by_collection ON face (collection);
CREATE INDEX face_by_image ON face (image);
CREATE INDEX face_by_user ON face (user) WHERE user IS NOT NULL;
CREATE INDEX request_by_collection ON request (collection);
CREATE INDEX user_by_collection ON user (collection, id);

-- enrolment.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TABLE enrolment (
    user TEXT PRIMARY KEY,
    customer_key BLOB NOT NULL UNIQUE,
    customer BLOB NOT NULL,
    state TEXT NOT NULL,
    claim TEXT NOT NULL,
    started_at_s REAL NOT NULL,
    seen_at_s REAL NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
) WITHOUT ROWID;
CREATE TABLE mapped_face (
    user TEXT NOT NULL REFERENCES enrolment (user) ON DELETE CASCADE,
    collection TEXT NOT NULL,
    face_id TEXT NOT NULL,
    image TEXT NOT NULL,
    box_left REAL NOT NULL,
    box_top REAL NOT NULL,
    box_width REAL NOT NULL,
    box_height REAL NOT NULL,
    tag BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (user, collection, face_id)
) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE plan (name TEXT PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL, tag BLOB NOT NULL DEFAULT x'');
CREATE INDEX enrolment_unfinished ON enrolment (state) WHERE state <> 'active';

-- flows.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TABLE flow (
    challenge_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at_s REAL NOT NULL,
    unsettled INTEGER NOT NULL,
    record BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE INDEX flow_by_time ON flow (created_at_s);

-- kiosk.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TABLE challenge (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    created_at_s REAL NOT NULL,
    record BLOB NOT NULL,
    tail BLOB NOT NULL,
    verdict BLOB,
    request_id TEXT NOT NULL DEFAULT '',
    claim TEXT NOT NULL DEFAULT '',
    frames INTEGER NOT NULL DEFAULT 0,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE TABLE finding (
    challenge_id TEXT NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (challenge_id, name)
) WITHOUT ROWID;
CREATE TABLE frame (
    challenge_id TEXT NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    digest TEXT NOT NULL,
    facts BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (challenge_id, sequence)
) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE INDEX challenge_by_time ON challenge (created_at_s);

-- rekognition/collections.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TABLE collection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    model_version TEXT NOT NULL,
    created_at_s REAL NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE TABLE face (
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
    tag BLOB NOT NULL DEFAULT x'',
    UNIQUE (collection, face_id)
);
CREATE TABLE image (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    image_id TEXT NOT NULL,
    external_id BLOB,
    tag BLOB NOT NULL DEFAULT x'',
    UNIQUE (collection, fingerprint)
);
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE request (
    operation TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    parameters BLOB NOT NULL,
    answer BLOB NOT NULL,
    answered_at_s REAL NOT NULL,
    tag BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (operation, fingerprint)
) WITHOUT ROWID;
CREATE TABLE user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    name BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x'',
    UNIQUE (collection, fingerprint)
);
CREATE INDEX face_by_collection ON face (collection);
CREATE INDEX face_by_image ON face (image);
CREATE INDEX face_by_user ON face (user) WHERE user IS NOT NULL;
CREATE INDEX request_by_collection ON request (collection);
CREATE INDEX user_by_collection ON user (collection, id);

-- rekognition/liveness.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TABLE image (
    session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    jpeg BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (session_id, name)
) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    created_at_s REAL NOT NULL,
    request_token TEXT UNIQUE,
    record BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE INDEX session_by_time ON session (created_at_s);

-- sessions.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TABLE kyc_session (
    id TEXT PRIMARY KEY,
    created_at_s REAL NOT NULL,
    record BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
);
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE INDEX kyc_session_by_time ON kyc_session (created_at_s);

-- terminals.sqlite3
PRAGMA user_version = 0;
PRAGMA application_id = 0;
PRAGMA journal_mode = wal;
PRAGMA encoding = UTF-8;
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE terminal (
    id TEXT PRIMARY KEY,
    record BLOB NOT NULL,
    tag BLOB NOT NULL DEFAULT x''
) WITHOUT ROWID;
