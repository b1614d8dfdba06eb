//! The server: HTTP API, jobs, and one module per area of the business.
//!
//! Each area is a folder of the same shape: `endpoints` (one file each: authenticate, call one operation, answer),
//! `operations` (commands over the store: read, decide, write) and rules beside them. An area calls another area's
//! operations, never its tables. [`Platform`] holds what all of them share; [`router`] is the whole API.

pub mod audit;
pub mod calendar;
pub mod config;
pub mod customers;
pub mod evidence_files;
pub mod fleet;
pub mod http;
pub mod identity;
pub mod jobs;
mod keys;
pub mod metering;
pub mod neighbours;
pub mod orders;
pub mod people;
mod platform;

pub use http::router;
pub use keys::PlatformKeys;
pub use platform::{BeginEpoch, Durability, FoundOrganisation, Limits, OpenFault, Platform, Setup};
