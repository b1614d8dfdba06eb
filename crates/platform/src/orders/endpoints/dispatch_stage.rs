//! `POST /api/v1/orders/dispatch`: gives a stage to somebody.

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCaller, Correlation, IdempotencyKey, Json, Once, Problem};
use crate::orders::operations::DispatchStage;
use crate::orders::operations::{DispatchRequest, Dispatched};
use crate::orders::order::Cause;

/// Dispatches or reassigns a stage.
#[utoipa::path(
    post, path = "/api/v1/orders/dispatch", operation_id = "dispatchOrder",
    request_body = DispatchRequest, responses((status = 200, body = Dispatched)),
)]
pub async fn dispatch_stage(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<DispatchRequest>,
) -> Result<Json<Dispatched>, Problem> {
    let at = platform.clock().now();
    let once = Once { org: platform.org(), person: caller.person, key, at };
    let cause = Cause { at, received_at: at, actor: caller.audit_name(), correlation };
    let dispatch = DispatchStage { platform: platform.clone(), caller, cause, once, request };
    Ok(Json(platform.store().write(dispatch).await?))
}
