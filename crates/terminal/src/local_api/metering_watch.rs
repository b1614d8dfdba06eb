//! Tells pages that a work at a meter is further, and lets the sync have its record once it has ended.

use std::time::Duration;

use tokio::sync::watch;

use super::LocalApi;
use super::changes::Topic;

impl LocalApi {
    /// Tells what has changed, at most ten times a second, until told to stop.
    pub async fn watch_metering(&self, mut stopped: watch::Receiver<bool>) {
        let mut changes = self.0.agent.metering_changes();
        loop {
            let changed = tokio::select! {
                changed = changes.changed() => changed.is_ok(),
                _ = stopped.wait_for(|stopped| *stopped) => false,
            };
            if !changed {
                return;
            }
            // A run that an interlock refuses begins and ends between two looks. A sync that sends nothing tells nothing.
            if !self.0.agent.is_at_a_meter() {
                self.0.wake.notify_one();
            }
            self.0.changes.tell(&[Topic::Metering]);
            tokio::time::sleep(TELL_EVERY).await;
        }
    }
}

const TELL_EVERY: Duration = Duration::from_millis(100);
