//! `POST /api/v1/duties/copy`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{DutiesKept, DutyChange, DutyCopy, KeepDuties};

/// Arranges a time as another one was: the duties that begin in it, so many days later.
#[utoipa::path(
    post,
    path = "/api/v1/duties/copy",
    operation_id = "copyDuties",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = DutyCopy,
    responses(
        (status = 200, body = DutiesKept),
        (status = 403, description = "another station's people", body = ProblemBody),
        (status = 404, description = "there is no such person or duty", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn copy_duties(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<DutyCopy>,
) -> Result<Json<DutiesKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = DutyChange::Copy(request);
    let keep = KeepDuties { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
