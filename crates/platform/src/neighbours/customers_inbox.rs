//! `POST /neighbours/v1/marketing/customers`: the marketing system hands over what it knows of customers.

use access::{Action, Resource};
use axum::extract::{DefaultBodyLimit, State};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Platform;
use crate::customers::operations::{CustomersMessage, TakeCustomers};
use crate::http::{Json, NeighbourCaller, Problem, ProblemKind};
use crate::orders::MARKETING;

pub(super) fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(receive_customers))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

/// Takes a batch of records; the same message any number of times counts once, and an older revision of a customer never
/// replaces a newer one.
#[utoipa::path(
    post, path = "/neighbours/v1/marketing/customers", operation_id = "receiveCustomers",
    request_body = CustomersMessage,
    responses(
        (status = 200, body = Object, description = "`{outcome, written, superseded}`"),
        (status = 413, description = "more than 2 MiB"),
        (status = 422, description = "which record cannot be, or which area becomes too large"),
    ),
)]
async fn receive_customers(
    State(platform): State<Platform>,
    caller: NeighbourCaller,
    Json(message): Json<CustomersMessage>,
) -> Result<Json<Value>, Problem> {
    caller.may(Action::ReceiveNeighbourMessage, &Resource::in_organisation(platform.org()))?;
    if caller.name != MARKETING {
        return Err(Problem::new(ProblemKind::NotAllowed, "this inbox is another system's"));
    }
    message.check()?;
    let received_at = platform.clock().now();
    let take = TakeCustomers { org: platform.org(), message, received_at };
    Ok(Json(platform.store().write(take).await?))
}

const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;
