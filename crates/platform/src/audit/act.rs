//! What an audit entry says about who acts, and where it is written.

use std::fmt;

use platform_store::audit::Entry;
use platform_store::{StoreFault, Tx, audit};
use serde_json::Value as Json;
use vocabulary::{
    CardId, CorrelationId, CustomerNo, Instant, OrganisationId, PersonId, TerminalId,
};

/// Somebody acting now.
#[derive(Debug, Clone)]
pub struct Act {
    pub at: Instant,
    /// `person:<id>`, `terminal:<id>`, or `platform` itself.
    pub actor: String,
    pub correlation: CorrelationId,
}

impl Act {
    /// A terminal acting for itself.
    #[must_use]
    pub fn of_terminal(terminal: TerminalId, at: Instant, correlation: CorrelationId) -> Self {
        Self { at, actor: format!("terminal:{terminal}"), correlation }
    }

    /// Writes what was done into a chain, in the transaction that does it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn record(
        &self,
        tx: &mut Tx<'_>,
        org: OrganisationId,
        chain: &Chain,
        kind: &str,
        body: Json,
    ) -> Result<(), StoreFault> {
        let entry = Entry {
            at: self.at,
            received_at: self.at,
            kind: kind.to_owned(),
            actor: self.actor.clone(),
            correlation: self.correlation,
            body,
        };
        audit::append(tx, org, &chain.to_string(), &entry).await
    }
}

/// The chains of this crate's areas other than orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chain {
    Terminal(TerminalId),
    Card(CardId),
    Account(String),
    /// Whoever looked at a customer.
    Customer(CustomerNo),
    /// What somebody searched customers for.
    Searches(PersonId),
    Organisation,
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Chain::Terminal(terminal) => write!(f, "terminal:{terminal}"),
            Chain::Card(card) => write!(f, "card:{card}"),
            Chain::Account(login) => write!(f, "account:{login}"),
            Chain::Customer(customer_no) => write!(f, "customer:{customer_no}"),
            Chain::Searches(person) => write!(f, "searches:{person}"),
            Chain::Organisation => f.write_str("organisation"),
        }
    }
}
