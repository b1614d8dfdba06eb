//! The task that owns the line: from the first frame to the record's end, unless a card is pulled before.

use std::sync::Arc;
use std::time::Duration;

use meter_work::{Carried, Hands, Job, JournalFault, carry_out};
use security_unit::metering::UnitSecret;
use vocabulary::{CardId, MeterOutcome, Text};

use super::bench::Seat;
use super::card_is_in;
use super::fittings::{MeterLink, UnitOpener};
use super::journal::TerminalJournal;
use super::link_port::LinkPort;
use super::works::WorkShown;
use crate::agent::{Agent, Desk};

/// Everything that a run needs, gathered before its first frame.
pub(super) struct Ready {
    pub desk: Arc<Desk>,
    pub job: Job,
    pub hands: Hands,
    pub link: MeterLink,
    pub seat: Seat,
}

impl Agent {
    /// Owns the line until the work's end.
    pub(super) async fn carry(self: Arc<Self>, ready: Ready) {
        let Ready { desk, job, hands, link, seat } = ready;
        if job.command.changes_meter() || job.infrared.is_some() {
            self.open_unit(&desk).await;
        }
        let business_card = hands.business_card.filter(|_| job.command.changes_meter());
        let mut journal = TerminalJournal { agent: Arc::clone(&self), desk: &desk, seat: &seat };
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
        // Not by way of the rules: a TF card that was pulled keeps no unit open.
        if let Some(fittings) = &self.metering.fittings {
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
            let is_known = self.lacks_identity().is_none();
            if !is_in || !is_known || business_card.is_some_and(|card| business != Some(card)) {
                return;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Writes down what the screen shows, and shows it.
    async fn end(&self, desk: &Desk, carried: Result<Carried, JournalFault>, seat: &Seat) {
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

fn not_recorded() -> Text {
    Text::new(
        "记录无法写入本机存储，操作已停止；请先核实表计状态",
        "the record could not be written, so the work was stopped; look at the meter first",
    )
}

const LOOK_EVERY: Duration = Duration::from_millis(250);
