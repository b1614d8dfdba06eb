//! The mirror of the person's scope, as the feed brings it.
//!
//! There is one current mirror, and for a while perhaps a second one that is being built from cursor 0; it takes the
//! first one's place in one transaction. Drafts, operations and files are never touched by that.

use rusqlite::{Row, params};
use sync::{
    EntityKind, FeedItem, FeedOp, FeedPage, OrderView, ScopeDigest, apply_patch, order_body,
};
use vocabulary::{Digest, Epoch, Instant};

use super::{PersonStore, carrying, customers, drafts, facts};
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::{Columns as _, stored};

/// Where a mirror stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mirror {
    generation: i64,
    pub epoch: Option<Epoch>,
    pub cursor: u64,
    /// The newest cursor at which there was no more to fetch; only what was here then can be patched.
    pub whole_at: u64,
}

/// What became of a page of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It is in the mirror, cursor and all.
    Whole,
    /// A patch stands on a revision that the mirror does not have; nothing was changed.
    BaseMissing,
}

impl PersonStore {
    /// The mirror that is read.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mirror(&self) -> Result<Mirror, StoreFault> {
        let standing = self.mirror_that(CURRENT).await?;
        standing.ok_or(StoreFault::BadRow { column: "standing" })
    }

    /// The mirror that is being built beside it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn building(&self) -> Result<Option<Mirror>, StoreFault> {
        self.mirror_that(BUILDING).await
    }

    /// Begins to build a second mirror from cursor 0, in place of one that was begun before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin_rebuild(&self) -> Result<Mirror, StoreFault> {
        let tx = self.database.begin().await?;
        discard_building(&tx)?;
        let generation = tx.one(INSERT_BUILDING, (), |row| row.int("generation"))?;
        tx.commit()?;
        Ok(Mirror { generation, epoch: None, cursor: 0, whole_at: 0 })
    }

    /// Takes a page of the feed: its items and its cursor in one transaction. Predictions whose real stages it brings
    /// end here.
    ///
    /// # Errors
    /// When the database refuses or an item cannot be read; nothing is then changed.
    pub async fn apply_page(
        &self,
        mirror: Mirror,
        page: &FeedPage,
        at: Instant,
    ) -> Result<Applied, StoreFault> {
        let seen = mirror.cursor == page.cursor && mirror.epoch == Some(page.epoch);
        if page.items.is_empty() && seen && mirror.whole_at == page.cursor {
            return Ok(Applied::Whole);
        }
        let tx = self.database.begin().await?;
        for item in &page.items {
            match item.op {
                FeedOp::Put => {
                    let Some(body) = body_of(&tx, mirror.generation, item)? else {
                        return Ok(Applied::BaseMissing);
                    };
                    put_down(&tx, mirror.generation, item, &body)?;
                }
                FeedOp::Drop => take_away(&tx, mirror.generation, item, at)?,
            }
        }
        let left = |item: &FeedItem| item.op == FeedOp::Drop && item.kind == EntityKind::Customers;
        if page.items.iter().any(left) {
            customers::leave_areas(&tx)?;
        }
        tx.execute(DELETE_KEPT, [mirror.generation])?;
        tx.execute(
            UPDATE_CURSOR,
            params![
                mirror.generation,
                page.epoch.to_string(),
                stored(page.cursor),
                (!page.more).then(|| stored(page.cursor))
            ],
        )?;
        tx.execute(DELETE_FULFILLED, [mirror.generation])?;
        tx.commit()?;
        Ok(Applied::Whole)
    }

    /// Puts the mirror that was built in the place of the current one. Orders that it lacks are kept for reading while
    /// something of theirs is unsent.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn swap(
        &self,
        built: Mirror,
        why: SwapReason,
        at: Instant,
    ) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        let of = |row: &Row<'_>| Ok((row.text("id")?, row.text("body")?));
        let lacking: Vec<_> = tx.rows(SELECT_LACKING, [built.generation], of)?;
        for (id, body) in lacking {
            keep_if_unsent(&tx, &id, &body, at)?;
        }
        for statement in [DELETE_CURRENT_ENTITIES, DELETE_CURRENT, PROMOTE, DELETE_KEPT_AGAIN] {
            tx.execute(statement, ())?;
        }
        customers::leave_areas(&tx)?;
        drafts::leave_stages(&tx)?;
        let (name, value) = match why {
            SwapReason::DigestDiffered => (facts::RESYNCED_AT, at.micros().to_string()),
            SwapReason::NewEpoch(epoch) => {
                drafts::send_again(&tx)?;
                (facts::REOFFER_DUE, epoch.to_string())
            }
            SwapReason::CursorGone => return tx.commit(),
        };
        tx.execute(facts::UPSERT, params![name, value])?;
        tx.commit()
    }

    /// The digest over the current mirror, to be compared with the platform's.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn digest(&self, mirror: Mirror) -> Result<ScopeDigest, StoreFault> {
        let of = |row: &Row<'_>| Ok((row.text("kind")?, row.text("id")?, row.count("rev")?));
        let snapshot = self.database.read().await?;
        let heads: Vec<_> = snapshot.rows(SELECT_HEADS, [mirror.generation], of)?;
        let mut digest = ScopeDigest::default();
        for (kind, id, rev) in heads {
            digest.add(kind, &id, rev);
        }
        Ok(digest)
    }

    /// All entities of one kind in the current mirror.
    ///
    /// # Errors
    /// When the database refuses or a body is not what its kind says.
    pub async fn entities<T: serde::de::DeserializeOwned>(
        &self,
        kind: EntityKind,
    ) -> Result<Vec<T>, StoreFault> {
        self.database.read().await?.rows(SELECT_KIND, [kind.as_str()], |row| row.json("body"))
    }

    /// The orders of the current mirror that run on one of these versions.
    ///
    /// # Errors
    /// As [`PersonStore::entities`].
    pub async fn orders_on(&self, bundles: &[Digest]) -> Result<Vec<OrderView>, StoreFault> {
        if bundles.is_empty() {
            return Ok(Vec::new());
        }
        let bundles = serde_json::to_string(bundles)?;
        self.database.read().await?.rows(SELECT_ON, [bundles], |row| row.json("body"))
    }

    /// One entity of the current mirror.
    ///
    /// # Errors
    /// As [`PersonStore::entities`].
    pub async fn entity<T: serde::de::DeserializeOwned>(
        &self,
        kind: EntityKind,
        id: &str,
    ) -> Result<Option<T>, StoreFault> {
        self.database
            .read()
            .await?
            .row(SELECT_ONE, params![kind.as_str(), id], |row| row.json("body"))
    }

    /// The ids of all entities of one kind in the current mirror.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn entity_ids(&self, kind: EntityKind) -> Result<Vec<String>, StoreFault> {
        self.database.read().await?.rows(SELECT_IDS, [kind.as_str()], |row| row.text("id"))
    }

    async fn mirror_that(&self, standing: &'static str) -> Result<Option<Mirror>, StoreFault> {
        self.database.read().await?.row(SELECT_MIRROR, [standing], |row| {
            Ok(Mirror {
                generation: row.int("generation")?,
                epoch: row.maybe_parsed("epoch")?,
                cursor: row.count("cursor")?,
                whole_at: row.count("whole_at")?,
            })
        })
    }
}

/// Why a mirror was built anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SwapReason {
    /// The platform has pruned what the cursor needs.
    CursorGone,
    /// The mirror silently differed from the scope.
    DigestDiffered,
    /// The platform's data were restored: what this terminal still holds must be offered again.
    NewEpoch(Epoch),
}

/// What an entity becomes; nothing when a patch finds another revision than the one it stands on.
fn body_of(
    tx: &Connection,
    generation: i64,
    item: &FeedItem,
) -> Result<Option<String>, StoreFault> {
    Ok(match (&item.body, &item.patch) {
        (Some(body), _) if item.kind == EntityKind::Order => {
            Some(order_body::from_wire(&item.id, body)?)
        }
        (Some(body), _) => Some(body.get().to_owned()),
        (None, Some(patch)) => patched(tx, generation, item, patch)?,
        (None, None) => None,
    })
}

fn put_down(
    tx: &Connection,
    generation: i64,
    item: &FeedItem,
    body: &str,
) -> Result<(), StoreFault> {
    let (kind, id) = (item.kind.as_str(), &item.id);
    tx.execute(DELETE_ENTITY, params![generation, kind, id])?;
    tx.execute(INSERT_ENTITY, params![generation, kind, id, stored(item.rev), body])?;
    if item.kind == EntityKind::Draft {
        drafts::adopt(tx, body)?;
    }
    if item.kind == EntityKind::Order {
        carrying::carry_over(tx, body)?;
    }
    Ok(())
}

/// The body after the patch; nothing when the patch stands on another revision.
fn patched(
    tx: &Connection,
    generation: i64,
    item: &FeedItem,
    patch: &serde_json::Value,
) -> Result<Option<String>, StoreFault> {
    let entity = params![generation, item.kind.as_str(), item.id];
    let of = |row: &Row<'_>| Ok((row.count("rev")?, row.text("body")?));
    let Some((rev, body)) = tx.row(SELECT_BASE, entity, of)? else { return Ok(None) };
    // The very page may come twice, when its first answer was lost on the way.
    if rev == item.rev {
        return Ok(Some(body));
    }
    if item.base != Some(rev) {
        return Ok(None);
    }
    let body = serde_json::from_str(&body);
    let mut body = body.map_err(|_| StoreFault::BadRow { column: "body" })?;
    apply_patch(&mut body, patch);
    Ok(Some(serde_json::to_string(&body)?))
}

fn take_away(
    tx: &Connection,
    generation: i64,
    item: &FeedItem,
    at: Instant,
) -> Result<(), StoreFault> {
    let entity = params![generation, item.kind.as_str(), item.id];
    let gone = tx.row(TAKE_ENTITY, entity, |row| row.text("body"))?;
    if item.kind == EntityKind::Draft {
        drafts::let_go(tx, &item.id)?;
    }
    if let Some(body) = gone
        && item.kind == EntityKind::Order
    {
        keep_if_unsent(tx, &item.id, &body, at)?;
    }
    Ok(())
}

fn keep_if_unsent(tx: &Connection, order: &str, body: &str, at: Instant) -> Result<(), StoreFault> {
    if tx.row(SELECT_UNSENT, [order], |_| Ok(()))?.is_some() {
        tx.execute(INSERT_KEPT, params![order, body, at.micros()])?;
    }
    Ok(())
}

fn discard_building(tx: &Connection) -> Result<(), StoreFault> {
    for statement in [DELETE_BUILDING_ENTITIES, DELETE_BUILDING] {
        tx.execute(statement, ())?;
    }
    Ok(())
}

const CURRENT: &str = "current";
const BUILDING: &str = "building";

const SELECT_MIRROR: &str =
    "SELECT generation, epoch, cursor, whole_at FROM mirror WHERE standing = ?1";

const INSERT_BUILDING: &str = "
    INSERT INTO mirror (generation, standing, cursor)
    SELECT MAX(generation) + 1, 'building', 0 FROM mirror
    RETURNING generation";

const UPDATE_CURSOR: &str = "
    UPDATE mirror
       SET epoch = ?2, cursor = ?3, whole_at = COALESCE(?4, whole_at)
     WHERE generation = ?1";

const DELETE_FULFILLED: &str = "
    DELETE FROM prediction
     WHERE EXISTS (
             SELECT 1
               FROM entity, json_each(entity.body, '$.stages') AS opened
              WHERE entity.generation = ?1
                AND entity.kind = 'order'
                AND entity.id = prediction.work_order
                AND opened.key = prediction.stage)";

const SELECT_BASE: &str = "
    SELECT rev, body
      FROM entity
     WHERE generation = ?1 AND kind = ?2 AND id = ?3";

const INSERT_ENTITY: &str = "
    INSERT INTO entity (generation, kind, id, rev, body)
    VALUES (?1, ?2, ?3, ?4, ?5)";

const DELETE_ENTITY: &str = "
    DELETE FROM entity
     WHERE generation = ?1 AND kind = ?2 AND id = ?3";

const TAKE_ENTITY: &str = "
    DELETE FROM entity
     WHERE generation = ?1 AND kind = ?2 AND id = ?3
    RETURNING body";

const SELECT_HEADS: &str = "SELECT kind, id, rev FROM entity WHERE generation = ?1";

const SELECT_KIND: &str = "
    SELECT entity.body
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
     WHERE entity.kind = ?1
     ORDER BY entity.id";

const SELECT_ON: &str = "
    SELECT entity.body
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
     WHERE entity.kind = 'order'
       AND json_extract(entity.body, '$.bundle_hash') IN (SELECT value FROM json_each(?1))
     ORDER BY entity.id";

const SELECT_IDS: &str = "
    SELECT entity.id
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
     WHERE entity.kind = ?1";

const SELECT_ONE: &str = "
    SELECT entity.body
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
     WHERE entity.kind = ?1 AND entity.id = ?2";

const SELECT_LACKING: &str = "
    SELECT entity.id, entity.body
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
     WHERE entity.kind = 'order'
       AND NOT EXISTS (
             SELECT 1 FROM entity AS built
              WHERE built.generation = ?1 AND built.kind = 'order' AND built.id = entity.id)";

const SELECT_UNSENT: &str = "
    SELECT 1 AS unsent WHERE EXISTS (
        SELECT 1 FROM operation
         WHERE work_order = ?1 AND received_at IS NULL AND state <> 'withdrawn')
    OR EXISTS (SELECT 1 FROM attachment WHERE work_order = ?1 AND state <> 'confirmed')
    OR EXISTS (SELECT 1 FROM recording WHERE work_order = ?1)
    OR EXISTS (SELECT 1 FROM draft WHERE work_order = ?1 AND is_own = 1)";

const INSERT_KEPT: &str = "
    INSERT INTO kept_order (work_order, body, dropped_at)
    VALUES (?1, ?2, ?3)
    ON CONFLICT (work_order) DO UPDATE SET body = EXCLUDED.body";

/// An order that came back is worked on again.
const DELETE_KEPT: &str = "
    DELETE FROM kept_order
     WHERE EXISTS (
             SELECT 1 FROM entity
              WHERE generation = ?1 AND kind = 'order' AND id = kept_order.work_order)";

const DELETE_CURRENT_ENTITIES: &str = "
    DELETE FROM entity
     WHERE generation = (SELECT generation FROM mirror WHERE standing = 'current')";

const DELETE_CURRENT: &str = "DELETE FROM mirror WHERE standing = 'current'";

const PROMOTE: &str = "UPDATE mirror SET standing = 'current' WHERE standing = 'building'";

/// An order that came back into the scope is worked on again.
const DELETE_KEPT_AGAIN: &str = "
    DELETE FROM kept_order
     WHERE work_order IN (
             SELECT entity.id
               FROM entity
               JOIN mirror ON mirror.generation = entity.generation
                          AND mirror.standing = 'current'
              WHERE entity.kind = 'order')";

const DELETE_BUILDING_ENTITIES: &str = "
    DELETE FROM entity
     WHERE generation = (SELECT generation FROM mirror WHERE standing = 'building')";

const DELETE_BUILDING: &str = "DELETE FROM mirror WHERE standing = 'building'";

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serde_json::value::RawValue;

    use super::*;
    use crate::person::tests::{NOON, opened};

    fn epoch() -> Epoch {
        "0190a000-0000-7000-8000-000000000001".parse().expect("an id")
    }

    fn item(id: &str, rev: u64, body: serde_json::Value) -> FeedItem {
        let body = RawValue::from_string(body.to_string()).expect("JSON");
        FeedItem {
            op: FeedOp::Put,
            kind: EntityKind::Candidates.into(),
            id: id.to_owned(),
            rev,
            body: Some(body),
            patch: None,
            base: None,
        }
    }

    fn page(cursor: u64, items: Vec<FeedItem>) -> FeedPage {
        FeedPage {
            epoch: epoch(),
            now: NOON,
            cursor,
            more: false,
            digest: None,
            items,
            switched_off: Vec::new(),
        }
    }

    #[tokio::test]
    async fn puts_patches_and_drops_move_with_the_cursor() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let first = page(2, vec![item("a", 1, json!({"x": 1})), item("b", 1, json!({"y": 1}))]);
        let mirror = store.mirror().await.expect("a mirror");
        store.apply_page(mirror, &first, NOON).await.expect("applied");

        let patch = FeedItem {
            body: None,
            patch: Some(json!({"x": 2})),
            base: Some(1),
            ..item("a", 2, json!(null))
        };
        let gone = FeedItem { op: FeedOp::Drop, body: None, ..item("b", 2, json!(null)) };
        let second = page(4, vec![patch, gone]);
        let mirror = store.mirror().await.expect("a mirror");
        assert_eq!(mirror.cursor, 2);
        // Twice, as when the answer to the first was lost.
        for _ in 0..2 {
            let applied = store.apply_page(mirror, &second, NOON).await.expect("applied");
            assert_eq!(applied, Applied::Whole);
        }

        let bodies: Vec<serde_json::Value> =
            store.entities(EntityKind::Candidates).await.expect("read");
        assert_eq!(bodies, [json!({"x": 2})]);
        let mirror = store.mirror().await.expect("a mirror");
        assert_eq!((mirror.cursor, mirror.epoch), (4, Some(epoch())));
        let mut expected = ScopeDigest::default();
        expected.add(EntityKind::Candidates, "a", 2);
        assert_eq!(store.digest(mirror).await.expect("digest"), expected);
    }

    #[tokio::test]
    async fn what_a_later_release_sends_is_kept_and_hides_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let text = json!({
            "epoch": epoch(), "now": NOON, "cursor": 3, "more": false, "moon": "full",
            "items": [
                { "op": "put", "type": "tariff", "id": "t", "rev": 4, "body": { "x": 1 } },
                { "op": "put", "type": "order", "id": "o", "rev": 1, "body": { "state": "moon" } },
                { "op": "put", "type": "candidates", "id": "c", "rev": 2, "body": [], "tide": 1 },
            ],
        });
        let page: FeedPage = serde_json::from_value(text).expect("read");
        let mirror = store.mirror().await.expect("a mirror");
        store.apply_page(mirror, &page, NOON).await.expect("applied");
        let mut expected = ScopeDigest::default();
        expected.add("tariff".to_owned(), "t", 4);
        expected.add(EntityKind::Order, "o", 1);
        expected.add(EntityKind::Candidates, "c", 2);
        let mirror = store.mirror().await.expect("a mirror");
        assert_eq!(store.digest(mirror).await.expect("digest"), expected);
        assert_eq!(store.standings().await.expect("read").len(), 0);

        let gone = json!({ "op": "drop", "type": "tariff", "id": "t", "rev": 4 });
        let gone = FeedPage { items: vec![serde_json::from_value(gone).expect("read")], ..page };
        store.apply_page(mirror, &gone, NOON).await.expect("applied");
        assert_eq!(store.digest(mirror).await.expect("digest").count, 2);
    }

    #[tokio::test]
    async fn a_patch_on_another_revision_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let patch = FeedItem {
            body: None,
            patch: Some(json!({"x": 2})),
            base: Some(7),
            ..item("a", 8, json!(null))
        };
        let mirror = store.mirror().await.expect("a mirror");
        let both = page(3, vec![item("b", 1, json!({})), patch]);
        let applied = store.apply_page(mirror, &both, NOON).await.expect("looked at");
        assert_eq!(applied, Applied::BaseMissing);
        let bodies: Vec<serde_json::Value> =
            store.entities(EntityKind::Candidates).await.expect("read");
        assert!(bodies.is_empty());
    }

    #[tokio::test]
    async fn a_second_mirror_takes_the_place_of_the_first_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let mirror = store.mirror().await.expect("a mirror");
        store.apply_page(mirror, &page(9, vec![item("a", 1, json!(1))]), NOON).await.expect("put");

        let built = store.begin_rebuild().await.expect("begun");
        store.apply_page(built, &page(2, vec![item("b", 1, json!(2))]), NOON).await.expect("put");
        let before: Vec<serde_json::Value> =
            store.entities(EntityKind::Candidates).await.expect("read");
        assert_eq!(before, [json!(1)]);

        store.swap(built, SwapReason::NewEpoch(epoch()), NOON).await.expect("swapped");
        let after: Vec<serde_json::Value> =
            store.entities(EntityKind::Candidates).await.expect("read");
        assert_eq!(after, [json!(2)]);
        assert_eq!(store.mirror().await.expect("a mirror").cursor, 2);
        assert_eq!(store.reoffer_due().await.expect("a fact"), Some(epoch()));
        assert_eq!(store.building().await.expect("read"), None);
    }
}
