//! `POST /api/v1/terminals/{terminal}/unlock`

use access::{Action, Resource};
use axum::extract::State;
use http::StatusCode;
use vocabulary::TerminalId;

use crate::Platform;
use crate::fleet::operations::{ChangeState, StateChange};
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, Reason};

/// Gives a locked or found terminal its rights back.
#[utoipa::path(
    post,
    path = "/api/v1/terminals/{terminal}/unlock",
    operation_id = "unlockTerminal",
    tag = "fleet",
    security(("console" = [], "csrf" = [])),
    params(("terminal" = TerminalId, Path), ("Idempotency-Key" = String, Header)),
    request_body = Reason,
    responses(
        (status = 204, description = "unlocked"),
        (status = 403, description = "only security officers", body = ProblemBody),
        (status = 404, body = ProblemBody),
    ),
)]
pub(in crate::fleet) async fn unlock_terminal(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(terminal): Path<TerminalId>,
    Json(reason): Json<Reason>,
) -> Result<StatusCode, Problem> {
    command.may(Action::UnlockTerminal, &Resource::in_organisation(platform.org()))?;
    let change = ChangeState {
        platform: platform.clone(),
        act: command.act(),
        once: command.once,
        terminal,
        change: StateChange::Unlock,
        reason: reason.into_text()?,
    };
    platform.store().write(change).await?;
    Ok(StatusCode::NO_CONTENT)
}
