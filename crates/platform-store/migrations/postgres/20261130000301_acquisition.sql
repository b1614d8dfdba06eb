-- Which security unit a leave was asked for and which it was released to; messages to neighbours that belong to no order.
ALTER TABLE authorisation ADD COLUMN unit TEXT COLLATE "C";
ALTER TABLE authorisation ADD COLUMN released_to TEXT COLLATE "C";
ALTER TABLE outbox_message ALTER COLUMN work_order DROP NOT NULL;
