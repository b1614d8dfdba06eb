//! `GET /api/v1/outbox`: messages to neighbours and what became of them.

use access::{Action, Resource};
use axum::extract::State;
use platform_store::neighbours;
use serde::Serialize;
use vocabulary::{Instant, MessageId, OrderId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem};

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OutboxList {
    pub items: Vec<OutboxView>,
    pub next: Option<Instant>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OutboxView {
    pub message: MessageId,
    pub neighbour: String,
    pub order: OrderId,
    pub kind: String,
    /// `held`, `pending`, `delivered` or `refused`.
    pub state: &'static str,
    pub attempts: u32,
    pub next_at: Instant,
    pub last_error: Option<String>,
    pub created_at: Instant,
    pub settled_at: Option<Instant>,
}

/// Lists messages to neighbours, newest first.
#[utoipa::path(
    get, path = "/api/v1/outbox", operation_id = "readOutbox",
    responses((status = 200, body = OutboxList)),
)]
pub async fn list_outbox(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
) -> Result<Json<OutboxList>, Problem> {
    caller.may(Action::ReadOutbox, &Resource::in_organisation(platform.org()))?;
    let mut snapshot = platform.store().read().await?;
    let rows = neighbours::list(&mut snapshot.tx(), platform.org(), 200).await?;
    snapshot.finish().await?;
    let items = rows.into_iter().map(|row| OutboxView {
        message: row.message,
        neighbour: row.neighbour,
        order: row.order,
        kind: row.kind,
        state: row.state.as_str(),
        attempts: row.attempts,
        next_at: row.next_at,
        last_error: row.last_error,
        created_at: row.created_at,
        settled_at: row.settled_at,
    });
    Ok(Json(OutboxList { items: items.collect(), next: None }))
}
