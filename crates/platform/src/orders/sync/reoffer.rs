//! `POST /sync/v1/reoffer`: after a restore, the terminal says what it still holds and the platform what it lacks.

use ::sync::{Reoffer, ReofferAnswer};
use axum::extract::State;
use platform_store::attachments::{self, AttachmentState};
use platform_store::operations;

use crate::Platform;
use crate::http::{Json, Problem, ProblemKind, TerminalCaller};

/// What of the terminal's holdings the platform does not have.
#[utoipa::path(
    post, path = "/sync/v1/reoffer", operation_id = "reoffer", request_body = Reoffer,
    responses((status = 200, body = ReofferAnswer)),
)]
pub async fn reoffer(
    State(platform): State<Platform>,
    _caller: TerminalCaller,
    Json(offer): Json<Reoffer>,
) -> Result<Json<ReofferAnswer>, Problem> {
    if offer.operations.len() + offer.attachments.len() > OFFERS_MAX {
        return Err(Problem::new(ProblemKind::TooLarge, "offer fewer at once"));
    }
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let mut lacking =
        ReofferAnswer { epoch: platform.epoch(), operations: Vec::new(), attachments: Vec::new() };
    for (op_id, digest) in offer.operations {
        let held = operations::outcome(tx, org, op_id).await?;
        if held.is_none_or(|(stored, _)| stored != digest) {
            lacking.operations.push(op_id);
        }
    }
    for (attachment, sha256) in offer.attachments {
        let held = attachments::find(tx, org, attachment).await?;
        let whole = held
            .is_some_and(|file| file.state == AttachmentState::Complete && file.sha256 == sha256);
        if !whole {
            lacking.attachments.push(attachment);
        }
    }
    snapshot.finish().await?;
    Ok(Json(lacking))
}

const OFFERS_MAX: usize = 5_000;
