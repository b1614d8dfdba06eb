//! `POST /api/v1/absences`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{AbsenceChange, AbsenceKept, KeepAbsence, NewAbsence};

/// Writes down that somebody is away (请假、外出): until he is back, nothing is dispatched to him.
#[utoipa::path(
    post,
    path = "/api/v1/absences",
    operation_id = "addAbsence",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = NewAbsence,
    responses(
        (status = 200, body = AbsenceKept),
        (status = 403, description = "another station's people", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn add_absence(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(new): Json<NewAbsence>,
) -> Result<Json<AbsenceKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = AbsenceChange::Add(new);
    let keep = KeepAbsence { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
