//! Stand-ins for the company's other systems, as pure state machines that a program or a simulation drives.
//!
//! There are two: the marketing system (营销业务应用系统, SG186) in [`marketing`], and the acquisition system
//! (用电信息采集系统) with the company's key machine in [`acquisition`]. The program `neighbour-sims` gives each sockets
//! and a ledger on disk; a simulation gives it a `Vec<Entry>` and its own clock, and both run the same decisions:
//!
//! ```
//! use neighbour_sims::marketing::{HandOver, MarketingSystem};
//! use neighbour_sims::{Delivery, Retry};
//! use vocabulary::Instant;
//!
//! let now = Instant::from_micros(1_700_000_000_000_000);
//! let mut marketing = MarketingSystem::open(Vec::new(), &[], Retry::default(), now);
//! let application: HandOver = serde_json::from_value(serde_json::json!({
//!     "order_no": "1302000100000001",
//!     "data": {
//!         "applicant": { "name": "张伟", "id_no": "130202199001011234", "mobile": "13800000000" },
//!         "address": "路北区建设路1号", "area_code": "130203001-0001", "lon": 118.18, "lat": 39.63,
//!         "requested_capacity_w": 8000, "usage_class": "residential", "tariff": "residential_tiered",
//!         "supply_voltage": 220
//!     }
//! }))?;
//! let n = marketing.hand_over(now, application)?;
//! let outgoing = marketing.next_to_send(now).ok_or("nothing to send")?;
//! assert_eq!(outgoing.n, n);
//! marketing.answered(now, n, &Delivery::of_answer(200, br#"{"outcome":"applied"}"#))?;
//! assert_eq!(marketing.totals().messages_acknowledged, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The wire types are this crate's own on purpose: the platform has other ones, so that the two can disagree and be
//! found out. `README.md` of this crate is the contract between them.

pub mod acquisition;
mod delivery;
mod ledger;
mod ledger_file;
pub mod marketing;
mod outbox;

pub use delivery::Delivery;
pub use ledger::{Ledger, LedgerEntry};
pub use ledger_file::{LedgerFault, LedgerFile};
pub use outbox::Retry;
