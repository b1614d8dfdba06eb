//! Customers of the areas that the person answers for, replaced area by area.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use sync::{CustomerBundle, CustomerCard, CustomerManifest, EntityKind};
use vocabulary::{CustomerNo, Digest, Instant, compared};

use super::PersonStore;
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::{Columns as _, stored};

/// What a worker should know before he knocks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerFlags {
    pub critical: bool,
    pub life_support: bool,
    pub guard_on: bool,
    pub arrears: bool,
}

/// A customer as a search looks at him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerLine {
    pub customer_no: CustomerNo,
    pub customer_name: String,
    pub service_address: String,
    pub area_code: String,
    pub flags: CustomerFlags,
    pub found_by: FoundBy,
}

/// Who lives or works where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    pub customer_name: String,
    pub service_address: String,
}

/// What of a customer a text was found in; the better finds first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    CustomerNo,
    AssetNo,
    CommAddress,
    CustomerName,
    ServiceAddress,
}

/// A customer's card, with the area that it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCustomer {
    pub card: CustomerCard,
    pub area_name: String,
    pub fetched_at: Instant,
}

/// How much of what the feed names has come down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomersStanding {
    /// Areas that the person answers for.
    pub areas: u64,
    /// Of these, those whose customers are here, perhaps as they were before the last change.
    pub areas_here: u64,
    pub customers: u64,
    /// When the area that was fetched first came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<Instant>,
}

impl PersonStore {
    /// The bundles that the feed names and that are not here, by their areas.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn customers_wanted(&self) -> Result<BTreeMap<String, CustomerManifest>, StoreFault> {
        let kind = EntityKind::Customers.as_str();
        let of = |row: &Row<'_>| {
            // A manifest of a later release, in words of its own, is left to an agent that reads it.
            Ok((row.text("id")?, row.json("body").ok(), row.maybe_parsed("hash")?))
        };
        let snapshot = self.database.read().await?;
        let named: Vec<(String, Option<CustomerManifest>, Option<Digest>)> =
            snapshot.rows(SELECT_NAMED, [kind], of)?;
        let wanted = named.into_iter().filter_map(|(area, manifest, here)| {
            let manifest = manifest?;
            (here != Some(manifest.hash)).then_some((area, manifest))
        });
        Ok(wanted.collect())
    }

    /// Puts the customers of an area in the place of those that were here, all of them or none. A customer who has moved
    /// here from another area counts where he is newer.
    ///
    /// # Errors
    /// When the database refuses; nothing is then changed.
    pub async fn replace_customers(
        &self,
        hash: Digest,
        bundle: &CustomerBundle,
        at: Instant,
    ) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        let area = &bundle.area_code;
        for statement in [DELETE_CARDS_OF_AREA, DELETE_OF_AREA] {
            tx.execute(statement, [area])?;
        }
        for card in &bundle.customers {
            put(&tx, area, card)?;
        }
        let area = params![area, bundle.area_name, hash.to_string(), at.micros()];
        tx.execute(UPSERT_AREA, area)?;
        tx.commit()
    }

    /// Customers of whom a number, the name or the address holds the text: the best finds first, `limit` at most, and how
    /// many there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn search_customers(
        &self,
        text: &str,
        limit: usize,
    ) -> Result<(Vec<CustomerLine>, u64), StoreFault> {
        let text = compared(text);
        if text.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let of = |row: &Row<'_>| find(row, &text);
        let found: Vec<_> = self.database.read().await?.rows(SELECT_LINES, (), of)?;
        let mut found: Vec<(Find, CustomerLine)> = found.into_iter().flatten().collect();
        let count = found.len() as u64;
        found.sort_by(|(one, a), (other, b)| {
            one.cmp(other).then_with(|| a.customer_no.cmp(&b.customer_no))
        });
        found.truncate(limit);
        Ok((found.into_iter().map(|(_, line)| line).collect(), count))
    }

    /// A customer's card.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn customer(
        &self,
        customer_no: &CustomerNo,
    ) -> Result<Option<StoredCustomer>, StoreFault> {
        self.database.read().await?.row(SELECT_CARD, [customer_no.as_str()], |row| {
            Ok(StoredCustomer {
                card: row.json("body")?,
                area_name: row.text("area_name")?,
                fetched_at: row.instant("fetched_at")?,
            })
        })
    }

    /// Names and addresses of these customers, as far as they are here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn households(
        &self,
        customers: &BTreeSet<CustomerNo>,
    ) -> Result<BTreeMap<CustomerNo, Household>, StoreFault> {
        let wanted = serde_json::to_string(customers)?;
        let of = |row: &Row<'_>| {
            let household = Household {
                customer_name: row.text("customer_name")?,
                service_address: row.text("service_address")?,
            };
            Ok((row.parsed("customer_no")?, household))
        };
        let found: Vec<_> = self.database.read().await?.rows(SELECT_HOUSEHOLDS, [wanted], of)?;
        Ok(found.into_iter().collect())
    }

    /// How much of what the feed names is here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn customers_standing(&self) -> Result<CustomersStanding, StoreFault> {
        let kind = EntityKind::Customers.as_str();
        self.database.read().await?.one(SELECT_STANDING, [kind], |row| {
            Ok(CustomersStanding {
                areas: row.count("areas")?,
                areas_here: row.count("areas_here")?,
                customers: row.count("customers")?,
                fetched_at: row.maybe_instant("fetched_at")?,
            })
        })
    }
}

/// Takes away what the current mirror no longer names: the person may not see it any more.
pub(super) fn leave_areas(tx: &Connection) -> Result<(), StoreFault> {
    let kind = EntityKind::Customers.as_str();
    for statement in [DELETE_CARDS_OF_LEFT, DELETE_OF_LEFT, DELETE_LEFT] {
        tx.execute(statement, [kind])?;
    }
    Ok(())
}

fn put(tx: &Connection, area: &str, card: &CustomerCard) -> Result<(), StoreFault> {
    let record = &card.record;
    let no = record.customer_no.as_str();
    let here = tx.row(SELECT_REVISION, [no], |row| row.count("revision"))?;
    if here.is_some_and(|here| here >= record.revision) {
        return Ok(());
    }
    let meters: Vec<_> =
        record.meters().map(|meter| (&meter.asset_no, &meter.comm_address)).collect();
    let flags = CustomerFlags {
        critical: record.critical,
        life_support: record.life_support,
        guard_on: record.guard_on,
        arrears: record.arrears.as_ref().is_some_and(|arrears| arrears.amount_fen > 0),
    };
    let line = params![
        no,
        area,
        stored(record.revision),
        record.customer_name,
        record.service_address,
        serde_json::to_string(&meters)?,
        serde_json::to_string(&flags)?,
    ];
    tx.execute(UPSERT_LINE, line)?;
    tx.execute(UPSERT_CARD, params![no, serde_json::to_string(card)?])?;
    Ok(())
}

/// How good a find is: what it was found in, and whether that begins like the text.
type Find = (bool, FoundBy);

fn find(row: &Row<'_>, text: &str) -> Result<Option<(Find, CustomerLine)>, StoreFault> {
    let customer_no: CustomerNo = row.parsed("customer_no")?;
    let (name, address) = (row.text("customer_name")?, row.text("service_address")?);
    let meters: Vec<(String, Option<String>)> = row.json("meters")?;
    let mut best: Option<Find> = None;
    let mut look = |within: &str, found_by| {
        let within = compared(within);
        if let Some(at) = within.find(text) {
            let find = (at > 0, found_by);
            best = Some(best.map_or(find, |best| best.min(find)));
        }
    };
    look(customer_no.as_str(), FoundBy::CustomerNo);
    look(&address, FoundBy::ServiceAddress);
    for (asset_no, comm_address) in &meters {
        look(asset_no, FoundBy::AssetNo);
        look(comm_address.as_deref().unwrap_or_default(), FoundBy::CommAddress);
    }
    // A part of a name would tell a masked one letter by letter.
    if compared(&name) == text {
        best = Some((false, FoundBy::CustomerName));
    }
    let Some(find) = best else { return Ok(None) };
    let line = CustomerLine {
        customer_no,
        customer_name: name,
        service_address: address,
        area_code: row.text("area_code")?,
        flags: row.json("flags")?,
        found_by: find.1,
    };
    Ok(Some((find, line)))
}

const SELECT_NAMED: &str = "
    SELECT entity.id, entity.body, customer_area.hash
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
      LEFT JOIN customer_area ON customer_area.area_code = entity.id
     WHERE entity.kind = ?1";

const SELECT_REVISION: &str = "SELECT revision FROM customer WHERE customer_no = ?1";

const UPSERT_LINE: &str = "
    INSERT INTO customer
           (customer_no, area_code, revision, customer_name, service_address, meters, flags)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (customer_no) DO UPDATE
       SET area_code = EXCLUDED.area_code, revision = EXCLUDED.revision,
           customer_name = EXCLUDED.customer_name, service_address = EXCLUDED.service_address,
           meters = EXCLUDED.meters, flags = EXCLUDED.flags";

const UPSERT_CARD: &str = "
    INSERT INTO customer_card (customer_no, body)
    VALUES (?1, ?2)
    ON CONFLICT (customer_no) DO UPDATE SET body = EXCLUDED.body";

const UPSERT_AREA: &str = "
    INSERT INTO customer_area (area_code, area_name, hash, fetched_at)
    VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (area_code) DO UPDATE
       SET area_name = EXCLUDED.area_name, hash = EXCLUDED.hash, fetched_at = EXCLUDED.fetched_at";

const DELETE_CARDS_OF_AREA: &str = "
    DELETE FROM customer_card
     WHERE customer_no IN (SELECT customer_no FROM customer WHERE area_code = ?1)";

const DELETE_OF_AREA: &str = "DELETE FROM customer WHERE area_code = ?1";

const SELECT_LINES: &str = "
    SELECT customer_no, area_code, customer_name, service_address, meters, flags
      FROM customer";

const SELECT_CARD: &str = "
    SELECT customer_card.body, customer_area.area_name, customer_area.fetched_at
      FROM customer_card
      JOIN customer ON customer.customer_no = customer_card.customer_no
      JOIN customer_area ON customer_area.area_code = customer.area_code
     WHERE customer_card.customer_no = ?1";

const SELECT_HOUSEHOLDS: &str = "
    SELECT customer_no, customer_name, service_address
      FROM customer
     WHERE customer_no IN (SELECT value FROM json_each(?1))";

const SELECT_STANDING: &str = "
    SELECT (SELECT COUNT(*)
              FROM entity
              JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
             WHERE entity.kind = ?1) AS areas,
           (SELECT COUNT(*) FROM customer_area) AS areas_here,
           (SELECT COUNT(*) FROM customer) AS customers,
           (SELECT MIN(fetched_at) FROM customer_area) AS fetched_at";

const DELETE_CARDS_OF_LEFT: &str = "
    DELETE FROM customer_card
     WHERE customer_no IN (
             SELECT customer_no FROM customer
              WHERE area_code NOT IN (
                      SELECT entity.id
                        FROM entity
                        JOIN mirror ON mirror.generation = entity.generation
                                   AND mirror.standing = 'current'
                       WHERE entity.kind = ?1))";

const DELETE_OF_LEFT: &str = "
    DELETE FROM customer
     WHERE area_code NOT IN (
             SELECT entity.id
               FROM entity
               JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
              WHERE entity.kind = ?1)";

const DELETE_LEFT: &str = "
    DELETE FROM customer_area
     WHERE area_code NOT IN (
             SELECT entity.id
               FROM entity
               JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
              WHERE entity.kind = ?1)";

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;
    use serde_json::{Value, json};
    use sync::{FeedItem, FeedOp, FeedPage};

    use super::*;
    use crate::SwapReason;
    use crate::person::tests::{NOON, opened};

    fn card(no: u32, revision: u64, name: &str) -> Value {
        json!({ "record": {
            "customer_no": format!("13020{no:05}"), "revision": revision, "as_of": 1, "area_code": "A1",
            "customer_name": name, "service_address": format!("倴城镇东街{no}号"),
            "usage_class": "residential", "tariff": "RES", "contract_capacity_w": 6000,
            "supply_voltage_v": 220, "guard_on": no == 1,
            "metering_points": [{ "point_no": "01", "meters": [{
                "asset_no": "1330001000000000000019", "comm_address": format!("{no:012}"),
                "multiplier": 1, "phase": "single",
            }] }],
        } })
    }

    fn bundle(area: &str, cards: &[Value]) -> CustomerBundle {
        let bundle = json!({ "area_code": area, "area_name": "东街台区", "customers": cards });
        serde_json::from_value(bundle).expect("a bundle")
    }

    fn hash(text: &str) -> Digest {
        Digest::of(text.as_bytes())
    }

    /// A page that names the bundles of areas, or drops those without one.
    fn page(cursor: u64, areas: &[(&str, Option<&str>)]) -> FeedPage {
        let item = |(area, bundle): &(&str, Option<&str>)| {
            let body = bundle.map(|bundle| {
                let body = json!({
                    "hash": hash(bundle), "area_name": "东街台区", "customers": 1, "bytes": 1,
                });
                RawValue::from_string(body.to_string()).expect("JSON")
            });
            FeedItem {
                op: if body.is_some() { FeedOp::Put } else { FeedOp::Drop },
                kind: EntityKind::Customers.into(),
                id: (*area).to_owned(),
                rev: cursor,
                body,
                patch: None,
                base: None,
            }
        };
        FeedPage {
            epoch: "0190a000-0000-7000-8000-000000000001".parse().expect("an id"),
            now: NOON,
            cursor,
            more: false,
            digest: None,
            items: areas.iter().map(item).collect(),
            switched_off: Vec::new(),
        }
    }

    async fn apply(store: &PersonStore, page: &FeedPage) {
        let mirror = store.mirror().await.expect("a mirror");
        store.apply_page(mirror, page, NOON).await.expect("applied");
    }

    async fn name(store: &PersonStore, no: &str) -> Option<String> {
        let found = store.customer(&no.parse().expect("a number")).await.expect("read");
        found.map(|found| found.card.record.customer_name)
    }

    #[tokio::test]
    async fn an_area_is_replaced_whole_and_leaves_with_its_manifest() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        apply(&store, &page(2, &[("A1", Some("one")), ("A2", Some("two"))])).await;
        let wanted = store.customers_wanted().await.expect("read");
        assert_eq!(wanted.keys().collect::<Vec<_>>(), ["A1", "A2"]);
        let both = bundle("A1", &[card(1, 1, "王建国"), card(2, 1, "李敏")]);
        store.replace_customers(hash("one"), &both, NOON).await.expect("kept");
        let other = bundle("A2", &[card(3, 1, "张伟")]);
        store.replace_customers(hash("two"), &other, NOON).await.expect("kept");
        assert_eq!(store.customers_wanted().await.expect("read").len(), 0);
        let standing = store.customers_standing().await.expect("read");
        assert_eq!((standing.areas, standing.areas_here, standing.customers), (2, 2, 3));

        // Another bundle is named: what is here stays until it has come.
        apply(&store, &page(3, &[("A1", Some("three"))])).await;
        assert_eq!(store.customers_wanted().await.expect("read").len(), 1);
        assert_eq!(name(&store, "1302000002").await.as_deref(), Some("李敏"));
        let without = bundle("A1", &[card(1, 2, "王建军")]);
        store.replace_customers(hash("three"), &without, NOON).await.expect("kept");
        assert_eq!(name(&store, "1302000001").await.as_deref(), Some("王建军"));
        assert_eq!(name(&store, "1302000002").await, None);

        // Dropped: gone with the page, before anything else is fetched.
        apply(&store, &page(4, &[("A1", None)])).await;
        assert_eq!(name(&store, "1302000001").await, None);
        assert_eq!(store.search_customers("王", 9).await.expect("found").1, 0);
        assert_eq!(name(&store, "1302000003").await.as_deref(), Some("张伟"));
        // A mirror that is built anew takes along only what it names.
        let built = store.begin_rebuild().await.expect("begun");
        store.apply_page(built, &page(1, &[]), NOON).await.expect("applied");
        assert_eq!(name(&store, "1302000003").await.as_deref(), Some("张伟"));
        store.swap(built, SwapReason::CursorGone, NOON).await.expect("swapped");
        assert_eq!(name(&store, "1302000003").await, None);
    }

    #[tokio::test]
    async fn a_customer_who_moved_counts_where_he_is_newer() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        apply(&store, &page(2, &[("A1", Some("one")), ("A2", Some("two"))])).await;
        let newer = bundle("A2", &[card(1, 5, "王建军")]);
        store.replace_customers(hash("two"), &newer, NOON).await.expect("kept");
        let older = bundle("A1", &[card(1, 4, "王建国"), card(2, 1, "李敏")]);
        store.replace_customers(hash("one"), &older, NOON).await.expect("kept");
        assert_eq!(name(&store, "1302000001").await.as_deref(), Some("王建军"));
        let (found, count) = store.search_customers("1302000001", 9).await.expect("found");
        assert_eq!((count, found[0].area_code.as_str()), (1, "A2"));
        let asked: BTreeSet<CustomerNo> =
            ["1302000002", "1302000009"].map(|no| no.parse().expect("a number")).into();
        let households = store.households(&asked).await.expect("read");
        let of: Vec<_> =
            households.values().map(|one| (&*one.customer_name, &*one.service_address)).collect();
        assert_eq!(of, [("李敏", "倴城镇东街2号")]);
    }

    #[tokio::test]
    async fn a_search_finds_by_every_number_and_ranks_what_begins_so_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        apply(&store, &page(2, &[("A1", Some("one"))])).await;
        let cards: Vec<_> =
            (1..=60).map(|no| card(no, 1, if no == 7 { "东方红" } else { "王建国" })).collect();
        store.replace_customers(hash("one"), &bundle("A1", &cards), NOON).await.expect("kept");
        let found = async |text: &str| {
            let (lines, count) = store.search_customers(text, 50).await.expect("found");
            let first = lines.first().map(|line| (line.customer_no.to_string(), line.found_by));
            (first, lines.len(), count)
        };
        let first = |no: u32, by| Some((format!("13020{no:05}"), by));
        assert_eq!(found("1302 0000-07").await, (first(7, FoundBy::CustomerNo), 1, 1));
        assert_eq!(found("000000000007").await, (first(7, FoundBy::CommAddress), 1, 1));
        assert_eq!(found("东方红").await, (first(7, FoundBy::CustomerName), 1, 1));
        assert_eq!(
            found("东").await,
            (first(1, FoundBy::ServiceAddress), 50, 60),
            "no part of a name"
        );
        assert_eq!(found("东街60号").await, (first(60, FoundBy::ServiceAddress), 1, 1));
        assert_eq!(found("1330001").await, (first(1, FoundBy::AssetNo), 50, 60));
        assert_eq!(found("没有").await, (None, 0, 0));
        assert_eq!(found(" - ").await, (None, 0, 0));
        let (lines, _) = store.search_customers("1302000001", 9).await.expect("found");
        assert!(lines[0].flags.guard_on && !lines[0].flags.critical);
    }
}
