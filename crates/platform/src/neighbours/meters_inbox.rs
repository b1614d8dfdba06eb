//! `POST /neighbours/v1/acquisition/meters`: the acquisition system hands over which meters there are.

use access::{Action, Resource};
use axum::extract::State;
use serde_json::Value;

use crate::Platform;
use crate::http::{Json, NeighbourCaller, Problem, ProblemKind};
use crate::metering::ACQUISITION;
use crate::metering::operations::{MetersMessage, TakeMeters};

/// Takes a batch of meters; an older revision of a meter never replaces a newer one.
#[utoipa::path(
    post, path = "/neighbours/v1/acquisition/meters", operation_id = "receiveMeters",
    request_body = MetersMessage,
    responses(
        (status = 200, body = Object, description = "`{outcome, written, superseded}`"),
        (status = 422, description = "which meter cannot be"),
    ),
)]
pub async fn receive_meters(
    State(platform): State<Platform>,
    caller: NeighbourCaller,
    Json(message): Json<MetersMessage>,
) -> Result<Json<Value>, Problem> {
    caller.may(Action::ReceiveNeighbourMessage, &Resource::in_organisation(platform.org()))?;
    if caller.name != ACQUISITION {
        return Err(Problem::new(ProblemKind::NotAllowed, "this inbox is another system's"));
    }
    message.check()?;
    let received_at = platform.clock().now();
    let take = TakeMeters { org: platform.org(), message, received_at };
    Ok(Json(platform.store().write(take).await?))
}
