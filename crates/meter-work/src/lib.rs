//! Carries out one command at one meter: interlocks, exchanges, reading back, and the record of it.
//!
//! [`carry_out`] is the whole of it. It asks the interlocks before the first frame ([`interlocks`]), finds the meter and
//! holds it against the order, reads how it stands, does what the command is, reads how it stands afterwards, and says
//! what became of it. The record ([`sync::MeterWork`]) is on the disk before anything is sent that may change the meter:
//! its [`Journal`] keeps it first as one that changed nothing, then, right before the frame that may, as one of which
//! nobody knows. So a pulled battery leaves a record that is true, and nothing has to be mended after it.
//!
//! "Done" is said only when the state that was read back is the one that was wanted. A command that was cut off, or whose
//! answer cannot be believed, is judged by what is read back alone. Where nothing can be, it is
//! [`MeterOutcome::Unknown`](vocabulary::MeterOutcome::Unknown), and until somebody has looked at the meter
//! ([`MeterCommand::Acquire`](vocabulary::MeterCommand::Acquire)), nothing else is done to it.
//!
//! | to add | where |
//! |---|---|
//! | an interlock that needs no meter | `interlocks.rs` |
//! | one that needs to know how the meter stands | `forbidden` in `change.rs` |
//! | how a protocol says something | `speech_645.rs`, `speech_698.rs` |
//! | when a command is done | `verdict.rs` |

mod carry_out;
mod change;
mod hands;
mod intent;
mod interlocks;
mod job;
mod journal;
mod leave;
mod recorder;
mod refusal;
mod seen;
mod speech;
mod speech_645;
mod speech_698;
mod trouble;
mod unit;
mod verdict;

pub use carry_out::{Carried, carry_out};
pub use hands::{Hands, History};
pub use intent::{parameter_identifier, written_as_asked};
pub use interlocks::allowed;
pub use job::Job;
pub use journal::{Journal, JournalFault};
pub use recorder::{Doing, Progress, Watcher};
pub use refusal::Refusal;
