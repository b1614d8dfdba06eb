//! Where the marketing system writes what it must not forget.

use std::io;

use super::entry::Entry;

/// Keeps entries, in order.
pub trait Ledger {
    /// Returns only when the entry survives whatever the keeper is meant to survive.
    ///
    /// # Errors
    /// When it was not kept, or nobody knows. The keeper takes no further entry then: what is on disk is the truth, and
    /// only opening it again tells.
    fn append(&mut self, entry: &Entry) -> io::Result<()>;
}

/// For simulations: survives as long as the vector does.
impl Ledger for Vec<Entry> {
    fn append(&mut self, entry: &Entry) -> io::Result<()> {
        self.push(entry.clone());
        Ok(())
    }
}
