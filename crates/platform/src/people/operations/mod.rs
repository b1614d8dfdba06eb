//! Changes of the organisation: who is in it, who of it is away or on duty, what they may do and how much.

mod candidates;
mod keep_absence;
mod keep_certificate;
mod keep_dispatch_rules;
mod keep_duties;
mod put_certificate_kind;
mod put_organisation;

pub use keep_absence::{AbsenceChange, AbsenceKept, AbsenceKind, KeepAbsence, NewAbsence};
pub use keep_certificate::{
    CertificateChange, CertificateKept, Extension, KeepCertificate, NewCertificate, Withdrawal,
};
pub use keep_dispatch_rules::{
    KeepDispatchRules, PersonLimit, RulesChange, RulesKept, StationRules,
};
pub use keep_duties::{DutiesKept, DutyChange, DutyCopy, KeepDuties, NewDuty};
pub use put_certificate_kind::{CertificateKind, KindWritten, PutCertificateKind};
pub use put_organisation::{PutOrganisation, Written};
