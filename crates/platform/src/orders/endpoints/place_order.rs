//! `POST /api/v1/orders/place`: an order belongs to a grid.

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{PlaceOrder, PlaceRequest, Placed};
use crate::orders::order::Cause;

/// Places an order that lies in no grid into one, the nearest that was proposed or another; stages that nobody has fall to
/// that grid's people.
#[utoipa::path(
    post, path = "/api/v1/orders/place", operation_id = "placeOrder",
    request_body = PlaceRequest, responses((status = 200, body = Placed)),
)]
pub async fn place_order(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<PlaceRequest>,
) -> Result<Json<Placed>, Problem> {
    let cause = Cause {
        at: command.at,
        received_at: command.at,
        actor: command.caller.audit_name(),
        correlation: command.correlation,
    };
    let (caller, once) = (command.caller, command.once);
    let place = PlaceOrder { platform: platform.clone(), caller, cause, once, request };
    Ok(Json(platform.store().write(place).await?))
}
