-- By which rules the work of a station is dispatched, and who takes more or less than his station's people do.
CREATE TABLE dispatch_rule (
    org             BYTEA NOT NULL,
    station         BYTEA NOT NULL,
    most_in_hand    BIGINT,
    sign_in_minutes BIGINT,
    places_itself   BIGINT NOT NULL,
    PRIMARY KEY (org, station)
);

CREATE TABLE person_limit (
    org          BYTEA NOT NULL,
    person       BYTEA NOT NULL,
    most_in_hand BIGINT NOT NULL,
    PRIMARY KEY (org, person)
);
