-- What workers have typed and not submitted, for whatever terminal they take up next: one row for each stage and worker.
CREATE TABLE draft (
    org        BYTEA NOT NULL,
    person     BYTEA NOT NULL,
    stage      BYTEA NOT NULL,
    work_order BYTEA NOT NULL,
    rev        BIGINT NOT NULL,
    body       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, person, stage)
);
