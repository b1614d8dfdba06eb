//! The platform's tables, on SQLite and on PostgreSQL.
//!
//! A [`Command`] reads, decides and writes in one transaction, whichever database stands behind ([`Store::write`]);
//! a [`Snapshot`] reads one unchanging state ([`Store::read`]). Both take the same statements: ids and digests are
//! bytes, times and quantities integers, the rest text, so that one text serves both (ADR 0003). The organisation is
//! part of every key.
//!
//! One module per area holds its statements as plain functions over a [`Tx`]; no SQL stands anywhere else. To add a
//! table: a migration in both folders, a module or a function here, and a story in `tests/contract`, which runs on both
//! databases.

pub mod absences;
pub mod attachments;
pub mod audit;
pub mod authorisations;
pub mod calendar;
pub mod certificates;
pub mod customers;
pub mod cut_overs;
pub mod deadlines;
pub mod dispatch_rules;
pub mod drafts;
pub mod duties;
mod fault;
pub mod feed;
pub mod housekeeping;
pub mod identity;
pub mod inquiries;
mod list_place;
pub mod meter_work_list;
pub mod meter_works;
pub mod meters;
mod migrations;
pub mod neighbours;
pub mod office;
pub mod operations;
pub mod order_keys;
pub mod order_list;
pub mod orders;
pub mod people;
mod postgres;
pub mod processes;
mod sqlite;
mod store;
pub mod terminals;
mod transaction;
mod value;

pub use fault::{CommandFault, StoreFault};
pub use list_place::{ListPlace, NoListPlace};
pub use store::{Command, Hazard, Location, Options, Snapshot, Store};
pub use transaction::{Listener, Tx};
pub use value::{Column, Row, Value};
