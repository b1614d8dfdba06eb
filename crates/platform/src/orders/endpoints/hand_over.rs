//! `POST /api/v1/orders/hand-over`: a person's open stages go to another.

use std::collections::BTreeMap;

use access::Action;
use axum::extract::State;
use futures::{StreamExt as _, stream};
use platform_store::orders::{self, OpenStage};
use tracing::Instrument as _;
use vocabulary::{OrderId, StageId};

use super::AT_ONCE;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemKind, answered};
use crate::orders::operations::{
    FinishHandOver, HandOverOrder, HandOverReport, HandOverRequest, HandedOver,
};
use crate::orders::order::Cause;

/// Hands over what somebody has in hand, each order for itself: one that has to stay keeps no other from going. A command
/// that was cut off goes on with what is left when it is given again.
#[utoipa::path(
    post, path = "/api/v1/orders/hand-over", operation_id = "handOverStages",
    request_body = HandOverRequest, responses((status = 200, body = HandOverReport)),
)]
pub async fn hand_over_stages(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<HandOverRequest>,
) -> Result<Json<HandOverReport>, Problem> {
    access::reach(&command.caller.actor, Action::ReassignOrder)?;
    let reason = request.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Problem::new(ProblemKind::Invalid, "转交需要填写原因"));
    }
    if request.to == Some(request.from) {
        return Err(Problem::new(ProblemKind::Invalid, "请选择另一位人员"));
    }
    let mut snapshot = platform.store().read().await?;
    let before = answered(&mut snapshot.tx(), &command.once, &request).await?;
    let stages =
        orders::open_stages_of(&mut snapshot.tx(), platform.org(), request.from, STAGES_MAX + 1)
            .await?;
    snapshot.finish().await?;
    if let Some(report) = before {
        return Ok(Json(report));
    }
    let hand_over = HandOver { platform, command, request, reason };
    // It goes on to its end, whether or not somebody still waits for the answer.
    let running = tokio::spawn(hand_over.run(stages).in_current_span());
    running.await.map_err(|error| Problem::internal(&error))?.map(Json)
}

struct HandOver {
    platform: Platform,
    command: ConsoleCommand,
    request: HandOverRequest,
    reason: String,
}

impl HandOver {
    async fn run(self, stages: Vec<OpenStage>) -> Result<HandOverReport, Problem> {
        let more = stages.len() > STAGES_MAX as usize;
        // An order that changes twice at once is changed in vain.
        let mut orders = BTreeMap::<OrderId, Vec<StageId>>::new();
        for open in stages.into_iter().take(STAGES_MAX as usize) {
            orders.entry(open.order).or_default().push(open.stage);
        }
        let mut attempts = stream::iter(orders)
            .map(|(order, stages)| self.platform.store().write(self.one(order, stages)))
            .buffer_unordered(AT_ONCE);
        let mut report = HandOverReport { more, ..HandOverReport::default() };
        while let Some(attempt) = attempts.next().await {
            match attempt {
                Ok(HandedOver { to, stays }) => {
                    to.into_iter().for_each(|person| report.moves(person));
                    stays.into_iter().for_each(|(why, order_no)| report.stays(why, &order_no));
                }
                // What went has to be told of, whatever became of the others.
                Err(problem) => {
                    tracing::warn!(detail = problem.detail, "an order was not handed over");
                    report.more = true;
                }
            }
        }
        drop(attempts);
        let finish = FinishHandOver {
            platform: self.platform.clone(),
            act: self.command.act(),
            once: self.command.once,
            request: self.request,
            report,
        };
        self.platform.store().write(finish).await
    }

    fn one(&self, order: OrderId, stages: Vec<StageId>) -> HandOverOrder {
        let command = &self.command;
        HandOverOrder {
            platform: self.platform.clone(),
            caller: command.caller.clone(),
            cause: Cause {
                at: command.at,
                received_at: command.at,
                actor: command.caller.audit_name(),
                correlation: command.correlation,
            },
            order,
            stages,
            from: self.request.from,
            to: self.request.to,
            reason: self.reason.clone(),
        }
    }
}

/// Stages of one command.
const STAGES_MAX: u32 = 10_000;
