-- Who is on duty when: on days that are not worked, and at night, what comes falls to them first.
CREATE TABLE duty (
    org      BLOB NOT NULL,
    duty     BLOB NOT NULL,
    station  BLOB NOT NULL,
    person   BLOB NOT NULL,
    kind     TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    note     TEXT NOT NULL,
    PRIMARY KEY (org, duty)
);
CREATE INDEX duty_by_station ON duty (org, station, until_at);
