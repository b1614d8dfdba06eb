//! What can happen to an order, one command per file.

mod complete_file;
mod deploy_process;
mod dispatch_stage;
mod explain_overdue;
mod finish_hand_over;
mod fire_timers;
mod flag_uploads;
mod hand_over_order;
mod keep_drafts;
mod migrate_order;
mod note_deliveries;
mod perform_stage;
mod resolve_item;
mod start_order;
mod steer_order;
mod take_message;
mod take_operation;
mod watch_limits;

pub use complete_file::CompleteFile;
pub use deploy_process::{ActivateProcess, DeployProcess, Deployed, compile};
pub use dispatch_stage::{DispatchRequest, DispatchStage, Dispatched};
pub use explain_overdue::{ExplainOverdue, ExplainRequest, Explained};
pub use finish_hand_over::{FinishHandOver, HandOverReport, HandOverRequest};
pub use fire_timers::FireTimer;
pub use flag_uploads::FlagUploads;
pub use hand_over_order::{HandOverOrder, HandedOver};
pub use keep_drafts::{ForgetDrafts, KeepDrafts};
pub use migrate_order::{MigrateOrder, Migrated};
pub use note_deliveries::NoteDeliveries;
pub use perform_stage::{PerformRequest, PerformStage, Performed};
pub use resolve_item::{Resolution, ResolveItem, ResolveRequest, Resolved};
pub use start_order::{NewOrder, stuck};
pub use steer_order::{SteerOrder, SteerRequest, Steered, Steering};
pub use take_message::{MarketingMessage, MessageKind, TakeMessage};
pub use take_operation::TakeOperation;
pub use watch_limits::WatchLimits;
