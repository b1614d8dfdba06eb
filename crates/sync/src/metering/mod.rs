//! Commands to meters: leave to give one, what became of it, and the tasks of the acquisition system.
//!
//! A command that changes a meter needs an [`Authorisation`]: one meter, one command, a time window, an executor and an
//! approver who is somebody else, signed by the platform ([`SignedAuthorisation`]). A stop's signed form exists only from
//! the moment of action on, because the platform asks the hard blocks again before it signs; a restore may travel signed in
//! advance. What was done comes back as a [`MeterWork`] with its frames.

mod authorisation;
mod meter_work;
mod port;
mod work_circumstances;
mod work_in_form;
mod works_at_meter;

pub use authorisation::{
    AUTHORISATION_BYTES_MAX, Authorisation, AuthorisationRequest, AuthorisationState,
    AuthorisationView, BadAuthorisation, ParameterPresent, Release, Released, SignedAuthorisation,
    TargetMeter,
};
pub use meter_work::{
    FRAMES_MAX, FrameRecord, FrameWay, METER_WORKS_MAX, MeterReadings, MeterState, MeterWork,
    MeterWorkBatch, MeterWorkFault, MeterWorksKept, ParameterChange, ParameterRead,
};
pub use port::{PORTS_MAX, PortOfMeter, PortOpening, PortRefused, PortsAsked, PortsOpened};
pub use work_circumstances::{Degrees, LineQuality, LinkKind, PositionSource, WorkPosition};
pub use work_in_form::{NamedWork, works_named};
pub use works_at_meter::{WorkAtMeter, WorksAtMeter};
