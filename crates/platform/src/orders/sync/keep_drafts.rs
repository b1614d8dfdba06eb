//! `POST /sync/v1/drafts`: a terminal hands in what was typed and not submitted, so that a spare one can go on with it.

use ::sync::{DRAFTS_MAX, DraftBatch, DraftsKept};
use access::{Action, Resource};
use axum::extract::State;

use crate::Platform;
use crate::http::{Json, Problem, ProblemKind, SignedInTerminal};
use crate::orders::operations::KeepDrafts;

/// Keeps drafts; what was typed later stays, whichever terminal sends it first.
#[utoipa::path(
    post, path = "/sync/v1/drafts", operation_id = "keepDrafts", request_body = DraftBatch,
    responses((status = 200, body = DraftsKept)),
)]
pub async fn keep_drafts(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Json(batch): Json<DraftBatch>,
) -> Result<Json<DraftsKept>, Problem> {
    let person = caller.person;
    let own = Resource::in_organisation(platform.org());
    let own = own.of_terminal(caller.terminal).of_person(person);
    caller.may(Action::SyncFeed, &own)?;
    if batch.drafts.len() > DRAFTS_MAX {
        let rule = format!("at most {DRAFTS_MAX} drafts at once");
        return Err(Problem::new(ProblemKind::TooLarge, rule));
    }
    for draft in &batch.drafts {
        let large =
            |fault: ::sync::DraftFault| Problem::new(ProblemKind::TooLarge, fault.to_string());
        draft.check().map_err(large)?;
    }
    let at = platform.clock().now();
    let keep = KeepDrafts { platform: platform.clone(), at, person, drafts: batch.drafts };
    platform.store().write(keep).await?;
    Ok(Json(DraftsKept { epoch: platform.epoch() }))
}
