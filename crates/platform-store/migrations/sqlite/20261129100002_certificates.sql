-- Who may do what by which certificate, from when until when. One that was withdrawn is kept, and counts no more.
CREATE TABLE certificate_kind (
    org     BLOB NOT NULL,
    kind    TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    PRIMARY KEY (org, kind)
);

CREATE TABLE certificate (
    org          BLOB NOT NULL,
    certificate  BLOB NOT NULL,
    person       BLOB NOT NULL,
    kind         TEXT NOT NULL,
    number       TEXT NOT NULL,
    issued_by    TEXT NOT NULL,
    from_at      INTEGER NOT NULL,
    until_at     INTEGER NOT NULL,
    withdrawn_at INTEGER,
    withdrawn_for TEXT,
    PRIMARY KEY (org, certificate)
);
CREATE INDEX certificate_by_person ON certificate (org, person, kind, until_at);
