//! How the endpoints that steer an order as a whole carry it out.

use vocabulary::OrderId;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{SteerOrder, SteerRequest, Steered, Steering};
use crate::orders::order::Cause;

pub async fn steer(
    platform: &Platform,
    command: ConsoleCommand,
    order: OrderId,
    steering: Steering,
) -> Result<Json<Steered>, Problem> {
    let ConsoleCommand { caller, at, correlation, once } = command;
    let cause = Cause { at, received_at: at, actor: caller.audit_name(), correlation };
    let request = SteerRequest { order, steering };
    let steer = SteerOrder { platform: platform.clone(), caller, cause, once, request };
    Ok(Json(platform.store().write(steer).await?))
}
