-- What belongs to the terminal and to no person: who it is, whose stores it has, and sealed work that waits for a way
-- out. Ids and digests are text as in JSON, times are microseconds UTC.

CREATE TABLE enrolment (
    only         INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    organisation TEXT NOT NULL,
    terminal     TEXT NOT NULL,
    name         TEXT NOT NULL,
    private_key  BLOB NOT NULL,
    platform_key BLOB NOT NULL,
    recovery_key BLOB NOT NULL,
    enrolled_at  INTEGER NOT NULL
);

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE known_person (
    person        TEXT NOT NULL PRIMARY KEY,
    card          TEXT NOT NULL,
    name          TEXT NOT NULL,
    staff_no      TEXT NOT NULL,
    roles         TEXT NOT NULL,
    wrapped_key   BLOB NOT NULL,
    lease_secret  BLOB,
    lease_expires INTEGER
);

CREATE TABLE sealed_operation (
    op_id     TEXT NOT NULL PRIMARY KEY,
    person    TEXT NOT NULL,
    outbox    TEXT NOT NULL,
    sealed    BLOB NOT NULL,
    sealed_at INTEGER NOT NULL,
    taken_at  INTEGER
);

CREATE TABLE sealed_file (
    attachment TEXT NOT NULL PRIMARY KEY,
    op_id      TEXT NOT NULL,
    person     TEXT NOT NULL,
    work_order TEXT NOT NULL,
    stage      TEXT NOT NULL,
    outbox     TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    size       INTEGER NOT NULL,
    url        TEXT,
    taken_at   INTEGER
);
CREATE INDEX sealed_file_by_operation ON sealed_file (op_id);
