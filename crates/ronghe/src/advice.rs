//! Errors that say what to do next.

use std::fmt;

use crate::outcome::NotHeld;

/// A cause and the step that leads on from it.
#[derive(Debug)]
pub struct Advice {
    cause: anyhow::Error,
    next_step: String,
}

impl Advice {
    #[must_use]
    pub fn new(cause: anyhow::Error, next_step: impl Into<String>) -> Self {
        Self { cause, next_step: next_step.into() }
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}\nnext step: {}", self.cause, self.next_step)
    }
}

impl std::error::Error for Advice {}

/// Gives a failure its next step.
pub trait Advise<T> {
    /// # Errors
    /// The failure, with `next_step` beside it; advice that stands already is kept.
    fn next_step(self, next_step: impl Into<String>) -> anyhow::Result<T>;
}

impl<T, E: Into<anyhow::Error>> Advise<T> for Result<T, E> {
    fn next_step(self, next_step: impl Into<String>) -> anyhow::Result<T> {
        self.map_err(|error| advise(error.into(), next_step.into()))
    }
}

/// A failure that begins here.
pub fn stop(cause: impl Into<String>, next_step: impl Into<String>) -> anyhow::Error {
    advise(anyhow::Error::msg(cause.into()), next_step.into())
}

fn advise(cause: anyhow::Error, next_step: String) -> anyhow::Error {
    if cause.chain().any(|error| error.is::<Advice>() || error.is::<NotHeld>()) {
        return cause;
    }
    Advice::new(cause, next_step).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn the_innermost_advice_is_the_one_that_is_shown() {
        let failed: anyhow::Result<()> = Err(stop("the folder is full", "make room"));
        let failed = failed.context("cannot back up").next_step("ask somebody").unwrap_err();
        assert_eq!(
            format!("{failed:#}"),
            "cannot back up: the folder is full\nnext step: make room"
        );
    }

    #[test]
    fn advice_follows_the_whole_chain_of_causes() {
        let failed: anyhow::Result<()> = Err(anyhow::anyhow!("no such file"));
        let failed = failed.context("cannot read platform.toml").next_step("name another file");
        let text = format!("{:#}", failed.unwrap_err());
        assert_eq!(text, "cannot read platform.toml: no such file\nnext step: name another file");
    }
}
