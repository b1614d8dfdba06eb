//! `DELETE /sync/v1/files/{attachment}`: gives an unfinished upload up; its announcement stays, for it may be needed.

use axum::extract::State;
use http::{HeaderMap, StatusCode};
use platform_store::attachments::{self, AttachmentState};
use platform_store::{Command, Tx};
use vocabulary::{AttachmentId, Instant, TerminalId};

use super::{check_version, headers, own};
use crate::Platform;
use crate::http::{Path, Problem, ProblemKind, TerminalCaller};

/// Throws the bytes of an unfinished file away.
#[utoipa::path(
    delete, path = "/sync/v1/files/{attachment}", operation_id = "terminateFile",
    params(("attachment" = String, Path)), responses((status = 204)),
)]
pub async fn terminate_file(
    State(platform): State<Platform>,
    caller: TerminalCaller,
    Path(attachment): Path<AttachmentId>,
    request: HeaderMap,
) -> Result<(StatusCode, HeaderMap), Problem> {
    check_version(&request)?;
    let at = platform.clock().now();
    let terminal = caller.terminal;
    let forget = Forget { platform: platform.clone(), terminal, attachment, at };
    platform.store().write(forget).await?;
    platform.files().discard(attachment).map_err(|fault| Problem::internal(&fault))?;
    Ok((StatusCode::NO_CONTENT, headers([])))
}

struct Forget {
    platform: Platform,
    terminal: TerminalId,
    attachment: AttachmentId,
    at: Instant,
}

#[async_trait::async_trait]
impl Command for Forget {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let row = attachments::find(tx, org, self.attachment)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such file"))?;
        own(&row, self.terminal)?;
        if row.state == AttachmentState::Complete {
            return Err(Problem::new(ProblemKind::Gone, "evidence that is whole stays"));
        }
        attachments::advance(tx, org, &row, 0, AttachmentState::Partial, self.at).await?;
        Ok(())
    }
}
