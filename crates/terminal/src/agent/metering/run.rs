//! One work at one meter: everything that is asked before its first frame.

use std::sync::Arc;
use std::time::Duration;

use meter_link::{Beam, ItemSet, Protocol};
use meter_work::{Hands, History, Job, Refusal, allowed};
use security_unit::PublicKey;
use sync::{LinkKind, WorkPosition};
use vocabulary::{
    AuthorisationId, CommAddress, CorrelationId, MeterCommand, OrderId, OrderNo, StageId,
};

use super::bench::{Run, Seat};
use super::carrying::Ready;
use super::leave::Matched;
use super::platform_clock::PlatformClock;
use crate::agent::{Agent, AgentFault, Desk};

/// What the worker wants done.
#[derive(Debug, Clone)]
pub struct RunAsked {
    pub command: MeterCommand,
    pub link: String,
    pub comm_address: Option<CommAddress>,
    pub order: Option<OrderId>,
    pub stage: Option<StageId>,
    pub items: ItemSet,
    /// A parameter that a look reads besides, as one number.
    pub parameter: Option<u32>,
    /// For a command that changes the meter.
    pub authorisation: Option<AuthorisationId>,
    /// On an infrared link focused, unless it is said otherwise; none on a wire.
    pub beam: Option<Beam>,
    pub protocol: Option<Protocol>,
    /// Where the page is; a work needs no position.
    pub position: Option<WorkPosition>,
}

impl Agent {
    /// Begins a work at a meter. Whatever the platform or the terminal has against it before the first frame is said here,
    /// or stands in the run's record; the rest is seen in [`Agent::metering_run`].
    ///
    /// # Errors
    /// [`AgentFault::RunUnderWay`]; [`AgentFault::NotPermitted`] when the platform does not release the leave.
    pub async fn begin_run(
        self: &Arc<Self>,
        correlation: CorrelationId,
        asked: RunAsked,
    ) -> Result<Run, AgentFault> {
        let desk = self.working_desk().await?;
        let fittings = self.fittings()?;
        let link = fittings.links.iter().find(|link| link.link == asked.link).cloned();
        let link = link.ok_or_else(|| AgentFault::UnknownLink(asked.link.clone()))?;
        let person = desk.person.person;
        let begun = Run::begun(
            asked.command,
            link.link.clone(),
            asked.comm_address.clone(),
            self.times.corrected(),
        );
        let mut seat = Seat::take(&self.metering, person, begun).ok_or(AgentFault::RunUnderWay)?;
        let matched = self.matched(&desk, &asked).await?;
        let mut job = job(&asked, link.way.kind(), matched.as_ref());
        if !job.command.changes_meter() {
            job.infrared = self.port_material(correlation, &desk, &job).await;
        }
        job.order_no = match (&matched, job.order) {
            (Some(Matched { view, .. }), _) => Some(view.order_no.clone()),
            (None, Some(order)) => order_no(&desk, order).await?,
            (None, None) => None,
        };
        let hands = self.hands(&desk, &job, asked.authorisation).await?;
        if let Some(Matched { view, .. }) = &matched {
            // What this terminal forbids anyhow needs no release; the run records why.
            if allowed(&job, &hands) == Err(Refusal::NoLeave) {
                job.leave = Some(self.signed_form(correlation, &desk, view).await?);
            }
        }
        seat.begin();
        seat.change(|run| run.comm_address.clone_from(&job.meant));
        let ready = Ready { desk, job, hands, link, seat };
        tokio::spawn(Arc::clone(self).carry(ready));
        self.metering.run(person).ok_or(AgentFault::TaskEnded)
    }

    /// The worker's run that goes on, or his last one since he signed in.
    ///
    /// # Errors
    /// When nobody works here.
    pub async fn metering_run(&self) -> Result<Option<Run>, AgentFault> {
        let desk = self.working_desk().await?;
        Ok(self.metering.run(desk.person.person))
    }

    /// Stops the run between two frames.
    ///
    /// # Errors
    /// When nobody works here.
    pub async fn cancel_run(&self) -> Result<(), AgentFault> {
        self.working_desk().await?;
        self.metering.stop();
        Ok(())
    }

    /// Waits until no work runs, not for ever.
    pub(in crate::agent) async fn run_ended(&self) {
        let mut changes = self.metering.changes();
        let waiting =
            async { while self.metering.is_running() && changes.changed().await.is_ok() {} };
        if tokio::time::timeout(LAST_FRAMES, waiting).await.is_err() {
            tracing::warn!(
                "a work at a meter did not end in time; its record is true as it stands"
            );
        }
    }

    async fn hands(
        self: &Arc<Self>,
        desk: &Desk,
        job: &Job,
        authorisation: Option<AuthorisationId>,
    ) -> Result<Hands, AgentFault> {
        let fittings = self.fittings()?;
        let enrolment = self.enrolment().await?;
        let clock = Arc::new(PlatformClock(Arc::clone(self)));
        let since = self.times.corrected().shifted(-CLOCK_SETTINGS_MICROS);
        let card = desk.work()?.card.identity().card;
        let history = self.device.meter_history(job.meant.as_ref(), authorisation, since).await?;
        Ok(Hands {
            person: desk.person.person,
            card,
            business_card: fittings.open_business_card(),
            unit: Arc::clone(&fittings.unit),
            clock,
            is_clock_compared: self.times.offset_micros().is_some(),
            entropy: Arc::clone(&self.tools.entropy),
            platform_key: platform_key(&enrolment.platform_key)?,
            battery_percent: fittings.power.battery_percent(),
            app_version: self.settings.release_no.chars().take(VERSION_LEN_MAX).collect(),
            history: History {
                unverified: history.unverified,
                is_leave_used: history.is_leave_used,
                switch_failed_at: history.switch_failed_at,
                clock_set_at: history.clock_set_at,
                last_record: history.last_record,
            },
        })
    }
}

fn job(asked: &RunAsked, kind: LinkKind, matched: Option<&Matched>) -> Job {
    let meter = matched.map(|matched| matched.view.meter.comm_address.clone());
    let beam = match kind {
        LinkKind::Infrared => Some(asked.beam.unwrap_or(Beam::Focused)),
        LinkKind::Wired | LinkKind::Tcp => asked.beam,
    };
    Job {
        meant: meter.or_else(|| asked.comm_address.clone()),
        order: matched.map(|matched| matched.view.order).or(asked.order),
        stage: matched.and_then(|matched| matched.stage).or(asked.stage),
        protocol: asked.protocol,
        position: asked.position,
        line: Some(kind),
        beam,
        items: asked.items,
        parameter: asked.parameter.filter(|_| !asked.command.changes_meter()),
        ..Job::new(asked.command)
    }
}

/// What an order is known by, if it is here.
async fn order_no(desk: &Desk, order: OrderId) -> Result<Option<OrderNo>, AgentFault> {
    Ok(desk.store.standing(order).await?.map(|standing| standing.view.order_no))
}

/// The platform's key as it was given when the terminal was enrolled.
fn platform_key(sec1: &[u8]) -> Result<PublicKey, AgentFault> {
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(sec1);
    key.map(|key| PublicKey::from(&key)).map_err(|_| AgentFault::NotEnrolled)
}

/// What a record holds of it.
const VERSION_LEN_MAX: usize = 50;
/// How long the last frames and the reading back may take once the terminal is to stop.
const LAST_FRAMES: Duration = Duration::from_secs(20);
/// Clock settings of a month count.
const CLOCK_SETTINGS_MICROS: i64 = 31 * 24 * 3_600 * 1_000_000;
