-- A card says what it is for. Those of before were all registered as operators' cards.
ALTER TABLE card ADD COLUMN kind TEXT NOT NULL DEFAULT 'operator';
