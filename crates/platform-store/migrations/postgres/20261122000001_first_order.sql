-- The tables that the first order needs. The organisation leads every key, so that tenants can share an installation
-- and a distributed engine can shard by it. Ids and digests are bytes, times are microseconds UTC, positions 1e-7 degree.
-- Text is sorted by its bytes, as SQLite does it, whatever the language of the server: pages, ranges of numbers and the
-- order of the audit chains are the same everywhere.

CREATE TABLE platform_state (
    name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

-- People and places ---------------------------------------------------------------------------------------------------

CREATE TABLE organisation (
    org        BYTEA NOT NULL PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE station (
    org     BYTEA NOT NULL,
    station BYTEA NOT NULL,
    code    TEXT COLLATE "C" NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    county  TEXT COLLATE "C" NOT NULL,
    lon_e7  BIGINT NOT NULL,
    lat_e7  BIGINT NOT NULL,
    PRIMARY KEY (org, station)
);
CREATE UNIQUE INDEX station_by_code ON station (org, code);

CREATE TABLE grid_cell (
    org     BYTEA NOT NULL,
    grid    BYTEA NOT NULL,
    station BYTEA NOT NULL,
    code    TEXT COLLATE "C" NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    outline TEXT COLLATE "C" NOT NULL,
    primary_person BYTEA,
    backup_person  BYTEA,
    PRIMARY KEY (org, grid)
);
CREATE UNIQUE INDEX grid_cell_by_code ON grid_cell (org, code);

CREATE TABLE transformer_area (
    org     BYTEA NOT NULL,
    area    BYTEA NOT NULL,
    grid    BYTEA NOT NULL,
    code    TEXT COLLATE "C" NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    outline TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, area)
);
CREATE UNIQUE INDEX transformer_area_by_code ON transformer_area (org, code);

CREATE TABLE person (
    org      BYTEA NOT NULL,
    person   BYTEA NOT NULL,
    staff_no TEXT COLLATE "C" NOT NULL,
    name     TEXT COLLATE "C" NOT NULL,
    mobile   TEXT COLLATE "C" NOT NULL,
    station  BYTEA,
    state    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, person)
);
CREATE UNIQUE INDEX person_by_staff_no ON person (org, staff_no);

CREATE TABLE person_role (
    org    BYTEA NOT NULL,
    person BYTEA NOT NULL,
    role   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, person, role)
);

-- Accounts, cards, terminals, sessions --------------------------------------------------------------------------------

CREATE TABLE account (
    org           BYTEA NOT NULL,
    login         TEXT COLLATE "C" NOT NULL,
    person        BYTEA NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    failures      BIGINT NOT NULL,
    locked_until  BIGINT,
    PRIMARY KEY (org, login)
);

CREATE TABLE console_session (
    org        BYTEA NOT NULL,
    token_hash BYTEA NOT NULL,
    session    BYTEA NOT NULL,
    person     BYTEA NOT NULL,
    csrf       TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (org, token_hash)
);

CREATE TABLE card (
    org        BYTEA NOT NULL,
    card       BYTEA NOT NULL,
    serial     TEXT COLLATE "C" NOT NULL,
    person     BYTEA NOT NULL,
    public_key BYTEA NOT NULL,
    puk_sealed BYTEA NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    issued_at  BIGINT NOT NULL,
    PRIMARY KEY (org, card)
);
CREATE UNIQUE INDEX card_by_serial ON card (org, serial);

CREATE TABLE terminal (
    org         BYTEA NOT NULL,
    terminal    BYTEA NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    station     BYTEA,
    public_key  BYTEA NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    enrolled_at BIGINT NOT NULL,
    last_seen   BIGINT,
    release_no  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, terminal)
);

CREATE TABLE enrolment (
    org        BYTEA NOT NULL,
    code_hash  BYTEA NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    station    BYTEA,
    made_by    BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    terminal   BYTEA,
    PRIMARY KEY (org, code_hash)
);

CREATE TABLE challenge (
    org        BYTEA NOT NULL,
    nonce      BYTEA NOT NULL,
    terminal   BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (org, nonce)
);

-- A terminal's session; `person` once a card has signed.
CREATE TABLE terminal_session (
    org        BYTEA NOT NULL,
    token_hash BYTEA NOT NULL,
    session    BYTEA NOT NULL,
    terminal   BYTEA NOT NULL,
    person     BYTEA,
    card       BYTEA,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (org, token_hash)
);

-- Processes and orders ------------------------------------------------------------------------------------------------

CREATE TABLE bundle (
    org         BYTEA NOT NULL,
    hash        BYTEA NOT NULL,
    process     TEXT COLLATE "C" NOT NULL,
    version     BIGINT NOT NULL,
    files       TEXT COLLATE "C" NOT NULL,
    deployed_by BYTEA NOT NULL,
    deployed_at BIGINT NOT NULL,
    PRIMARY KEY (org, hash)
);
CREATE UNIQUE INDEX bundle_by_version ON bundle (org, process, version);

CREATE TABLE process (
    org     BYTEA NOT NULL,
    process TEXT COLLATE "C" NOT NULL,
    active  BYTEA NOT NULL,
    PRIMARY KEY (org, process)
);

-- `view` is the order as its workers' terminals hold it; kept beside the columns so that a feed page is read, not made.
CREATE TABLE work_order (
    org           BYTEA NOT NULL,
    work_order    BYTEA NOT NULL,
    order_no      TEXT COLLATE "C" NOT NULL,
    process       TEXT COLLATE "C" NOT NULL,
    bundle_hash   BYTEA NOT NULL,
    state         TEXT COLLATE "C" NOT NULL,
    rev           BIGINT NOT NULL,
    station       BYTEA,
    grid          BYTEA,
    customer_name TEXT COLLATE "C" NOT NULL,
    address       TEXT COLLATE "C" NOT NULL,
    due_at        BIGINT,
    created_at    BIGINT NOT NULL,
    closed_at     BIGINT,
    evidence_missing BIGINT NOT NULL,
    view          TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, work_order)
);
CREATE UNIQUE INDEX work_order_by_no ON work_order (org, order_no);
CREATE INDEX work_order_by_station ON work_order (org, state, station, created_at);
CREATE INDEX work_order_by_age ON work_order (org, created_at);

CREATE TABLE stage (
    org        BYTEA NOT NULL,
    work_order BYTEA NOT NULL,
    stage      BYTEA NOT NULL,
    element    TEXT COLLATE "C" NOT NULL,
    occurrence BIGINT NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    stage_rev  BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    assignee   BYTEA,
    opened_at  BIGINT NOT NULL,
    closed_at  BIGINT,
    PRIMARY KEY (org, work_order, stage)
);
CREATE INDEX stage_by_assignee ON stage (org, assignee, state);

CREATE TABLE timer (
    org        BYTEA NOT NULL,
    work_order BYTEA NOT NULL,
    timer      TEXT COLLATE "C" NOT NULL,
    due_at     BIGINT NOT NULL,
    PRIMARY KEY (org, work_order, timer)
);
CREATE INDEX timer_by_due ON timer (org, due_at);

CREATE TABLE deadline (
    org        BYTEA NOT NULL,
    work_order BYTEA NOT NULL,
    policy     TEXT COLLATE "C" NOT NULL,
    clock      TEXT COLLATE "C" NOT NULL,
    due_at     BIGINT,
    PRIMARY KEY (org, work_order, policy)
);

-- What workers did ----------------------------------------------------------------------------------------------------

CREATE TABLE operation (
    org         BYTEA NOT NULL,
    op_id       BYTEA NOT NULL,
    outbox      BYTEA NOT NULL,
    n           BIGINT NOT NULL,
    author      BYTEA NOT NULL,
    terminal    BYTEA NOT NULL,
    work_order  BYTEA NOT NULL,
    stage       BYTEA NOT NULL,
    digest      BYTEA NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    outcome     TEXT COLLATE "C" NOT NULL,
    event_at    BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (org, op_id)
);
CREATE INDEX operation_by_outbox ON operation (org, outbox, n);
CREATE INDEX operation_by_order ON operation (org, work_order, received_at);

CREATE TABLE attachment (
    org          BYTEA NOT NULL,
    attachment   BYTEA NOT NULL,
    work_order   BYTEA NOT NULL,
    stage        BYTEA NOT NULL,
    op_id        BYTEA,
    sha256       BYTEA NOT NULL,
    size         BIGINT NOT NULL,
    mime         TEXT COLLATE "C" NOT NULL,
    outbox       BYTEA,
    received     BIGINT NOT NULL,
    state        TEXT COLLATE "C" NOT NULL,
    opens        BYTEA,
    created_at   BIGINT NOT NULL,
    completed_at BIGINT,
    PRIMARY KEY (org, attachment)
);
CREATE INDEX attachment_by_order ON attachment (org, work_order);
CREATE INDEX attachment_by_outbox ON attachment (org, outbox);
CREATE INDEX attachment_by_state ON attachment (org, state, created_at);

-- What opens a file that was sealed on its terminal; sealed to the platform.
CREATE TABLE file_key (
    org        BYTEA NOT NULL,
    attachment BYTEA NOT NULL,
    key_sealed BYTEA NOT NULL,
    PRIMARY KEY (org, attachment)
);

-- The feed: per worker one counter row, per entity only its newest row.
CREATE TABLE feed_head (
    org    BYTEA NOT NULL,
    worker BYTEA NOT NULL,
    seq    BIGINT NOT NULL,
    count  BIGINT NOT NULL,
    sum    BIGINT NOT NULL,
    pruned_seq BIGINT NOT NULL,
    PRIMARY KEY (org, worker)
);

CREATE TABLE feed (
    org       BYTEA NOT NULL,
    worker    BYTEA NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    entity    TEXT COLLATE "C" NOT NULL,
    work_order BYTEA,
    changed_at BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    op        TEXT COLLATE "C" NOT NULL,
    rev       BIGINT NOT NULL,
    before_seq BIGINT NOT NULL,
    before_rev BIGINT NOT NULL,
    patch     TEXT COLLATE "C",
    body      TEXT COLLATE "C",
    PRIMARY KEY (org, worker, kind, entity)
);
CREATE UNIQUE INDEX feed_by_seq ON feed (org, worker, seq);

-- The office ----------------------------------------------------------------------------------------------------------

CREATE TABLE office_item (
    org         BYTEA NOT NULL,
    item        BYTEA NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    reason      TEXT COLLATE "C" NOT NULL,
    work_order  BYTEA,
    order_no    TEXT COLLATE "C",
    station     BYTEA,
    op_id       BYTEA,
    detail      TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    created_at  BIGINT NOT NULL,
    resolved_at BIGINT,
    resolved_by BYTEA,
    remark      TEXT COLLATE "C",
    PRIMARY KEY (org, item)
);
CREATE INDEX office_item_by_state ON office_item (org, state, created_at);
CREATE INDEX office_item_by_order ON office_item (org, work_order);

-- Neighbours ----------------------------------------------------------------------------------------------------------

CREATE TABLE inbox_message (
    org         BYTEA NOT NULL,
    neighbour   TEXT COLLATE "C" NOT NULL,
    order_no    TEXT COLLATE "C" NOT NULL,
    stage       TEXT COLLATE "C" NOT NULL,
    version     BIGINT NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    digest      BYTEA NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    outcome     TEXT COLLATE "C" NOT NULL,
    copies      BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (org, neighbour, order_no, stage, version)
);

CREATE TABLE outbox_message (
    org         BYTEA NOT NULL,
    message     BYTEA NOT NULL,
    neighbour   TEXT COLLATE "C" NOT NULL,
    work_order  BYTEA NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    correlation BYTEA NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    attempts    BIGINT NOT NULL,
    next_at     BIGINT NOT NULL,
    last_error  TEXT COLLATE "C",
    created_at  BIGINT NOT NULL,
    settled_at  BIGINT,
    PRIMARY KEY (org, message)
);
CREATE INDEX outbox_message_by_state ON outbox_message (org, state, next_at);

-- Proof ---------------------------------------------------------------------------------------------------------------

-- One hash chain per order, terminal, card, account. The chain holds the digest of `body`; `body` can be erased.
CREATE TABLE audit_entry (
    org         BYTEA NOT NULL,
    chain       TEXT COLLATE "C" NOT NULL,
    n           BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    correlation BYTEA NOT NULL,
    body        TEXT COLLATE "C",
    digest      BYTEA NOT NULL,
    hash        BYTEA NOT NULL,
    PRIMARY KEY (org, chain, n)
);

CREATE TABLE audit_head (
    org        BYTEA NOT NULL,
    chain      TEXT COLLATE "C" NOT NULL,
    n          BIGINT NOT NULL,
    hash       BYTEA NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (org, chain)
);
CREATE INDEX audit_head_by_change ON audit_head (org, changed_at);

CREATE TABLE audit_root (
    org       BYTEA NOT NULL,
    at        BIGINT NOT NULL,
    chains    BIGINT NOT NULL,
    root      BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    PRIMARY KEY (org, at)
);

CREATE TABLE idempotency (
    org        BYTEA NOT NULL,
    person     BYTEA NOT NULL,
    key        TEXT COLLATE "C" NOT NULL,
    request    BYTEA NOT NULL,
    answer     TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org, person, key)
);

CREATE TABLE allocator (
    org    BYTEA NOT NULL,
    series TEXT COLLATE "C" NOT NULL,
    next   BIGINT NOT NULL,
    PRIMARY KEY (org, series)
);

-- Which program runs a background job, where several run on one database.
CREATE TABLE job_lease (
    job        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder     TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL
);
