//! `POST /api/v1/stop-bans`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::metering::operations::{KeepStopBans, NewStopBan, StopBanChange, StopBanKept};

/// Announces that nobody's supply is stopped for a while (禁停时段): a storm, an examination.
#[utoipa::path(
    post,
    path = "/api/v1/stop-bans",
    operation_id = "announceStopBan",
    tag = "metering",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = NewStopBan,
    responses(
        (status = 200, body = StopBanKept),
        (status = 403, description = "another station's, or the whole company's", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub async fn announce_stop_ban(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(new): Json<NewStopBan>,
) -> Result<Json<StopBanKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = StopBanChange::Announce(new);
    let keep = KeepStopBans { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
