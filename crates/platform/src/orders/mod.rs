//! Orders: processes, stages, dispatch, evidence, and the sync that carries them to the terminals and back.
//!
//! - `versions`: process versions, compiled once. `facts`: what is known of an order from outside; `meter_task`: what
//!   the acquisition system wants of one. `order`, `completion`,
//!   `dispatch` (with `choice`, who of several it is), `suspension`, `migration`, `cut_over`, `placing`, `clocks`, `limits`, `settled_items`, `save`: an order in the hands of a command. `submission`:
//!   what a submit has to be before it moves the order; `judgement`: what its form says. `signatures`: whether those whose
//!   names it bears put them there. `giving`: what has to hold before the office gives a stage to somebody; `resource`: how
//!   the access rules see an order. `keys`: by which numbers and names it is found;
//!   `works`: what a finished one says of its customer. `operations`: what can happen to it,
//!   one command per file.
//! - `endpoints`: for the console; `sync`: for terminals; `files`: evidence by tus.
//! - `jobs`: timers, limits, deliveries, files.

mod choice;
mod clocks;
mod completion;
mod cut_over;
mod dispatch;
mod endpoints;
mod facts;
mod files;
mod giving;
pub mod jobs;
mod judgement;
mod keys;
mod limits;
mod meter_task;
mod migration;
pub mod operations;
mod order;
mod placing;
mod resource;
mod save;
mod service;
mod settled_items;
mod signatures;
mod submission;
mod suspension;
mod sync;
mod versions;
mod works;

use utoipa_axum::router::OpenApiRouter;

pub use self::sync::{Cursors, take_all};
pub use completion::{AwaitedReport, CompletionFault, MARKETING, TOLD_OTHERWISE};
pub use facts::facts;
pub use files::FileMetadata;
pub use judgement::{Judgement, Question};
pub use meter_task::{MeterTask, TaskReason, TaskWork};
pub use order::{Cause, Order};
pub(crate) use resource::resource;
pub use signatures::{SecondPerson, author_signed, second_person};
pub use versions::{ProcessVersion, ProcessVersions, VersionFault};
pub use works::{works_of_area, works_of_customer};

use crate::Platform;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().merge(endpoints::routes()).merge(sync::routes()).merge(files::routes())
}
