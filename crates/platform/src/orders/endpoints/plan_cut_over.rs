//! `POST /api/v1/cut-overs`: an area is to go to another grid.

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{CutOverChange, CutOverPlanned, CutOverRequest, PlanCutOver};

/// Plans that an area goes to another grid (台区割接). On its day the area goes, and its open orders follow one by one;
/// what was signed in or begun stays with whoever has it unless asked otherwise.
#[utoipa::path(
    post, path = "/api/v1/cut-overs", operation_id = "planCutOver",
    request_body = CutOverRequest, responses((status = 200, body = CutOverPlanned)),
)]
pub async fn plan_cut_over(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<CutOverRequest>,
) -> Result<Json<CutOverPlanned>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = CutOverChange::Plan(request);
    let plan = PlanCutOver { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(plan).await?))
}
