//! The state of the terminal at a glance.

use serde::{Deserialize, Serialize};
use terminal_store::{SealedLeft, Unsent};
use vocabulary::{Instant, TerminalId};

use super::{Agent, AgentFault, TfCardSeen};
use crate::platform::SessionPerson;

/// What every page shows at its top.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgentState {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal: Option<TerminalId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<SessionPerson>,
    pub locked: bool,
    /// Somebody practises: nothing that he does leaves the terminal.
    #[serde(default)]
    pub practice: bool,
    pub unsent: Unsent,
    /// Sealed work of everybody but the person signed in: it is sent without a PIN.
    #[serde(default)]
    pub sealed: SealedLeft,
    /// Works at meters, of everybody, that the platform has not confirmed.
    #[serde(default)]
    pub meter_works: u64,
    pub storage: StorageState,
    /// How the terminal's own identity stands; nothing where it needs no card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tf_card: Option<TfCardSeen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sync: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_offset_micros: Option<i64>,
    /// Until when the person's store opens without the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease_expires_at: Option<Instant>,
    pub release_no: String,
}

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorageState {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_bytes: Option<u64>,
    /// Short enough to be warned of before the next photo.
    pub low: bool,
    /// Too short for another photo: only what is typed can still be kept.
    #[serde(default)]
    pub short: bool,
}

impl Agent {
    /// The state of the terminal now.
    ///
    /// # Errors
    /// When a store refuses.
    pub async fn state(&self) -> Result<AgentState, AgentFault> {
        let terminal = self.device.enrolment().await?.map(|enrolment| enrolment.terminal);
        let desk = self.desk().await.ok();
        let (mut unsent, mut last_sync, mut known) = (Unsent::default(), None, None);
        if let Some(desk) = &desk
            && let Ok(work) = desk.work()
        {
            unsent = desk.store.unsent().await?;
            last_sync = desk.store.synced_at().await?;
            let card = work.card.identity().card;
            known = self.device.card_store(desk.person.person, card).await?;
        }
        let lease = known.and_then(|known| known.lease);
        let person = desk.as_ref().map(|desk| desk.person.person);
        Ok(AgentState {
            terminal,
            person: desk.as_ref().map(|desk| desk.person.clone()),
            locked: desk.is_none(),
            practice: desk.as_ref().is_some_and(|desk| desk.remarks().is_some()),
            unsent,
            sealed: self.device.sealed_left(person).await?,
            meter_works: self.device.unsent_meter_works().await?,
            storage: self.storage(),
            tf_card: self.tf_card_seen(),
            last_sync,
            clock_offset_micros: self.times.offset_micros(),
            lease_expires_at: lease.map(|lease| lease.expires_at),
            release_no: self.settings.release_no.clone(),
        })
    }

    pub(crate) fn storage(&self) -> StorageState {
        let free_bytes = self.tools.space.free_bytes();
        let is_below = |limit| free_bytes.is_some_and(|free| free < limit);
        StorageState { free_bytes, low: is_below(LOW_BYTES), short: is_below(FREE_BYTES_MIN) }
    }

    /// Whether there is room for another file.
    pub(super) fn check_space(&self) -> Result<(), AgentFault> {
        let storage = self.storage();
        match storage.free_bytes {
            Some(free_bytes) if storage.short => Err(AgentFault::StorageShort { free_bytes }),
            _ => Ok(()),
        }
    }
}

/// Room for a day's photos: below this the worker is warned.
const LOW_BYTES: u64 = 500 * 1024 * 1024;
/// Room for a photo, its form, and the journal of both; what is typed is still kept below it.
const FREE_BYTES_MIN: u64 = 50 * 1024 * 1024;
