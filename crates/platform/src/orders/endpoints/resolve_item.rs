//! `POST /api/v1/items/resolve`: keeps, merges or returns what waits for the office.

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCaller, Correlation, IdempotencyKey, Json, Once, Problem};
use crate::orders::operations::{ResolveItem, ResolveRequest, Resolved};
use crate::orders::order::Cause;

/// Settles an item of the office's list.
#[utoipa::path(
    post, path = "/api/v1/items/resolve", operation_id = "resolveOfficeItem",
    request_body = ResolveRequest, responses((status = 200, body = Resolved)),
)]
pub async fn resolve_item(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<ResolveRequest>,
) -> Result<Json<Resolved>, Problem> {
    let at = platform.clock().now();
    let once = Once { org: platform.org(), person: caller.person, key, at };
    let cause = Cause { at, received_at: at, actor: caller.audit_name(), correlation };
    let resolve = ResolveItem { platform: platform.clone(), caller, cause, once, request };
    Ok(Json(platform.store().write(resolve).await?))
}
