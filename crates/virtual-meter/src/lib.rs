//! A meter in software that is as strict as a real one, for tests, demos and the bench: DL/T 645-2007 and DL/T 698.45.

mod chance;
mod clock;
mod demand;
mod events;
mod faults;
mod freezes;
mod items;
mod load;
mod meter;
mod objects;
mod passwords;
mod port;
mod purse;
mod registers;
mod relay;
mod second;
mod setup;
mod tariffs;

pub use clock::BroadcastRule;
pub use faults::{Fault, FaultKind, Faults, FaultsError, When};
pub use load::Load;
pub use meter::{Meter, MeterView};
pub use passwords::DefaultPasswords;
pub use port::{Port, Transmission};
pub use purse::PurseSetup;
pub use setup::{HELP, MeterSetup, Protocol, Rules, Wiring};
