//! `DELETE /api/v1/session`

use async_trait::async_trait;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::SET_COOKIE;
use platform_store::{Command, StoreFault, Tx, identity};
use vocabulary::{Digest, OrganisationId};

use super::session_view::COOKIE;
use crate::Platform;
use crate::http::{ConsoleCaller, Problem, ProblemBody};

/// Signs out. It needs no Idempotency-Key: the second time nobody is signed in any more.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    operation_id = "signOut",
    tag = "identity",
    security(("console" = [], "csrf" = [])),
    responses((status = 204, description = "signed out"), (status = 401, body = ProblemBody)),
)]
pub(in crate::identity) async fn sign_out(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
) -> Result<Response, Problem> {
    let end = EndSession { org: platform.org(), token_hash: caller.token_hash };
    platform.store().write(end).await?;
    let cookie = format!("{COOKIE}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]).into_response())
}

struct EndSession {
    org: OrganisationId,
    token_hash: Digest,
}

#[async_trait]
impl Command for EndSession {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        identity::end_session(tx, self.org, self.token_hash).await
    }
}
