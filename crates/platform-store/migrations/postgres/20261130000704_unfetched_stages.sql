-- When a stage was given to whoever has it: the time in which his terminal should fetch it runs from here. Stages that
-- were given before this release have no such time and wait, as they did.
ALTER TABLE stage ADD COLUMN dispatched_at BIGINT;
CREATE INDEX stage_unfetched ON stage (org, state, dispatched_at);
-- Who has a terminal in hand is asked by person.
CREATE INDEX terminal_session_by_person ON terminal_session (org, person);
