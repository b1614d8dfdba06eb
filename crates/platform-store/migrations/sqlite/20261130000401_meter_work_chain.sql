-- Each record of a work names the one before it on its terminal's journal.
ALTER TABLE meter_work ADD COLUMN digest BLOB;
ALTER TABLE meter_work ADD COLUMN previous BLOB;
CREATE INDEX meter_work_by_digest ON meter_work (org, terminal, digest);
CREATE INDEX meter_work_by_previous ON meter_work (org, terminal, previous);
