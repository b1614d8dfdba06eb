//! Sync: what goes up, what comes down, in an order in which a cut at any point loses nothing.
//!
//! Works at meters go first, because the platform holds against them what is submitted, and lets nobody command a meter of
//! which it waits to hear; then operations, because somebody waits for them; then the feed is pulled; a restored platform is offered what
//! this terminal still holds; then works at meters, drafts, inquiries, bundles, files, receipts, customers, what an order
//! needs without a network; only what has its receipts is erased.

mod bundles;
mod customers;
mod drafts;
mod erase;
mod fault;
mod inquiries;
mod meter_works;
mod pull;
mod push;
mod receipts;
mod reoffer;
mod sealed;
mod session;
mod supplies;
mod travelling;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tracing::Instrument as _;
use vocabulary::CorrelationId;

pub use fault::SyncFault;
pub(crate) use session::Session;
pub(crate) use supplies::SuppliesDue;

use crate::agent::{Agent, Desk};
use crate::uploads;

/// What one sync did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncReport {
    /// Operations of which the platform said what became of them.
    pub answered: u32,
    /// Of these, refused.
    pub parked: u32,
    pub pages: u32,
    pub items: u32,
    /// The mirror was fetched anew.
    pub rebuilt: bool,
    /// Operations and files that a restored platform lacked.
    pub offered_again: u32,
    pub bundles: u32,
    /// Areas whose customers have come.
    pub customer_areas: u32,
    /// Inquiries that the platform keeps now.
    pub inquiries: u32,
    /// Works at meters that the platform keeps now.
    #[serde(default)]
    pub meter_works: u32,
    /// Stages of which the platform holds now what was typed.
    pub drafts: u32,
    pub files: u32,
    /// Files of stages before that have come with their orders.
    pub travelling_files: u32,
    /// Sealed operations and files that the platform took while nobody was signed in.
    pub sealed: u32,
    pub erased_files: u32,
}

impl Agent {
    /// Syncs once for whoever is signed in; when nobody is, sends sealed work under the terminal's own identity. Every
    /// request of it carries one id of its own, and so do its log lines; an operation carries the id of its page.
    ///
    /// # Errors
    /// Why it stopped before its end. Whatever was done until then stays done; the next call goes on from there.
    pub async fn sync_once(&self) -> Result<SyncReport, SyncFault> {
        let correlation = self.correlate();
        let logged = async {
            let outcome = self.run_sync(correlation).await;
            log(&outcome);
            outcome
        };
        logged.instrument(tracing::info_span!("sync", %correlation)).await
    }

    async fn run_sync(&self, run: CorrelationId) -> Result<SyncReport, SyncFault> {
        let _one = self.syncing.lock().await;
        self.open_tf_card().await;
        let mut report = SyncReport::default();
        match self.working_desk().await {
            Ok(desk) => self.sync_desk(run, &desk, &mut report).await?,
            Err(_) => {
                meter_works::send_of_all(self, run, None, &mut report).await?;
                self.send_sealed(run, &mut report).await?;
            }
        }
        self.times.keep(&self.device).await?;
        Ok(report)
    }

    async fn sync_desk(
        &self,
        run: CorrelationId,
        desk: &Arc<Desk>,
        report: &mut SyncReport,
    ) -> Result<(), SyncFault> {
        let work = desk.work().map_err(SyncFault::Agent)?;
        let session = Session::of_person(self, run, desk, work);
        self.seal_missing(desk).await?;
        let pulled = self.exchange(run, &session, desk, report).await;
        if matches!(pulled, Err(SyncFault::Revoked)) {
            self.revoke(desk).await?;
        }
        pulled
    }

    async fn exchange(
        &self,
        run: CorrelationId,
        session: &Session<'_>,
        desk: &Desk,
        report: &mut SyncReport,
    ) -> Result<(), SyncFault> {
        meter_works::send(self, session, desk, report).await?;
        push::push(self, session, desk, report).await?;
        pull::pull(self, session, desk, report).await?;
        if reoffer::reoffer(self, session, desk, report).await? {
            push::push(self, session, desk, report).await?;
        }
        // Again: a restored platform has told its epoch, and lacks what the one before held.
        meter_works::send(self, session, desk, report).await?;
        drafts::tell(self, desk).await?;
        drafts::send(session, desk, report).await?;
        inquiries::send(self, session, desk, report).await?;
        // Of whoever worked here before: the next shift may last all day.
        let epoch = desk.store.mirror().await?.epoch;
        meter_works::send_of_all(self, run, epoch, report).await?;
        bundles::fetch(self, session, desk, report).await?;
        uploads::upload_files(session, desk, report).await?;
        receipts::fetch(self, session, desk).await?;
        // Last: what somebody waits for goes first over a slow link.
        customers::fetch(self, session, desk, report).await?;
        supplies::fetch(self, session, desk, report).await?;
        self.forget_sealed(desk).await?;
        erase::erase(self, desk, report).await?;
        desk.store.note_sync(self.times.corrected()).await?;
        Ok(())
    }
}

/// A run that moved something leaves a line, and so does one that should have; a quiet one does not.
fn log(outcome: &Result<SyncReport, SyncFault>) {
    match outcome {
        Ok(report) if *report == SyncReport { pages: report.pages, ..SyncReport::default() } => {
            tracing::debug!("nothing new");
        }
        Ok(report) => tracing::info!(?report, "synced"),
        Err(
            SyncFault::Unreachable(_)
            | SyncFault::Paused
            | SyncFault::NoIdentity { .. }
            | SyncFault::Busy { .. },
        ) => {
            tracing::debug!("a sync waits");
        }
        Err(fault) => {
            let cause = std::error::Error::source(fault).map(ToString::to_string);
            tracing::warn!(%fault, cause, "a sync stopped before its end");
        }
    }
}
