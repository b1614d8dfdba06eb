//! How good the way to the platform is, by what the last syncs met.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;

use crate::transport::TransportFault;
use crate::{SyncFault, SyncReport};

/// The way to the platform.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Network {
    /// Nobody has asked the platform since the start.
    #[default]
    Unknown,
    None,
    /// Something gets through, slowly or not every time.
    Weak,
    Good,
}

#[derive(Default)]
pub(super) struct NetworkSeen(Mutex<Network>);

impl NetworkSeen {
    pub fn now(&self) -> Network {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something has gone up while a sync goes on: there is a network, however good.
    pub fn note_progress(&self) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*seen, Network::Unknown | Network::None) {
            *seen = Network::Weak;
        }
    }

    /// Takes what a sync met, and how long it took.
    pub fn note(&self, outcome: &Result<SyncReport, SyncFault>, took: Duration) {
        if let Some(network) = judged(outcome, took) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = network;
        }
    }
}

/// Nothing when the sync had no reason to ask the platform.
fn judged(outcome: &Result<SyncReport, SyncFault>, took: Duration) -> Option<Network> {
    match outcome {
        Ok(report) if report.pages == 0 && report.sealed == 0 => None,
        // Much to send takes long on a good network, too.
        Ok(report) if took > SLOW && report.files == 0 => Some(Network::Weak),
        Ok(_) | Err(SyncFault::Busy { .. } | SyncFault::Platform(_) | SyncFault::Revoked) => {
            Some(Network::Good)
        }
        Err(SyncFault::Unreachable(TransportFault::Offline)) => Some(Network::None),
        Err(SyncFault::Unreachable(TransportFault::Timeout | TransportFault::Broken)) => {
            Some(Network::Weak)
        }
        Err(
            SyncFault::Paused
            | SyncFault::NoIdentity { .. }
            | SyncFault::Store(_)
            | SyncFault::Agent(_),
        ) => None,
    }
}

const SLOW: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sync_that_asked_nobody_says_nothing_about_the_network() {
        let seen = NetworkSeen::default();
        let pulled = SyncReport { pages: 1, ..SyncReport::default() };
        seen.note(&Ok(pulled), Duration::from_secs(1));
        assert_eq!(seen.now(), Network::Good);
        seen.note(&Err(SyncFault::Unreachable(TransportFault::Offline)), Duration::ZERO);
        assert_eq!(seen.now(), Network::None);
        seen.note(&Ok(SyncReport::default()), Duration::ZERO);
        assert_eq!(seen.now(), Network::None);
        seen.note_progress();
        assert_eq!(seen.now(), Network::Weak);
        seen.note(&Ok(pulled), Duration::from_secs(1));
        seen.note_progress();
        assert_eq!(seen.now(), Network::Good);
        seen.note(&Ok(pulled), Duration::from_secs(20));
        assert_eq!(seen.now(), Network::Weak);
    }
}
