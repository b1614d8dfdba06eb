//! `POST /api/v1/cut-overs/cancel`: an area stays where it is after all.

use axum::extract::State;
use serde::Deserialize;
use vocabulary::CutOverId;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{CutOverChange, CutOverPlanned, PlanCutOver};

/// Which cut-over.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "cut_over": "019a0000-0000-7000-8000-000000000099" }))]
pub struct CancelCutOver {
    pub cut_over: CutOverId,
}

/// Takes a cut-over back before its day.
#[utoipa::path(
    post, path = "/api/v1/cut-overs/cancel", operation_id = "cancelCutOver",
    request_body = CancelCutOver, responses((status = 200, body = CutOverPlanned)),
)]
pub async fn cancel_cut_over(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<CancelCutOver>,
) -> Result<Json<CutOverPlanned>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = CutOverChange::Cancel { cut_over: request.cut_over };
    let cancel = PlanCutOver { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(cancel).await?))
}
