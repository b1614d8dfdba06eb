-- Customers as the marketing system knows them. The body is the record as JSON; the numbers and names that people ask for
-- a customer by lie beside it as they are compared.
CREATE TABLE customer (
    org         BLOB NOT NULL,
    customer_no TEXT NOT NULL,
    area_code   TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    closed      INTEGER NOT NULL,
    body        TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (org, customer_no)
);
CREATE INDEX customer_by_area ON customer (org, area_code, closed, customer_no);

CREATE TABLE customer_key (
    org         BLOB NOT NULL,
    key         TEXT NOT NULL,
    customer_no TEXT NOT NULL,
    kind        TEXT NOT NULL,
    PRIMARY KEY (org, key, customer_no, kind)
);

-- An area's bundle as terminals fetch it, and whom the feed has told of it. `stale` counts what has happened since it was
-- packed.
CREATE TABLE customer_area (
    org          BLOB NOT NULL,
    area_code    TEXT NOT NULL,
    stale        INTEGER NOT NULL,
    rev          INTEGER NOT NULL,
    hash         BLOB,
    packed       BLOB,
    manifest     TEXT,
    told_primary BLOB,
    told_backup  BLOB,
    PRIMARY KEY (org, area_code)
);
CREATE INDEX customer_area_by_stale ON customer_area (org, stale);
CREATE INDEX customer_area_by_hash ON customer_area (org, hash);

-- Who looked at which customer without an order, and why.
CREATE TABLE customer_inquiry (
    org         BLOB NOT NULL,
    inquiry     BLOB NOT NULL,
    at          INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    person      BLOB NOT NULL,
    terminal    BLOB,
    customer_no TEXT NOT NULL,
    reason      TEXT NOT NULL,
    note        TEXT,
    in_scope    INTEGER NOT NULL,
    PRIMARY KEY (org, inquiry)
);
CREATE INDEX customer_inquiry_by_receipt ON customer_inquiry (org, received_at, inquiry);
CREATE INDEX customer_inquiry_by_customer ON customer_inquiry (org, customer_no, received_at, inquiry);
