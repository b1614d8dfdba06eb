//! Changes of the organisation.

mod candidates;
mod put_organisation;

pub use put_organisation::{PutOrganisation, Written};
