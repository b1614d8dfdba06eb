//! The API over its router, on a store of its own.

#[path = "../support/mod.rs"]
mod support;

mod absences;
mod acquisition;
mod audit;
mod certificates;
mod commands;
mod customers;
mod cut_over;
mod description;
mod drafts;
mod duties;
mod export;
mod fleet;
mod hand_over;
mod identity;
mod in_hand;
mod inbox;
mod journeys;
mod limits;
mod masking;
mod meter_works;
mod metering;
mod migration;
mod orders;
mod people;
mod placing;
mod rights;
mod sealed;
mod second_person;
mod steering;
mod submission;
mod tasks;
mod trade;
mod unsigned;
mod uploads;
mod watch;
