//! Who may take a next stage, told to everybody of a station.

use std::collections::BTreeSet;

use platform_store::feed::{Change, Touch};
use platform_store::people::PersonRow;
use platform_store::{StoreFault, Tx, feed, people};
use sync::{Candidate, EntityKind};
use vocabulary::{Instant, OrganisationId, PersonId, StationId};

/// People of one station; far above the largest.
const STAFF_MAX: u32 = 2_000;

/// Puts the list of a station's active people into the feed of each of them.
pub(super) async fn tell_candidates(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    at: Instant,
    station: StationId,
) -> Result<(), StoreFault> {
    let people = people::people(tx, org, Some(station), "", STAFF_MAX).await?;
    let active: Vec<_> = people.into_iter().filter(|person| person.active).collect();
    let workers: Vec<_> = active.iter().map(|person| person.person).collect();
    let candidates: Vec<_> = active.into_iter().map(candidate).collect();
    let body = serde_json::to_value(candidates)
        .map_err(|_| StoreFault::BadRow { table: "person", column: "name" })?;
    // Microseconds as the revision: it only has to grow.
    let rev = u64::try_from(at.micros()).unwrap_or(0);
    let put = |worker| Touch {
        worker,
        kind: EntityKind::Candidates,
        entity: station.to_string(),
        change: Change::Put { rev, body: body.clone() },
    };
    feed::touch(tx, org, at, workers.into_iter().map(put).collect()).await
}

/// Takes the lists of stations that people have left out of their feeds.
pub(super) async fn drop_candidates(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    at: Instant,
    left: &BTreeSet<(PersonId, StationId)>,
) -> Result<(), StoreFault> {
    let drop = |(worker, station): &(PersonId, StationId)| Touch {
        worker: *worker,
        kind: EntityKind::Candidates,
        entity: station.to_string(),
        change: Change::Drop,
    };
    feed::touch(tx, org, at, left.iter().map(drop).collect()).await
}

fn candidate(person: PersonRow) -> Candidate {
    Candidate {
        person: person.person,
        name: person.name,
        staff_no: person.staff_no,
        roles: person.roles,
    }
}
