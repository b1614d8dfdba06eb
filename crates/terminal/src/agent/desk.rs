//! A signed-in person's desk: his store, his files, his card, and his session with the platform.

use std::sync::Arc;

use security_unit::SigningToken;
use terminal_store::{EvidenceFolder, PersonStore, StoreKey};
use tokio::sync::Mutex;

use crate::platform::SessionPerson;

pub(crate) struct Desk {
    pub person: SessionPerson,
    pub store: PersonStore,
    pub evidence: EvidenceFolder,
    pub key: StoreKey,
    pub card: Arc<dyn SigningToken>,
    /// The session's token, once there is one; the lock is held while a new one is fetched.
    pub token: Mutex<Option<String>>,
    /// One action at a time: each reads what the one before has written.
    pub acting: Mutex<()>,
}
