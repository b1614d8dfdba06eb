-- Which grid an area belongs to since when: what lies there has one grid at a time. An area goes to another grid on a
-- day that is named beforehand, and its open orders follow it one by one; what became of each is kept.
CREATE TABLE area_grid (
    org     BYTEA NOT NULL,
    area    BYTEA NOT NULL,
    from_at BIGINT NOT NULL,
    grid    BYTEA NOT NULL,
    PRIMARY KEY (org, area, from_at)
);

INSERT INTO area_grid (org, area, from_at, grid)
SELECT org, area, 0, grid FROM transformer_area;

CREATE TABLE cut_over (
    org          BYTEA NOT NULL,
    cut_over     BYTEA NOT NULL,
    area         BYTEA NOT NULL,
    from_grid    BYTEA NOT NULL,
    to_grid      BYTEA NOT NULL,
    effective_at BIGINT NOT NULL,
    takes_begun  BIGINT NOT NULL,
    reason       TEXT COLLATE "C" NOT NULL,
    state        TEXT COLLATE "C" NOT NULL,
    made_by      BYTEA NOT NULL,
    made_at      BIGINT NOT NULL,
    done_at      BIGINT,
    PRIMARY KEY (org, cut_over)
);
CREATE INDEX cut_over_by_state ON cut_over (org, state, effective_at);
CREATE INDEX cut_over_by_area ON cut_over (org, area, state);

CREATE TABLE cut_over_order (
    org        BYTEA NOT NULL,
    cut_over   BYTEA NOT NULL,
    work_order BYTEA NOT NULL,
    outcome    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org, cut_over, work_order)
);
