//! What the three decisions about an authorisation share.

use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::AuthorisationId;

use crate::Platform;
use crate::http::{ConsoleCommand, Problem, ProblemKind};
use crate::metering::material;
use crate::metering::operations::{AuthorisationDecided, DecideAuthorisation, Decision};
use crate::orders::Cause;

/// Which authorisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "authorisation": "019a0000-0000-7000-8000-000000000001" }))]
pub struct AuthorisationNamed {
    pub authorisation: AuthorisationId,
}

/// Which authorisation, and why not.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "authorisation": "019a0000-0000-7000-8000-000000000001", "reason": "用户已到营业厅缴费",
}))]
pub struct AuthorisationRefused {
    pub authorisation: AuthorisationId,
    /// 2 to 200 characters.
    reason: String,
}

impl AuthorisationRefused {
    /// # Errors
    /// When it says nothing, or too much.
    pub fn reason(&self) -> Result<String, Problem> {
        let reason = self.reason.trim();
        if !(2..=200).contains(&reason.chars().count()) {
            return Err(Problem::new(ProblemKind::Invalid, "原因为 2 至 200 字"));
        }
        Ok(reason.to_owned())
    }
}

pub(super) async fn decide(
    platform: &Platform,
    command: ConsoleCommand,
    authorisation: AuthorisationId,
    decision: Decision,
) -> Result<AuthorisationDecided, Problem> {
    let actor = command.caller.audit_name();
    let (at, correlation) = (command.at, command.correlation);
    let material = match decision {
        Decision::Approve => {
            material::for_approval(platform, correlation, &command.caller, authorisation).await?
        }
        Decision::Refuse { .. } | Decision::Withdraw { .. } => None,
    };
    let cause = Cause { at, received_at: at, actor, correlation };
    let (caller, once) = (command.caller, command.once);
    let platform_of = platform.clone();
    let decide = DecideAuthorisation {
        platform: platform_of,
        caller,
        cause,
        once,
        authorisation,
        decision,
        material,
    };
    platform.store().write(decide).await
}
