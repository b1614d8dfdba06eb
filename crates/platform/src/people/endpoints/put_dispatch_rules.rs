//! `PUT /api/v1/dispatch/rules`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{KeepDispatchRules, RulesChange, RulesKept, StationRules};

/// Writes by which rules the work of a station is dispatched (派工规则).
#[utoipa::path(
    put,
    path = "/api/v1/dispatch/rules",
    operation_id = "putDispatchRules",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = StationRules,
    responses(
        (status = 200, body = RulesKept),
        (status = 403, description = "another station's", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn put_dispatch_rules(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(new): Json<StationRules>,
) -> Result<Json<RulesKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = RulesChange::Station(new);
    let keep = KeepDispatchRules { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
