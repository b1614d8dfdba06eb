-- Who may do what by which certificate, from when until when. One that was withdrawn is kept, and counts no more.
CREATE TABLE certificate_kind (
    org     BYTEA NOT NULL,
    kind    TEXT COLLATE "C" NOT NULL,
    name_zh TEXT COLLATE "C" NOT NULL,
    name_en TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, kind)
);

CREATE TABLE certificate (
    org          BYTEA NOT NULL,
    certificate  BYTEA NOT NULL,
    person       BYTEA NOT NULL,
    kind         TEXT COLLATE "C" NOT NULL,
    number       TEXT COLLATE "C" NOT NULL,
    issued_by    TEXT COLLATE "C" NOT NULL,
    from_at      BIGINT NOT NULL,
    until_at     BIGINT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_for TEXT COLLATE "C",
    PRIMARY KEY (org, certificate)
);
CREATE INDEX certificate_by_person ON certificate (org, person, kind, until_at);
