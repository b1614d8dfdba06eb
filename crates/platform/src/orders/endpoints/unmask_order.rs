//! `POST /api/v1/orders/{order}/unmask`: personal data in full, for a reason that is written down.

use access::Action;
use async_trait::async_trait;
use axum::extract::State;
use platform_store::audit::{self, Entry};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::OrderId;

use super::order_view::OrderFile;
use super::papers::UNMASKED;
use super::read_order::open;
use crate::Platform;
use crate::http::{
    ConsoleCaller, Correlation, IdempotencyKey, Json, Once, Path, Problem, ProblemKind, answer_once,
};

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
    IdempotencyKey(key): IdempotencyKey,
    Path(order): Path<OrderId>,
    Json(request): Json<UnmaskRequest>,
) -> Result<Json<OrderFile>, Problem> {
    if request.reason.trim().chars().count() < 2 {
        return Err(Problem::new(ProblemKind::Invalid, "请填写查看原因"));
    }
    let at = platform.clock().now();
    let once = Once { org: platform.org(), person: caller.person, key, at };
    let entry = Entry {
        at,
        received_at: at,
        kind: UNMASKED.to_owned(),
        actor: caller.audit_name(),
        correlation,
        body: json!({ "reason": request.reason.trim() }),
    };
    let unmask = Unmask { platform: platform.clone(), caller, once, order, request, entry };
    Ok(Json(platform.store().write(unmask).await?))
}

struct Unmask {
    platform: Platform,
    caller: ConsoleCaller,
    once: Once,
    order: OrderId,
    request: UnmaskRequest,
    entry: Entry,
}

#[async_trait]
impl Command for Unmask {
    type Answer = OrderFile;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<OrderFile, Problem> {
        let action = Action::UnmaskPersonalData;
        let org = self.platform.org();
        let file = open(&self.platform, tx, &self.caller, self.order, action).await?;
        // The entry is remembered, not the data: an answer is kept in clear.
        let asked = (self.order, &self.request);
        answer_once(tx, &self.once, &asked, async |tx: &mut Tx<'_>| {
            let chain = format!("order:{}", self.order);
            Ok(audit::append(tx, org, &chain, &self.entry).await?)
        })
        .await?;
        Ok(file)
    }
}
