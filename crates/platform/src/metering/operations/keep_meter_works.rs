//! Keeps what was done at meters, each work once, and ends the authorisations that they used.

use async_trait::async_trait;
use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::neighbours::{self, OutboxRow, OutboxState};
use platform_store::office::{self, OfficeItemRow};
use platform_store::{Command, Tx, feed, meters, orders, people};
use serde_json::{Value, json};
use sync::{AuthorisationState, MeterWork, MeterWorksKept, works_named};
use vocabulary::{MessageId, MeterOutcome, OfficeItemId, PersonId, TerminalId};

use crate::Platform;
use crate::http::Problem;
use crate::metering::facts::verified;
use crate::metering::oddity::Oddity;
use crate::metering::work_report::{Beside, WorkReport};
use crate::metering::{ACQUISITION, METER_WORK, view};
use crate::orders::{Cause, Order};

/// Keeps works that were done on a terminal and gives the receipts.
pub struct KeepMeterWorks {
    pub platform: Platform,
    pub cause: Cause,
    pub terminal: TerminalId,
    pub works: Vec<WorkOf>,
}

/// A work, and who did it.
pub struct WorkOf {
    pub person: PersonId,
    pub work: MeterWork,
}

#[async_trait]
impl Command for KeepMeterWorks {
    type Answer = MeterWorksKept;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<MeterWorksKept, Problem> {
        let mut used = Vec::new();
        for of in &self.works {
            used.extend(self.keep(tx, of).await?);
        }
        let org = self.platform.org();
        let mut touches = Vec::new();
        for row in &used {
            touches.push(view::touch(tx, org, row).await?);
        }
        feed::touch(tx, org, self.cause.received_at, touches).await?;
        let kept = self.works.iter().map(|of| of.work.work).collect();
        Ok(MeterWorksKept { epoch: self.platform.epoch(), kept })
    }
}

impl KeepMeterWorks {
    async fn keep(
        &self,
        tx: &mut Tx<'_>,
        of: &WorkOf,
    ) -> Result<Option<AuthorisationRow>, Problem> {
        let (org, work) = (self.platform.org(), &of.work);
        let row = self.row(of)?;
        if !meter_works::insert(tx, org, &row).await? {
            self.again(tx, of, &row).await?;
            return Ok(None);
        }
        let leave = match work.authorisation {
            Some(id) => authorisations::find(tx, org, id).await?,
            None => None,
        };
        if work.command.changes_meter() || self.is_reading_beside_tasks(tx, work).await? {
            self.report(tx, of, leave.as_ref()).await?;
        }
        let (used, oddity) = self.judge(tx, of, leave).await?;
        if let (Some(meter), Some(keys)) = (&work.meter, &work.after.keys) {
            meters::tell_keys(tx, org, meter, keys, row.started_at).await?;
        }
        let beside = meter_works::beside(tx, org, &row).await?;
        let odd_chain = beside.map(|_| Oddity::OutOfChain);
        if let Some(beside) = beside {
            meter_works::mark_odd(tx, org, beside, Oddity::OutOfChain.as_str()).await?;
        }
        meter_works::link(tx, org, &row).await?;
        self.verify(tx, &row).await?;
        self.concern(tx, &row).await?;
        let oddities: Vec<Oddity> = oddity.into_iter().chain(odd_chain).collect();
        self.tell(tx, of, oddities).await?;
        Ok(used)
    }

    /// A reading that no task's result brings to the acquisition system. Of an order that a restored platform lacks nobody
    /// knows whether it was a task: told twice is better than never.
    async fn is_reading_beside_tasks(
        &self,
        tx: &mut Tx<'_>,
        work: &MeterWork,
    ) -> Result<bool, Problem> {
        if work.outcome != MeterOutcome::Done || work.readings.is_none() {
            return Ok(false);
        }
        let order = match work.order {
            Some(order) => orders::find(tx, self.platform.org(), order).await?,
            None => None,
        };
        Ok(!order.is_some_and(|order| order.view.facts["task"].is_object()))
    }

    /// Whether somebody knows what became of it, and of the works before it at the same meter.
    async fn verify(&self, tx: &mut Tx<'_>, row: &MeterWorkRow) -> Result<(), Problem> {
        let org = self.platform.org();
        let Some(meter) = &row.comm_address else { return Ok(()) };
        for (work, verified) in verified(tx, org, meter).await? {
            meter_works::set_unverified(tx, org, work, !verified).await?;
        }
        Ok(())
    }

    /// It is a matter of the station whose order it was for, and of that whose worker did it.
    async fn concern(&self, tx: &mut Tx<'_>, row: &MeterWorkRow) -> Result<(), Problem> {
        let org = self.platform.org();
        let order = match row.order {
            Some(order) => orders::find(tx, org, order).await?,
            None => None,
        };
        let performer = people::person(tx, org, row.person).await?;
        let stations = [
            order.and_then(|order| order.station),
            performer.and_then(|performer| performer.station),
        ];
        for station in stations.into_iter().flatten() {
            meter_works::concern(tx, org, row, station).await?;
        }
        Ok(())
    }

    async fn mark(
        &self,
        tx: &mut Tx<'_>,
        WorkOf { work, .. }: &WorkOf,
        oddities: &[Oddity],
    ) -> Result<(), Problem> {
        for oddity in oddities.iter().filter(|oddity| oddity.stays()) {
            meter_works::mark_odd(tx, self.platform.org(), work.work, oddity.as_str()).await?;
        }
        Ok(())
    }

    /// It is kept already. The first record stays; another one under the same id is somebody's matter.
    async fn again(&self, tx: &mut Tx<'_>, of: &WorkOf, row: &MeterWorkRow) -> Result<(), Problem> {
        let (org, work) = (self.platform.org(), &of.work);
        let Some(kept) = meter_works::find(tx, org, work.work).await? else { return Ok(()) };
        if kept.body == row.body && kept.person == row.person {
            return Ok(());
        }
        tracing::error!(work = %work.work, terminal = %self.terminal, "another record of a work that is kept");
        self.mark(tx, of, &[Oddity::Rewritten]).await?;
        // Of the kept one's order: this one's word is not to be trusted.
        let loaded = match kept.order {
            Some(order) => Order::load(&self.platform, tx, self.cause.clone(), order).await?,
            None => None,
        };
        let Some(mut order) = loaded else {
            return self.tell_station(tx, of, &[Oddity::Rewritten]).await;
        };
        order.ask_office(MATTER, Oddity::Rewritten.as_str(), None, self.detail(of));
        order.save_beside(tx).await
    }

    fn row(&self, WorkOf { person, work }: &WorkOf) -> Result<MeterWorkRow, Problem> {
        let now = self.cause.received_at;
        Ok(MeterWorkRow {
            work: work.work,
            authorisation: work.authorisation,
            order: work.order,
            comm_address: work.meter.clone().or_else(|| work.meant.clone()),
            command: work.command,
            outcome: work.outcome,
            person: *person,
            terminal: self.terminal,
            // Nothing was done later than it was heard of: a clock that is fast must not outlive the next work.
            started_at: work.started_at.min(now),
            received_at: now,
            digest: Some(work.digest().map_err(|error| Problem::internal(&error))?),
            previous: work.previous,
            body: serde_json::to_value(work).map_err(|error| Problem::internal(&error))?,
        })
    }

    /// Puts the work on the way to the acquisition system, in the transaction that keeps it.
    async fn report(
        &self,
        tx: &mut Tx<'_>,
        WorkOf { person, work }: &WorkOf,
        leave: Option<&AuthorisationRow>,
    ) -> Result<(), Problem> {
        let org = self.platform.org();
        let told = work.meter.as_ref().or(work.meant.as_ref());
        // Nobody answered and nobody was meant: there is no meter that it could be told of.
        let Some(comm_address) = told.or(leave.map(|leave| &leave.meter.comm_address)) else {
            return Ok(());
        };
        let order = match work.order {
            Some(order) => orders::find(tx, org, order).await?,
            None => None,
        };
        // After a restore neither may be here yet; the record then says what the report said before.
        let order_no = match (&order, leave) {
            (Some(order), _) => Some(&order.view.order_no),
            (None, Some(leave)) => Some(&leave.order_no),
            (None, None) => work.order_no.as_ref(),
        };
        let performer = people::person(tx, org, *person).await?;
        let beside = Beside {
            comm_address,
            order_no,
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
        WorkOf { person, work }: &WorkOf,
        leave: Option<AuthorisationRow>,
    ) -> Result<(Option<AuthorisationRow>, Option<Oddity>), Problem> {
        let org = self.platform.org();
        let unknown = (work.outcome == MeterOutcome::Unknown).then_some(Oddity::Unknown);
        // What was refused changed nothing, and what changes nothing needs no leave.
        let touched = work.outcome != MeterOutcome::Refused && work.command.changes_meter();
        let unauthorised = touched.then_some(Oddity::Unauthorised);
        let Some(before) = leave else { return Ok((None, unauthorised.or(unknown))) };
        let meant = before.executor == *person
            && before.command == work.command
            && work.meter.as_ref().is_none_or(|meter| *meter == before.meter.comm_address);
        if !meant {
            return Ok((None, unauthorised.or(unknown)));
        }
        // Nothing was sent: the terminal may use it still, and itself sees to it that it does so once.
        let sent = touched || work.reason.as_deref() == Some(METER_REFUSED);
        if !sent && before.signed.is_some() {
            return self.give_back(tx, before).await;
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

    /// What was released at the moment is approved as it was before: at the next moment everything that forbids it is asked
    /// again, and it goes to nobody but the unit that has it.
    async fn give_back(
        &self,
        tx: &mut Tx<'_>,
        before: AuthorisationRow,
    ) -> Result<(Option<AuthorisationRow>, Option<Oddity>), Problem> {
        if before.state != AuthorisationState::Released {
            return Ok((None, None));
        }
        let after = AuthorisationRow {
            state: AuthorisationState::Approved,
            rev: before.rev + 1,
            ..before.clone()
        };
        authorisations::update(tx, self.platform.org(), &before, &after).await?;
        Ok((Some(after), None))
    }

    /// Without an order it is the matter of the station whose worker did it.
    async fn tell_station(
        &self,
        tx: &mut Tx<'_>,
        of: &WorkOf,
        oddities: &[Oddity],
    ) -> Result<(), Problem> {
        let org = self.platform.org();
        let performer = people::person(tx, org, of.person).await?;
        for oddity in oddities {
            let id = OfficeItemId::make(self.platform.clock(), self.platform.entropy());
            let station = performer.as_ref().and_then(|person| person.station);
            let (what, at) = ((MATTER, oddity.as_str()), self.cause.received_at);
            let item = OfficeItemRow::of_station(id, station, what, self.detail(of), at);
            office::open(tx, org, &item).await?;
        }
        Ok(())
    }

    fn detail(&self, WorkOf { person, work }: &WorkOf) -> Value {
        json!({
            "work": work.work, "command": work.command, "meter": work.meter.as_ref().or(work.meant.as_ref()),
            "authorisation": work.authorisation, "terminal": self.terminal, "person": person,
        })
    }

    /// Writes the work into the order's story.
    async fn tell(
        &self,
        tx: &mut Tx<'_>,
        of: &WorkOf,
        mut oddities: Vec<Oddity>,
    ) -> Result<(), Problem> {
        let work = &of.work;
        self.mark(tx, of, &oddities).await?;
        let Some(order) = work.order else { return self.tell_station(tx, of, &oddities).await };
        let cause = Cause { at: work.started_at.min(self.cause.received_at), ..self.cause.clone() };
        let Some(mut order) = Order::load(&self.platform, tx, cause, order).await? else {
            return self.tell_station(tx, of, &oddities).await;
        };
        let digest = work.digest().map_err(|error| Problem::internal(&error))?;
        let body = json!({
            "work": work.work, "command": work.command, "outcome": work.outcome,
            "meter": work.meter, "authorisation": work.authorisation, "reason": work.reason,
            "card": work.card, "business_card": work.business_card, "digest": digest,
            "previous": work.previous,
        });
        order.note("meter_work", body);
        let otherwise = !is_as_submitted(&order, work);
        if otherwise {
            self.mark(tx, of, &[Oddity::ToldOtherwise]).await?;
            oddities.push(Oddity::ToldOtherwise);
        }
        for oddity in oddities {
            order.ask_office(MATTER, oddity.as_str(), None, self.detail(of));
        }
        // A stage that names it may have been submitted before, and wait for it.
        if otherwise || order.record.evidence_missing == 0 {
            return order.save_beside(tx).await;
        }
        order.take_evidence(tx).await?;
        order.save(tx).await
    }
}

/// The kind of an item about a work.
const MATTER: &str = "meter_work";
/// The word of a command that went out, and to which the meter said no.
const METER_REFUSED: &str = "meter_refused";

/// Whether what was submitted of a work says what its record says. A stage that nobody has handed in says nothing yet.
fn is_as_submitted(order: &Order, work: &MeterWork) -> bool {
    let stages = order.view().stages.values().filter(|stage| !stage.state.is_open());
    let mut told = stages.flat_map(|stage| works_named(&stage.values));
    told.all(|named| named.work != work.work || work.is_as_told(named.told))
}
