//! `POST /neighbours/v1/marketing/messages`: the marketing system hands over orders and what happens to them.

use access::{Action, Resource};
use axum::extract::State;
use serde_json::Value;

use crate::Platform;
use crate::http::{Correlation, Json, NeighbourCaller, Problem, ProblemKind};
use crate::orders::MARKETING;
use crate::orders::operations::{MarketingMessage, TakeMessage};

/// Takes a message; the same one any number of times counts once.
#[utoipa::path(
    post, path = "/neighbours/v1/marketing/messages", operation_id = "receiveNeighbourMessage",
    request_body = MarketingMessage,
    responses(
        (status = 200, body = Object, description = "`{outcome, order?}`"),
        (status = 409, description = "its order is not known yet; send it again"),
    ),
)]
pub async fn receive_message(
    State(platform): State<Platform>,
    caller: NeighbourCaller,
    Correlation(correlation): Correlation,
    Json(message): Json<MarketingMessage>,
) -> Result<Json<Value>, Problem> {
    caller.may(Action::ReceiveNeighbourMessage, &Resource::in_organisation(platform.org()))?;
    if caller.name != MARKETING {
        return Err(Problem::new(ProblemKind::NotAllowed, "this inbox is another system's"));
    }
    let received_at = platform.clock().now();
    let take = TakeMessage { platform: platform.clone(), message, received_at, correlation };
    Ok(Json(platform.store().write(take).await?))
}
