//! `POST /api/v1/orders/explain-overdue`: says why limits of an order were missed.

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{ExplainOverdue, ExplainRequest, Explained};
use crate::orders::order::Cause;

/// Says why limits of an order were missed (超期原因).
#[utoipa::path(
    post, path = "/api/v1/orders/explain-overdue", operation_id = "explainOverdue",
    request_body = ExplainRequest, responses((status = 200, body = Explained)),
)]
pub async fn explain_overdue(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<ExplainRequest>,
) -> Result<Json<Explained>, Problem> {
    let ConsoleCommand { caller, at, correlation, once } = command;
    let cause = Cause { at, received_at: at, actor: caller.audit_name(), correlation };
    let explain = ExplainOverdue { platform: platform.clone(), caller, cause, once, request };
    Ok(Json(platform.store().write(explain).await?))
}
