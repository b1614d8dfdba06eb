-- Who is on duty when: on days that are not worked, and at night, what comes falls to them first.
CREATE TABLE duty (
    org      BYTEA NOT NULL,
    duty     BYTEA NOT NULL,
    station  BYTEA NOT NULL,
    person   BYTEA NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    from_at  BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    note     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, duty)
);
CREATE INDEX duty_by_station ON duty (org, station, until_at);
