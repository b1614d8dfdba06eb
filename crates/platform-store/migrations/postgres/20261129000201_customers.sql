-- Customers as the marketing system knows them. The body is the record as JSON; the numbers and names that people ask for
-- a customer by lie beside it as they are compared.
CREATE TABLE customer (
    org         BYTEA NOT NULL,
    customer_no TEXT COLLATE "C" NOT NULL,
    area_code   TEXT COLLATE "C" NOT NULL,
    revision    BIGINT NOT NULL,
    closed      BIGINT NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (org, customer_no)
);
CREATE INDEX customer_by_area ON customer (org, area_code, closed, customer_no);

CREATE TABLE customer_key (
    org         BYTEA NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    customer_no TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, key, customer_no, kind)
);

-- An area's bundle as terminals fetch it, and whom the feed has told of it. `stale` counts what has happened since it was
-- packed.
CREATE TABLE customer_area (
    org          BYTEA NOT NULL,
    area_code    TEXT COLLATE "C" NOT NULL,
    stale        BIGINT NOT NULL,
    rev          BIGINT NOT NULL,
    hash         BYTEA,
    packed       BYTEA,
    manifest     TEXT COLLATE "C",
    told_primary BYTEA,
    told_backup  BYTEA,
    PRIMARY KEY (org, area_code)
);
CREATE INDEX customer_area_by_stale ON customer_area (org, stale);
CREATE INDEX customer_area_by_hash ON customer_area (org, hash);

-- Who looked at which customer without an order, and why.
CREATE TABLE customer_inquiry (
    org         BYTEA NOT NULL,
    inquiry     BYTEA NOT NULL,
    at          BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    person      BYTEA NOT NULL,
    terminal    BYTEA,
    customer_no TEXT COLLATE "C" NOT NULL,
    reason      TEXT COLLATE "C" NOT NULL,
    note        TEXT COLLATE "C",
    in_scope    BIGINT NOT NULL,
    PRIMARY KEY (org, inquiry)
);
CREATE INDEX customer_inquiry_by_receipt ON customer_inquiry (org, received_at, inquiry);
CREATE INDEX customer_inquiry_by_customer ON customer_inquiry (org, customer_no, received_at, inquiry);
