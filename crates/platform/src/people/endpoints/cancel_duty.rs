//! `POST /api/v1/duties/cancel`

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::DutyId;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{DutiesKept, DutyChange, KeepDuties};

/// Which duty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "duty": "019a0000-0000-7000-8000-000000000099" }))]
pub struct CancelDuty {
    pub duty: DutyId,
}

/// Takes a duty back.
#[utoipa::path(
    post,
    path = "/api/v1/duties/cancel",
    operation_id = "cancelDuty",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = CancelDuty,
    responses(
        (status = 200, body = DutiesKept),
        (status = 403, description = "another station's people", body = ProblemBody),
        (status = 404, description = "there is no such person or duty", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn cancel_duty(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<CancelDuty>,
) -> Result<Json<DutiesKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = DutyChange::Cancel { duty: request.duty };
    let keep = KeepDuties { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
