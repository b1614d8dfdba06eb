//! `GET /api/v1/meter-works/{work}`: one work with everything that was sent and heard.

use access::{Action, Resource};
use axum::extract::State;
use platform_store::meter_works;
use serde::Serialize;
use sync::MeterWork;
use utoipa::ToSchema;
use vocabulary::{Instant, MeterWorkId, PersonId, TerminalId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Path, Problem, ProblemBody, ProblemKind};

/// A work, who did it, and when the platform heard of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeterWorkFile {
    pub person: PersonId,
    pub terminal: TerminalId,
    pub received_at: Instant,
    pub chain: ChainStanding,
    pub record: MeterWork,
}

/// Whether the record before it on its terminal's journal is here, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChainStanding {
    /// It is the journal's first.
    First,
    Follows,
    /// The one before has not come: it waits on the terminal, or somebody has taken it away.
    Gap,
}

/// Opens a work at a meter.
#[utoipa::path(
    get,
    path = "/api/v1/meter-works/{work}",
    operation_id = "readMeterWork",
    tag = "metering",
    security(("console" = [])),
    params(("work" = MeterWorkId, Path)),
    responses(
        (status = 200, body = MeterWorkFile),
        (status = 403, body = ProblemBody),
        (status = 404, body = ProblemBody),
    ),
)]
pub async fn read_meter_work(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(work): Path<MeterWorkId>,
) -> Result<Json<MeterWorkFile>, Problem> {
    let org = platform.org();
    caller.may(Action::ReadMeterWork, &Resource::in_organisation(org))?;
    let mut snapshot = platform.store().read().await?;
    let found = meter_works::find(&mut snapshot.tx(), org, work).await?;
    let row = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这次仪表作业"))?;
    let chain = match row.previous {
        None => ChainStanding::First,
        Some(previous) => {
            let tx = &mut snapshot.tx();
            match meter_works::with_digest(tx, org, row.terminal, previous).await? {
                Some(_) => ChainStanding::Follows,
                None => ChainStanding::Gap,
            }
        }
    };
    snapshot.finish().await?;
    let record = serde_json::from_value(row.body).map_err(|error| Problem::internal(&error))?;
    let (person, terminal, received_at) = (row.person, row.terminal, row.received_at);
    Ok(Json(MeterWorkFile { person, terminal, received_at, chain, record }))
}
