//! A meter in software that is as strict as a real one, for tests, demos and the bench: DL/T 645-2007 and DL/T 698.45.

mod chance;
mod clock;
mod demand;
mod events;
mod faults;
mod freezes;
mod items;
mod line;
mod load;
mod meter;
mod objects;
mod passwords;
mod port;
mod purse;
mod registers;
mod relay;
mod second;
mod serve;
mod setup;
mod tariffs;
mod wire;

pub use clock::BroadcastRule;
pub use faults::{Fault, FaultKind, Faults, FaultsError, When};
pub use line::{Line, LineSetup, Medium};
pub use load::Load;
pub use meter::{Meter, MeterView};
pub use passwords::DefaultPasswords;
pub use port::{Port, Transmission};
pub use purse::PurseSetup;
pub use serve::{LineClock, Pty, join_by_wire, serve_pty, serve_stream, serve_tcp};
pub use setup::{HELP, MeterSetup, Protocol, Rules, Wiring};
pub use wire::WireSetup;
