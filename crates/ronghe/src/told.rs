//! What is told line by line, for people or the next program in a pipe.

use std::fmt;
use std::io::{ErrorKind, Write as _};

/// The reader has gone: `head` has its lines.
#[derive(Debug, thiserror::Error)]
#[error("nobody reads any more")]
pub struct NobodyReads;

/// Writes a line to standard output.
///
/// # Errors
/// [`NobodyReads`], which is no failure; or the output cannot be written.
pub fn tell(line: fmt::Arguments<'_>) -> anyhow::Result<()> {
    match writeln!(std::io::stdout().lock(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(NobodyReads.into()),
        told => Ok(told?),
    }
}
