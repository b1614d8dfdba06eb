//! Puts an authorisation into words and signs them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform_store::authorisations::AuthorisationRow;
use sync::{Authorisation, SignedAuthorisation};
use vocabulary::{Instant, PersonId};

use crate::Platform;
use crate::http::{Problem, ProblemKind};

/// The signed form, for a time within that of the row.
///
/// # Errors
/// When nobody has approved it.
pub(super) fn sign(
    platform: &Platform,
    row: &AuthorisationRow,
    (not_before, not_after): (Instant, Instant),
) -> Result<SignedAuthorisation, Problem> {
    let authorisation = Authorisation {
        authorisation: row.authorisation,
        order: row.order,
        order_no: row.order_no.clone(),
        meter: row.meter.clone(),
        command: row.command,
        parameter: row.parameter.clone(),
        not_before,
        not_after,
        executor: row.executor,
        approver: approver(row)?,
        material: None,
    };
    let body = serde_json::to_string(&authorisation).map_err(|error| Problem::internal(&error))?;
    let signature = STANDARD.encode(platform.keys().sign(&SignedAuthorisation::message(&body)));
    Ok(SignedAuthorisation { body, signature })
}

fn approver(row: &AuthorisationRow) -> Result<PersonId, Problem> {
    row.approver.ok_or_else(|| Problem::new(ProblemKind::Conflict, "该授权尚未审批"))
}
