//! Watches the slots: the worker's card that is pulled locks the terminal, the business card ends the work at a meter, and
//! without its TF card the terminal syncs no more.

use std::time::Duration;

use security_unit::SlotEvent;
use tokio::sync::watch;

use super::LocalApi;
use super::changes::Topic;

impl LocalApi {
    /// Looks once a second, until told to stop.
    pub async fn watch_cards(&self, mut stopped: watch::Receiver<bool>) {
        self.0.agent.open_tf_card().await;
        loop {
            self.look_at_slot().await;
            self.look_at_business_slot();
            self.look_at_tf_slot().await;
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = stopped.wait_for(|stopped| *stopped) => return,
            }
        }
    }

    async fn look_at_slot(&self) {
        while let Some(event) = self.0.slots.operator.next_event() {
            match event {
                SlotEvent::Inserted(card) => tracing::info!(serial = card.serial, "a card is in"),
                SlotEvent::Removed(card) => {
                    tracing::info!(%card, "the card was pulled");
                    self.0.agent.lock().await;
                    // Sealed work may go up under the terminal's own identity.
                    self.0.wake.notify_one();
                    self.0.changes.tell_all();
                }
                SlotEvent::Unreadable { reason } => tracing::warn!(reason, "this is no card"),
            }
            self.0.changes.tell(&[Topic::State]);
        }
    }

    /// What was recorded while the card was out goes up as soon as it is back.
    async fn look_at_tf_slot(&self) {
        let Some(slot) = self.0.agent.tf_slot() else { return };
        while let Some(event) = slot.next_event() {
            match event {
                SlotEvent::Inserted(card) => {
                    tracing::info!(serial = card.serial, "a TF card is in");
                    self.0.agent.open_tf_card().await;
                    self.0.wake.notify_one();
                }
                SlotEvent::Removed(card) => tracing::warn!(%card, "the TF card was pulled"),
                SlotEvent::Unreadable { reason } => tracing::warn!(reason, "this is no TF card"),
            }
            self.0.changes.tell(&[Topic::State, Topic::Metering]);
        }
    }

    /// The run itself looks oftener; here the pages hear of it.
    fn look_at_business_slot(&self) {
        let Some(slot) = self.0.agent.business_slot() else { return };
        while let Some(event) = slot.next_event() {
            match event {
                SlotEvent::Inserted(card) => {
                    tracing::info!(serial = card.serial, "a business card is in");
                }
                SlotEvent::Removed(card) => tracing::info!(%card, "the business card was pulled"),
                SlotEvent::Unreadable { reason } => tracing::warn!(reason, "this is no card"),
            }
            self.0.changes.tell(&[Topic::Metering]);
        }
    }
}

const LOOK_EVERY: Duration = Duration::from_secs(1);
