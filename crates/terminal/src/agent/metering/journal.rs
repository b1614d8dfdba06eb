//! The terminal's journal, as a work at a meter writes it.

use std::sync::Arc;

use async_trait::async_trait;
use meter_work::{Journal, JournalFault};
use sync::MeterWork;

use super::bench::Seat;
use crate::agent::{Agent, Desk};

/// Keeps one work's record.
pub(super) struct TerminalJournal<'s> {
    pub agent: Arc<Agent>,
    pub desk: &'s Desk,
    pub seat: &'s Seat,
}

#[async_trait]
impl Journal for TerminalJournal<'_> {
    async fn keep(&mut self, work: &MeterWork) -> Result<(), JournalFault> {
        // "Done" without the state that was read back is not believed, not even of ourselves: what stands there before
        // stays.
        work.check().map_err(|fault| JournalFault(Box::new(fault)))?;
        let kept = self.agent.device.keep_meter_work(self.desk.person.person, work).await;
        kept.map_err(|fault| JournalFault(Box::new(fault)))?;
        if let Err(fault) = self.agent.put_into_form(self.desk, work).await {
            tracing::error!(%fault, "a record of a work is not in its stage's form");
        }
        self.seat.change(|run| {
            run.work = Some(work.work);
            run.comm_address = work.meter.clone().or_else(|| work.meant.clone());
        });
        Ok(())
    }
}
