-- What workers have typed and not submitted, for whatever terminal they take up next: one row for each stage and worker.
CREATE TABLE draft (
    org        BLOB NOT NULL,
    person     BLOB NOT NULL,
    stage      BLOB NOT NULL,
    work_order BLOB NOT NULL,
    rev        INTEGER NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (org, person, stage)
);
