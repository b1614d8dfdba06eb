//! `POST /api/v1/duties`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{DutiesKept, DutyChange, KeepDuties, NewDuty};

/// Arranges that somebody is on duty (值班): on days that are not worked, what comes falls to him first.
#[utoipa::path(
    post,
    path = "/api/v1/duties",
    operation_id = "addDuty",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = NewDuty,
    responses(
        (status = 200, body = DutiesKept),
        (status = 403, description = "another station's people", body = ProblemBody),
        (status = 404, description = "there is no such person or duty", body = ProblemBody),
        (status = 409, description = "he is away then, or on such a duty already", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn add_duty(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<NewDuty>,
) -> Result<Json<DutiesKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = DutyChange::Add(request);
    let keep = KeepDuties { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
