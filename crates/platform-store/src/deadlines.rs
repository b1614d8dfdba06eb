//! The deadline clocks of orders: which of them have to be looked at, and which have been told of.

use serde_json::Value as Json;
use vocabulary::{Instant, OrderId, OrganisationId, StationId};

use crate::{Row, StoreFault, Tx, args};

/// A deadline clock of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadlineRow {
    /// Its name among the clocks of its order.
    pub policy: String,
    /// What `deadlines` and the platform keep of it.
    pub clock: Json,
    /// None once it has ended, and while nobody can say.
    pub due_at: Option<Instant>,
    /// The calendar that the due date was counted by; none where no calendar can move it any more.
    pub calendar: Option<String>,
    /// When it has to be looked at again, for its next alert.
    pub next_at: Option<Instant>,
    /// The alert that was raised for its due date, `pre_alert` or `overdue`; none once it has ended.
    pub alert: Option<String>,
}

/// A running clock that an alert was raised for, with its order.
#[derive(Debug, Clone)]
pub struct AlertedRow {
    pub order: OrderId,
    pub order_no: String,
    pub station: Option<StationId>,
    pub deadline: DeadlineRow,
}

/// Where a page of alerted clocks begins: behind this one.
#[derive(Debug, Clone)]
pub struct AlertedPlace {
    pub due_at: Instant,
    pub order: OrderId,
    pub policy: String,
}

/// # Errors
/// When the database refuses.
pub async fn put(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
    deadline: &DeadlineRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        order,
        &deadline.policy,
        &deadline.clock,
        deadline.due_at,
        deadline.calendar.clone(),
        deadline.next_at,
        deadline.alert.clone(),
    ];
    tx.execute(PUT, &row).await.map(|_| ())
}

/// The clocks of an order by name; of those that differ by their number, the first first.
///
/// # Errors
/// When the database refuses.
pub async fn of_order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
) -> Result<Vec<DeadlineRow>, StoreFault> {
    let rows = tx.rows(OF_ORDER, &args![org, order]).await?;
    rows.iter().map(read).collect()
}

/// Orders that have a clock to be looked at by `now`, the most urgent first, each as often as it has clocks.
///
/// # Errors
/// When the database refuses.
pub async fn to_look_at(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    now: Instant,
    limit: u32,
) -> Result<Vec<OrderId>, StoreFault> {
    let rows = tx.rows(TO_LOOK_AT, &args![org, now, limit]).await?;
    rows.iter().map(|row| row.get("work_order")).collect()
}

/// Orders that have a clock whose due date was counted by another calendar, each as often as it has clocks.
///
/// # Errors
/// When the database refuses.
pub async fn of_another_calendar(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    calendar: &str,
    limit: u32,
) -> Result<Vec<OrderId>, StoreFault> {
    let rows = tx.rows(OF_ANOTHER_CALENDAR, &args![org, calendar, limit]).await?;
    rows.iter().map(|row| row.get("work_order")).collect()
}

/// Running clocks that an alert was raised for, of one station's orders or all, the first due first.
///
/// # Errors
/// When the database refuses.
pub async fn alerted(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    alert: &str,
    after: Option<&AlertedPlace>,
    limit: u32,
) -> Result<Vec<AlertedRow>, StoreFault> {
    let first = AlertedPlace {
        due_at: Instant::from_micros(i64::MIN),
        order: OrderId::from_uuid(uuid::Uuid::nil()),
        policy: String::new(),
    };
    let after = after.unwrap_or(&first);
    let arguments =
        args![org, station, alert, after.due_at, after.order, after.policy.as_str(), limit];
    let rows = tx.rows(ALERTED, &arguments).await?;
    rows.iter()
        .map(|row| {
            Ok(AlertedRow {
                order: row.get("work_order")?,
                order_no: row.get("order_no")?,
                station: row.get("station")?,
                deadline: read(row)?,
            })
        })
        .collect()
}

fn read(row: &Row) -> Result<DeadlineRow, StoreFault> {
    Ok(DeadlineRow {
        policy: row.get("policy")?,
        clock: row.get("clock")?,
        due_at: row.get("due_at")?,
        calendar: row.get("calendar")?,
        next_at: row.get("next_at")?,
        alert: row.get("alert")?,
    })
}

const PUT: &str = "
    INSERT INTO deadline (org, work_order, policy, clock, due_at, calendar, next_at, alert)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (org, work_order, policy) DO UPDATE
       SET clock = EXCLUDED.clock, due_at = EXCLUDED.due_at, calendar = EXCLUDED.calendar,
           next_at = EXCLUDED.next_at, alert = EXCLUDED.alert";

const OF_ORDER: &str = "
    SELECT policy, clock, due_at, calendar, next_at, alert
      FROM deadline
     WHERE org = $1 AND work_order = $2
     ORDER BY LENGTH(policy), policy";

const TO_LOOK_AT: &str = "
    SELECT work_order
      FROM deadline
     WHERE org = $1 AND next_at <= $2
     ORDER BY next_at, work_order
     LIMIT $3";

const OF_ANOTHER_CALENDAR: &str = "
    SELECT work_order
      FROM (SELECT work_order FROM deadline WHERE org = $1 AND calendar < $2 LIMIT $3) older
     UNION ALL
    SELECT work_order
      FROM (SELECT work_order FROM deadline WHERE org = $1 AND calendar > $2 LIMIT $3) other";

const ALERTED: &str = "
    SELECT d.work_order, w.order_no, w.station, d.policy, d.clock, d.due_at, d.calendar, d.next_at,
           d.alert
      FROM deadline d
      JOIN work_order w ON w.org = d.org AND w.work_order = d.work_order
     WHERE d.org = $1 AND d.alert = $3 AND ($2 IS NULL OR w.station = $2)
       AND (d.due_at, d.work_order, d.policy) > ($4, $5, $6)
     ORDER BY d.due_at, d.work_order, d.policy
     LIMIT $7";
