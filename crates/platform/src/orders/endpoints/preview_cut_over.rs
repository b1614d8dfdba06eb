//! `POST /api/v1/cut-overs/preview`: what a cut-over would do now.

use axum::extract::State;
use vocabulary::CutOverId;

use super::cut_over_report::CutOverReport;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::cut_over::running_in_area;
use crate::orders::operations::CutOverRequest;
use crate::orders::order::{Cause, Order};

/// Tries a cut-over out on the orders that are open now; nothing changes.
#[utoipa::path(
    post, path = "/api/v1/cut-overs/preview", operation_id = "previewCutOver",
    request_body = CutOverRequest, responses((status = 200, body = CutOverReport)),
)]
pub async fn preview_cut_over(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<CutOverRequest>,
) -> Result<Json<CutOverReport>, Problem> {
    let cause = Cause::own(command.at, command.correlation);
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let cut = request.check(&platform, tx, &command.caller, command.at).await?;
    let id = CutOverId::make(platform.clock(), platform.entropy());
    let cut_over = cut.cut_over(&platform, tx, &request, id).await?;
    let mut report = CutOverReport::default();
    let mut after = None;
    loop {
        let page = running_in_area(tx, platform.org(), &cut_over, after).await?;
        for order in page.orders {
            if report.orders == ORDERS_MAX {
                report.more = true;
                break;
            }
            let loaded = Order::load(&platform, tx, cause.clone(), order).await?;
            let Some(mut order) = loaded else { continue };
            report.count(order.follow(tx, &cut_over).await?);
        }
        after = page.next;
        if after.is_none() || report.more {
            break;
        }
    }
    snapshot.finish().await?;
    Ok(Json(report))
}

/// Orders that one preview looks at.
const ORDERS_MAX: u64 = 1_000;
