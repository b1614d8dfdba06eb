-- What the office's list narrows by lies beside the view, and two indexes hold it whole: a page of any list is found
-- without touching an order that is not on it. `open_elements` names the elements of the open stages, each between bars.
ALTER TABLE work_order ADD COLUMN urged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE work_order ADD COLUMN undispatched INTEGER NOT NULL DEFAULT 0;
ALTER TABLE work_order ADD COLUMN open_elements TEXT NOT NULL DEFAULT '|';

UPDATE work_order
   SET urged = COALESCE(json_extract(view, '$.urged'), 0),
       undispatched = (SELECT COUNT(*) FROM stage s
                        WHERE s.org = work_order.org AND s.work_order = work_order.work_order
                          AND s.assignee IS NULL AND s.state = 'created'),
       open_elements = '|' || COALESCE(
           (SELECT group_concat(s.element, '|') FROM stage s
             WHERE s.org = work_order.org AND s.work_order = work_order.work_order
               AND s.state IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site', 'in_progress')) || '|', '');

DROP INDEX work_order_by_station;
CREATE INDEX work_order_by_state
    ON work_order (org, state, created_at, work_order, station, grid, process, due_at, undispatched, evidence_missing,
                   urged, open_elements);
CREATE INDEX work_order_by_station
    ON work_order (org, state, station, created_at, work_order, grid, process, due_at, undispatched, evidence_missing,
                   urged, open_elements);

-- The numbers and names that people ask for an order by, in the form in which they are compared. Orders that are there
-- already are found by what follows; numbers of meters come with their next change.
CREATE TABLE order_key (
    org        BLOB NOT NULL,
    key        TEXT NOT NULL,
    work_order BLOB NOT NULL,
    kind       TEXT NOT NULL,
    station    BLOB,
    PRIMARY KEY (org, key, work_order, kind)
);
CREATE INDEX order_key_by_station ON order_key (org, station, key, work_order);

INSERT INTO order_key (org, key, work_order, kind, station)
SELECT org, upper(order_no), work_order, 'order_no', station FROM work_order
 UNION
SELECT org, upper(replace(replace(customer_name, ' ', ''), '-', '')), work_order, 'customer_name', station
  FROM work_order
 WHERE replace(replace(customer_name, ' ', ''), '-', '') <> ''
 UNION
SELECT org, json_extract(view, '$.facts.customer.customer_no'), work_order, 'customer_no', station FROM work_order
 WHERE json_extract(view, '$.facts.customer.customer_no') IS NOT NULL
 UNION
SELECT org, json_extract(view, '$.facts.customer.mobile'), work_order, 'mobile', station FROM work_order
 WHERE json_extract(view, '$.facts.customer.mobile') IS NOT NULL;
