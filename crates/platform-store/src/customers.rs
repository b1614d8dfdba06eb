//! Customers, the numbers and names that they are asked for by, and each area's bundle as terminals fetch it.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use vocabulary::{
    CustomerNo, Digest, GridId, Instant, OrderId, OrganisationId, PersonId, StationId,
};

use crate::order_keys::{Key, KeyKind};
use crate::{Row, StoreFault, Tx, args};

/// A customer as he lies in his row.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerRow {
    pub customer_no: CustomerNo,
    pub area_code: String,
    pub revision: u64,
    /// No longer supplied: no bundle has him.
    pub closed: bool,
    /// The record as the marketing system sent it.
    pub body: Json,
    pub received_at: Instant,
}

/// Where a customer lives, as far as the organisation knows his area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CustomerPlace {
    pub station: Option<StationId>,
    pub grid: Option<GridId>,
}

/// Writes a customer unless his row is as new; `false` if it is.
///
/// # Errors
/// When the database refuses.
pub async fn put(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    customer: &CustomerRow,
) -> Result<bool, StoreFault> {
    let row = args![
        org,
        customer.customer_no.as_str(),
        &customer.area_code,
        customer.revision,
        customer.closed,
        &customer.body,
        customer.received_at,
    ];
    Ok(tx.execute(PUT, &row).await? == 1)
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    customer_no: &CustomerNo,
) -> Result<Option<CustomerRow>, StoreFault> {
    let row = tx.row(FIND, &args![org, customer_no.as_str()]).await?;
    row.as_ref().map(read).transpose()
}

/// Where a customer's area lies now.
///
/// # Errors
/// When the database refuses.
pub async fn place(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    customer_no: &CustomerNo,
) -> Result<CustomerPlace, StoreFault> {
    let Some(row) = tx.row(PLACE, &args![org, customer_no.as_str()]).await? else {
        return Ok(CustomerPlace::default());
    };
    Ok(CustomerPlace { station: row.get("station")?, grid: row.get("grid")? })
}

/// The customers of an area who are still supplied, by number.
///
/// # Errors
/// When the database refuses.
pub async fn of_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area_code: &str,
    limit: u32,
) -> Result<Vec<CustomerRow>, StoreFault> {
    let rows = tx.rows(OF_AREA, &args![org, area_code, limit]).await?;
    rows.iter().map(read).collect()
}

/// How many customers of an area are still supplied, and how many characters their records have.
///
/// # Errors
/// When the database refuses.
pub async fn size_of_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area_code: &str,
) -> Result<(u64, u64), StoreFault> {
    let row = tx.row(SIZE_OF_AREA, &args![org, area_code]).await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get("customers")?, row.get("characters")?)))
}

/// Lets a customer be found by keys that are new, and no longer by those that are gone.
///
/// # Errors
/// When the database refuses.
pub async fn change_keys(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    customer_no: &CustomerNo,
    before: &BTreeSet<Key>,
    after: &BTreeSet<Key>,
) -> Result<(), StoreFault> {
    for (statement, keys) in
        [(DROP_KEY, before.difference(after)), (PUT_KEY, after.difference(before))]
    {
        for key in keys {
            let row = args![org, key.key.clone(), customer_no.as_str(), key.kind.as_str()];
            tx.execute(statement, &row).await?;
        }
    }
    Ok(())
}

/// A customer that a search has found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub kind: KeyKind,
    pub customer: CustomerRow,
}

/// Of whom a search asks: of a station, or of the grids that somebody is A or B of there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    pub station: Option<StationId>,
    pub keeper: Option<PersonId>,
}

/// Customers with a key that begins like this, by their keys; `start` as [`crate::order_keys::compared`] makes it.
///
/// # Errors
/// When the database refuses.
pub async fn search(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    within: Within,
    start: &str,
    limit: u32,
) -> Result<Vec<Found>, StoreFault> {
    let end = format!("{start}\u{10ffff}");
    let rows = args![org, start, end, within.station, within.keeper, limit];
    let rows = tx.rows(SEARCH, &rows).await?;
    rows.iter()
        .map(|row| {
            let word: String = row.get("kind")?;
            let kind = KeyKind::ALL.into_iter().find(|kind| kind.as_str() == word);
            let kind = kind.ok_or(StoreFault::BadRow { table: "customer_key", column: "kind" })?;
            Ok(Found { kind, customer: read(row)? })
        })
        .collect()
}

fn read(row: &Row) -> Result<CustomerRow, StoreFault> {
    let customer_no: String = row.get("customer_no")?;
    let bad = |_| StoreFault::BadRow { table: "customer", column: "customer_no" };
    Ok(CustomerRow {
        customer_no: customer_no.parse().map_err(bad)?,
        area_code: row.get("area_code")?,
        revision: row.get("revision")?,
        closed: row.get("closed")?,
        body: row.get("body")?,
        received_at: row.get("received_at")?,
    })
}

/// A finished order of a customer of an area, with its view as text.
#[derive(Debug, Clone)]
pub struct FinishedOrder {
    pub customer_no: String,
    pub order: OrderId,
    pub closed_at: Instant,
    pub view: String,
}

/// Archived orders that name a customer of an area as theirs; the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn finished_orders_of_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area_code: &str,
    limit: u32,
) -> Result<Vec<FinishedOrder>, StoreFault> {
    let rows = tx.rows(FINISHED_OF_AREA, &args![org, area_code, limit]).await?;
    rows.iter().map(read_finished).collect()
}

/// Archived orders that name a customer as theirs; the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn finished_orders_of(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    customer_no: &CustomerNo,
    limit: u32,
) -> Result<Vec<FinishedOrder>, StoreFault> {
    let rows = tx.rows(FINISHED_OF_CUSTOMER, &args![org, customer_no.as_str(), limit]).await?;
    rows.iter().map(read_finished).collect()
}

fn read_finished(row: &Row) -> Result<FinishedOrder, StoreFault> {
    Ok(FinishedOrder {
        customer_no: row.get("customer_no")?,
        order: row.get("work_order")?,
        closed_at: row.get("closed_at")?,
        view: row.get("view")?,
    })
}

/// An area's bundle and what has been told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRow {
    pub area_code: String,
    /// Counts what has happened since the bundle was packed.
    pub stale: u64,
    /// Counts the bundles of the area.
    pub rev: u64,
    /// None before the first bundle, and while the area has no customers.
    pub hash: Option<Digest>,
    /// What the feed says of the bundle.
    pub manifest: Option<Json>,
    /// Whom the feed has told of it.
    pub told_primary: Option<PersonId>,
    pub told_backup: Option<PersonId>,
}

/// Notes that what an area's bundle holds, or who may see it, has changed.
///
/// # Errors
/// When the database refuses.
pub async fn outdate(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area_code: &str,
) -> Result<(), StoreFault> {
    tx.execute(OUTDATE, &args![org, area_code]).await.map(|_| ())
}

/// What has changed, so that bundles of customers have to follow; an area without customers has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed<'c> {
    /// An area was given to another grid, or another name.
    Area(&'c str),
    /// Other people answer for a grid.
    Grid(GridId),
    /// A person came or went.
    Person(PersonId),
    /// A work on a customer's premises is finished.
    Customer(&'c str),
}

/// Notes that the bundles of the areas that `changed` touches have to be looked at.
///
/// # Errors
/// When the database refuses.
pub async fn outdate_those_of(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    changed: Changed<'_>,
) -> Result<(), StoreFault> {
    let changes = match changed {
        Changed::Area(code) => tx.execute(OUTDATE_AREA, &args![org, code]).await,
        Changed::Grid(grid) => tx.execute(OUTDATE_OF_GRID, &args![org, grid]).await,
        Changed::Person(person) => tx.execute(OUTDATE_OF_PERSON, &args![org, person]).await,
        Changed::Customer(no) => tx.execute(OUTDATE_OF_CUSTOMER, &args![org, no]).await,
    };
    changes.map(|_| ())
}

/// Areas whose bundles have to be packed anew.
///
/// # Errors
/// When the database refuses.
pub async fn outdated(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    limit: u32,
) -> Result<Vec<AreaRow>, StoreFault> {
    let rows = tx.rows(OUTDATED, &args![org, limit]).await?;
    rows.iter().map(read_area).collect()
}

/// # Errors
/// When the database refuses.
pub async fn area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area_code: &str,
) -> Result<Option<AreaRow>, StoreFault> {
    let row = tx.row(AREA, &args![org, area_code]).await?;
    row.as_ref().map(read_area).transpose()
}

/// Writes an area's bundle back, as new as `before` was outdated; `packed` stays what it was if it is none and the hash
/// the same.
///
/// # Errors
/// [`StoreFault::LostGuard`] when something has happened since.
pub async fn keep_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: &AreaRow,
    after: &AreaRow,
    packed: Option<&[u8]>,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        &before.area_code,
        before.stale,
        before.rev,
        after.rev,
        after.hash,
        after.manifest.as_ref().map(Json::to_string),
        after.told_primary,
        after.told_backup,
    ];
    tx.execute_guarded(KEEP_AREA, &row).await?;
    if before.hash != after.hash {
        let packed = packed.map(<[u8]>::to_vec);
        tx.execute(KEEP_PACKED, &args![org, &before.area_code, crate::Value::Bytes(packed)])
            .await?;
    }
    Ok(())
}

/// The bundle of that hash, with the code of its area.
///
/// # Errors
/// When the database refuses.
pub async fn bundle(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    hash: Digest,
) -> Result<Option<(String, Vec<u8>)>, StoreFault> {
    let row = tx.row(BUNDLE, &args![org, hash]).await?;
    row.map(|row| Ok((row.get("area_code")?, row.get("packed")?))).transpose()
}

fn read_area(row: &Row) -> Result<AreaRow, StoreFault> {
    Ok(AreaRow {
        area_code: row.get("area_code")?,
        stale: row.get("stale")?,
        rev: row.get("rev")?,
        hash: row.get("hash")?,
        manifest: row.get("manifest")?,
        told_primary: row.get("told_primary")?,
        told_backup: row.get("told_backup")?,
    })
}

const PUT: &str = "
    INSERT INTO customer (org, customer_no, area_code, revision, closed, body, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (org, customer_no) DO UPDATE
       SET area_code = EXCLUDED.area_code, revision = EXCLUDED.revision, closed = EXCLUDED.closed,
           body = EXCLUDED.body, received_at = EXCLUDED.received_at
     WHERE customer.revision < EXCLUDED.revision";

const FIND: &str = "
    SELECT customer_no, area_code, revision, closed, body, received_at
      FROM customer
     WHERE org = $1 AND customer_no = $2";

const PLACE: &str = "
    SELECT g.station, g.grid
      FROM customer c
      JOIN transformer_area a ON a.org = c.org AND a.code = c.area_code
      JOIN grid_cell g ON g.org = a.org AND g.grid = a.grid
     WHERE c.org = $1 AND c.customer_no = $2";

const OF_AREA: &str = "
    SELECT customer_no, area_code, revision, closed, body, received_at
      FROM customer
     WHERE org = $1 AND area_code = $2 AND closed = 0
     ORDER BY customer_no
     LIMIT $3";

const SIZE_OF_AREA: &str = "
    SELECT COUNT(*) AS customers, COALESCE(SUM(LENGTH(body)), 0) AS characters
      FROM customer
     WHERE org = $1 AND area_code = $2 AND closed = 0";

const DROP_KEY: &str = "
    DELETE FROM customer_key
     WHERE org = $1 AND key = $2 AND customer_no = $3 AND kind = $4";

const PUT_KEY: &str = "
    INSERT INTO customer_key (org, key, customer_no, kind)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING";

const SEARCH: &str = "
    SELECT k.kind, c.customer_no, c.area_code, c.revision, c.closed, c.body, c.received_at
      FROM customer_key k
      JOIN customer c ON c.org = k.org AND c.customer_no = k.customer_no
      JOIN transformer_area a ON a.org = c.org AND a.code = c.area_code
      JOIN grid_cell g ON g.org = a.org AND g.grid = a.grid
     WHERE k.org = $1 AND k.key >= $2 AND k.key < $3
       AND ($4 IS NULL OR g.station = $4)
       AND ($5 IS NULL OR g.primary_person = $5 OR g.backup_person = $5)
     ORDER BY k.key, k.customer_no, k.kind
     LIMIT $6";

const FINISHED_OF_AREA: &str = "
    SELECT c.customer_no, o.work_order, o.closed_at, o.view
      FROM customer c
      JOIN order_key k ON k.org = c.org AND k.key = c.customer_no AND k.kind = 'customer_no'
      JOIN work_order o ON o.org = k.org AND o.work_order = k.work_order
     WHERE c.org = $1 AND c.area_code = $2 AND c.closed = 0
       AND o.state = 'archived' AND o.closed_at IS NOT NULL
     ORDER BY o.closed_at DESC, o.work_order
     LIMIT $3";

const FINISHED_OF_CUSTOMER: &str = "
    SELECT k.key AS customer_no, o.work_order, o.closed_at, o.view
      FROM order_key k
      JOIN work_order o ON o.org = k.org AND o.work_order = k.work_order
     WHERE k.org = $1 AND k.key = $2 AND k.kind = 'customer_no'
       AND o.state = 'archived' AND o.closed_at IS NOT NULL
     ORDER BY o.closed_at DESC, o.work_order
     LIMIT $3";

const OUTDATE: &str = "
    INSERT INTO customer_area (org, area_code, stale, rev)
    VALUES ($1, $2, 1, 0)
    ON CONFLICT (org, area_code) DO UPDATE SET stale = customer_area.stale + 1";

const OUTDATE_AREA: &str = "
    UPDATE customer_area SET stale = stale + 1
     WHERE org = $1 AND area_code = $2";

const OUTDATE_OF_GRID: &str = "
    UPDATE customer_area SET stale = stale + 1
     WHERE org = $1
       AND area_code IN (SELECT code FROM transformer_area WHERE org = $1 AND grid = $2)";

const OUTDATE_OF_PERSON: &str = "
    UPDATE customer_area SET stale = stale + 1
     WHERE org = $1
       AND area_code IN (SELECT a.code
                           FROM grid_cell g
                           JOIN transformer_area a ON a.org = g.org AND a.grid = g.grid
                          WHERE g.org = $1 AND (g.primary_person = $2 OR g.backup_person = $2))";

const OUTDATE_OF_CUSTOMER: &str = "
    UPDATE customer_area SET stale = stale + 1
     WHERE org = $1
       AND area_code IN (SELECT area_code FROM customer WHERE org = $1 AND customer_no = $2)";

const OUTDATED: &str = "
    SELECT area_code, stale, rev, hash, manifest, told_primary, told_backup
      FROM customer_area
     WHERE org = $1 AND stale > 0
     ORDER BY area_code
     LIMIT $2";

const AREA: &str = "
    SELECT area_code, stale, rev, hash, manifest, told_primary, told_backup
      FROM customer_area
     WHERE org = $1 AND area_code = $2";

const KEEP_AREA: &str = "
    UPDATE customer_area
       SET stale = 0, rev = $5, hash = $6, manifest = $7, told_primary = $8, told_backup = $9
     WHERE org = $1 AND area_code = $2 AND stale = $3 AND rev = $4";

const KEEP_PACKED: &str = "
    UPDATE customer_area SET packed = $3
     WHERE org = $1 AND area_code = $2";

const BUNDLE: &str = "
    SELECT area_code, packed
      FROM customer_area
     WHERE org = $1 AND hash = $2 AND packed IS NOT NULL";
