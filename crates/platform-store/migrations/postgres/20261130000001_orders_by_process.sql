-- The orders of one process at all stations: a process that hardly an order has is found without a walk past the others.
CREATE INDEX work_order_by_process ON work_order (org, state, process, created_at, work_order);
