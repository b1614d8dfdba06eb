//! Where a stand-in writes what it must not forget.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// One line of a stand-in's ledger.
pub trait LedgerEntry: Serialize + DeserializeOwned {
    /// What the ledger's first line calls itself, so that no stand-in opens another's.
    const LEDGER: &'static str;
}

/// Keeps entries, in order.
pub trait Ledger<E> {
    /// Returns only when the entry survives whatever the keeper is meant to survive.
    ///
    /// # Errors
    /// When it was not kept, or nobody knows. The keeper takes no further entry then: what is on disk is the truth, and
    /// only opening it again tells.
    fn append(&mut self, entry: &E) -> io::Result<()>;
}

/// For simulations: survives as long as the vector does.
impl<E: Clone> Ledger<E> for Vec<E> {
    fn append(&mut self, entry: &E) -> io::Result<()> {
        self.push(entry.clone());
        Ok(())
    }
}
