//! `POST /api/v1/processes/migrate`: moves running orders to another version.

use access::{Action, Resource};
use axum::extract::State;
use futures::{StreamExt as _, stream};

use super::AT_ONCE;
use super::migration::{MigrationReport, MigrationRequest};
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, RememberAnswer, answered};
use crate::orders::operations::{MigrateOrder, Migrated};
use crate::orders::order::Cause;

/// Moves running orders to another version, each for itself: one that cannot move keeps no other from it. A command that
/// was cut off goes on with what is left when it is given again.
#[utoipa::path(
    post, path = "/api/v1/processes/migrate", operation_id = "migrateOrders",
    request_body = MigrationRequest, responses((status = 200, body = MigrationReport)),
)]
pub async fn migrate_orders(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<MigrationRequest>,
) -> Result<Json<MigrationReport>, Problem> {
    command.may(Action::MigrateOrders, &Resource::in_organisation(platform.org()))?;
    let mut snapshot = platform.store().read().await?;
    let before = answered(&mut snapshot.tx(), &command.once, &request).await?;
    snapshot.finish().await?;
    if let Some(report) = before {
        return Ok(Json(report));
    }
    let to = request.versions(&platform).await?.to;
    let (running, more) = request.running(&platform).await?;
    let cause = Cause {
        at: command.at,
        received_at: command.at,
        actor: command.caller.audit_name(),
        correlation: command.correlation,
    };
    let mut attempts = stream::iter(running)
        .map(|view| {
            let migrate = MigrateOrder {
                platform: platform.clone(),
                cause: cause.clone(),
                order: view.order,
                from: request.from,
                to: to.clone(),
                plan: request.plan.clone(),
            };
            let store = platform.store().clone();
            async move { (store.write(migrate).await, view) }
        })
        .buffer_unordered(AT_ONCE);
    let mut report = MigrationReport { more, ..MigrationReport::default() };
    while let Some((migrated, view)) = attempts.next().await {
        match migrated? {
            Migrated::Moved => report.moves(&view, &request.plan),
            Migrated::NotThere => {}
            Migrated::Stays(faults) => report.stays(&view, faults),
        }
    }
    drop(attempts);
    let remember = RememberAnswer { once: command.once, request, answer: report };
    platform.store().write(remember).await.map(Json)
}
