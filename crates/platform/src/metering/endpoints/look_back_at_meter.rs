//! `GET /sync/v1/meters/{comm_address}/works`: what others did at a meter that is in somebody's hands.

use std::collections::BTreeSet;

use access::{Action, Resource};
use axum::extract::State;
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::{Tx, authorisations, meters, orders, people};
use sync::{MeterWork, WorkAtMeter, WorksAtMeter};
use vocabulary::{CommAddress, OrderId, OrganisationId, PersonId};

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
    let meter = meters::find(tx, org, comm_address).await?;
    let open = orders::open_stages_of(tx, org, person, STAGES_MAX).await?;
    let in_hand: BTreeSet<OrderId> = open.into_iter().map(|stage| stage.order).collect();
    for order in in_hand {
        let leaves = authorisations::of_order(tx, org, order).await?;
        let is_his = |leave: &authorisations::AuthorisationRow| {
            leave.executor == person && leave.meter.comm_address == *comm_address
        };
        if leaves.iter().any(is_his) {
            return Ok(true);
        }
        let Some(meter) = &meter else { continue };
        let record = orders::find(tx, org, order).await?;
        if record.is_some_and(|record| lookup::belongs(&record, meter)) {
            return Ok(true);
        }
    }
    Ok(false)
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
