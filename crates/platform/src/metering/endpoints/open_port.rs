//! `POST /sync/v1/ports`: what opens the infrared port of a worker's meter.

use access::{Action, Resource};
use axum::extract::State;
use sync::{PortAsked, PortOpening};
use vocabulary::hours;

use crate::Platform;
use crate::http::{Correlation, Json, Problem, ProblemBody, ProblemKind, SignedInTerminal};
use crate::metering::{lookup, material};
use crate::neighbours::PortRequest;

/// Gives the worker of an open stage what his security unit passes the gate of his order's meter with: for reading, for a
/// working day, also where there is no network. Nothing of the meter is changed, so nobody is asked for leave.
#[utoipa::path(
    post,
    path = "/sync/v1/ports",
    operation_id = "openPort",
    tag = "metering",
    security(("terminal" = [])),
    request_body = PortAsked,
    responses(
        (status = 200, body = PortOpening),
        (status = 403, description = "no stage of his, or not the order's meter", body = ProblemBody),
        (status = 409, description = "the key authority says no: `more.reason`", body = ProblemBody),
        (status = 503, description = "the key authority says nothing: `more.retry_after`", body = ProblemBody),
    ),
)]
pub async fn open_port(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Correlation(correlation): Correlation,
    Json(asked): Json<PortAsked>,
) -> Result<Json<PortOpening>, Problem> {
    let (org, person) = (platform.org(), caller.person);
    let own = Resource::in_organisation(org);
    caller
        .may(Action::RequestAuthorisation, &own.of_terminal(caller.terminal).of_person(person))?;
    let mut snapshot = platform.store().read().await?;
    let record = lookup::order(&mut snapshot.tx(), org, asked.order).await?;
    let meter = lookup::meter(&mut snapshot.tx(), org, &asked.comm_address).await?;
    snapshot.finish().await?;
    let mut stages = record.view.stages.values();
    if !stages.any(|stage| stage.state.is_open() && stage.assignee == Some(person)) {
        return Err(Problem::new(ProblemKind::NotAllowed, "该工单没有环节在您手上"));
    }
    if !lookup::belongs(&record, &meter) {
        return Err(Problem::new(ProblemKind::NotAllowed, "该表计不属于此工单"));
    }
    let PortAsked { comm_address, unit, .. } = asked;
    let not_after = platform.clock().now().plus(WORKING_DAY);
    let order_no = record.view.order_no.clone();
    let request = PortRequest {
        order_no,
        unit,
        comm_address: comm_address.clone(),
        executor: person,
        not_after,
    };
    let material = material::for_port(&platform, correlation, &request).await?;
    Ok(Json(PortOpening { comm_address, not_after, material }))
}

/// From the depot in the morning to the last meter in a cellar.
const WORKING_DAY: std::time::Duration = hours(12);
