//! `POST /api/v1/absences/cancel`

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::AbsenceId;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{AbsenceChange, AbsenceKept, KeepAbsence};

/// Which absence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "absence": "019a0000-0000-7000-8000-000000000099" }))]
pub struct CancelAbsence {
    pub absence: AbsenceId,
}

/// Takes an absence back: he is there after all.
#[utoipa::path(
    post,
    path = "/api/v1/absences/cancel",
    operation_id = "cancelAbsence",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = CancelAbsence,
    responses(
        (status = 200, body = AbsenceKept),
        (status = 403, description = "another station's people", body = ProblemBody),
        (status = 404, description = "it is not there", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn cancel_absence(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<CancelAbsence>,
) -> Result<Json<AbsenceKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = AbsenceChange::Cancel { absence: request.absence };
    let keep = KeepAbsence { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
