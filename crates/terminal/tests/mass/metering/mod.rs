//! Work at meters: a terminal with its unit, a virtual meter behind a socket, and the office that gives leave.

mod commands;
mod leave;
mod office;
mod over_http;
#[allow(dead_code, reason = "the other test program sends more with it")]
#[path = "../../local_api/page.rs"]
mod page;
mod ports;
mod readings;
pub(super) mod site;
mod street;

pub use office::Office;
