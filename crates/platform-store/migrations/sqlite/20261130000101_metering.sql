-- Meters as the acquisition system knows them, leave to give them commands, and what was done at them.
CREATE TABLE meter (
    org          BLOB NOT NULL,
    comm_address TEXT NOT NULL,
    meter_no     TEXT NOT NULL,
    asset_no     TEXT,
    protocol     TEXT NOT NULL,
    phases       INTEGER NOT NULL,
    customer_no  TEXT,
    area_code    TEXT,
    keys         TEXT NOT NULL,
    keys_told_at INTEGER,
    revision     INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    PRIMARY KEY (org, comm_address)
);
CREATE INDEX meter_by_keys ON meter (org, keys, comm_address);
CREATE INDEX meter_by_customer ON meter (org, customer_no, comm_address);

CREATE TABLE authorisation (
    org           BLOB NOT NULL,
    authorisation BLOB NOT NULL,
    work_order    BLOB NOT NULL,
    order_no      TEXT NOT NULL,
    stage         BLOB NOT NULL,
    station       BLOB,
    comm_address  TEXT NOT NULL,
    meter_no      TEXT NOT NULL,
    asset_no      TEXT,
    command       TEXT NOT NULL,
    parameter     TEXT,
    executor      BLOB NOT NULL,
    requested_at  INTEGER NOT NULL,
    state         TEXT NOT NULL,
    rev           INTEGER NOT NULL,
    approver      BLOB,
    decided_at    INTEGER,
    reason        TEXT,
    not_before    INTEGER NOT NULL,
    not_after     INTEGER NOT NULL,
    signed        TEXT,
    released_at   INTEGER,
    work          BLOB,
    PRIMARY KEY (org, authorisation)
);
CREATE INDEX authorisation_by_state ON authorisation (org, state, requested_at, authorisation);
CREATE INDEX authorisation_by_order ON authorisation (org, work_order, requested_at, authorisation);
CREATE INDEX authorisation_by_meter ON authorisation (org, comm_address, requested_at, authorisation);

CREATE TABLE meter_work (
    org           BLOB NOT NULL,
    work          BLOB NOT NULL,
    authorisation BLOB,
    work_order    BLOB,
    comm_address  TEXT,
    command       TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    person        BLOB NOT NULL,
    terminal      BLOB NOT NULL,
    started_at    INTEGER NOT NULL,
    received_at   INTEGER NOT NULL,
    body          TEXT NOT NULL,
    PRIMARY KEY (org, work)
);
CREATE INDEX meter_work_by_meter ON meter_work (org, comm_address, started_at, work);
CREATE INDEX meter_work_by_order ON meter_work (org, work_order, started_at, work);
CREATE INDEX meter_work_by_receipt ON meter_work (org, received_at, work);

-- Times in which nobody's supply is stopped, announced by the office: a storm, an examination. The nights and holidays of
-- the policy are not here.
CREATE TABLE stop_ban (
    org      BLOB NOT NULL,
    ban      BLOB NOT NULL,
    station  BLOB,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (org, ban)
);
