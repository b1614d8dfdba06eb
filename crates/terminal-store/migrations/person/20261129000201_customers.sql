-- Customers of the areas that the person answers for, area by area as the platform packed them. What a search looks at lies
-- apart from the cards, so that it reads little.
CREATE TABLE customer_area (
    area_code  TEXT NOT NULL PRIMARY KEY,
    area_name  TEXT NOT NULL,
    hash       TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
);

CREATE TABLE customer (
    customer_no     TEXT NOT NULL PRIMARY KEY,
    area_code       TEXT NOT NULL,
    revision        INTEGER NOT NULL,
    customer_name   TEXT NOT NULL,
    service_address TEXT NOT NULL,
    -- Asset numbers and communication addresses of the meters, JSON.
    meters          TEXT NOT NULL,
    flags           TEXT NOT NULL
);
CREATE INDEX customer_by_area ON customer (area_code);

CREATE TABLE customer_card (
    customer_no TEXT NOT NULL PRIMARY KEY,
    body        TEXT NOT NULL
);

-- Looks at customers without an order. An inquiry stays until the platform's receipt, and 30 days longer for the case that
-- the platform is restored: `kept_epoch` says which generation of its data holds it.
CREATE TABLE inquiry (
    inquiry    TEXT NOT NULL PRIMARY KEY,
    body       TEXT NOT NULL,
    made_at    INTEGER NOT NULL,
    kept_epoch TEXT
);
