//! Who may take a next stage: the people of a station, as their terminals know them.

use platform_store::{StoreFault, Tx, people};
use sync::Candidate;
use vocabulary::{OrganisationId, StationId};

/// The active people of a station.
///
/// # Errors
/// When the database refuses.
pub async fn candidates(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: StationId,
) -> Result<Vec<Candidate>, StoreFault> {
    let staff = people::people(tx, org, Some(station), "", CANDIDATES_MAX).await?;
    let active = staff.into_iter().filter(|person| person.active);
    Ok(active
        .map(|person| Candidate {
            person: person.person,
            name: person.name,
            staff_no: person.staff_no,
            roles: person.roles,
        })
        .collect())
}

/// People of one station that a terminal is told of.
const CANDIDATES_MAX: u32 = 500;
