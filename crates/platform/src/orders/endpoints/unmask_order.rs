//! `POST /api/v1/orders/{order}/unmask`: personal data in full, for a reason that is written down.

use access::Action;
use async_trait::async_trait;
use axum::extract::State;
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::OrderId;

use super::order_view::OrderFile;
use super::read_order::open;
use crate::Platform;
use crate::http::{ConsoleCaller, Correlation, Json, Path, Problem, ProblemKind};
use crate::orders::order::{Cause, Order};

#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnmaskRequest {
    /// Why the data are needed in full.
    pub reason: String,
}

/// Opens an order with its personal data; the reading is part of the order's story.
#[utoipa::path(
    post, path = "/api/v1/orders/{order}/unmask", operation_id = "unmaskOrder",
    params(("order" = String, Path)), request_body = UnmaskRequest,
    responses((status = 200, body = OrderFile)),
)]
pub async fn unmask_order(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    Path(order): Path<OrderId>,
    Json(request): Json<UnmaskRequest>,
) -> Result<Json<OrderFile>, Problem> {
    if request.reason.trim().chars().count() < 2 {
        return Err(Problem::new(ProblemKind::Invalid, "请填写查看原因"));
    }
    let at = platform.clock().now();
    let cause = Cause { at, received_at: at, actor: caller.audit_name(), correlation };
    let reason = request.reason.trim().to_owned();
    let unmask = Unmask { platform: platform.clone(), caller, cause, order, reason };
    Ok(Json(platform.store().write(unmask).await?))
}

struct Unmask {
    platform: Platform,
    caller: ConsoleCaller,
    cause: Cause,
    order: OrderId,
    reason: String,
}

#[async_trait]
impl Command for Unmask {
    type Answer = OrderFile;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<OrderFile, Problem> {
        let action = Action::UnmaskPersonalData;
        let file = open(&self.platform, tx, &self.caller, self.order, action).await?;
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), self.order).await?;
        if let Some(mut order) = loaded {
            order.note("unmasked", json!({ "reason": self.reason }));
            order.save(tx).await?;
        }
        Ok(file)
    }
}
