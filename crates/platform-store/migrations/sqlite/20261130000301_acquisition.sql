-- Which security unit a leave was asked for and which it was released to; messages to neighbours that belong to no order.
ALTER TABLE authorisation ADD COLUMN unit TEXT;
ALTER TABLE authorisation ADD COLUMN released_to TEXT;

CREATE TABLE outbox_message_of_any (
    org         BLOB NOT NULL,
    message     BLOB NOT NULL,
    neighbour   TEXT NOT NULL,
    work_order  BLOB,
    kind        TEXT NOT NULL,
    body        TEXT NOT NULL,
    correlation BLOB NOT NULL,
    state       TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    next_at     INTEGER NOT NULL,
    last_error  TEXT,
    created_at  INTEGER NOT NULL,
    settled_at  INTEGER,
    PRIMARY KEY (org, message)
);
INSERT INTO outbox_message_of_any
SELECT org, message, neighbour, work_order, kind, body, correlation, state, attempts, next_at,
       last_error, created_at, settled_at
  FROM outbox_message;
DROP TABLE outbox_message;
ALTER TABLE outbox_message_of_any RENAME TO outbox_message;
CREATE INDEX outbox_message_by_state ON outbox_message (org, state, next_at);
