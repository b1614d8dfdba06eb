//! Gathers what the hard blocks ask for, in the transaction that decides by it.

use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::meters::{self, MeterRow};
use platform_store::orders::OrderRecord;
use platform_store::{Tx, customers};
use serde::Deserialize as _;
use serde_json::Value;
use sync::{ComplaintState, CustomerRecord, MeterState};
use vocabulary::{
    CommAddress, Instant, MeterCommand, MeterOutcome, MeterWorkId, OrganisationId, local_date,
};

use super::blocks::StopFacts;
use super::operations::MOMENT;
use crate::Platform;
use crate::http::Problem;

/// Whose supply it is about.
pub(super) struct Asked<'r> {
    pub order: &'r OrderRecord,
    pub meter: &'r MeterRow,
    /// What came with the request: when the second notice was given, whether the customer was contacted.
    pub parameter: Option<&'r Value>,
    pub now: Instant,
}

/// What is known now.
///
/// # Errors
/// When the database refuses, or a customer's record cannot be read.
pub(super) async fn gather(
    platform: &Platform,
    tx: &mut Tx<'_>,
    asked: &Asked<'_>,
) -> Result<StopFacts, Problem> {
    let org = platform.org();
    let mut facts = StopFacts { unknown_customer: true, ..StopFacts::default() };
    if let Some(customer_no) = &asked.meter.customer_no
        && let Some(row) = customers::find(tx, org, customer_no).await?
    {
        let record = serde_json::from_value(row.body).map_err(|error| Problem::internal(&error))?;
        of_customer(&mut facts, &record);
    }
    of_order(&mut facts, &asked.order.view.facts, asked.now);
    of_restore(&mut facts, asked.order);
    of_request(&mut facts, asked.parameter);
    facts.recharge_off = platform.switched_off().contains(&MeterCommand::Recharge);
    facts.day_off = is_day_off(platform, asked.now);
    let bans = meters::bans(tx, org, asked.order.station, asked.now).await?;
    let running = bans.into_iter().filter(|ban| ban.from <= asked.now);
    facts.bans.extend(running.map(|ban| ban.reason));
    let meter = &asked.meter.comm_address;
    let looked_at = LookedAt::all(&works(tx, org, meter).await?)?;
    of_works(&mut facts, &looked_at);
    let released = authorisations::unreported(tx, org, meter).await?;
    facts.unreported_at = released.and_then(|leave| unreported(&leave, &looked_at));
    Ok(facts)
}

fn of_customer(facts: &mut StopFacts, record: &CustomerRecord) {
    facts.unknown_customer = record.closed;
    facts.critical = record.critical;
    facts.life_support = record.life_support;
    facts.guard_on = record.guard_on;
    facts.arrears_fen = record.arrears.as_ref().map(|arrears| arrears.amount_fen);
    facts.balance_fen = record.available_balance_fen;
    facts.disputed = record.complaints.iter().any(|one| one.state == ComplaintState::Open);
}

/// What the order says itself, which may be newer: whatever of the two forbids a stop counts.
fn of_order(facts: &mut StopFacts, told: &Value, now: Instant) {
    facts.critical |= told["customer"]["critical"] == true;
    facts.life_support |= told["supply"]["life_support"] == true;
    facts.guard_on |= told["supply"]["guard_on"] == true;
    facts.disputed |= told["arrears"]["dispute_open"] == true;
    facts.receipt_no = told["payment"]["receipt_no"].as_str().map(str::to_owned);
    facts.paid_fen = told["payment"]["amount_fen"].as_u64();
    facts.notice_at = told["notice"]["delivered_at"].as_i64().map(Instant::from_micros);
    let announced = told["no_stop"]["until"].as_i64().map(Instant::from_micros);
    if announced.is_some_and(|until| now < until) {
        facts.bans.push("营销系统通知的禁停时段".to_owned());
    }
}

/// As the contract says, or as somebody has decided on the way: whichever wants him asked first counts.
fn of_restore(facts: &mut StopFacts, order: &OrderRecord) {
    let agreed = &order.view.facts["fee_control"]["restore_mode"];
    let decided = order.view.stages.values().map(|stage| &stage.values["restore_mode"]);
    let modes: Vec<_> = std::iter::once(agreed).chain(decided).collect();
    facts.confirmed_restore = modes.iter().any(|mode| **mode == "confirmed");
    facts.auto_restore = !facts.confirmed_restore && modes.iter().any(|mode| **mode == "auto");
}

fn of_request(facts: &mut StopFacts, parameter: Option<&Value>) {
    let Some(parameter) = parameter else { return };
    facts.second_notice_at = parameter["second_notice_at"].as_i64().map(Instant::from_micros);
    facts.contacted = parameter["contacted"] == true;
    facts.recharge_fen = parameter["amount_fen"].as_u64();
}

fn is_day_off(platform: &Platform, now: Instant) -> bool {
    let calendar = platform.calendar();
    let off = |day| !calendar.days().is_working_day(day);
    local_date(now).is_none_or(|today| off(today) || today.next_day().is_none_or(off))
}

/// A work at a meter, and how the meter stood after it.
struct LookedAt {
    command: MeterCommand,
    outcome: MeterOutcome,
    started_at: Instant,
    after: MeterState,
}

impl LookedAt {
    /// In the order in which they come.
    fn all(works: &[MeterWorkRow]) -> Result<Vec<Self>, Problem> {
        let one = |work: &MeterWorkRow| {
            let after = work.body.get("after").map(MeterState::deserialize).transpose();
            Ok(Self {
                command: work.command,
                outcome: work.outcome,
                started_at: work.started_at,
                after: after.map_err(|error| Problem::internal(&error))?.unwrap_or_default(),
            })
        };
        works.iter().map(one).collect()
    }

    /// Whether it tells what became of an earlier command.
    fn tells_of(&self, command: MeterCommand) -> bool {
        self.outcome != MeterOutcome::Unknown && self.after.tells_of(command)
    }
}

/// The last works at a meter, the newest first: what failed, and what nobody has verified.
fn of_works(facts: &mut StopFacts, works: &[LookedAt]) {
    let failed = works.iter().find(|work| work.outcome == MeterOutcome::Failed);
    facts.failed_at = failed.map(|work| work.started_at);
    facts.unverified = (0..works.len()).any(|n| !is_verified(works, n));
}

/// The last works at a meter that ended unknown, and whether a later one tells what became of them.
///
/// # Errors
/// When the database refuses, or a record cannot be read.
pub(super) async fn verified(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    meter: &CommAddress,
) -> Result<Vec<(MeterWorkId, bool)>, Problem> {
    let rows = works(tx, org, meter).await?;
    let looked_at = LookedAt::all(&rows)?;
    let ended = rows.iter().enumerate();
    let unknown = ended.filter(|(_, row)| row.outcome == MeterOutcome::Unknown);
    Ok(unknown.map(|(n, row)| (row.work, is_verified(&looked_at, n))).collect())
}

/// Of works that are the newest first: whether what became of one is known, by itself or by a later one.
fn is_verified(works: &[LookedAt], n: usize) -> bool {
    let work = &works[n];
    work.outcome != MeterOutcome::Unknown
        || works[..n].iter().any(|later| later.tells_of(work.command))
}

/// Since when leave is out of which nothing was heard. Whoever has looked at the meter after its time knows what became of
/// it, whatever the terminal will tell.
fn unreported(leave: &AuthorisationRow, works: &[LookedAt]) -> Option<Instant> {
    let released_at = leave.released_at?;
    let over = released_at.plus(MOMENT);
    let told = works.iter().any(|work| work.started_at >= over && work.tells_of(leave.command));
    (!told).then_some(released_at)
}

async fn works(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    meter: &CommAddress,
) -> Result<Vec<MeterWorkRow>, Problem> {
    Ok(meter_works::telling_at_meter(tx, org, meter, WORKS_LOOKED_AT).await?)
}

/// Works at one meter that say how it stands.
const WORKS_LOOKED_AT: u32 = 20;
