-- Meters as the acquisition system knows them, leave to give them commands, and what was done at them.
CREATE TABLE meter (
    org          BYTEA NOT NULL,
    comm_address TEXT COLLATE "C" NOT NULL,
    meter_no     TEXT COLLATE "C" NOT NULL,
    asset_no     TEXT COLLATE "C",
    protocol     TEXT COLLATE "C" NOT NULL,
    phases       BIGINT NOT NULL,
    customer_no  TEXT COLLATE "C",
    area_code    TEXT COLLATE "C",
    keys         TEXT COLLATE "C" NOT NULL,
    keys_told_at BIGINT,
    revision     BIGINT NOT NULL,
    received_at  BIGINT NOT NULL,
    PRIMARY KEY (org, comm_address)
);
CREATE INDEX meter_by_keys ON meter (org, keys, comm_address);
CREATE INDEX meter_by_customer ON meter (org, customer_no, comm_address);

CREATE TABLE authorisation (
    org           BYTEA NOT NULL,
    authorisation BYTEA NOT NULL,
    work_order    BYTEA NOT NULL,
    order_no      TEXT COLLATE "C" NOT NULL,
    stage         BYTEA NOT NULL,
    station       BYTEA,
    comm_address  TEXT COLLATE "C" NOT NULL,
    meter_no      TEXT COLLATE "C" NOT NULL,
    asset_no      TEXT COLLATE "C",
    command       TEXT COLLATE "C" NOT NULL,
    parameter     TEXT COLLATE "C",
    executor      BYTEA NOT NULL,
    requested_at  BIGINT NOT NULL,
    state         TEXT COLLATE "C" NOT NULL,
    rev           BIGINT NOT NULL,
    approver      BYTEA,
    decided_at    BIGINT,
    reason        TEXT COLLATE "C",
    not_before    BIGINT NOT NULL,
    not_after     BIGINT NOT NULL,
    signed        TEXT COLLATE "C",
    released_at   BIGINT,
    work          BYTEA,
    PRIMARY KEY (org, authorisation)
);
CREATE INDEX authorisation_by_state ON authorisation (org, state, requested_at, authorisation);
CREATE INDEX authorisation_by_order ON authorisation (org, work_order, requested_at, authorisation);
CREATE INDEX authorisation_by_meter ON authorisation (org, comm_address, requested_at, authorisation);

CREATE TABLE meter_work (
    org           BYTEA NOT NULL,
    work          BYTEA NOT NULL,
    authorisation BYTEA,
    work_order    BYTEA,
    comm_address  TEXT COLLATE "C",
    command       TEXT COLLATE "C" NOT NULL,
    outcome       TEXT COLLATE "C" NOT NULL,
    person        BYTEA NOT NULL,
    terminal      BYTEA NOT NULL,
    started_at    BIGINT NOT NULL,
    received_at   BIGINT NOT NULL,
    body          TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, work)
);
CREATE INDEX meter_work_by_meter ON meter_work (org, comm_address, started_at, work);
CREATE INDEX meter_work_by_order ON meter_work (org, work_order, started_at, work);
CREATE INDEX meter_work_by_receipt ON meter_work (org, received_at, work);

-- Times in which nobody's supply is stopped, announced by the office: a storm, an examination. The nights and holidays of
-- the policy are not here.
CREATE TABLE stop_ban (
    org      BYTEA NOT NULL,
    ban      BYTEA NOT NULL,
    station  BYTEA,
    from_at  BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    reason   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, ban)
);
