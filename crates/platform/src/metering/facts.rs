//! Gathers what the hard blocks ask for, in the transaction that decides by it.

use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::meters::{self, MeterRow};
use platform_store::orders::OrderRecord;
use platform_store::{ListPlace, Tx, customers};
use serde_json::Value;
use sync::{ComplaintState, CustomerRecord};
use vocabulary::{CommAddress, Instant, MeterOutcome, OrganisationId, local_date};

use super::blocks::StopFacts;
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
    of_request(&mut facts, asked.parameter);
    facts.day_off = is_day_off(platform, asked.now);
    let bans = meters::bans(tx, org, asked.order.station, asked.now).await?;
    let running = bans.into_iter().filter(|ban| ban.from <= asked.now);
    facts.bans.extend(running.map(|ban| ban.reason));
    of_works(&mut facts, &works(tx, org, &asked.meter.comm_address).await?);
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
    facts.notice_at = told["notice"]["delivered_at"].as_i64().map(Instant::from_micros);
    facts.confirmed_restore = told["fee_control"]["restore_mode"] == "confirmed";
    let announced = told["no_stop"]["until"].as_i64().map(Instant::from_micros);
    if announced.is_some_and(|until| now < until) {
        facts.bans.push("营销系统通知的禁停时段".to_owned());
    }
}

fn of_request(facts: &mut StopFacts, parameter: Option<&Value>) {
    let Some(parameter) = parameter else { return };
    facts.second_notice_at = parameter["second_notice_at"].as_i64().map(Instant::from_micros);
    facts.contacted = parameter["contacted"] == true;
}

fn is_day_off(platform: &Platform, now: Instant) -> bool {
    let calendar = platform.calendar();
    let off = |day| !calendar.days().is_working_day(day);
    local_date(now).is_none_or(|today| off(today) || today.next_day().is_none_or(off))
}

/// The last works at a meter: what failed, and what nobody has verified.
fn of_works(facts: &mut StopFacts, works: &[MeterWorkRow]) {
    let failed = works.iter().find(|work| work.outcome == MeterOutcome::Failed);
    facts.failed_at = failed.map(|work| work.started_at);
    let told = works.iter().find(|work| {
        matches!(work.outcome, MeterOutcome::Unknown | MeterOutcome::Done | MeterOutcome::Failed)
    });
    facts.unverified = told.is_some_and(|work| work.outcome == MeterOutcome::Unknown);
}

async fn works(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    meter: &CommAddress,
) -> Result<Vec<MeterWorkRow>, Problem> {
    Ok(meter_works::at_meter(tx, org, meter, ListPlace::NEWEST, WORKS_LOOKED_AT).await?)
}

/// Works at one meter that say how it stands.
const WORKS_LOOKED_AT: u32 = 20;
