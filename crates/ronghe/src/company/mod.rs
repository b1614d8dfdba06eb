//! A supply company made from a generated city: everything goes in through the interfaces that a real company uses.
//!
//! `organisation` puts the city's things into the words of the platform; `applications`, `businesses`, `customers`
//! and `customer_records` into those of the marketing system, and `custody` says what the warehouse issues for it. `staff`, `cards`,
//! `terminals` and `process` bring them in; `meter_archive` and `meter_keys` are the acquisition system's part, `simulated_meters` hang on the
//! wall, and `metered` says on whose. [`Programs`] is what runs, [`Folders`] where it lies, [`Record`] what an
//! outside client needs to know of it.

mod applications;
mod businesses;
mod cards;
mod custody;
mod customer_records;
mod customers;
mod folders;
mod found;
mod meter_archive;
mod meter_keys;
mod metered;
mod organisation;
mod pages;
mod ports;
mod process;
mod record;
mod running;
mod secrets;
mod simulated_meters;
mod staff;
mod terminals;

pub use applications::{application_data, applications_of};
pub use businesses::{business_data, businesses_of, high_voltage_data, temporary_data};
pub use cards::{CardOrder, issue_card, move_card};
pub use custody::Custody;
pub use customer_records::{customer_batches, owing};
pub use customers::{
    CustomerOrder, OWED_FEN, arrears_of, increases_of, payment_of, replacement_of, routes_of,
    stop_of,
};
pub use folders::Folders;
pub use found::{Plan, found};
pub use meter_archive::meter_batches;
pub use metered::Metered;
pub use pages::{Pages, find_pages};
pub use ports::free as free_ports;
pub use process::{
    BUSINESS_PROCESS, PROCESS, deploy, find_bundle, read_bundle, read_bundles_beside,
};
pub use record::{Account, Acquisition, BusinessCard, Card, Order, Record, TerminalPorts, Unit};
pub use running::Programs;
pub use secrets::{key, password, pin};
pub use simulated_meters::SimulatedMeter;
pub use terminals::TerminalPlan;
