//! `DELETE /terminal/v1/session`

use async_trait::async_trait;
use axum::extract::State;
use http::StatusCode;
use platform_store::{Command, StoreFault, Tx, terminals};
use vocabulary::{Digest, OrganisationId};

use crate::Platform;
use crate::http::{Problem, ProblemBody, TerminalCaller};

/// Signs out.
#[utoipa::path(
    delete,
    path = "/terminal/v1/session",
    operation_id = "endTerminalSession",
    tag = "terminal",
    security(("terminal" = [])),
    responses((status = 204, description = "signed out"), (status = 401, body = ProblemBody)),
)]
pub(in crate::fleet) async fn sign_out(
    State(platform): State<Platform>,
    caller: TerminalCaller,
) -> Result<StatusCode, Problem> {
    let end = EndSession { org: platform.org(), token_hash: caller.token_hash };
    platform.store().write(end).await?;
    Ok(StatusCode::NO_CONTENT)
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
        terminals::end_session(tx, self.org, self.token_hash).await
    }
}
