//! What happens to leave for a command and to what came of it, one command per file.

mod decide_authorisation;
mod keep_meter_works;
mod keep_stop_bans;
mod let_authorisations_run_out;
mod release_authorisation;
mod request_authorisation;
mod take_meters;

pub(super) use decide_authorisation::may_travel;
pub use decide_authorisation::{AuthorisationDecided, DecideAuthorisation, Decision, may_decide};
pub use keep_meter_works::{KeepMeterWorks, WorkOf};
pub use keep_stop_bans::{KeepStopBans, NewStopBan, StopBanChange, StopBanKept};
pub use let_authorisations_run_out::LetAuthorisationsRunOut;
pub use release_authorisation::ReleaseAuthorisation;
pub(super) use release_authorisation::{MOMENT, ask_again};
pub use request_authorisation::RequestAuthorisation;
pub use take_meters::{MeterRecord, MetersMessage, TakeMeters};
