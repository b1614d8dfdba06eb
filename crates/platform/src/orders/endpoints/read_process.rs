//! `GET /api/v1/processes/{hash}`: the files of a process version.

use access::{Action, Resource};
use axum::extract::State;
use platform_store::processes;
use serde::Serialize;
use serde_json::Value;
use vocabulary::Digest;

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Path, Problem, ProblemKind};

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProcessFiles {
    pub process: String,
    pub version: u32,
    pub hash: Digest,
    /// Path to text.
    #[schema(value_type = Object)]
    pub files: Value,
}

/// Reads a process version.
#[utoipa::path(
    get, path = "/api/v1/processes/{hash}", operation_id = "readProcess",
    params(("hash" = String, Path)), responses((status = 200, body = ProcessFiles)),
)]
pub async fn read_process(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(hash): Path<Digest>,
) -> Result<Json<ProcessFiles>, Problem> {
    caller.may(Action::ReadProcess, &Resource::in_organisation(platform.org()))?;
    let mut snapshot = platform.store().read().await?;
    let found = processes::find(&mut snapshot.tx(), platform.org(), hash).await?;
    snapshot.finish().await?;
    let row = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such version"))?;
    Ok(Json(ProcessFiles { process: row.process, version: row.version, hash, files: row.files }))
}
