-- The journal of works at meters, one for the terminal: what was done at a meter matters to whoever comes to it next, and a
-- card that is lost takes no record along. Each record names the digest of the one before it.
CREATE TABLE meter_work (
    n             INTEGER NOT NULL PRIMARY KEY,
    work          TEXT NOT NULL UNIQUE,
    person        TEXT NOT NULL,
    -- Who answered; who was meant, where nobody did.
    meter         TEXT,
    command       TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    authorisation TEXT,
    started_at    INTEGER NOT NULL,
    ended_at      INTEGER NOT NULL,
    -- The work goes on: the next record of it takes this one's place.
    is_open       INTEGER NOT NULL,
    -- The command may have been sent.
    is_commanded  INTEGER NOT NULL,
    -- What became of it was unknown, and somebody has looked at the meter since.
    is_verified   INTEGER NOT NULL DEFAULT 0,
    body          TEXT NOT NULL,
    digest        TEXT NOT NULL,
    -- What was read, and why it is not done: for the screen, JSON.
    readout       TEXT,
    why           TEXT,
    kept_epoch    TEXT,
    kept_at       INTEGER
);
CREATE INDEX meter_work_by_meter ON meter_work (meter, n);
CREATE INDEX meter_work_by_person ON meter_work (person, n);
CREATE INDEX meter_work_by_authorisation ON meter_work (authorisation);
