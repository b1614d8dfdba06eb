//! Whole-product stories and the seeded simulation; nothing depends on it.
//!
//! The simulation puts the real platform, the real terminal agents and the real marketing stand-in into one process with
//! a simulated clock and a simulated network, lets chance play ([`Dice`]) and holds what came out against a simple
//! model ([`Ledger`]): nothing acknowledged is lost, nothing is doubled, every divergence is explained.
//!
//! ```sh
//! RONGHE_SEED=4711 cargo nextest run -p stories one_seed --no-capture   # replays one seed and tells its story
//! ```

mod checks;
mod desk_acts;
mod dice;
mod evening;
mod filling_in;
mod ledger;
mod link;
mod marketing_acts;
mod office;
mod office_acts;
#[cfg(test)]
mod one_id;
mod people_acts;
mod plug;
mod processes;
mod setup;
mod story;
mod terminals;
mod worker_acts;
mod world;

pub use dice::Dice;
pub use ledger::Ledger;
pub use setup::Template;
pub use story::{Report, run};
