//! `GET /api/v1/meters/{comm_address}/works`: what was done at a meter.

use access::{Action, Resource};
use axum::extract::State;
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::{ListPlace, people};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{
    AuthorisationId, CommAddress, Instant, MeterCommand, MeterOutcome, MeterWorkId, OrderId,
    PersonId, TerminalId,
};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, Path, Problem, ProblemBody, Query};

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct WorksAsked {
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    /// Works, at most; 20 unless told, never more than 100.
    pub limit: Option<u32>,
}

/// A work without its frames.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeterWorkLine {
    pub work: MeterWorkId,
    pub authorisation: Option<AuthorisationId>,
    pub order: Option<OrderId>,
    pub command: MeterCommand,
    pub outcome: MeterOutcome,
    pub person: PersonId,
    pub person_name: String,
    pub terminal: TerminalId,
    pub started_at: Instant,
    pub received_at: Instant,
}

/// Lists the works at a meter, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/meters/{comm_address}/works",
    operation_id = "listMeterWorks",
    tag = "metering",
    security(("console" = [])),
    params(("comm_address" = String, Path, example = "000000000001"), WorksAsked),
    responses((status = 200, body = Page<MeterWorkLine>), (status = 403, body = ProblemBody)),
)]
pub async fn list_meter_works(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(comm_address): Path<CommAddress>,
    Query(asked): Query<WorksAsked>,
) -> Result<Json<Page<MeterWorkLine>>, Problem> {
    let org = platform.org();
    caller.may(Action::ReadMeterWork, &Resource::in_organisation(org))?;
    let limit = asked.limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX);
    let after = asked.after.unwrap_or(ListPlace::NEWEST);
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let rows = meter_works::at_meter(tx, org, &comm_address, after, limit + 1).await?;
    let place = |row: &MeterWorkRow| ListPlace::new(row.started_at, row.work.uuid()).to_string();
    let page = Page::cut(rows, limit, place);
    let mut items = Vec::new();
    for row in page.items {
        let person = people::person(tx, org, row.person).await?;
        let name = person.map(|person| person.name).unwrap_or_default();
        items.push(line(row, name));
    }
    snapshot.finish().await?;
    Ok(Json(Page { items, next: page.next }))
}

fn line(row: MeterWorkRow, person_name: String) -> MeterWorkLine {
    MeterWorkLine {
        work: row.work,
        authorisation: row.authorisation,
        order: row.order,
        command: row.command,
        outcome: row.outcome,
        person: row.person,
        person_name,
        terminal: row.terminal,
        started_at: row.started_at,
        received_at: row.received_at,
    }
}

const LIMIT_DEFAULT: u32 = 20;
const LIMIT_MAX: u32 = 100;
