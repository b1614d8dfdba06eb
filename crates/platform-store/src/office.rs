//! What waits for a person in the office: refused, late and flagged work, refused results, incomplete evidence.

use serde_json::Value as Json;
use vocabulary::{
    Instant, OfficeItemId, OperationId, OrderId, OrganisationId, PersonId, StationId,
};

use crate::{ListPlace, Row, StoreFault, Tx, args};

#[derive(Debug, Clone)]
pub struct OfficeItemRow {
    pub item: OfficeItemId,
    /// `late`, `conflict`, `refused`, `declined`, `result_refused`, `incomplete_evidence`, `alarm`, `undispatched`,
    /// `stalled`, `overdue`, `meter_work`.
    pub kind: String,
    pub reason: String,
    pub order: Option<OrderId>,
    pub order_no: Option<String>,
    pub station: Option<StationId>,
    pub op_id: Option<OperationId>,
    pub detail: Json,
    /// `open`, `kept`, `merged`, `returned` or `done`.
    pub state: String,
    pub created_at: Instant,
    pub resolved_at: Option<Instant>,
    pub resolved_by: Option<PersonId>,
    pub remark: Option<String>,
}

impl OfficeItemRow {
    /// An open item that belongs to no order, but to a station; of a kind, and for a reason.
    #[must_use]
    pub fn of_station(
        item: OfficeItemId,
        station: Option<StationId>,
        (kind, reason): (&str, &str),
        detail: Json,
        created_at: Instant,
    ) -> Self {
        Self {
            item,
            kind: kind.to_owned(),
            reason: reason.to_owned(),
            order: None,
            order_no: None,
            station,
            op_id: None,
            detail,
            state: "open".to_owned(),
            created_at,
            resolved_at: None,
            resolved_by: None,
            remark: None,
        }
    }
}

/// # Errors
/// When the database refuses.
pub async fn open(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    item: &OfficeItemRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        item.item,
        &item.kind,
        &item.reason,
        item.order,
        item.order_no.clone(),
        item.station,
        item.op_id,
        &item.detail,
        &item.state,
        item.created_at,
    ];
    tx.execute(OPEN, &row).await.map(|_| ())
}

/// Settles an open item.
///
/// # Errors
/// [`StoreFault::LostGuard`] when somebody else settled it first.
pub async fn resolve(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    item: OfficeItemId,
    state: &str,
    by: PersonId,
    at: Instant,
    remark: &str,
) -> Result<(), StoreFault> {
    tx.execute_guarded(RESOLVE, &args![org, item, state, by, at, remark]).await
}

/// Settles an item because what it asked for has come, by whoever gave it; nothing when somebody was faster.
///
/// # Errors
/// When the database refuses.
pub async fn lapse(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    item: OfficeItemId,
    by: Option<PersonId>,
    at: Instant,
    remark: &str,
) -> Result<(), StoreFault> {
    tx.execute(LAPSE, &args![org, item, by, at, remark]).await.map(|_| ())
}

/// Lets what is still open of an order go to the station that the order belongs to now.
///
/// # Errors
/// When the database refuses.
pub async fn follow(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
    station: Option<StationId>,
) -> Result<(), StoreFault> {
    tx.execute(FOLLOW, &args![org, order, station]).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    item: OfficeItemId,
) -> Result<Option<OfficeItemRow>, StoreFault> {
    let row = tx.row(FIND, &args![org, item]).await?;
    row.as_ref().map(read).transpose()
}

/// Newest first, of one state and kind if asked.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    state: Option<&str>,
    kind: Option<&str>,
    after: ListPlace,
    limit: u32,
) -> Result<Vec<OfficeItemRow>, StoreFault> {
    let rows = tx.rows(LIST, &args![org, station, state, after.at, after.id, limit, kind]).await?;
    rows.iter().map(read).collect()
}

/// # Errors
/// When the database refuses.
pub async fn of_order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
) -> Result<Vec<OfficeItemRow>, StoreFault> {
    let rows = tx.rows(OF_ORDER, &args![org, order]).await?;
    rows.iter().map(read).collect()
}

/// # Errors
/// When the database refuses.
pub async fn count_open(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
) -> Result<Vec<(String, u64)>, StoreFault> {
    let rows = tx.rows(COUNT_OPEN, &args![org, station]).await?;
    rows.iter().map(|row| Ok((row.get("kind")?, row.get("items")?))).collect()
}

fn read(row: &Row) -> Result<OfficeItemRow, StoreFault> {
    Ok(OfficeItemRow {
        item: row.get("item")?,
        kind: row.get("kind")?,
        reason: row.get("reason")?,
        order: row.get("work_order")?,
        order_no: row.get("order_no")?,
        station: row.get("station")?,
        op_id: row.get("op_id")?,
        detail: row.get("detail")?,
        state: row.get("state")?,
        created_at: row.get("created_at")?,
        resolved_at: row.get("resolved_at")?,
        resolved_by: row.get("resolved_by")?,
        remark: row.get("remark")?,
    })
}

const OPEN: &str = "
    INSERT INTO office_item
           (org, item, kind, reason, work_order, order_no, station, op_id, detail, state,
            created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const RESOLVE: &str = "
    UPDATE office_item
       SET state = $3, resolved_by = $4, resolved_at = $5, remark = $6
     WHERE org = $1 AND item = $2 AND state = 'open'";

const LAPSE: &str = "
    UPDATE office_item
       SET state = 'done', resolved_by = $3, resolved_at = $4, remark = $5
     WHERE org = $1 AND item = $2 AND state = 'open'";

const FOLLOW: &str = "
    UPDATE office_item
       SET station = $3
     WHERE org = $1 AND work_order = $2 AND state = 'open'";

const FIND: &str = "
    SELECT item, kind, reason, work_order, order_no, station, op_id, detail, state, created_at,
           resolved_at, resolved_by, remark
      FROM office_item
     WHERE org = $1 AND item = $2";

const LIST: &str = "
    SELECT item, kind, reason, work_order, order_no, station, op_id, detail, state, created_at,
           resolved_at, resolved_by, remark
      FROM office_item
     WHERE org = $1
       AND ($2 IS NULL OR station = $2)
       AND ($3 IS NULL OR state = $3)
       AND ($7 IS NULL OR kind = $7)
       AND (created_at, item) < ($4, $5)
     ORDER BY created_at DESC, item DESC
     LIMIT $6";

const OF_ORDER: &str = "
    SELECT item, kind, reason, work_order, order_no, station, op_id, detail, state, created_at,
           resolved_at, resolved_by, remark
      FROM office_item
     WHERE org = $1 AND work_order = $2
     ORDER BY created_at, item";

const COUNT_OPEN: &str = "
    SELECT kind, COUNT(*) AS items
      FROM office_item
     WHERE org = $1 AND state = 'open' AND ($2 IS NULL OR station = $2)
     GROUP BY kind
     ORDER BY kind";
