//! `GET /api/v1/outbox`: messages to neighbours and what became of them.

use access::{Action, Resource};
use axum::extract::State;
use platform_store::{ListPlace, neighbours};
use serde::{Deserialize, Serialize};
use vocabulary::{Instant, MessageId, OrderId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, Query};

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListOutbox {
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    pub limit: Option<u32>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OutboxList {
    pub items: Vec<OutboxView>,
    /// Goes back in as `after`; none on the last page.
    #[schema(value_type = Option<String>)]
    pub next: Option<ListPlace>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OutboxView {
    pub message: MessageId,
    pub neighbour: String,
    /// The order that it tells of, if it tells of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub order: Option<OrderId>,
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
    get, path = "/api/v1/outbox", operation_id = "readOutbox", params(ListOutbox),
    responses((status = 200, body = OutboxList)),
)]
pub async fn list_outbox(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(request): Query<ListOutbox>,
) -> Result<Json<OutboxList>, Problem> {
    caller.may(Action::ReadOutbox, &Resource::in_organisation(platform.org()))?;
    let mut snapshot = platform.store().read().await?;
    let after = request.after.unwrap_or(ListPlace::NEWEST);
    let limit = request.limit.unwrap_or(50).clamp(1, 200);
    let rows = neighbours::list(&mut snapshot.tx(), platform.org(), after, limit).await?;
    snapshot.finish().await?;
    let full = rows.len() == limit as usize;
    let next = rows.last().filter(|_| full);
    let next = next.map(|row| ListPlace::new(row.created_at, row.message.uuid()));
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
    Ok(Json(OutboxList { items: items.collect(), next }))
}
