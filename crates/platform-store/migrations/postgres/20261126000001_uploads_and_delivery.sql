-- Whose upload a file is; NULL for files announced before this was written down.
ALTER TABLE attachment ADD COLUMN terminal BYTEA;
CREATE INDEX attachment_by_terminal ON attachment (org, terminal, op_id);

-- When the office was told that it never came whole.
ALTER TABLE attachment ADD COLUMN flagged_at BIGINT;

-- When the terminal of whoever has the stage got it.
ALTER TABLE stage ADD COLUMN delivered_at BIGINT;
CREATE INDEX stage_undelivered ON stage (org, assignee, state, delivered_at);
