-- What was typed goes to the platform for whatever terminal its worker takes up next, and comes from there.

-- When the value that the platform holds was typed; none while it holds none.
ALTER TABLE draft ADD COLUMN sent_at INTEGER;
-- Whether it was typed here; what came from another terminal goes again when the platform says so.
ALTER TABLE draft ADD COLUMN is_own INTEGER NOT NULL DEFAULT 1;
