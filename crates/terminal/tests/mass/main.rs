//! The terminal against a platform in memory: chapters of a worker's day, and a mass of days with kills, lost messages,
//! reassignments and restores, after each of which nothing acknowledged is lost and nothing is doubled.

mod bench;
mod chapters;
mod customers;
mod days;
mod metering;
mod platform;
mod practice;
mod process;
mod sent_back;
mod tf_card;
mod travelling;
