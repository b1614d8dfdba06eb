//! `GET /api/v1/audit/{chain}`

use access::{Action, Resource};
use axum::extract::State;
use platform_store::audit::{self, ChainEnd, ChainedEntry};
use platform_store::{Snapshot, StoreFault};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use vocabulary::{CorrelationId, Digest, Instant};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, PageQuery, Path, Problem, ProblemBody, Query};

/// A page of a chain.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChainPage {
    /// Whether these entries follow unbroken from the one before them.
    pub verified: bool,
    pub items: Vec<EntryView>,
    pub next: Option<String>,
}

/// An entry of a chain.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "n": 3,
    "at": 1_780_000_000_000_000_i64,
    "received_at": 1_780_000_000_000_000_i64,
    "kind": "terminal_locked",
    "actor": "person:019a0000-0000-7000-8000-000000000001",
    "correlation": "019a0000-0000-7000-8000-000000000002",
    "body": { "reason": "终端丢失" },
    "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}))]
pub struct EntryView {
    pub n: u64,
    /// When it happened.
    pub at: Instant,
    /// When the platform heard of it.
    pub received_at: Instant,
    pub kind: String,
    pub actor: String,
    pub correlation: CorrelationId,
    /// Null once erased; the chain holds its digest all the same.
    pub body: Option<Value>,
    pub hash: Digest,
}

/// Reads a chain, oldest entry first.
#[utoipa::path(
    get,
    path = "/api/v1/audit/{chain}",
    operation_id = "readAuditChain",
    tag = "audit",
    security(("console" = [])),
    params(
        ("chain" = String, Path, description = "for example `terminal:<id>`", example = "organisation"),
        PageQuery,
    ),
    responses(
        (status = 200, body = ChainPage),
        (status = 403, description = "only security officers", body = ProblemBody),
    ),
)]
pub(in crate::audit) async fn read_chain(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(chain): Path<String>,
    Query(page): Query<PageQuery>,
) -> Result<Json<ChainPage>, Problem> {
    caller.may(Action::ReadAudit, &Resource::in_organisation(platform.org()))?;
    let after = page.after().parse().unwrap_or(0);
    let mut snapshot = platform.store().read().await?;
    let before = end_at(&platform, &mut snapshot, &chain, after).await?;
    let entries =
        audit::entries(&mut snapshot.tx(), platform.org(), &chain, after, page.limit() + 1).await?;
    snapshot.finish().await?;
    let verified = before.is_some_and(|before| audit::verifies(before, &entries));
    let entries = Page::cut(entries, page.limit(), |entry| entry.n.to_string());
    let items = entries.items.into_iter().map(EntryView::from).collect();
    Ok(Json(ChainPage { verified, items, next: entries.next }))
}

/// Where the chain stood at entry `n`.
async fn end_at(
    platform: &Platform,
    snapshot: &mut Snapshot,
    chain: &str,
    n: u64,
) -> Result<Option<ChainEnd>, StoreFault> {
    let Some(before) = n.checked_sub(1) else { return Ok(Some(ChainEnd::default())) };
    let entry = audit::entries(&mut snapshot.tx(), platform.org(), chain, before, 1).await?;
    let entry = entry.first().filter(|entry| entry.n == n);
    Ok(entry.map(|entry| ChainEnd { n, hash: entry.hash }))
}

impl From<ChainedEntry> for EntryView {
    fn from(entry: ChainedEntry) -> Self {
        Self {
            n: entry.n,
            at: entry.at,
            received_at: entry.received_at,
            kind: entry.kind,
            actor: entry.actor,
            correlation: entry.correlation,
            body: entry.body,
            hash: entry.hash,
        }
    }
}
