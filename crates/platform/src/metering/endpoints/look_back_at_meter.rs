//! `GET /sync/v1/meters/{comm_address}/works`: what others did at a meter that is in somebody's hands.

use std::collections::BTreeSet;

use access::{Action, Resource};
use axum::extract::State;
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::meters::MeterRow;
use platform_store::order_keys::compared;
use platform_store::{Tx, authorisations, meters, orders, people};
use sync::{MeterWork, WorkAtMeter, WorksAtMeter};
use vocabulary::{AssetNo, CommAddress, CustomerNo, OrderId, OrganisationId, PersonId};

use crate::Platform;
use crate::http::{Json, Path, Problem, ProblemBody, ProblemKind, SignedInTerminal};
use crate::metering::lookup;

/// Lists the works at a meter of the last 90 days, the newest first, but for those that this terminal has of its worker. It
/// is for whoever has an open stage of an order that the meter belongs to, or that he has leave for it by.
#[utoipa::path(
    get,
    path = "/sync/v1/meters/{comm_address}/works",
    operation_id = "lookBackAtMeter",
    tag = "metering",
    security(("terminal" = [])),
    params(("comm_address" = String, Path, example = "000000000001")),
    responses(
        (status = 200, body = WorksAtMeter),
        (status = 403, description = "nothing in his hands names the meter", body = ProblemBody),
    ),
)]
pub async fn look_back_at_meter(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Path(comm_address): Path<CommAddress>,
) -> Result<Json<WorksAtMeter>, Problem> {
    let (org, person) = (platform.org(), caller.person);
    let own = Resource::in_organisation(org).of_terminal(caller.terminal).of_person(person);
    caller.may(Action::LookBackAtMeter, &own)?;
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    if !is_in_hand(tx, org, person, &comm_address).await? {
        return Err(Problem::new(ProblemKind::NotAllowed, "您手上没有这只表的工单"));
    }
    let since = platform.clock().now().shifted(-LOOKED_BACK_MICROS);
    let rows = meter_works::at_meter(tx, org, &comm_address, since, WORKS_MAX).await?;
    let is_here = |row: &MeterWorkRow| row.person == person && row.terminal == caller.terminal;
    let shown = rows.into_iter().filter(|row| !is_here(row));
    let mut works = Vec::new();
    for row in shown {
        let performer = people::person(tx, org, row.person).await?;
        works.push(line(row, performer.map(|person| person.name).unwrap_or_default())?);
    }
    snapshot.finish().await?;
    Ok(Json(WorksAtMeter { works }))
}

/// Whether he has a stage open in an order that the meter belongs to, or in one by which he has leave for it.
async fn is_in_hand(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    comm_address: &CommAddress,
) -> Result<bool, Problem> {
    let open = orders::open_stages_of(tx, org, person, STAGES_MAX).await?;
    let in_hand: BTreeSet<OrderId> = open.into_iter().map(|stage| stage.order).collect();
    let leaves = authorisations::of_meter(tx, org, comm_address, person).await?;
    if leaves.iter().any(|leave| in_hand.contains(&leave.order)) {
        return Ok(true);
    }
    let Some(meter) = meters::find(tx, org, comm_address).await? else { return Ok(false) };
    // Those that name the meter or its customer, by the index; then the others, of which one may hold it for its worker.
    let named = orders::in_hand_by_key(tx, org, person, &keys_of(&meter), STAGES_MAX).await?;
    let others = in_hand.iter().filter(|order| !named.contains(order));
    for order in named.iter().chain(others) {
        let record = orders::find(tx, org, *order).await?;
        if record.is_some_and(|record| lookup::belongs(&record, &meter)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What an order that the meter belongs to is found by.
fn keys_of(meter: &MeterRow) -> [String; 3] {
    let asset_no = meter.asset_no.as_ref().map_or("", AssetNo::as_str);
    let customer_no = meter.customer_no.as_ref().map_or("", CustomerNo::as_str);
    [meter.comm_address.as_str(), asset_no, customer_no].map(compared)
}

fn line(row: MeterWorkRow, performer: String) -> Result<WorkAtMeter, Problem> {
    let work: MeterWork =
        serde_json::from_value(row.body).map_err(|error| Problem::internal(&error))?;
    Ok(WorkAtMeter {
        work: row.work,
        command: row.command,
        outcome: row.outcome,
        reason: work.reason,
        performer,
        started_at: row.started_at,
        ended_at: work.ended_at,
        relay_before: work.before.relay,
        relay_after: work.after.relay,
        readings: work.readings,
    })
}

const LOOKED_BACK_MICROS: i64 = 90 * 24 * 3_600 * 1_000_000;
/// More than happens at one meter in 90 days.
const WORKS_MAX: u32 = 100;
/// More than a worker has open.
const STAGES_MAX: u32 = 500;
