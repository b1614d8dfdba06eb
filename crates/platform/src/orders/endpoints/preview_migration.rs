//! `POST /api/v1/processes/preview-migration`: which running orders could be moved to another version.

use access::{Action, Resource};
use axum::extract::State;
use serde::Deserialize as _;

use super::migration::{MigrationReport, MigrationRequest};
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemKind};

/// Tries a migration out; nothing changes.
#[utoipa::path(
    post, path = "/api/v1/processes/preview-migration", operation_id = "previewMigration",
    request_body = MigrationRequest, responses((status = 200, body = MigrationReport)),
)]
pub async fn preview_migration(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<MigrationRequest>,
) -> Result<Json<MigrationReport>, Problem> {
    command.may(Action::MigrateOrders, &Resource::in_organisation(platform.org()))?;
    let versions = request.versions(&platform).await?;
    let (running, more) = request.running(&platform).await?;
    let (from, to) = (&versions.from.definition, &versions.to.definition);
    let (at, cel) = (platform.clock().now().micros(), platform.versions().cel());
    let mut report = MigrationReport { more, ..MigrationReport::default() };
    for view in &running {
        let state = bpmn::State::deserialize(&view.engine).map_err(|fault| {
            tracing::error!(%fault, order = %view.order, "no state of a process");
            Problem::new(ProblemKind::Internal, "where the order's process stands cannot be read")
        })?;
        match bpmn::migrate(from, to, &state, &request.plan, at, cel) {
            Ok(_) => report.moves(view, &request.plan),
            Err(faults) => report.stays(view, faults),
        }
    }
    Ok(Json(report))
}
