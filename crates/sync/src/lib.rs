//! What terminal and platform say to each other, and how a divergence is decided.
//!
//! Down comes a feed of what is in a worker's scope ([`FeedPage`]); up go operations that the worker made, perhaps days
//! ago and without a network ([`Operation`]). Nothing here knows a socket, a table or a clock: the terminal, the
//! platform and the simulation share these types and these decisions.
//!
//! - [`decide`] says what becomes of an operation that meets the facts of the server.
//! - [`Lanes`] says which operations a terminal may send next.
//! - [`ScopeDigest`] finds a mirror that silently differs.
//! - [`merge_patch`] and [`apply_patch`] keep small changes small.
//! - [`event_time`] says when something happened, from a clock that may be wrong.

mod captured;
mod confirmation;
mod customer;
mod decision;
mod digest;
mod draft;
mod feed;
mod inquiry;
mod lanes;
mod metering;
mod named_file;
mod operation;
pub mod order_body;
mod order_patch;
mod order_view;
mod patch;
mod receipts;

pub use captured::{Captured, EventTime, event_time};
pub use confirmation::Confirmation;
pub use customer::{
    AREA_CHARACTERS_MAX, Arrears, CUSTOMERS_OF_AREA_MAX, Complaint, ComplaintState, CustomerBundle,
    CustomerCard, CustomerManifest, CustomerMeter, CustomerRecord, CustomerWork, FeeControl,
    MeterPhase, MeterReading, MeteringPoint, Position, RecordFault, Register, SealRecord,
};
pub use decision::{BaseFacts, Facts, StageFacts, Verdict, decide, reached};
pub use digest::ScopeDigest;
pub use draft::{
    DRAFT_BYTES_MAX, DRAFT_FIELDS_MAX, DRAFTS_MAX, DraftBatch, DraftFault, DraftField, DraftsKept,
    StageDraft,
};
pub use feed::{EntityKind, FeedItem, FeedOp, FeedPage, FeedRequest, KindWord};
pub use inquiry::{
    INQUIRIES_MAX, InquiriesKept, Inquiry, InquiryBatch, InquiryFault, InquiryReason,
};
pub use lanes::{LaneEntry, LaneState, Lanes};
pub use metering::{
    AUTHORISATION_BYTES_MAX, Authorisation, AuthorisationRequest, AuthorisationState,
    AuthorisationView, BadAuthorisation, Degrees, FRAMES_MAX, FrameRecord, FrameWay, LineQuality,
    LinkKind, METER_WORKS_MAX, MeterReadings, MeterState, MeterWork, MeterWorkBatch,
    MeterWorkFault, MeterWorksKept, NamedWork, PORTS_MAX, ParameterChange, ParameterPresent,
    ParameterRead, PortOfMeter, PortOpening, PortRefused, PortsAsked, PortsOpened, PositionSource,
    Release, Released, SignedAuthorisation, TargetMeter, WorkAtMeter, WorkPosition, WorksAtMeter,
    works_named,
};
pub use named_file::{NamedFile, files_named};
pub use operation::{
    Attached, Base, ConflictReason, Kind, LateReason, Operation, OperationBatch, OperationResult,
    OperationResults, Outcome, Recipient, RefusalReason,
};
pub use order_view::{
    Candidate, Carried, HeldCompletion, Notice, OrderView, Round, SentBack, StageView, fact_pointer,
};
pub use patch::{apply_patch, merge_patch};
pub use receipts::{
    AttachmentReceipt, OperationReceipt, Receipts, ReceiptsWanted, Reoffer, ReofferAnswer,
};

/// Operations in one request, at most.
pub const OPERATIONS_MAX: usize = 200;
/// Bytes of one operation's body, at most.
pub const OPERATION_BYTES_MAX: usize = 256 * 1024;
/// Items in one page of the feed, at most.
pub const FEED_ITEMS_MAX: u32 = 1_000;
