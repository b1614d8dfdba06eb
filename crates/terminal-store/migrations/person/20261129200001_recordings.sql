-- Voice notes and videos while they are being recorded: each piece lies in a file of its own before it is acknowledged,
-- so that a page or an agent that dies loses nothing that was heard or seen before.

CREATE TABLE recording (
    attachment TEXT NOT NULL PRIMARY KEY,
    work_order TEXT NOT NULL,
    stage      TEXT NOT NULL,
    field      TEXT NOT NULL,
    medium     TEXT NOT NULL,
    -- What stands beside the recording because it cannot be burnt in.
    facts      TEXT NOT NULL,
    begun_at   INTEGER NOT NULL,
    -- The recording whose place it takes once it is finished.
    instead    TEXT
);
CREATE INDEX recording_by_order ON recording (work_order, stage);

CREATE TABLE recording_piece (
    attachment TEXT NOT NULL,
    first_byte INTEGER NOT NULL,
    len        INTEGER NOT NULL,
    file_name  TEXT NOT NULL,
    PRIMARY KEY (attachment, first_byte)
);
