//! `POST /api/v1/stop-bans/lift`

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::StopBanId;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::metering::operations::{KeepStopBans, StopBanChange, StopBanKept};

/// Which ban.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "ban": "019a0000-0000-7000-8000-000000000099" }))]
pub struct LiftStopBan {
    pub ban: StopBanId,
}

/// Ends an announced time now.
#[utoipa::path(
    post,
    path = "/api/v1/stop-bans/lift",
    operation_id = "liftStopBan",
    tag = "metering",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = LiftStopBan,
    responses(
        (status = 200, body = StopBanKept),
        (status = 403, description = "another station's, or the whole company's", body = ProblemBody),
        (status = 404, description = "there is none, or it is over", body = ProblemBody),
    ),
)]
pub async fn lift_stop_ban(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<LiftStopBan>,
) -> Result<Json<StopBanKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = StopBanChange::Lift { ban: request.ban };
    let keep = KeepStopBans { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
