//! `POST /api/v1/terminals/{terminal}/report-lost`

use access::{Action, Resource};
use axum::extract::State;
use http::StatusCode;
use vocabulary::TerminalId;

use crate::Platform;
use crate::fleet::operations::{ChangeState, StateChange};
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, Reason};

/// Writes a terminal off as lost: as locked, until it is found and unlocked.
#[utoipa::path(
    post,
    path = "/api/v1/terminals/{terminal}/report-lost",
    operation_id = "reportTerminalLost",
    tag = "fleet",
    security(("console" = [], "csrf" = [])),
    params(("terminal" = TerminalId, Path), ("Idempotency-Key" = String, Header)),
    request_body = Reason,
    responses(
        (status = 204, description = "reported"),
        (status = 403, description = "only security officers", body = ProblemBody),
        (status = 404, body = ProblemBody),
    ),
)]
pub(in crate::fleet) async fn report_lost(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(terminal): Path<TerminalId>,
    Json(reason): Json<Reason>,
) -> Result<StatusCode, Problem> {
    command.may(Action::LockTerminal, &Resource::in_organisation(platform.org()))?;
    let change = ChangeState {
        platform: platform.clone(),
        act: command.act(),
        once: command.once,
        terminal,
        change: StateChange::ReportLost,
        reason: reason.into_text()?,
    };
    platform.store().write(change).await?;
    Ok(StatusCode::NO_CONTENT)
}
