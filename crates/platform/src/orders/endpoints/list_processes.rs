//! `GET /api/v1/processes`: deployed process versions, newest first.

use access::{Action, Resource};
use axum::extract::State;
use platform_store::processes;
use serde::Serialize;
use vocabulary::{Digest, Instant, PersonId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem};

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProcessList {
    pub items: Vec<ProcessLine>,
    pub next: Option<Instant>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProcessLine {
    pub process: String,
    pub version: u32,
    pub hash: Digest,
    /// New orders start with this version.
    pub active: bool,
    pub deployed_by: PersonId,
    pub deployed_at: Instant,
}

/// Lists process versions.
#[utoipa::path(
    get, path = "/api/v1/processes", operation_id = "listProcesses",
    responses((status = 200, body = ProcessList)),
)]
pub async fn list_processes(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
) -> Result<Json<ProcessList>, Problem> {
    caller.may(Action::ReadProcess, &Resource::in_organisation(platform.org()))?;
    let mut snapshot = platform.store().read().await?;
    let rows = processes::list(&mut snapshot.tx(), platform.org(), 200).await?;
    snapshot.finish().await?;
    let items = rows.into_iter().map(|(row, active)| ProcessLine {
        process: row.process,
        version: row.version,
        hash: row.hash,
        active,
        deployed_by: row.deployed_by,
        deployed_at: row.deployed_at,
    });
    Ok(Json(ProcessList { items: items.collect(), next: None }))
}
