//! The programs' interfaces, as somebody outside calls them: `docs/api-design.md` in code, without their types.
//!
//! [`Http`] makes one call at a time; [`Console`] signs in with a name and a password and gives commands, [`SignIn`] asks
//! a command line for both; [`Control`] tells the marketing system's stand-in what to do, [`AcquisitionControl`] the
//! acquisition system's.

mod console;
mod control;
mod http_client;
mod sign_in;

pub use console::Console;
pub use control::{AcquisitionControl, Control};
pub use http_client::{Answer, Call, CallFault, Http};
pub use sign_in::SignIn;
