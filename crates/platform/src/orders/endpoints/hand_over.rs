//! `POST /api/v1/orders/hand-over`: a person's open stages go to another.

use access::Action;
use axum::extract::State;
use futures::{StreamExt as _, stream};
use platform_store::orders;

use super::AT_ONCE;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemKind, answered};
use crate::orders::operations::{
    FinishHandOver, HandOverReport, HandOverRequest, HandOverStage, HandedOver,
};
use crate::orders::order::Cause;

/// Hands over what somebody has in hand, each stage for itself: one that has to stay keeps no other from going. A
/// command that was cut off goes on with what is left when it is given again.
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
    let cause = Cause {
        at: command.at,
        received_at: command.at,
        actor: command.caller.audit_name(),
        correlation: command.correlation,
    };
    let more = stages.len() > STAGES_MAX as usize;
    let mut attempts = stream::iter(stages.into_iter().take(STAGES_MAX as usize))
        .map(|open| {
            let hand_over = HandOverStage {
                platform: platform.clone(),
                caller: command.caller.clone(),
                cause: cause.clone(),
                order: open.order,
                stage: open.stage,
                from: request.from,
                to: request.to,
                reason: reason.clone(),
            };
            let store = platform.store().clone();
            async move { (store.write(hand_over).await, open.order_no) }
        })
        .buffer_unordered(AT_ONCE);
    let mut report = HandOverReport { more, ..HandOverReport::default() };
    while let Some((handed_over, order_no)) = attempts.next().await {
        match handed_over {
            Ok(HandedOver::To(person)) => report.moves(person),
            Ok(HandedOver::NotHis) => {}
            Err(problem) if problem.is_for_good() => {
                report.stays(problem.detail().to_owned(), &order_no);
            }
            Err(problem) => return Err(problem),
        }
    }
    drop(attempts);
    let finish = FinishHandOver {
        platform: platform.clone(),
        act: command.act(),
        once: command.once,
        request,
        report,
    };
    Ok(Json(platform.store().write(finish).await?))
}

/// Stages of one command.
const STAGES_MAX: u32 = 10_000;
