-- Works across meters: what the platform found of each, whom it concerns, and along what lists of them walk.
ALTER TABLE meter_work ADD COLUMN unverified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meter_work ADD COLUMN odd INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meter_work ADD COLUMN oddities TEXT NOT NULL DEFAULT '';
ALTER TABLE meter_work ADD COLUMN chain TEXT NOT NULL DEFAULT 'whole';
CREATE INDEX meter_work_by_time ON meter_work (org, started_at, work);
CREATE INDEX meter_work_by_person ON meter_work (org, person, started_at, work);
CREATE INDEX meter_work_by_command ON meter_work (org, command, started_at, work);
CREATE INDEX meter_work_by_outcome ON meter_work (org, outcome, started_at, work);
CREATE INDEX meter_work_by_unverified ON meter_work (org, unverified, started_at, work);
CREATE INDEX meter_work_by_odd ON meter_work (org, odd, started_at, work);
CREATE INDEX meter_work_by_chain ON meter_work (org, chain, received_at, terminal);
CREATE INDEX meter_work_by_terminal ON meter_work (org, terminal, received_at, work);

-- The station of its order, and that of whoever did it.
CREATE TABLE meter_work_station (
    org        BLOB NOT NULL,
    station    BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    work       BLOB NOT NULL,
    PRIMARY KEY (org, station, started_at, work)
);
INSERT INTO meter_work_station (org, station, started_at, work)
SELECT w.org, o.station, w.started_at, w.work
  FROM meter_work w
  JOIN work_order o ON o.org = w.org AND o.work_order = w.work_order
 WHERE o.station IS NOT NULL
 UNION
SELECT w.org, p.station, w.started_at, w.work
  FROM meter_work w
  JOIN person p ON p.org = w.org AND p.person = w.person
 WHERE p.station IS NOT NULL;

-- What a look must have read to tell of a command stands in no column: any look that read something counts until the next
-- work at the meter comes.
UPDATE meter_work
   SET unverified = 1
 WHERE outcome = 'unknown'
   AND NOT EXISTS (SELECT 1
                     FROM meter_work later
                    WHERE later.org = meter_work.org AND later.comm_address = meter_work.comm_address
                      AND later.outcome IN ('done', 'failed')
                      AND later.started_at > meter_work.started_at);

UPDATE meter_work
   SET odd = 1, oddities = found.oddities
  FROM (SELECT org, work, GROUP_CONCAT(reason, ' ') AS oddities
          FROM (SELECT DISTINCT org, REPLACE(json_extract(detail, '$.work'), '-', '') AS work, reason
                  FROM office_item
                 WHERE kind = 'meter_work' AND reason <> 'unknown') told
         GROUP BY org, work) found
 WHERE found.org = meter_work.org AND found.work = LOWER(HEX(meter_work.work));

UPDATE meter_work
   SET chain = 'gap'
 WHERE previous IS NOT NULL
   AND NOT EXISTS (SELECT 1
                     FROM meter_work earlier
                    WHERE earlier.org = meter_work.org AND earlier.terminal = meter_work.terminal
                      AND earlier.digest = meter_work.previous);
UPDATE meter_work
   SET chain = 'fork'
 WHERE digest IS NOT NULL
   AND EXISTS (SELECT 1
                 FROM meter_work beside
                WHERE beside.org = meter_work.org AND beside.terminal = meter_work.terminal
                  AND beside.digest IS NOT NULL AND beside.work <> meter_work.work
                  AND (beside.previous = meter_work.previous
                       OR (beside.previous IS NULL AND meter_work.previous IS NULL)));

-- The meters of a station are those of its areas.
CREATE INDEX meter_by_area ON meter (org, area_code, comm_address);
