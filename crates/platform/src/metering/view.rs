//! An authorisation as its executor's feed and the console show it.

use platform_store::authorisations::AuthorisationRow;
use platform_store::feed::{Change, Touch};
use platform_store::{Tx, people};
use serde_json::json;
use sync::{AuthorisationView, EntityKind, SignedAuthorisation};
use vocabulary::{MeterCommand, OrganisationId};

use crate::http::Problem;

/// What the executor's feed says of it now: it stays there as long as something can come of it.
pub(super) async fn touch(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    row: &AuthorisationRow,
) -> Result<Touch, Problem> {
    let view = view(tx, org, row).await?;
    Ok(Touch {
        worker: row.executor,
        kind: EntityKind::Authorisation,
        entity: row.authorisation.to_string(),
        change: Change::Put { rev: row.rev, body: json!(view) },
    })
}

pub(super) async fn view(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    row: &AuthorisationRow,
) -> Result<AuthorisationView, Problem> {
    let approver = match row.approver {
        Some(person) => people::person(tx, org, person).await?,
        None => None,
    };
    Ok(AuthorisationView {
        authorisation: row.authorisation,
        order: row.order,
        order_no: row.order_no.clone(),
        meter: row.meter.clone(),
        command: row.command,
        parameter: row.parameter.clone(),
        present: row.present.clone().and_then(|present| serde_json::from_value(present).ok()),
        state: row.state,
        requested_at: row.requested_at,
        approver: row.approver,
        approver_name: approver.map(|person| person.name),
        reason: row.reason.clone(),
        not_before: row.not_before,
        not_after: row.not_after,
        signed: travelling(row),
    })
}

/// A stop's signed form never travels in advance: it is fetched at the moment of action.
fn travelling(row: &AuthorisationRow) -> Option<SignedAuthorisation> {
    let travels = row.command != MeterCommand::Trip && row.released_at.is_none();
    let signed = row.signed.clone().filter(|_| travels)?;
    serde_json::from_value(signed).ok()
}
