//! `PUT /api/v1/dispatch/person-limit`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{KeepDispatchRules, PersonLimit, RulesChange, RulesKept};

/// Writes how many open stages one person takes by the rules (个人在手上限).
#[utoipa::path(
    put,
    path = "/api/v1/dispatch/person-limit",
    operation_id = "putPersonLimit",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = PersonLimit,
    responses(
        (status = 200, body = RulesKept),
        (status = 403, description = "another station's", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn put_person_limit(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(new): Json<PersonLimit>,
) -> Result<Json<RulesKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = RulesChange::Person(new);
    let keep = KeepDispatchRules { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
