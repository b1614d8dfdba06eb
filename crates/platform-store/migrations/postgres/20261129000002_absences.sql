-- Who is away when: what falls to them falls to whoever stands in.
CREATE TABLE absence (
    org      BYTEA NOT NULL,
    absence  BYTEA NOT NULL,
    person   BYTEA NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    from_at  BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    note     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, absence)
);
CREATE INDEX absence_by_person ON absence (org, person, until_at);
