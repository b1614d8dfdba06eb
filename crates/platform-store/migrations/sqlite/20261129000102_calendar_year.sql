-- Years of the working-day calendar that the company has written itself.
CREATE TABLE calendar_year (
    org        BLOB NOT NULL,
    year       INTEGER NOT NULL,
    body       TEXT NOT NULL,
    written_by BLOB NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (org, year)
);
-- The calendar that a due date was counted by; none where no calendar can move it. Those of before are counted anew.
ALTER TABLE deadline ADD COLUMN calendar TEXT;
UPDATE deadline SET calendar = '' WHERE due_at IS NOT NULL;
CREATE INDEX deadline_by_calendar ON deadline (org, calendar);
