//! Keeps what was done at meters, each work once, and ends the authorisations that they used.

use async_trait::async_trait;
use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::neighbours::{self, OutboxRow, OutboxState};
use platform_store::{Command, Tx, feed, meters, orders, people};
use serde_json::json;
use sync::{AuthorisationState, MeterWork, MeterWorksKept};
use vocabulary::{MessageId, MeterOutcome, PersonId, TerminalId};

use crate::Platform;
use crate::http::Problem;
use crate::metering::work_report::{Beside, WorkReport};
use crate::metering::{ACQUISITION, METER_WORK, view};
use crate::orders::{Cause, Order};

/// Keeps the works of a person on a terminal and gives the receipts.
pub struct KeepMeterWorks {
    pub platform: Platform,
    pub cause: Cause,
    pub person: PersonId,
    pub terminal: TerminalId,
    pub works: Vec<MeterWork>,
}

#[async_trait]
impl Command for KeepMeterWorks {
    type Answer = MeterWorksKept;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<MeterWorksKept, Problem> {
        let mut used = Vec::new();
        for work in &self.works {
            used.extend(self.keep(tx, work).await?);
        }
        let org = self.platform.org();
        let mut touches = Vec::new();
        for row in &used {
            touches.push(view::touch(tx, org, row).await?);
        }
        feed::touch(tx, org, self.cause.received_at, touches).await?;
        let kept = self.works.iter().map(|work| work.work).collect();
        Ok(MeterWorksKept { epoch: self.platform.epoch(), kept })
    }
}

/// What is odd about a work: a matter for the office, and no reason not to keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Oddity {
    /// The meter was changed, and nobody gave leave for that.
    Unauthorised,
    /// The leave had been used by another work.
    UsedTwice,
    /// Cut off: the meter has to be looked at.
    Unknown,
}

impl Oddity {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthorised => "unauthorised",
            Self::UsedTwice => "used_twice",
            Self::Unknown => "unknown",
        }
    }
}

impl KeepMeterWorks {
    async fn keep(
        &self,
        tx: &mut Tx<'_>,
        work: &MeterWork,
    ) -> Result<Option<AuthorisationRow>, Problem> {
        let org = self.platform.org();
        let row = self.row(work)?;
        if !meter_works::insert(tx, org, &row).await? {
            return Ok(None);
        }
        let leave = match work.authorisation {
            Some(id) => authorisations::find(tx, org, id).await?,
            None => None,
        };
        if work.command.changes_meter() {
            self.report(tx, work, leave.as_ref()).await?;
        }
        let (used, oddity) = self.judge(tx, work, leave).await?;
        if let (Some(meter), Some(keys)) = (&work.meter, &work.after.keys) {
            meters::tell_keys(tx, org, meter, keys, row.started_at).await?;
        }
        self.tell(tx, work, oddity).await?;
        Ok(used)
    }

    fn row(&self, work: &MeterWork) -> Result<MeterWorkRow, Problem> {
        let now = self.cause.received_at;
        Ok(MeterWorkRow {
            work: work.work,
            authorisation: work.authorisation,
            order: work.order,
            comm_address: work.meter.clone().or_else(|| work.meant.clone()),
            command: work.command,
            outcome: work.outcome,
            person: self.person,
            terminal: self.terminal,
            // Nothing was done later than it was heard of: a clock that is fast must not outlive the next work.
            started_at: work.started_at.min(now),
            received_at: now,
            body: serde_json::to_value(work).map_err(|error| Problem::internal(&error))?,
        })
    }

    /// Puts the work on the way to the acquisition system, in the transaction that keeps it.
    async fn report(
        &self,
        tx: &mut Tx<'_>,
        work: &MeterWork,
        leave: Option<&AuthorisationRow>,
    ) -> Result<(), Problem> {
        let org = self.platform.org();
        let told = work.meter.as_ref().or(work.meant.as_ref());
        // Nobody answered and nobody was meant: there is no meter that it could be told of.
        let Some(comm_address) = told.or(leave.map(|leave| &leave.meter.comm_address)) else {
            return Ok(());
        };
        let order_no = match work.order {
            Some(order) => orders::find(tx, org, order).await?.map(|found| found.view.order_no),
            None => leave.map(|leave| leave.order_no.clone()),
        };
        let performer = people::person(tx, org, self.person).await?;
        let beside = Beside {
            comm_address,
            order_no: order_no.as_ref(),
            performer: performer.as_ref().map(|person| person.staff_no.as_str()),
        };
        let body = WorkReport::of(work, &beside).body();
        let now = self.cause.received_at;
        let message = OutboxRow {
            message: MessageId::make(self.platform.clock(), self.platform.entropy()),
            neighbour: ACQUISITION.to_owned(),
            order: work.order,
            kind: METER_WORK.to_owned(),
            body: body.map_err(|error| Problem::internal(&error))?,
            correlation: self.cause.correlation,
            state: OutboxState::Pending,
            attempts: 0,
            next_at: now,
            last_error: None,
            created_at: now,
            settled_at: None,
        };
        Ok(neighbours::send(tx, org, &message).await?)
    }

    /// Ends the authorisation that the work used, and says what is odd.
    async fn judge(
        &self,
        tx: &mut Tx<'_>,
        work: &MeterWork,
        leave: Option<AuthorisationRow>,
    ) -> Result<(Option<AuthorisationRow>, Option<Oddity>), Problem> {
        let org = self.platform.org();
        let unknown = (work.outcome == MeterOutcome::Unknown).then_some(Oddity::Unknown);
        // What was refused changed nothing, and what changes nothing needs no leave.
        let touched = work.outcome != MeterOutcome::Refused && work.command.changes_meter();
        let unauthorised = touched.then_some(Oddity::Unauthorised);
        let Some(before) = leave else { return Ok((None, unauthorised.or(unknown))) };
        let meant = before.executor == self.person
            && before.command == work.command
            && work.meter.as_ref().is_none_or(|meter| *meter == before.meter.comm_address);
        if !meant {
            return Ok((None, unauthorised.or(unknown)));
        }
        match before.state {
            AuthorisationState::Used => {
                Ok((None, touched.then_some(Oddity::UsedTwice).or(unknown)))
            }
            // A signed form that travelled in advance may be used before, and heard of after, its time.
            AuthorisationState::Approved | AuthorisationState::Expired
                if before.signed.is_none() =>
            {
                Ok((None, unauthorised.or(unknown)))
            }
            AuthorisationState::Released
            | AuthorisationState::Approved
            | AuthorisationState::Expired => {
                let after = AuthorisationRow {
                    state: AuthorisationState::Used,
                    rev: before.rev + 1,
                    work: Some(work.work),
                    ..before.clone()
                };
                authorisations::update(tx, org, &before, &after).await?;
                Ok((Some(after), unknown))
            }
            AuthorisationState::Requested
            | AuthorisationState::Refused
            | AuthorisationState::Withdrawn => Ok((None, unauthorised.or(unknown))),
        }
    }

    /// Writes the work into the order's story.
    async fn tell(
        &self,
        tx: &mut Tx<'_>,
        work: &MeterWork,
        oddity: Option<Oddity>,
    ) -> Result<(), Problem> {
        let Some(order) = work.order else { return Ok(()) };
        let cause = Cause { at: work.started_at.min(self.cause.received_at), ..self.cause.clone() };
        let Some(mut order) = Order::load(&self.platform, tx, cause, order).await? else {
            return Ok(());
        };
        let digest = work.digest().map_err(|error| Problem::internal(&error))?;
        let body = json!({
            "work": work.work, "command": work.command, "outcome": work.outcome,
            "meter": work.meter, "authorisation": work.authorisation, "reason": work.reason,
            "card": work.card, "business_card": work.business_card, "digest": digest,
            "previous": work.previous,
        });
        order.note("meter_work", body);
        if let Some(oddity) = oddity {
            let detail = json!({
                "work": work.work, "command": work.command, "meter": work.meter,
                "authorisation": work.authorisation,
            });
            order.ask_office("meter_work", oddity.as_str(), None, detail);
        }
        order.save_beside(tx).await
    }
}
