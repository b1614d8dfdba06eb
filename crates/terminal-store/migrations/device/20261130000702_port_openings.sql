-- What opens the gated infrared ports of meters stands meter by meter: it was one setting, written anew for each.
CREATE TABLE port_opening (
    person       TEXT NOT NULL,
    comm_address TEXT NOT NULL,
    not_after    INTEGER NOT NULL,
    opening      TEXT NOT NULL,
    PRIMARY KEY (person, comm_address)
);
CREATE INDEX port_opening_by_end ON port_opening (not_after);

-- Fetched anew with the next sync.
DELETE FROM setting WHERE name = 'metering.ports';
