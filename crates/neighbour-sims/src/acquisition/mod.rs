//! The acquisition system (用电信息采集系统): knows the meters, holds the company's key machine, takes what was done.
//!
//! [`AcquisitionSystem::permit`] is the key authority: for one command at one meter it lets the key machine make what the
//! security unit at the meter needs. Its log says what was given to whom and holds none of it.
//! [`AcquisitionSystem::take_result`] keeps what became of a work once. Its archive of meters and its
//! tasks at single meters go to the platform in batches, each until the platform has it; what became of a task it takes
//! once ([`AcquisitionSystem::take_task_result`]).

mod authority;
mod book;
mod commands_698;
mod entry;
mod meter;
mod parameter;
mod posts;
mod result;
mod system;
mod task;
mod view;

pub use authority::{AuthorityRequest, Given, NoAuthority, PortRequest};
pub use book::{Book, RefusalSet, TakenResult};
pub use entry::{Entry, Mood, MoodUntil};
pub use meter::{ArchivedMeter, Protocol};
pub use posts::{Came, MeterRecord, OutgoingPost, Post, PostBody, Posts};
pub use result::{ResultAnswer, WorkResult};
pub use system::{AcquisitionSystem, CommandFault};
pub use task::{
    AnsweredLine, NewTask, TakenTaskResult, Task, TaskLine, TaskLineKind, TaskOutcome, TaskReason,
    TaskResult, TaskWork,
};
pub use view::{MeterView, Totals};
