-- What was typed goes to the platform for whatever terminal its worker takes up next, and comes from there.

-- Whether it was typed and nothing else: files, positions, signatures and confirmations stay where they were made.
ALTER TABLE draft ADD COLUMN travels INTEGER NOT NULL DEFAULT 0;
-- When the value that the platform holds was typed; none while it holds none.
ALTER TABLE draft ADD COLUMN sent_at INTEGER;
-- Whether it was typed here; what came from another terminal goes with the stage.
ALTER TABLE draft ADD COLUMN is_own INTEGER NOT NULL DEFAULT 1;
