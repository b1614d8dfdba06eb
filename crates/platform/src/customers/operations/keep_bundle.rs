//! Keeps an area's bundle and tells the feeds of those who answer for the area, and of those who no longer do.

use async_trait::async_trait;
use platform_store::customers::{self, AreaRow};
use platform_store::feed::{self, Change, Touch};
use platform_store::{Command, Tx};
use serde_json::json;
use sync::EntityKind;
use vocabulary::{Instant, OrganisationId, PersonId};

use crate::customers::bundle::PackedBundle;
use crate::customers::keepers::Keepers;
use crate::http::Problem;

/// Keeps what was packed of an area as it was `seen`; `false` when something has happened since.
pub struct KeepBundle {
    pub org: OrganisationId,
    pub at: Instant,
    pub seen: AreaRow,
    /// None for an area without customers.
    pub bundle: Option<PackedBundle>,
}

#[async_trait]
impl Command for KeepBundle {
    type Answer = bool;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, Problem> {
        let (org, code) = (self.org, &self.seen.area_code);
        let Some(before) = customers::area(tx, org, code).await? else { return Ok(false) };
        if (before.stale, before.rev) != (self.seen.stale, self.seen.rev) {
            return Ok(false);
        }
        let keepers = match self.bundle {
            Some(_) => Keepers::of_area(tx, org, code).await?,
            None => Keepers::default(),
        };
        let after = self.after(&before, keepers);
        let packed = self.bundle.as_ref().map(|bundle| &*bundle.packed);
        customers::keep_area(tx, org, &before, &after, packed).await?;
        feed::touch(tx, org, self.at, touches(&before, &after)).await?;
        Ok(true)
    }
}

impl KeepBundle {
    fn after(&self, before: &AreaRow, keepers: Keepers) -> AreaRow {
        let manifest = self.bundle.as_ref().map(|bundle| &bundle.manifest);
        let hash = manifest.map(|manifest| manifest.hash);
        AreaRow {
            area_code: before.area_code.clone(),
            stale: 0,
            rev: before.rev + u64::from(hash != before.hash),
            hash,
            manifest: manifest.map(|manifest| json!(manifest)),
            told_primary: keepers.primary,
            told_backup: keepers.backup,
        }
    }
}

/// Whoever is new hears of the bundle, and everybody of a new one; whoever went has it dropped.
fn touches(before: &AreaRow, after: &AreaRow) -> Vec<Touch> {
    let touch = |worker, change| Touch {
        worker,
        kind: EntityKind::Customers,
        entity: after.area_code.clone(),
        change,
    };
    let (told, tells) = (told(before), told(after));
    let gone = told.iter().filter(|worker| !tells.contains(worker));
    let mut touches: Vec<_> = gone.map(|worker| touch(*worker, Change::Drop)).collect();
    if let Some(body) = &after.manifest {
        let new = tells.iter().filter(|worker| before.hash != after.hash || !told.contains(worker));
        touches.extend(
            new.map(|worker| touch(*worker, Change::Put { rev: after.rev, body: body.clone() })),
        );
    }
    touches
}

fn told(area: &AreaRow) -> Vec<PersonId> {
    [area.told_primary, area.told_backup].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use vocabulary::Digest;

    use super::*;

    fn area(hash: &str, primary: u128, backup: Option<u128>) -> AreaRow {
        let person = |n| PersonId::from_uuid(Uuid::from_u128(n));
        AreaRow {
            area_code: "A1".to_owned(),
            stale: 0,
            rev: 1,
            hash: Some(Digest::of(hash.as_bytes())),
            manifest: Some(json!({ "hash": hash })),
            told_primary: Some(person(primary)),
            told_backup: backup.map(person),
        }
    }

    fn told_and_dropped(before: &AreaRow, after: &AreaRow) -> (Vec<u128>, Vec<u128>) {
        let (mut told, mut dropped) = (Vec::new(), Vec::new());
        for touch in touches(before, after) {
            let worker = touch.worker.uuid().as_u128();
            match touch.change {
                Change::Drop => dropped.push(worker),
                _ => told.push(worker),
            }
        }
        (told, dropped)
    }

    #[test]
    fn everybody_hears_of_a_new_bundle_and_only_new_people_of_an_old_one() {
        let before = area("x", 1, Some(2));
        assert_eq!(told_and_dropped(&before, &before), (vec![], vec![]));
        assert_eq!(told_and_dropped(&before, &area("y", 1, Some(2))), (vec![1, 2], vec![]));
        assert_eq!(told_and_dropped(&before, &area("x", 3, Some(1))), (vec![3], vec![2]));
        assert_eq!(told_and_dropped(&before, &area("x", 1, None)), (vec![], vec![2]));
        let empty = AreaRow { hash: None, manifest: None, told_primary: None, ..area("", 1, None) };
        assert_eq!(told_and_dropped(&before, &empty), (vec![], vec![1, 2]));
        assert_eq!(told_and_dropped(&empty, &before), (vec![1, 2], vec![]));
    }
}
