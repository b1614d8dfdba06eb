//! The agent on the handheld: what a worker records is kept here first, and reaches the platform exactly once.
//!
//! - [`agent`]: what a worker does. Every call that is answered has been committed to the disk before.
//! - `syncing`: what goes up and what comes down, one [`Agent::sync_once`] at a time.
//! - `uploads`: files by tus, resumed where they stopped.
//! - [`evidence`]: photos that say by themselves when, where, by whom and for which order they were taken.
//! - [`local_api`]: what the pages on the terminal ask for, over HTTP on loopback.
//! - [`training`]: practice, which never leaves the terminal.
//! - [`platform`] over a [`transport`]: the platform as the terminal calls it.
//!
//! The library has no child processes, no D-Bus and no /proc, and nothing in it assumes 64 bit: it moves to Android as
//! it is. Time, randomness, network and disk space are handed in ([`Tools`]), so that a simulation repeats every run.
//!
//! # How nothing is lost and nothing doubled
//! An operation gets its id, its place in the queue and its signature when the worker acts, in the transaction that ends
//! the draft. It may be sent any number of times; the platform takes an id once and answers the same again. What became
//! of it is kept before anything else happens; nothing is erased before the receipts of the operation and of all its
//! files, and even then only after thirty days, because a platform that was restored from a backup asks for it again.

pub mod agent;
pub mod config;
pub mod evidence;
pub mod local_api;
pub mod platform;
mod syncing;
pub mod training;
pub mod transport;
mod uploads;

pub use agent::{Agent, AgentFault, Settings, SpaceProbe, Tools};
pub use syncing::{SyncFault, SyncReport};
