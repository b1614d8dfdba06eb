//! Puts an authorisation into words and signs them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform_store::authorisations::AuthorisationRow;
use sync::{AUTHORISATION_BYTES_MAX, Authorisation, SignedAuthorisation};
use vocabulary::{Instant, PersonId};

use super::material::Material;
use crate::Platform;
use crate::http::{Problem, ProblemKind};

/// The signed form, for a time within that of the row and of the material in it.
///
/// # Errors
/// When nobody has approved it, or it is longer than a terminal takes.
pub(super) fn sign(
    platform: &Platform,
    row: &AuthorisationRow,
    (not_before, not_after): (Instant, Instant),
    material: Option<&Material>,
) -> Result<SignedAuthorisation, Problem> {
    let authorisation = Authorisation {
        authorisation: row.authorisation,
        order: row.order,
        order_no: row.order_no.clone(),
        meter: row.meter.clone(),
        command: row.command,
        parameter: row.parameter.clone(),
        not_before,
        not_after: material.map_or(not_after, |material| not_after.min(material.not_after)),
        executor: row.executor,
        approver: approver(row)?,
        material: material.map(|material| material.body.clone()),
    };
    let body = serde_json::to_string(&authorisation).map_err(|error| Problem::internal(&error))?;
    if body.len() > AUTHORISATION_BYTES_MAX {
        tracing::error!(bytes = body.len(), authorisation = %row.authorisation, "too long to sign");
        return Err(Problem::new(ProblemKind::TooLarge, "授权内容过长，终端无法接收"));
    }
    let signature = STANDARD.encode(platform.keys().sign(&SignedAuthorisation::message(&body)));
    Ok(SignedAuthorisation { body, signature })
}

fn approver(row: &AuthorisationRow) -> Result<PersonId, Problem> {
    row.approver.ok_or_else(|| Problem::new(ProblemKind::Conflict, "该授权尚未审批"))
}
