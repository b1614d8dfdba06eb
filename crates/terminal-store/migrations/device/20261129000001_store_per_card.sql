-- A store is made with a card and opens with that card only. A person who gets another card gets another store; the one
-- before stays, with all that was not submitted, until its card comes back.
CREATE TABLE card_store (
    person        TEXT NOT NULL,
    card          TEXT NOT NULL,
    name          TEXT NOT NULL,
    staff_no      TEXT NOT NULL,
    roles         TEXT NOT NULL,
    -- In the person's folder.
    file_name     TEXT NOT NULL,
    wrapped_key   BLOB NOT NULL,
    lease_secret  BLOB,
    lease_expires INTEGER,
    PRIMARY KEY (person, card)
);
INSERT INTO card_store
       (person, card, name, staff_no, roles, file_name, wrapped_key, lease_secret, lease_expires)
SELECT person, card, name, staff_no, roles, 'store.db', wrapped_key, lease_secret, lease_expires
  FROM known_person;
DROP TABLE known_person;
