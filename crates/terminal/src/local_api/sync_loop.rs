//! Syncs when something was recorded, when somebody asks, and from time to time.

use std::convert::Infallible;
use std::time::Duration;

use terminal_store::Unsent;
use tokio::sync::watch;

use super::LocalApi;
use super::changes::Topic;
use crate::{SyncFault, SyncReport};

/// When to sync without being asked.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    pub every: Duration,
    /// The most that the pause grows to while the platform is not reached.
    pub offline_max: Duration,
}

impl Pace {
    /// The pause after the n-th sync in a row that did not reach the platform.
    fn pause(self, failures: u32) -> Duration {
        let longer = self.every.saturating_mul(2u32.saturating_pow(failures.saturating_sub(1)));
        longer.min(self.offline_max.max(self.every))
    }
}

impl LocalApi {
    /// Syncs until told to stop. A sync that is cut off loses nothing.
    pub async fn keep_synced(&self, pace: Pace, mut stopped: watch::Receiver<bool>) {
        let mut failures = 0;
        loop {
            let outcome = tokio::select! {
                outcome = self.sync() => outcome,
                _ = stopped.wait_for(|stopped| *stopped) => return,
            };
            let mut pause = pace.every;
            match outcome {
                Ok(_) => failures = 0,
                Err(SyncFault::Busy { retry_after_s }) => {
                    pause = Duration::from_secs(u64::from(retry_after_s)).clamp(SECOND, pace.every);
                }
                Err(SyncFault::Unreachable(_)) => {
                    failures += 1;
                    pause = pace.pause(failures);
                }
                Err(_) => {}
            }
            tokio::select! {
                () = self.0.wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
                _ = stopped.wait_for(|stopped| *stopped) => return,
            }
        }
    }

    async fn sync(&self) -> Result<SyncReport, SyncFault> {
        let agent = &self.0.agent;
        let (begun, before) = (agent.clock().monotonic(), self.unsent().await);
        let outcome = self.telling_of_progress(before, agent.sync_once()).await;
        self.0.network.note(&outcome, agent.clock().monotonic().saturating_sub(begun));
        self.tell(outcome.as_ref().ok(), before);
        outcome
    }

    /// Photos take minutes on a weak link: pages hear how far they have come, and not only of the end.
    async fn telling_of_progress<T>(&self, before: Unsent, syncing: impl Future<Output = T>) -> T {
        let looks = async {
            let mut told = before;
            loop {
                tokio::time::sleep(SECOND).await;
                let now = self.unsent().await;
                if now == told {
                    continue;
                }
                // More may have been recorded meanwhile; less says that something arrived.
                if now.operations < told.operations || now.bytes_left < told.bytes_left {
                    self.0.network.note_progress();
                }
                told = now;
                self.0.changes.tell(&[Topic::State, Topic::Outbox]);
            }
        };
        beside(looks, syncing).await
    }

    fn tell(&self, report: Option<&SyncReport>, before: Unsent) {
        let mut topics = vec![Topic::State];
        let brought = |report: &SyncReport| {
            report.items > 0 || report.answered > 0 || report.rebuilt || report.bundles > 0
        };
        if report.is_some_and(brought) {
            topics.push(Topic::Orders);
        }
        // Leave that was given, or taken back.
        if report.is_some_and(|report| report.items > 0 || report.rebuilt) {
            topics.push(Topic::Metering);
        }
        if report.is_some_and(|report| report.customer_areas > 0 || report.rebuilt) {
            topics.push(Topic::Customers);
        }
        // What was unsent may have moved, also in a sync that was cut off.
        if before != Unsent::default() {
            topics.push(Topic::Outbox);
        }
        self.0.changes.tell(&topics);
    }

    async fn unsent(&self) -> Unsent {
        self.0.agent.state().await.map(|state| state.unsent).unwrap_or_default()
    }
}

/// Waits for `work`, with looks at it that never end beside it. A look may wait for what the work has or is given next (the
/// turn at the store), so neither ever waits with the other standing still.
async fn beside<T>(looks: impl Future<Output = Infallible>, work: impl Future<Output = T>) -> T {
    tokio::select! {
        outcome = work => outcome,
        never = looks => match never {},
    }
}

const SECOND: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_their_bound() {
        let pace = Pace { every: Duration::from_secs(30), offline_max: Duration::from_secs(300) };
        let pauses: Vec<u64> = (1..=6).map(|n| pace.pause(n).as_secs()).collect();
        assert_eq!(pauses, [30, 60, 120, 240, 300, 300]);
        assert_eq!(pace.pause(u32::MAX).as_secs(), 300);
    }

    /// Turns are given in the order in which they are asked for, also to who is not looking.
    #[tokio::test]
    async fn a_look_that_waits_behind_the_work_does_not_keep_the_work_from_its_turn() {
        let turn = tokio::sync::Mutex::new(0);
        let (first_look, mut looked) = watch::channel(false);
        let held = turn.lock().await;
        let work = async {
            *turn.lock().await += 1;
        };
        let looks = async {
            loop {
                tokio::time::sleep(Duration::from_millis(1)).await;
                first_look.send_replace(true);
                assert_eq!(*turn.lock().await, 1, "the work was first");
            }
        };
        let others = async {
            looked.wait_for(|looked| *looked).await.expect("a look");
            drop(held);
        };
        let both = async { tokio::join!(beside(looks, work), others) };
        tokio::time::timeout(Duration::from_secs(30), both).await.expect("nobody waits for ever");
    }
}
