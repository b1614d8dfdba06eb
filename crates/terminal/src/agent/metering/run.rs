//! One work at one meter: everything that is asked before, the task that owns the line, and its end.

use std::sync::Arc;
use std::time::Duration;

use meter_link::{Beam, ItemSet, Protocol};
use meter_work::{Carried, Hands, History, Job, Refusal, WorkFault, allowed, carry_out};
use security_unit::PublicKey;
use security_unit::metering::UnitSecret;
use sync::SignedAuthorisation;
use vocabulary::{
    AuthorisationId, CardId, CommAddress, CorrelationId, MeterCommand, MeterOutcome, OrderId,
    StageId, Text,
};

use super::bench::{Run, Seat};
use super::card_is_in;
use super::fittings::{LinkKind, MeterLink, UnitOpener};
use super::journal::TerminalJournal;
use super::leave::Matched;
use super::link_port::LinkPort;
use super::platform_clock::PlatformClock;
use super::works::WorkShown;
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
    /// For a command that changes the meter.
    pub authorisation: Option<AuthorisationId>,
    /// On an infrared link focused, unless it is said otherwise; none on a wire.
    pub beam: Option<Beam>,
    pub protocol: Option<Protocol>,
}

/// Everything that a run needs, gathered before its first frame.
struct Ready {
    desk: Arc<Desk>,
    job: Job,
    hands: Hands,
    link: MeterLink,
    seat: Seat,
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
        let seat = Seat::take(&self.metering, person, begun).ok_or(AgentFault::RunUnderWay)?;
        let matched = self.matched(&desk, &asked).await?;
        let mut job = job(&asked, link.way.kind(), matched.as_ref());
        let hands = self.hands(&desk, &job, asked.authorisation).await?;
        if let Some(Matched { view, .. }) = &matched {
            // What this terminal forbids anyhow needs no release; the run records why.
            if allowed(&job, &hands) == Err(Refusal::NoLeave) {
                job.leave = Some(self.signed_form(correlation, &desk, view).await?);
            }
        }
        let hands = Hands { is_clock_compared: self.times.offset_micros().is_some(), ..hands };
        let mut seat = seat;
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
            // One card in both slots, one after the other, is one card.
            business_card: fittings.open_business_card().filter(|business| *business != card),
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

    /// Owns the line until the work's end.
    async fn carry(self: Arc<Self>, ready: Ready) {
        let Ready { desk, job, hands, link, seat } = ready;
        if job.command.changes_meter() {
            self.open_unit(&desk).await;
        }
        let person = hands.person;
        let business_card = hands.business_card.filter(|_| job.command.changes_meter());
        let mut journal = TerminalJournal { agent: Arc::clone(&self), person, seat: &seat };
        let port = Box::new(LinkPort::new(link.way.clone()));
        let line = (port as Box<dyn meter_link::Port>, link.way.pace());
        let carried = {
            let working =
                carry_out(line, &job, &hands, &mut journal, seat.watcher(), seat.cancel.clone());
            let mut working = std::pin::pin!(working);
            tokio::select! {
                biased;
                () = self.cards_leave(&desk, business_card) => {
                    tracing::info!("a card was pulled: the session with the meter ends");
                    seat.cancel.ask();
                    working.await
                }
                carried = &mut working => carried,
            }
        };
        if let Ok(fittings) = self.fittings() {
            fittings.unit.close();
        }
        self.end(&desk, carried, &seat).await;
    }

    /// Lets the unit have what opens it. One that stays closed refuses by itself, before anything is changed.
    async fn open_unit(&self, desk: &Desk) {
        let (Ok(fittings), Ok(work)) = (self.fittings(), desk.work()) else { return };
        let (unit, opener) = (Arc::clone(&fittings.unit), fittings.opener.clone());
        let card = Arc::clone(&work.card);
        let opened = tokio::task::spawn_blocking(move || {
            let secret = match opener {
                UnitOpener::Passphrase(secret) => secret,
                UnitOpener::OperatorCard => {
                    let released = card.release_secret(UnitSecret::CARD_LABEL);
                    UnitSecret::from_card(&*released.map_err(|fault| fault.to_string())?)
                }
            };
            unit.open(&secret).map_err(|fault| fault.to_string())
        });
        if let Ok(Err(why)) = opened.await {
            tracing::warn!(why, "the security unit stays closed");
        }
    }

    /// Returns when a card that the work needs has left its slot.
    async fn cards_leave(&self, desk: &Desk, business_card: Option<CardId>) {
        loop {
            let is_in = desk.work().is_ok_and(|work| card_is_in(&*work.card));
            let business = self.business_slot().and_then(|slot| slot.card());
            let business = business.map(|card| card.identity().card);
            if !is_in || business_card.is_some_and(|card| business != Some(card)) {
                return;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Writes down what the screen shows, and shows it.
    async fn end(&self, desk: &Desk, carried: Result<Carried, WorkFault>, seat: &Seat) {
        let person = desk.person.person;
        let (work, readout, why) = match carried {
            Ok(Carried { work, readout, why }) => {
                let readout = readout.and_then(|readout| serde_json::to_value(readout).ok());
                (Some(work.work), readout, why)
            }
            Err(fault) => {
                let cause = std::error::Error::source(&fault).map(ToString::to_string);
                tracing::error!(%fault, cause, "a work at a meter was not recorded to its end");
                (self.metering.run(person).and_then(|run| run.work), None, Some(not_recorded()))
            }
        };
        let Some(work) = work else {
            return seat.change(|run| {
                run.outcome = Some(MeterOutcome::Refused);
                run.why = why;
            });
        };
        if let Err(fault) = self.device.end_meter_work(work, readout.as_ref(), why.as_ref()).await {
            tracing::error!(%fault, "what was read is not kept beside its record");
        }
        let found = match self.device.meter_work(person, work).await {
            Ok(found) => found,
            Err(fault) => {
                tracing::error!(%fault, "a record cannot be read");
                None
            }
        };
        seat.change(|run| {
            run.outcome = found.as_ref().map(|found| found.work.outcome);
            run.why = why;
            run.result = found.map(WorkShown::from);
        });
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
        beam,
        items: asked.items,
        leave: None::<SignedAuthorisation>,
        ..Job::new(asked.command)
    }
}

/// The platform's key as it was given when the terminal was enrolled.
fn platform_key(sec1: &[u8]) -> Result<PublicKey, AgentFault> {
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(sec1);
    key.map(|key| PublicKey::from(&key)).map_err(|_| AgentFault::NotEnrolled)
}

fn not_recorded() -> Text {
    Text::new(
        "记录无法写入本机存储，操作已停止；请先核实表计状态",
        "the record could not be written, so the work was stopped; look at the meter first",
    )
}

/// What a record holds of it.
const VERSION_LEN_MAX: usize = 50;
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long the last frames and the reading back may take once the terminal is to stop.
const LAST_FRAMES: Duration = Duration::from_secs(20);
/// Clock settings of a month count.
const CLOCK_SETTINGS_MICROS: i64 = 31 * 24 * 3_600 * 1_000_000;
