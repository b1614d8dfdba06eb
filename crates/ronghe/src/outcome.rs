//! How a command ends, in the words of an exit status.

use std::fmt;
use std::process::ExitCode;

use crate::advice::Advice;
use crate::told::NobodyReads;

/// Something that was checked does not hold; the program itself worked.
#[derive(Debug)]
pub struct NotHeld(Advice);

impl NotHeld {
    /// An error that ends with exit status 3.
    pub fn because(cause: impl Into<String>, next_step: impl Into<String>) -> anyhow::Error {
        Self(Advice::new(anyhow::Error::msg(cause.into()), next_step)).into()
    }
}

impl fmt::Display for NotHeld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for NotHeld {}

/// A script asked for a step that cannot be taken where things stand.
#[derive(Debug, thiserror::Error)]
#[error("step {number} cannot be taken: {why}")]
pub struct Impossible {
    number: usize,
    why: String,
}

impl Impossible {
    /// An error that ends with exit status 2.
    pub fn step(number: usize, why: &impl fmt::Display) -> anyhow::Error {
        Self { number, why: why.to_string() }.into()
    }
}

/// What was asked for makes no sense here, like a wrong command line.
const IMPOSSIBLE: u8 = 2;

/// A check that does not hold. 1 is a failure, 2 (clap's) a wrong command line.
const NOT_HELD: u8 = 3;

/// The exit status of an outcome; a failure is said on standard error.
pub fn exit_code(outcome: anyhow::Result<()>) -> ExitCode {
    let Err(error) = outcome else { return ExitCode::SUCCESS };
    if error.is::<NobodyReads>() {
        return ExitCode::SUCCESS;
    }
    eprintln!("ronghe: {error:#}");
    if error.chain().any(|cause| cause.is::<NotHeld>()) {
        return ExitCode::from(NOT_HELD);
    }
    if error.chain().any(|cause| cause.is::<Impossible>()) {
        return ExitCode::from(IMPOSSIBLE);
    }
    ExitCode::FAILURE
}
