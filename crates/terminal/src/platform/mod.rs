//! The platform as the terminal calls it: typed requests over a [`Transport`], typed faults.

mod call;
mod wire;

pub use call::{CallFault, Platform};
pub use wire::{
    BundleAnswer, CardProof, Challenge, EnrolRequest, Enrolled, GrantedLease, SealedBatch,
    SealedItem, SealedResults, SessionAnswer, SessionPerson, SessionRequest, Taken,
};
