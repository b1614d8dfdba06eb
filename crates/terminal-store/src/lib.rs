//! The terminal's tables in an encrypted SQLite file, and its files of evidence.
//!
//! A [`PersonStore`] is everything that one person has on one terminal: the mirror of his scope, drafts, operations,
//! attachments. A [`DeviceStore`] is what belongs to the terminal itself: its identity, whose stores it has, sealed work
//! that waits for a way out, and the journal of what was done at meters. An [`EvidenceFolder`] keeps the files. All are encrypted at rest.
//!
//! Two rules hold everywhere:
//! - Whatever is acknowledged was committed with `synchronous=FULL` before the call returned; a file and its folder are
//!   synced before the row that names it is written.
//! - What belongs together changes in one transaction. There is no call that leaves half of something.
//!
//! To add a table: a migration in `migrations/person` or `migrations/device`, a file here that holds its statements,
//! and a test at its foot.

mod connection;
mod database;
mod device;
mod evidence;
mod fault;
mod folder;
mod migrations;
mod person;
mod row;

pub use database::{Hazard, Options, Step, StoreKey};
pub use device::{
    CardStore, DeviceStore, Enrolment, JournalledWork, Lease, MeterHistory, SealedFileRow,
    SealedLeft, SealedOperation, SealedProgress, TerminalKey, WorksAsked, WorksToSend,
};
pub use evidence::{EvidenceFolder, SealedFolder, StoredFile};
pub use fault::StoreFault;
pub use person::{
    Applied, Attachment, AttachmentClass, AttachmentState, CustomerFlags, CustomerLine,
    CustomersStanding, Draft, FoundBy, Household, Mirror, Mismatch, NoticeRow, OperationRow,
    OperationState, PersonStore, Place, Prediction, Recorded, Recording, RecordingPiece, Standing,
    StoredBundle, StoredCustomer, SwapReason, TravellingFile, Unsent, Withdrawn,
};
