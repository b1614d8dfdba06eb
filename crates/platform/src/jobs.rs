//! What the platform does by itself: every job is a plain function, and a loop that runs the due ones.
//!
//! Several programs may run on one database; each job holds a lease while it runs, so that it runs once. A simulation
//! calls the jobs themselves, whenever its clock says so.

use std::collections::HashMap;
use std::time::Duration;

use async_trait::async_trait;
use platform_store::{Command, StoreFault, Tx, feed, housekeeping, identity, terminals};
use tokio::sync::watch;
use tracing::Instrument as _;
use vocabulary::{Instant, OrganisationId, hours, minutes};

use crate::http::{Problem, metrics};
use crate::neighbours::NeighbourLink;
use crate::{Platform, audit, customers, metering, neighbours, orders};

/// How long a remembered answer is good for a repetition.
const ANSWERS_KEPT: Duration = hours(48);
/// How long a drop waits in the feed for a terminal that was away.
const DROPS_KEPT: Duration = hours(90 * 24);
/// Notices that one run drops.
const NOTICES_AT_ONCE: u32 = 5_000;
/// How long a notice stays on a worker's list.
const NOTICES_KEPT: Duration = hours(30 * 24);
/// How long a program keeps a job to itself; who dies is followed by another after so long.
const LEASE: Duration = minutes(2);
/// How often the loop looks whether something is due.
const TICK: Duration = Duration::from_secs(1);
/// For times that are told in minutes.
const MINUTELY: Duration = Duration::from_secs(5);

/// Something that is done again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Job {
    /// Timers of orders that are due.
    Timers,
    /// Limits of orders that come due, have passed, or are counted anew.
    Limits,
    /// The working-day calendar, which another program may have changed.
    Calendar,
    /// Bundles of customers that are outdated.
    Customers,
    /// Areas that go to another grid, their orders with them.
    CutOvers,
    /// Orders that have reached their terminals.
    Deliveries,
    /// What was typed for stages that are over.
    Drafts,
    /// Leave to give commands to meters whose time passes.
    Authorisations,
    /// Messages to neighbours.
    Outbox,
    /// Files that came sealed.
    SealedFiles,
    /// Sessions, challenges and answers that are over.
    Expiry,
    /// The signed root over all audit chains.
    AuditRoot,
    /// Drops that no terminal waits for any more.
    FeedPruning,
    /// Uploads that have not come whole in time.
    StaleUploads,
}

impl Job {
    pub const ALL: [Job; 14] = [
        Job::Timers,
        Job::Limits,
        Job::Calendar,
        Job::Customers,
        Job::CutOvers,
        Job::Deliveries,
        Job::Drafts,
        Job::Authorisations,
        Job::Outbox,
        Job::SealedFiles,
        Job::Expiry,
        Job::AuditRoot,
        Job::FeedPruning,
        Job::StaleUploads,
    ];

    /// Its name in leases, logs and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Job::Timers => "timers",
            Job::Limits => "limits",
            Job::Calendar => "calendar",
            Job::Customers => "customers",
            Job::CutOvers => "cut_overs",
            Job::Deliveries => "deliveries",
            Job::Drafts => "drafts",
            Job::Authorisations => "authorisations",
            Job::Outbox => "outbox",
            Job::SealedFiles => "sealed_files",
            Job::Expiry => "expiry",
            Job::AuditRoot => "audit_root",
            Job::FeedPruning => "feed_pruning",
            Job::StaleUploads => "stale_uploads",
        }
    }

    /// Whether each program does it for itself, without a lease.
    const fn is_own(self) -> bool {
        matches!(self, Job::Deliveries | Job::Calendar)
    }

    /// From the end of one run to the next.
    #[must_use]
    pub const fn every(self) -> Duration {
        match self {
            Job::Timers | Job::Customers | Job::Outbox | Job::SealedFiles => TICK,
            Job::Authorisations | Job::CutOvers | Job::Deliveries | Job::Limits => MINUTELY,
            Job::Drafts | Job::Expiry | Job::AuditRoot | Job::Calendar => minutes(1),
            Job::FeedPruning | Job::StaleUploads => hours(24),
        }
    }

    /// Does it once, whoever else may be doing it.
    ///
    /// # Errors
    /// When the store gives no answer; what was done before stays done.
    pub async fn run(self, platform: &Platform, link: &dyn NeighbourLink) -> Result<(), Problem> {
        match self {
            Job::Timers => orders::jobs::run_due(platform).await.map(|_| ()),
            Job::Limits => orders::jobs::watch_limits(platform).await.map(|_| ()),
            Job::Calendar => Ok(platform.read_calendar().await?),
            Job::Customers => customers::jobs::pack_outdated(platform).await.map(|_| ()),
            Job::CutOvers => orders::jobs::carry_out_cut_overs(platform).await.map(|_| ()),
            Job::Deliveries => orders::jobs::note_deliveries(platform).await.map(|_| ()),
            Job::Drafts => orders::jobs::forget_drafts(platform).await.map(|_| ()),
            Job::Authorisations => metering::jobs::let_run_out(platform).await.map(|_| ()),
            Job::Outbox => neighbours::jobs::run_due(platform, link).await.map(|_| ()),
            Job::SealedFiles => orders::jobs::open_sealed_files(platform).await.map(|_| ()),
            Job::Expiry => expire(platform).await,
            Job::AuditRoot => Ok(audit::operations::sign_root(platform).await.map(|_| ())?),
            Job::FeedPruning => prune_feed(platform).await,
            Job::StaleUploads => orders::jobs::flag_stale_uploads(platform).await.map(|_| ()),
        }
    }
}

/// Forgets sessions, challenges and answers that are over.
///
/// # Errors
/// When the store gives no answer.
pub async fn expire(platform: &Platform) -> Result<(), Problem> {
    let expire = Expire { org: platform.org(), now: platform.clock().now() };
    Ok(platform.store().write(expire).await?)
}

/// Drops notices that nobody reads any more, and forgets drops that are older than any terminal may be away.
///
/// # Errors
/// When the store gives no answer.
pub async fn prune_feed(platform: &Platform) -> Result<(), Problem> {
    let prune = PruneFeed { org: platform.org(), now: platform.clock().now() };
    Ok(platform.store().write(prune).await?)
}

/// Runs the jobs until told to stop; the one under way is finished first.
pub async fn run_until(
    platform: &Platform,
    link: &dyn NeighbourLink,
    holder: String,
    mut stop: watch::Receiver<bool>,
) {
    let mut turns = Turns { holder, due: HashMap::new(), held_until: HashMap::new() };
    while !*stop.borrow() {
        for job in Job::ALL {
            turns.take(platform, link, job).await;
        }
        // Who has asked to stop is heard at once; who has gone without a word has stopped too.
        if let Ok(Err(_)) = tokio::time::timeout(TICK, stop.changed()).await {
            return;
        }
    }
}

/// Whose turn it is, as far as this program knows.
struct Turns {
    holder: String,
    due: HashMap<Job, Duration>,
    held_until: HashMap<Job, Instant>,
}

impl Turns {
    /// Runs a job that is due, if no other program does.
    async fn take(&mut self, platform: &Platform, link: &dyn NeighbourLink, job: Job) {
        if self.due.get(&job).is_some_and(|due| platform.clock().monotonic() < *due) {
            return;
        }
        let outcome = match self.hold(platform, job).await {
            Ok(true) => {
                let span = tracing::info_span!("job", job = job.as_str());
                run_logged(platform, link, job).instrument(span).await
            }
            Ok(false) => "elsewhere",
            Err(fault) => {
                tracing::warn!(job = job.as_str(), %fault, "a job's lease cannot be had");
                "failed"
            }
        };
        metrics::job_outcome(job.as_str(), outcome);
        self.due.insert(job, platform.clock().monotonic() + job.every());
    }

    /// Takes the lease, or renews it when half of it is over: an idle platform writes little.
    async fn hold(&mut self, platform: &Platform, job: Job) -> Result<bool, StoreFault> {
        if job.is_own() {
            return Ok(true);
        }
        let now = platform.clock().now();
        let held = self.held_until.get(&job);
        if held.is_some_and(|until| now.plus(LEASE / 2) < *until) {
            return Ok(true);
        }
        let expires_at = now.plus(LEASE);
        let (job_name, holder) = (job.as_str(), self.holder.clone());
        let lease = Lease { job: job_name, holder, now, expires_at };
        let taken = platform.store().write(lease).await?;
        if taken {
            self.held_until.insert(job, expires_at);
        }
        Ok(taken)
    }
}

/// Runs a job; a failure is logged, and tried again at its next turn.
async fn run_logged(platform: &Platform, link: &dyn NeighbourLink, job: Job) -> &'static str {
    match job.run(platform, link).await {
        Ok(()) => "done",
        Err(problem) => {
            tracing::warn!(detail = problem.detail, "a job failed");
            "failed"
        }
    }
}

struct Lease {
    job: &'static str,
    holder: String,
    now: Instant,
    expires_at: Instant,
}

#[async_trait]
impl Command for Lease {
    type Answer = bool;
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreFault> {
        housekeeping::lease_job(tx, self.job, &self.holder, self.now, self.expires_at).await
    }
}

struct Expire {
    org: OrganisationId,
    now: Instant,
}

#[async_trait]
impl Command for Expire {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        identity::end_sessions(tx, self.org, self.now, None).await?;
        terminals::end_sessions(tx, self.org, self.now, None, None).await?;
        terminals::forget_challenges(tx, self.org, self.now).await?;
        let answered_before = self.now.shifted(-(ANSWERS_KEPT.as_micros() as i64));
        housekeeping::forget_answers(tx, self.org, answered_before).await?;
        Ok(())
    }
}

struct PruneFeed {
    org: OrganisationId,
    now: Instant,
}

#[async_trait]
impl Command for PruneFeed {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        let before = self.now.shifted(-(NOTICES_KEPT.as_micros() as i64));
        feed::drop_notices(tx, self.org, before, self.now, NOTICES_AT_ONCE).await?;
        let before = self.now.shifted(-(DROPS_KEPT.as_micros() as i64));
        feed::prune(tx, self.org, before).await.map(|_| ())
    }
}
