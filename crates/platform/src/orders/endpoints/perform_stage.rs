//! `POST /api/v1/orders/perform`: submits a stage from the console.

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCaller, Correlation, IdempotencyKey, Json, Once, Problem};
use crate::orders::operations::{PerformRequest, PerformStage, Performed};
use crate::orders::order::Cause;

/// Submits a stage that is worked on at a desk.
#[utoipa::path(
    post, path = "/api/v1/orders/perform", operation_id = "performStage",
    request_body = PerformRequest, responses((status = 200, body = Performed)),
)]
pub async fn perform_stage(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<PerformRequest>,
) -> Result<Json<Performed>, Problem> {
    let at = platform.clock().now();
    let once = Once { org: platform.org(), person: caller.person, key, at };
    let cause = Cause { at, received_at: at, actor: caller.audit_name(), correlation };
    let perform = PerformStage { platform: platform.clone(), caller, cause, once, request };
    Ok(Json(platform.store().write(perform).await?))
}
