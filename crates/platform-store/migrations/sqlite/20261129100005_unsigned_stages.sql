-- When a terminal was first in touch after the time to sign in had passed, and whether the office was told of it.
ALTER TABLE stage ADD COLUMN unsigned_seen_at INTEGER;
ALTER TABLE stage ADD COLUMN unsigned_told INTEGER NOT NULL DEFAULT 0;
