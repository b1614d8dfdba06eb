-- When a running clock has to be looked at again, and the alert that was raised for its due date.
ALTER TABLE deadline ADD COLUMN next_at BIGINT;
ALTER TABLE deadline ADD COLUMN alert TEXT COLLATE "C";
CREATE INDEX deadline_by_next ON deadline (org, next_at);
CREATE INDEX deadline_by_alert ON deadline (org, alert, due_at);
