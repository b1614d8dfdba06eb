-- The tables that the first order needs. The organisation leads every key, so that tenants can share an installation
-- and a distributed engine can shard by it. Ids and digests are bytes, times are microseconds UTC, positions 1e-7 degree.

CREATE TABLE platform_state (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- People and places ---------------------------------------------------------------------------------------------------

CREATE TABLE organisation (
    org        BLOB NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE station (
    org     BLOB NOT NULL,
    station BLOB NOT NULL,
    code    TEXT NOT NULL,
    name    TEXT NOT NULL,
    county  TEXT NOT NULL,
    lon_e7  INTEGER NOT NULL,
    lat_e7  INTEGER NOT NULL,
    PRIMARY KEY (org, station)
);
CREATE UNIQUE INDEX station_by_code ON station (org, code);

CREATE TABLE grid_cell (
    org     BLOB NOT NULL,
    grid    BLOB NOT NULL,
    station BLOB NOT NULL,
    code    TEXT NOT NULL,
    name    TEXT NOT NULL,
    outline TEXT NOT NULL,
    primary_person BLOB,
    backup_person  BLOB,
    PRIMARY KEY (org, grid)
);
CREATE UNIQUE INDEX grid_cell_by_code ON grid_cell (org, code);

CREATE TABLE transformer_area (
    org     BLOB NOT NULL,
    area    BLOB NOT NULL,
    grid    BLOB NOT NULL,
    code    TEXT NOT NULL,
    name    TEXT NOT NULL,
    outline TEXT NOT NULL,
    PRIMARY KEY (org, area)
);
CREATE UNIQUE INDEX transformer_area_by_code ON transformer_area (org, code);

CREATE TABLE person (
    org      BLOB NOT NULL,
    person   BLOB NOT NULL,
    staff_no TEXT NOT NULL,
    name     TEXT NOT NULL,
    mobile   TEXT NOT NULL,
    station  BLOB,
    state    TEXT NOT NULL,
    PRIMARY KEY (org, person)
);
CREATE UNIQUE INDEX person_by_staff_no ON person (org, staff_no);

CREATE TABLE person_role (
    org    BLOB NOT NULL,
    person BLOB NOT NULL,
    role   TEXT NOT NULL,
    PRIMARY KEY (org, person, role)
);

-- Accounts, cards, terminals, sessions --------------------------------------------------------------------------------

CREATE TABLE account (
    org           BLOB NOT NULL,
    login         TEXT NOT NULL,
    person        BLOB NOT NULL,
    password_hash TEXT NOT NULL,
    failures      INTEGER NOT NULL,
    locked_until  INTEGER,
    PRIMARY KEY (org, login)
);

CREATE TABLE console_session (
    org        BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    session    BLOB NOT NULL,
    person     BLOB NOT NULL,
    csrf       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (org, token_hash)
);

CREATE TABLE card (
    org        BLOB NOT NULL,
    card       BLOB NOT NULL,
    serial     TEXT NOT NULL,
    person     BLOB NOT NULL,
    public_key BLOB NOT NULL,
    puk_sealed BLOB NOT NULL,
    state      TEXT NOT NULL,
    issued_at  INTEGER NOT NULL,
    PRIMARY KEY (org, card)
);
CREATE UNIQUE INDEX card_by_serial ON card (org, serial);

CREATE TABLE terminal (
    org         BLOB NOT NULL,
    terminal    BLOB NOT NULL,
    name        TEXT NOT NULL,
    station     BLOB,
    public_key  BLOB NOT NULL,
    state       TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    last_seen   INTEGER,
    release_no  TEXT NOT NULL,
    PRIMARY KEY (org, terminal)
);

CREATE TABLE enrolment (
    org        BLOB NOT NULL,
    code_hash  BLOB NOT NULL,
    name       TEXT NOT NULL,
    station    BLOB,
    made_by    BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    terminal   BLOB,
    PRIMARY KEY (org, code_hash)
);

CREATE TABLE challenge (
    org        BLOB NOT NULL,
    nonce      BLOB NOT NULL,
    terminal   BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (org, nonce)
);

-- A terminal's session; `person` once a card has signed.
CREATE TABLE terminal_session (
    org        BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    session    BLOB NOT NULL,
    terminal   BLOB NOT NULL,
    person     BLOB,
    card       BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (org, token_hash)
);

-- Processes and orders ------------------------------------------------------------------------------------------------

CREATE TABLE bundle (
    org         BLOB NOT NULL,
    hash        BLOB NOT NULL,
    process     TEXT NOT NULL,
    version     INTEGER NOT NULL,
    files       TEXT NOT NULL,
    deployed_by BLOB NOT NULL,
    deployed_at INTEGER NOT NULL,
    PRIMARY KEY (org, hash)
);
CREATE UNIQUE INDEX bundle_by_version ON bundle (org, process, version);

CREATE TABLE process (
    org     BLOB NOT NULL,
    process TEXT NOT NULL,
    active  BLOB NOT NULL,
    PRIMARY KEY (org, process)
);

-- `view` is the order as its workers' terminals hold it; kept beside the columns so that a feed page is read, not made.
CREATE TABLE work_order (
    org           BLOB NOT NULL,
    work_order    BLOB NOT NULL,
    order_no      TEXT NOT NULL,
    process       TEXT NOT NULL,
    bundle_hash   BLOB NOT NULL,
    state         TEXT NOT NULL,
    rev           INTEGER NOT NULL,
    station       BLOB,
    grid          BLOB,
    customer_name TEXT NOT NULL,
    address       TEXT NOT NULL,
    due_at        INTEGER,
    created_at    INTEGER NOT NULL,
    closed_at     INTEGER,
    evidence_missing INTEGER NOT NULL,
    view          TEXT NOT NULL,
    PRIMARY KEY (org, work_order)
);
CREATE UNIQUE INDEX work_order_by_no ON work_order (org, order_no);
CREATE INDEX work_order_by_station ON work_order (org, state, station, created_at);
CREATE INDEX work_order_by_age ON work_order (org, created_at);

CREATE TABLE stage (
    org        BLOB NOT NULL,
    work_order BLOB NOT NULL,
    stage      BLOB NOT NULL,
    element    TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    state      TEXT NOT NULL,
    stage_rev  INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    assignee   BLOB,
    opened_at  INTEGER NOT NULL,
    closed_at  INTEGER,
    PRIMARY KEY (org, work_order, stage)
);
CREATE INDEX stage_by_assignee ON stage (org, assignee, state);

CREATE TABLE timer (
    org        BLOB NOT NULL,
    work_order BLOB NOT NULL,
    timer      TEXT NOT NULL,
    due_at     INTEGER NOT NULL,
    PRIMARY KEY (org, work_order, timer)
);
CREATE INDEX timer_by_due ON timer (org, due_at);

CREATE TABLE deadline (
    org        BLOB NOT NULL,
    work_order BLOB NOT NULL,
    policy     TEXT NOT NULL,
    clock      TEXT NOT NULL,
    due_at     INTEGER,
    PRIMARY KEY (org, work_order, policy)
);

-- What workers did ----------------------------------------------------------------------------------------------------

CREATE TABLE operation (
    org         BLOB NOT NULL,
    op_id       BLOB NOT NULL,
    outbox      BLOB NOT NULL,
    n           INTEGER NOT NULL,
    author      BLOB NOT NULL,
    terminal    BLOB NOT NULL,
    work_order  BLOB NOT NULL,
    stage       BLOB NOT NULL,
    digest      BLOB NOT NULL,
    body        TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    event_at    INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (org, op_id)
);
CREATE INDEX operation_by_outbox ON operation (org, outbox, n);
CREATE INDEX operation_by_order ON operation (org, work_order, received_at);

CREATE TABLE attachment (
    org          BLOB NOT NULL,
    attachment   BLOB NOT NULL,
    work_order   BLOB NOT NULL,
    stage        BLOB NOT NULL,
    op_id        BLOB,
    sha256       BLOB NOT NULL,
    size         INTEGER NOT NULL,
    mime         TEXT NOT NULL,
    outbox       BLOB,
    received     INTEGER NOT NULL,
    state        TEXT NOT NULL,
    opens        BLOB,
    created_at   INTEGER NOT NULL,
    completed_at INTEGER,
    PRIMARY KEY (org, attachment)
);
CREATE INDEX attachment_by_order ON attachment (org, work_order);
CREATE INDEX attachment_by_outbox ON attachment (org, outbox);
CREATE INDEX attachment_by_state ON attachment (org, state, created_at);

-- What opens a file that was sealed on its terminal; sealed to the platform.
CREATE TABLE file_key (
    org        BLOB NOT NULL,
    attachment BLOB NOT NULL,
    key_sealed BLOB NOT NULL,
    PRIMARY KEY (org, attachment)
);

-- The feed: per worker one counter row, per entity only its newest row.
CREATE TABLE feed_head (
    org    BLOB NOT NULL,
    worker BLOB NOT NULL,
    seq    INTEGER NOT NULL,
    count  INTEGER NOT NULL,
    sum    INTEGER NOT NULL,
    pruned_seq INTEGER NOT NULL,
    PRIMARY KEY (org, worker)
);

CREATE TABLE feed (
    org       BLOB NOT NULL,
    worker    BLOB NOT NULL,
    kind      TEXT NOT NULL,
    entity    TEXT NOT NULL,
    work_order BLOB,
    changed_at INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    op        TEXT NOT NULL,
    rev       INTEGER NOT NULL,
    before_seq INTEGER NOT NULL,
    before_rev INTEGER NOT NULL,
    patch     TEXT,
    body      TEXT,
    PRIMARY KEY (org, worker, kind, entity)
);
CREATE UNIQUE INDEX feed_by_seq ON feed (org, worker, seq);

-- The office ----------------------------------------------------------------------------------------------------------

CREATE TABLE office_item (
    org         BLOB NOT NULL,
    item        BLOB NOT NULL,
    kind        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    work_order  BLOB,
    order_no    TEXT,
    station     BLOB,
    op_id       BLOB,
    detail      TEXT NOT NULL,
    state       TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    resolved_at INTEGER,
    resolved_by BLOB,
    remark      TEXT,
    PRIMARY KEY (org, item)
);
CREATE INDEX office_item_by_state ON office_item (org, state, created_at);
CREATE INDEX office_item_by_order ON office_item (org, work_order);

-- Neighbours ----------------------------------------------------------------------------------------------------------

CREATE TABLE inbox_message (
    org         BLOB NOT NULL,
    neighbour   TEXT NOT NULL,
    order_no    TEXT NOT NULL,
    stage       TEXT NOT NULL,
    version     INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    digest      BLOB NOT NULL,
    body        TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    copies      INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (org, neighbour, order_no, stage, version)
);

CREATE TABLE outbox_message (
    org         BLOB NOT NULL,
    message     BLOB NOT NULL,
    neighbour   TEXT NOT NULL,
    work_order  BLOB NOT NULL,
    kind        TEXT NOT NULL,
    body        TEXT NOT NULL,
    correlation BLOB NOT NULL,
    state       TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    next_at     INTEGER NOT NULL,
    last_error  TEXT,
    created_at  INTEGER NOT NULL,
    settled_at  INTEGER,
    PRIMARY KEY (org, message)
);
CREATE INDEX outbox_message_by_state ON outbox_message (org, state, next_at);

-- Proof ---------------------------------------------------------------------------------------------------------------

-- One hash chain per order, terminal, card, account. The chain holds the digest of `body`; `body` can be erased.
CREATE TABLE audit_entry (
    org         BLOB NOT NULL,
    chain       TEXT NOT NULL,
    n           INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    actor       TEXT NOT NULL,
    correlation BLOB NOT NULL,
    body        TEXT,
    digest      BLOB NOT NULL,
    hash        BLOB NOT NULL,
    PRIMARY KEY (org, chain, n)
);

CREATE TABLE audit_head (
    org        BLOB NOT NULL,
    chain      TEXT NOT NULL,
    n          INTEGER NOT NULL,
    hash       BLOB NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (org, chain)
);
CREATE INDEX audit_head_by_change ON audit_head (org, changed_at);

CREATE TABLE audit_root (
    org       BLOB NOT NULL,
    at        INTEGER NOT NULL,
    chains    INTEGER NOT NULL,
    root      BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (org, at)
);

CREATE TABLE idempotency (
    org        BLOB NOT NULL,
    person     BLOB NOT NULL,
    key        TEXT NOT NULL,
    request    BLOB NOT NULL,
    answer     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org, person, key)
);

CREATE TABLE allocator (
    org    BLOB NOT NULL,
    series TEXT NOT NULL,
    next   INTEGER NOT NULL,
    PRIMARY KEY (org, series)
);

-- Which program runs a background job, where several run on one database.
CREATE TABLE job_lease (
    job        TEXT NOT NULL PRIMARY KEY,
    holder     TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);
