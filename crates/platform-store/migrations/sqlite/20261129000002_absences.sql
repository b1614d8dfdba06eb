-- Who is away when: what falls to them falls to whoever stands in.
CREATE TABLE absence (
    org      BLOB NOT NULL,
    absence  BLOB NOT NULL,
    person   BLOB NOT NULL,
    kind     TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    note     TEXT NOT NULL,
    PRIMARY KEY (org, absence)
);
CREATE INDEX absence_by_person ON absence (org, person, until_at);
