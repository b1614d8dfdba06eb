//! `PUT /api/v1/grids/{code}`

use access::{Action, Resource};
use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, ProblemKind};
use crate::people::operations::{PutOrganisation, Written};
use crate::people::{Grid, Organisation};

/// Writes a grid cell (网格).
#[utoipa::path(
    put,
    path = "/api/v1/grids/{code}",
    operation_id = "putGrid",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("code" = String, Path, example = "130224001-01"), ("Idempotency-Key" = String, Header)),
    request_body = Grid,
    responses(
        (status = 200, description = "1 if it was new or had changed", body = Written),
        (status = 403, description = "only administrators", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn put_grid(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(code): Path<String>,
    Json(grid): Json<Grid>,
) -> Result<Json<Written>, Problem> {
    command.may(Action::ManageOrganisation, &Resource::in_organisation(platform.org()))?;
    if grid.code != code {
        return Err(Problem::new(ProblemKind::Invalid, "path and body name two codes"));
    }
    let part = Organisation { grids: vec![grid], ..Organisation::default() };
    part.check()?;
    let (act, once) = (command.act(), command.once);
    let put = PutOrganisation { platform: platform.clone(), act, once, part };
    Ok(Json(platform.store().write(put).await?))
}
