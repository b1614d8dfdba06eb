-- Who asks for leave to set a parameter says what it is now, so that who approves sees from what it goes to what.
ALTER TABLE authorisation ADD COLUMN present TEXT COLLATE "C";
