//! JSON Schema and rules over form values: the same verdict on server and terminal.
//!
//! A [`Bundle`] is a process folder, parsed and checked as a whole: the drawing, its forms, its rules and its
//! README, tied together by one hash. A [`Form`] says of the values of one stage what is wrong with them
//! ([`Form::check`]) and what evidence is still due ([`Form::required_evidence`]). Nothing here reads a file, a clock
//! or a network: files come as a map, the order's facts and the time in a [`Context`].
//!
//! `docs/forms.md` describes the file format; the pages check with the same files.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! // A folder without its README, its drawing and its forms is refused, with every reason at once.
//! let faults = forms::Bundle::open(BTreeMap::new()).unwrap_err();
//! assert!(faults.len() > 1);
//! ```

mod bundle;
mod evidence;
mod fault;
mod form;
mod formats;
mod limits;
mod masking;
mod messages;
mod meter_work;
mod names;
mod questions;
mod rule;
mod schema;
mod ui;
mod verdict;
mod visibility;

pub use bundle::Bundle;
pub use evidence::{EvidenceKind, EvidenceNeed};
pub use fault::{BundleFault, FaultReason};
pub use form::{Context, Form, Judged, OVERRIDES, Purpose};
pub use masking::{HIDDEN, mask_address, mask_id_no, mask_mobile, mask_name, mask_text};
pub use meter_work::MeterWorkSpec;
pub use rule::{Level, Rule};
pub use ui::{Choice, Field, Group, Keyboard, Mask, PhotoSpec, RecordingSpec, UiSchema, Widget};
pub use verdict::{Finding, FindingCode, Verdict};

/// The schema of the values that the terminal makes (files, positions, signatures, confirmations), which every form
/// may refer to as `urn:ronghe:values:1`.
pub const VALUES_SCHEMA: &str = include_str!("../values.schema.json");
