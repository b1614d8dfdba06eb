//! Work at meters: a terminal with its unit, a virtual meter behind a socket, and the office that gives leave.

mod commands;
mod leave;
mod office;
mod readings;
mod site;
mod street;

pub use office::Office;
