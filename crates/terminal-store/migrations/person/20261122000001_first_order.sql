-- What one person has on one terminal: the mirror of his scope, what he recorded, and what is still to be sent.
-- Ids and digests are text as in JSON, times are microseconds UTC.

CREATE TABLE outbox (
    outbox TEXT NOT NULL PRIMARY KEY,
    next_n INTEGER NOT NULL
);

CREATE TABLE fact (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Mirror of the scope -------------------------------------------------------------------------------------------------

CREATE TABLE mirror (
    generation  INTEGER NOT NULL PRIMARY KEY,
    standing    TEXT NOT NULL,
    epoch       TEXT,
    cursor      INTEGER NOT NULL,
    -- The newest cursor at which there was no more to fetch; what was here then can be patched.
    whole_at    INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX mirror_by_standing ON mirror (standing);
INSERT INTO mirror (generation, standing, cursor) VALUES (1, 'current', 0);

CREATE TABLE entity (
    generation INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    id         TEXT NOT NULL,
    rev        INTEGER NOT NULL,
    body       TEXT NOT NULL
);
-- Holds the revision too, so that the digest over the scope is taken without reading a body.
CREATE INDEX entity_head ON entity (generation, kind, id, rev);

-- Orders that left the scope while something of theirs was unsent: to be read, not to be worked on.
CREATE TABLE kept_order (
    work_order TEXT NOT NULL PRIMARY KEY,
    body       TEXT NOT NULL,
    dropped_at INTEGER NOT NULL
);

CREATE TABLE bundle (
    hash       TEXT NOT NULL PRIMARY KEY,
    body       TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
);

-- What was recorded ---------------------------------------------------------------------------------------------------

CREATE TABLE draft (
    work_order TEXT NOT NULL,
    stage      TEXT NOT NULL,
    field      TEXT NOT NULL,
    value      TEXT NOT NULL,
    saved_at   INTEGER NOT NULL,
    PRIMARY KEY (work_order, stage, field)
);

CREATE TABLE operation (
    n           INTEGER NOT NULL PRIMARY KEY,
    op_id       TEXT NOT NULL UNIQUE,
    work_order  TEXT NOT NULL,
    stage       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    state       TEXT NOT NULL,
    body        TEXT NOT NULL,
    digest      TEXT NOT NULL,
    made_at     INTEGER NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    not_before  INTEGER NOT NULL DEFAULT 0,
    outcome     TEXT,
    settled_at  INTEGER,
    received_at INTEGER,
    sealed_at   INTEGER
);
CREATE INDEX operation_by_state ON operation (state, n);
CREATE INDEX operation_by_order ON operation (work_order, n);

CREATE TABLE attachment (
    attachment   TEXT NOT NULL PRIMARY KEY,
    work_order   TEXT NOT NULL,
    stage        TEXT NOT NULL,
    field        TEXT NOT NULL,
    op_id        TEXT,
    class        TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    size         INTEGER NOT NULL,
    mime         TEXT NOT NULL,
    file_name    TEXT NOT NULL,
    state        TEXT NOT NULL,
    url          TEXT,
    sent_bytes   INTEGER NOT NULL DEFAULT 0,
    taken_at     INTEGER NOT NULL,
    thumbnail    BLOB,
    confirmed_at INTEGER
);
CREATE INDEX attachment_by_state ON attachment (state);
CREATE INDEX attachment_by_order ON attachment (work_order, stage);
CREATE INDEX attachment_by_operation ON attachment (op_id);

-- Stages that the terminal opened by itself, until the platform's feed brings the real ones.
CREATE TABLE prediction (
    stage      TEXT NOT NULL PRIMARY KEY,
    work_order TEXT NOT NULL,
    after_op   TEXT NOT NULL,
    view       TEXT NOT NULL,
    engine     TEXT NOT NULL
);
CREATE INDEX prediction_by_order ON prediction (work_order);

-- Messages --------------------------------------------------------------------------------------------------------------

CREATE TABLE local_notice (
    id   TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
);

CREATE TABLE notice_read (
    id      TEXT NOT NULL PRIMARY KEY,
    read_at INTEGER NOT NULL
);
