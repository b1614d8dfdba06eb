//! Metering (计量作业): what a worker does at a meter with this terminal.
//!
//! The functions at the meter are `meter-work`'s; here is what a terminal puts around them. It hands over what it is
//! fitted with ([`MeteringFittings`]), lets one work run at a time ([`Agent::begin_run`]), keeps its records in the
//! terminal's journal, fetches leave at the moment of action, and ends a session with the meter when a card is pulled.
//!
//! | file | holds |
//! |---|---|
//! | `fittings` | what the terminal is fitted with |
//! | `state`, `switched_off` | may this terminal meter, and what is missing; what the company does not have done on site |
//! | `leave` | the signed form for a command, of this moment |
//! | `authorisations` | asking for leave |
//! | `run`, `carrying`, `bench` | one work at a time: what is asked before, the task that owns the line, how far it is |
//! | `journal`, `works`, `into_form` | its record, the records shown, and what the stage's form says of one |
//! | `meters`, `look_back` | the meters that the worker has to do with; what others did at one of them |
//! | `ports` | what opens their infrared ports for reading |
//! | `link_port`, `platform_clock` | a link that opens when it is needed; time as the platform has it |

mod authorisations;
mod bench;
mod carrying;
mod fittings;
mod into_form;
mod journal;
mod leave;
mod link_port;
mod look_back;
mod meters;
mod platform_clock;
mod ports;
mod run;
mod state;
mod switched_off;
mod works;

pub use authorisations::LeaveAsked;
pub use bench::{Run, RunPart, RunState};
pub use fittings::{MeterLink, MeterWay, MeteringFittings, PowerProbe, UnitOpener};
pub use meters::{MeterShown, MeterWithWorks, Unverified};
pub use run::RunAsked;
pub use state::{BusinessCardSeen, MeteringState, UnitSeen};
pub use works::{WorkLine, WorkShown};

pub(super) use bench::Metering;
pub(super) use fittings::is_in as card_is_in;
