//! Somebody's desk: his store and his files; and if he works, his card and his session with the platform.

use std::sync::Arc;

use security_unit::SigningToken;
use terminal_store::{EvidenceFolder, PersonStore, StoreKey};
use tokio::sync::Mutex;

use super::AgentFault;
use super::practising::Remarks;
use crate::platform::SessionPerson;
use crate::syncing::SuppliesDue;

pub(crate) struct Desk {
    pub person: SessionPerson,
    pub store: PersonStore,
    pub evidence: EvidenceFolder,
    pub duty: Duty,
    /// One action at a time: each reads what the one before has written.
    pub acting: Mutex<()>,
    pub supplies_due: Mutex<SuppliesDue>,
}

/// What is done at the desk.
pub(crate) enum Duty {
    Work(Work),
    /// Nothing of it can be signed or sent: there is no card and no session.
    Practice(Remarks),
}

/// What work needs to reach the platform.
pub(crate) struct Work {
    pub key: StoreKey,
    pub card: Arc<dyn SigningToken>,
    /// The session's token, once there is one; the lock is held while a new one is fetched.
    pub token: Mutex<Option<String>>,
}

impl Desk {
    /// Card and session.
    ///
    /// # Errors
    /// [`AgentFault::Practising`] where there are none.
    pub fn work(&self) -> Result<&Work, AgentFault> {
        match &self.duty {
            Duty::Work(work) => Ok(work),
            Duty::Practice(_) => Err(AgentFault::Practising),
        }
    }

    /// What was noticed in practice; none at work.
    pub fn remarks(&self) -> Option<&Remarks> {
        match &self.duty {
            Duty::Practice(remarks) => Some(remarks),
            Duty::Work(_) => None,
        }
    }
}
