//! `POST /api/v1/orders/preview-next`: whom the next stage may be given to.

use access::Action;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{Instant, OrderId, PersonId, Role, StageId};

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemKind};
use crate::orders::order::{Cause, Order};

/// A stage as it would be handed in.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewNextRequest {
    pub order: OrderId,
    pub stage: StageId,
    /// The stage's form as far as it is filled in; its outcome decides the way.
    #[schema(value_type = Object)]
    pub values: Value,
}

/// Whom the next stage may be given to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NextChoice {
    /// One of these, or somebody who has one of them; none where nobody is to be chosen.
    pub roles: Vec<Role>,
    pub people: Vec<TakerView>,
}

/// Somebody whom the next stage may be given to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TakerView {
    pub person: PersonId,
    pub staff_no: String,
    pub name: String,
    pub roles: Vec<Role>,
    /// He is away until then; what is given to him goes to somebody else.
    pub away_until: Option<Instant>,
}

/// Says who could take what opens if a stage were handed in like this; nothing changes.
#[utoipa::path(
    post, path = "/api/v1/orders/preview-next", operation_id = "previewNext",
    request_body = PreviewNextRequest, responses((status = 200, body = NextChoice)),
)]
pub async fn preview_next(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<PreviewNextRequest>,
) -> Result<Json<NextChoice>, Problem> {
    let cause = Cause {
        at: command.at,
        received_at: command.at,
        actor: command.caller.audit_name(),
        correlation: command.correlation,
    };
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let order = Order::load(&platform, tx, cause, request.order)
        .await?
        .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such order"))?;
    command.may(Action::PerformStage, &order.resource())?;
    let stage = order
        .view()
        .stage(request.stage)
        .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such stage"))?;
    let roles = order.roles_to_choose(stage, &request.values);
    let takers = order.takers(tx, &roles).await?;
    snapshot.finish().await?;
    let people = takers.into_iter().map(|(person, away_until)| TakerView {
        person: person.person,
        staff_no: person.staff_no,
        name: person.name,
        roles: person.roles,
        away_until,
    });
    Ok(Json(NextChoice { roles, people: people.collect() }))
}
