//! Changes of the organisation, and who of it is away.

mod candidates;
mod keep_absence;
mod put_organisation;

pub use keep_absence::{AbsenceChange, AbsenceKept, AbsenceKind, KeepAbsence, NewAbsence};
pub use put_organisation::{PutOrganisation, Written};
