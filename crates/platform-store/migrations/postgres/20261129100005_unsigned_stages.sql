-- When a terminal was first in touch after the time to sign in had passed, and whether the office was told of it.
ALTER TABLE stage ADD COLUMN unsigned_seen_at BIGINT;
ALTER TABLE stage ADD COLUMN unsigned_told BIGINT NOT NULL DEFAULT 0;
