//! The terminal's journal, as a work at a meter writes it.

use std::sync::Arc;

use async_trait::async_trait;
use meter_work::{Journal, JournalFault};
use sync::MeterWork;
use vocabulary::PersonId;

use super::bench::Seat;
use crate::agent::Agent;

/// Keeps one work's record.
pub(super) struct TerminalJournal<'s> {
    pub agent: Arc<Agent>,
    pub person: PersonId,
    pub seat: &'s Seat,
}

#[async_trait]
impl Journal for TerminalJournal<'_> {
    async fn keep(&mut self, work: &MeterWork) -> Result<(), JournalFault> {
        // "Done" without the state that was read back is not believed, not even of ourselves: what stands there before
        // stays.
        work.check().map_err(|fault| JournalFault(Box::new(fault)))?;
        let kept = self.agent.device.keep_meter_work(self.person, work).await;
        kept.map_err(|fault| JournalFault(Box::new(fault)))?;
        self.seat.change(|run| {
            run.work = Some(work.work);
            run.comm_address = work.meter.clone().or_else(|| work.meant.clone());
        });
        Ok(())
    }
}
