-- By which rules the work of a station is dispatched, and who takes more or less than his station's people do.
CREATE TABLE dispatch_rule (
    org             BLOB NOT NULL,
    station         BLOB NOT NULL,
    most_in_hand    INTEGER,
    sign_in_minutes INTEGER,
    places_itself   INTEGER NOT NULL,
    PRIMARY KEY (org, station)
);

CREATE TABLE person_limit (
    org          BLOB NOT NULL,
    person       BLOB NOT NULL,
    most_in_hand INTEGER NOT NULL,
    PRIMARY KEY (org, person)
);
