-- Which grid an area belongs to since when: what lies there has one grid at a time. An area goes to another grid on a
-- day that is named beforehand, and its open orders follow it one by one; what became of each is kept.
CREATE TABLE area_grid (
    org     BLOB NOT NULL,
    area    BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    grid    BLOB NOT NULL,
    PRIMARY KEY (org, area, from_at)
);

INSERT INTO area_grid (org, area, from_at, grid)
SELECT org, area, 0, grid FROM transformer_area;

CREATE TABLE cut_over (
    org          BLOB NOT NULL,
    cut_over     BLOB NOT NULL,
    area         BLOB NOT NULL,
    from_grid    BLOB NOT NULL,
    to_grid      BLOB NOT NULL,
    effective_at INTEGER NOT NULL,
    takes_begun  INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    state        TEXT NOT NULL,
    made_by      BLOB NOT NULL,
    made_at      INTEGER NOT NULL,
    done_at      INTEGER,
    PRIMARY KEY (org, cut_over)
);
CREATE INDEX cut_over_by_state ON cut_over (org, state, effective_at);
CREATE INDEX cut_over_by_area ON cut_over (org, area, state);

CREATE TABLE cut_over_order (
    org        BLOB NOT NULL,
    cut_over   BLOB NOT NULL,
    work_order BLOB NOT NULL,
    outcome    TEXT NOT NULL,
    PRIMARY KEY (org, cut_over, work_order)
);
