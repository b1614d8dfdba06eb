//! `POST /api/v1/processes/{hash}/activate`: new orders start with this version.

use access::{Action, Resource};
use axum::extract::State;
use vocabulary::Digest;

use crate::Platform;
use crate::http::{ConsoleCaller, Correlation, IdempotencyKey, Json, Once, Path, Problem};
use crate::orders::operations::{ActivateProcess, Deployed};
use crate::orders::order::Cause;

/// Makes a version the active one of its process.
#[utoipa::path(
    post, path = "/api/v1/processes/{hash}/activate", operation_id = "activateProcess",
    params(("hash" = String, Path)), responses((status = 200, body = Deployed)),
)]
pub async fn activate_process(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    IdempotencyKey(key): IdempotencyKey,
    Path(hash): Path<Digest>,
) -> Result<Json<Deployed>, Problem> {
    caller.may(Action::ActivateProcess, &Resource::in_organisation(platform.org()))?;
    let at = platform.clock().now();
    let once = Once { org: platform.org(), person: caller.person, key, at };
    let cause = Cause { at, received_at: at, actor: caller.audit_name(), correlation };
    let activate = ActivateProcess { platform: platform.clone(), cause, once, hash };
    Ok(Json(platform.store().write(activate).await?))
}
