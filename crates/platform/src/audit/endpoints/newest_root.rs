//! `GET /api/v1/audit/roots/newest`

use access::{Action, Resource};
use axum::extract::State;
use platform_store::audit;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Digest, Instant};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody, ProblemKind};

/// A signed root: keep it outside the company's reach, and nobody can rewrite what was before it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "at": 1_780_000_000_000_000_i64,
    "chains": 1_204,
    "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "signature": "30aa…",
    "key": "03b1…",
}))]
pub struct RootView {
    /// The chains are those of this time.
    pub at: Instant,
    /// How many chains there were.
    pub chains: u64,
    /// Merkle root over the ends of all chains, by name.
    pub root: Digest,
    /// ECDSA P-256 with SHA-256 over `ronghe/audit-root/v1` 0x00, organisation, time, number, root; hex.
    pub signature: String,
    /// The platform's public key: SEC1, compressed, hex.
    pub key: String,
}

/// Tells the newest signed root.
#[utoipa::path(
    get,
    path = "/api/v1/audit/roots/newest",
    operation_id = "readNewestAuditRoot",
    tag = "audit",
    security(("console" = [])),
    responses(
        (status = 200, body = RootView),
        (status = 403, description = "only security officers", body = ProblemBody),
        (status = 404, description = "nothing has been signed yet", body = ProblemBody),
    ),
)]
pub(in crate::audit) async fn newest_root(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
) -> Result<Json<RootView>, Problem> {
    caller.may(Action::ReadAudit, &Resource::in_organisation(platform.org()))?;
    let mut snapshot = platform.store().read().await?;
    let newest = audit::newest_root(&mut snapshot.tx(), platform.org()).await?;
    snapshot.finish().await?;
    let root =
        newest.ok_or_else(|| Problem::new(ProblemKind::NotFound, "nothing has been signed yet"))?;
    Ok(Json(RootView {
        at: root.at,
        chains: root.chains,
        root: root.root,
        signature: hex::encode(root.signature),
        key: hex::encode(platform.keys().public_key()),
    }))
}
