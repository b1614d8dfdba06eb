//! What is done with terminals.

mod challenge;
mod change_state;
mod enrol;
mod keep_file_keys;
mod make_enrolment_code;
mod open_session;

pub use challenge::{MakeChallenge, TakeChallenge};
pub use change_state::{ChangeState, StateChange};
pub use enrol::Enrol;
pub use keep_file_keys::{KeepFileKeys, purpose_of_file_key};
pub use make_enrolment_code::{EnrolmentCode, MakeEnrolmentCode, digest_of_code};
pub use open_session::{OpenSession, Opened};
