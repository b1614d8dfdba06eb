-- Running orders of a process version: to move them to another one.
CREATE INDEX work_order_by_version ON work_order (org, bundle_hash, state, work_order);
