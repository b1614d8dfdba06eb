//! Orders, their stages and timers.

use std::collections::BTreeSet;

use sync::OrderView;
use vocabulary::{
    Digest, GridId, Instant, OrderId, OrderNo, OrderState, OrganisationId, PersonId, StageId,
    StageState, StationId,
};

use crate::{Row, StoreFault, Tx, args};

/// An order as it lies in its row: the view that terminals hold, and what lists and searches need beside it.
#[derive(Debug, Clone)]
pub struct OrderRecord {
    pub rev: u64,
    pub station: Option<StationId>,
    pub grid: Option<GridId>,
    pub customer_name: String,
    pub address: String,
    pub closed_at: Option<Instant>,
    /// Files of evidence that operations need and the platform does not have yet.
    pub evidence_missing: u32,
    pub view: OrderView,
}

/// # Errors
/// [`StoreFault::LostGuard`] when the order number is taken.
pub async fn insert(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    record: &OrderRecord,
) -> Result<(), StoreFault> {
    let view = &record.view;
    let row = args![
        org,
        view.order,
        view.order_no.as_str(),
        &view.process,
        view.bundle_hash,
        view.state,
        record.rev,
        record.station,
        record.grid,
        &record.customer_name,
        &record.address,
        view.due_at,
        view.created_at,
        record.closed_at,
        record.evidence_missing,
        view_text(view)?,
        view.urged,
        undispatched(view),
        open_elements(view),
    ];
    tx.execute_guarded(INSERT, &row).await?;
    write_stages(tx, org, view, None).await
}

/// Writes an order back, guarded by the revision it was read at.
///
/// # Errors
/// [`StoreFault::LostGuard`] when somebody else changed it first.
pub async fn update(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: &OrderRecord,
    record: &OrderRecord,
) -> Result<(), StoreFault> {
    let view = &record.view;
    let row = args![
        org,
        view.order,
        before.rev,
        record.rev,
        view.bundle_hash,
        view.state,
        record.station,
        record.grid,
        view.due_at,
        record.closed_at,
        record.evidence_missing,
        view_text(view)?,
        &record.customer_name,
        &record.address,
        view.urged,
        undispatched(view),
        open_elements(view),
    ];
    tx.execute_guarded(UPDATE, &row).await?;
    write_stages(tx, org, view, Some(&before.view)).await
}

fn view_text(view: &OrderView) -> Result<String, StoreFault> {
    serde_json::to_string(view)
        .map_err(|_| StoreFault::BadRow { table: "work_order", column: "view" })
}

/// Open stages that nobody has.
fn undispatched(view: &OrderView) -> u32 {
    let waiting = view.stages.values().filter(|stage| stage.state.is_open());
    u32::try_from(waiting.filter(|stage| stage.assignee.is_none()).count()).unwrap_or(u32::MAX)
}

/// The elements of the open stages, each between bars.
fn open_elements(view: &OrderView) -> String {
    let open = view.stages.values().filter(|stage| stage.state.is_open());
    let elements: BTreeSet<_> = open.map(|stage| stage.element.as_str()).collect();
    elements.into_iter().fold("|".to_owned(), |text, element| text + element + "|")
}

/// Stages are written beside the view only where they changed.
async fn write_stages(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    view: &OrderView,
    before: Option<&OrderView>,
) -> Result<(), StoreFault> {
    for stage in view.stages.values() {
        if before.and_then(|before| before.stage(stage.stage)) == Some(stage) {
            continue;
        }
        let row = args![
            org,
            view.order,
            stage.stage,
            &stage.element,
            stage.occurrence,
            stage.state,
            stage.stage_rev,
            stage.generation,
            stage.assignee,
            stage.opened_at,
            stage.closed_at,
            stage.assignee.map(|_| view.fed_at),
        ];
        tx.execute(WRITE_STAGE, &row).await?;
    }
    // While an order stands still nothing of it is fetched.
    let stood_still = before.is_some_and(|before| before.state == OrderState::Suspended);
    if stood_still && view.state == OrderState::Open {
        tx.execute(DISPATCH_AGAIN, &args![org, view.order, view.fed_at]).await?;
    }
    Ok(())
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
) -> Result<Option<OrderRecord>, StoreFault> {
    let row = tx.row(FIND, &args![org, order]).await?;
    row.as_ref().map(read_record).transpose()
}

/// # Errors
/// When the database refuses.
pub async fn find_by_no(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order_no: &str,
) -> Result<Option<OrderRecord>, StoreFault> {
    let row = tx.row(FIND_BY_NO, &args![org, order_no]).await?;
    row.as_ref().map(read_record).transpose()
}

fn read_record(row: &Row) -> Result<OrderRecord, StoreFault> {
    Ok(OrderRecord {
        rev: row.get("rev")?,
        station: row.get("station")?,
        grid: row.get("grid")?,
        customer_name: row.get("customer_name")?,
        address: row.get("address")?,
        closed_at: row.get("closed_at")?,
        evidence_missing: row.get("evidence_missing")?,
        view: read_view(row)?,
    })
}

pub(crate) fn read_view(row: &Row) -> Result<OrderView, StoreFault> {
    serde_json::from_str(&row.get::<String>("view")?)
        .map_err(|_| StoreFault::BadRow { table: "work_order", column: "view" })
}

/// Running orders of a process version, by id, behind the one that is given.
///
/// # Errors
/// When the database refuses.
pub async fn running_of_version(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    version: Digest,
    after: Option<OrderId>,
    limit: u32,
) -> Result<Vec<OrderView>, StoreFault> {
    let after = after.unwrap_or(OrderId::from_uuid(uuid::Uuid::nil()));
    let rows = tx.rows(RUNNING_OF_VERSION, &args![org, version, after, limit]).await?;
    rows.iter().map(read_view).collect()
}

/// An armed timer of a running order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimerRow {
    pub order: OrderId,
    pub timer: String,
    pub due_at: Instant,
}

/// # Errors
/// When the database refuses.
pub async fn arm_timer(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    timer: &TimerRow,
) -> Result<(), StoreFault> {
    let row = args![org, timer.order, &timer.timer, timer.due_at];
    tx.execute(ARM_TIMER, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn disarm_timer(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
    timer: &str,
) -> Result<(), StoreFault> {
    tx.execute(DISARM_TIMER, &args![org, order, timer]).await.map(|_| ())
}

/// Timers due at `now`, in due order.
///
/// # Errors
/// When the database refuses.
pub async fn due_timers(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    now: Instant,
    limit: u32,
) -> Result<Vec<TimerRow>, StoreFault> {
    let rows = tx.rows(DUE_TIMERS, &args![org, now, limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(TimerRow {
                order: row.get("work_order")?,
                timer: row.get("timer")?,
                due_at: row.get("due_at")?,
            })
        })
        .collect()
}

/// A stage that somebody has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenStage {
    pub order: OrderId,
    pub order_no: OrderNo,
    pub stage: StageId,
    pub state: StageState,
}

/// The orders that a person has a stage open in and that one of these keys finds; [`crate::order_keys::compared`] makes them.
///
/// # Errors
/// When the database refuses.
pub async fn in_hand_by_key(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    keys: &[String; 3],
    limit: u32,
) -> Result<Vec<OrderId>, StoreFault> {
    let [one, two, three] = keys;
    let rows = tx.rows(IN_HAND_BY_KEY, &args![org, person, one, two, three, limit]).await?;
    rows.iter().map(|row| row.get("work_order")).collect()
}

/// The stages that a person has open, with their orders.
///
/// # Errors
/// When the database refuses.
pub async fn open_stages_of(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    limit: u32,
) -> Result<Vec<OpenStage>, StoreFault> {
    let rows = tx.rows(OPEN_STAGES, &args![org, person, limit]).await?;
    rows.iter()
        .map(|row| {
            let order_no: String = row.get("order_no")?;
            let bad = |_| StoreFault::BadRow { table: "work_order", column: "order_no" };
            Ok(OpenStage {
                order: row.get("work_order")?,
                order_no: order_no.parse().map_err(bad)?,
                stage: row.get("stage")?,
                state: row.get("state")?,
            })
        })
        .collect()
}

/// Stages whose newest state a worker's terminal holds, for it has asked for what comes after, and that were not
/// marked so yet. While an order stands still nothing of it is delivered: its clocks could not be stopped for that.
///
/// # Errors
/// When the database refuses.
pub async fn undelivered(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    worker: PersonId,
    cursor: u64,
    limit: u32,
) -> Result<Vec<(OrderId, StageId)>, StoreFault> {
    let rows = tx.rows(UNDELIVERED, &args![org, worker, cursor, limit]).await?;
    rows.iter().map(|row| Ok((row.get("work_order")?, row.get("stage")?))).collect()
}

/// Marks a dispatched stage as delivered, once; `false` when it has gone on or to somebody else.
///
/// # Errors
/// When the database refuses.
pub async fn deliver(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (order, stage): (OrderId, StageId),
    worker: PersonId,
    at: Instant,
) -> Result<bool, StoreFault> {
    Ok(tx.execute(DELIVER, &args![org, order, stage, worker, at]).await? == 1)
}

/// A stage that lies unsigned on its worker's terminal for longer than his station lets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnsignedStage {
    pub order: OrderId,
    pub stage: StageId,
    /// The terminal was in touch for the first time after that.
    pub seen_at: Option<Instant>,
    /// How long his station lets it.
    pub minutes: u32,
}

/// The stages that a worker has left unsigned for too long and that the office was not told of.
///
/// # Errors
/// When the database refuses.
pub async fn unsigned_of(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    worker: PersonId,
    now: Instant,
    limit: u32,
) -> Result<Vec<UnsignedStage>, StoreFault> {
    let rows = tx.rows(UNSIGNED, &args![org, worker, now, limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(UnsignedStage {
                order: row.get("work_order")?,
                stage: row.get("stage")?,
                seen_at: row.get("unsigned_seen_at")?,
                minutes: row.get("sign_in_minutes")?,
            })
        })
        .collect()
}

/// A stage that whoever has it has not fetched in the time in which his station lets it lie unsigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnfetchedStage {
    pub worker: PersonId,
    pub order: OrderId,
    pub stage: StageId,
    /// How long his station lets it.
    pub minutes: u32,
}

/// The stages that were given to somebody and that his terminal has not fetched in time, the longest first; not those that
/// the office was told of. Nothing is fetched by whoever works at the console: only those count who have a terminal in
/// hand, or had one. Nor from a platform that was down: only what could be fetched since `up_since` is late.
///
/// # Errors
/// When the database refuses.
pub async fn unfetched(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (now, up_since): (Instant, Instant),
    limit: u32,
) -> Result<Vec<UnfetchedStage>, StoreFault> {
    let rows = tx.rows(UNFETCHED, &args![org, now, up_since, limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(UnfetchedStage {
                worker: row.get("assignee")?,
                order: row.get("work_order")?,
                stage: row.get("stage")?,
                minutes: row.get("sign_in_minutes")?,
            })
        })
        .collect()
}

/// Whether a stage is still on its way to the terminal of whoever has it.
///
/// # Errors
/// When the database refuses.
pub async fn is_unfetched(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (order, stage): (OrderId, StageId),
    worker: PersonId,
) -> Result<bool, StoreFault> {
    Ok(tx.row(IS_UNFETCHED, &args![org, order, stage, worker]).await?.is_some())
}

/// The terminal was in touch after the time to sign in had passed.
///
/// # Errors
/// When the database refuses.
pub async fn see_unsigned(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (order, stage): (OrderId, StageId),
    worker: PersonId,
    at: Instant,
) -> Result<(), StoreFault> {
    tx.execute(SEE_UNSIGNED, &args![org, order, stage, worker, at]).await.map(|_| ())
}

/// The office was told of it: once is enough.
///
/// # Errors
/// When the database refuses.
pub async fn tell_unsigned(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (order, stage): (OrderId, StageId),
) -> Result<bool, StoreFault> {
    Ok(tx.execute(TELL_UNSIGNED, &args![org, order, stage]).await? == 1)
}

/// Writes down that something beside the view has changed, guarded by the revision it was read at.
///
/// # Errors
/// [`StoreFault::LostGuard`] when somebody else changed the order first.
pub async fn advance(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
    rev: u64,
) -> Result<(), StoreFault> {
    tx.execute_guarded(ADVANCE, &args![org, order, rev]).await
}

const INSERT: &str = "
    INSERT INTO work_order
           (org, work_order, order_no, process, bundle_hash, state, rev, station, grid,
            customer_name, address, due_at, created_at, closed_at, evidence_missing, view, urged,
            undispatched, open_elements)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
    ON CONFLICT DO NOTHING";

const UPDATE: &str = "
    UPDATE work_order
       SET rev = $4, bundle_hash = $5, state = $6, station = $7, grid = $8, due_at = $9,
           closed_at = $10, evidence_missing = $11, view = $12, customer_name = $13, address = $14,
           urged = $15, undispatched = $16, open_elements = $17
     WHERE org = $1 AND work_order = $2 AND rev = $3";

const WRITE_STAGE: &str = "
    INSERT INTO stage
           (org, work_order, stage, element, occurrence, state, stage_rev, generation,
            assignee, opened_at, closed_at, dispatched_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (org, work_order, stage) DO UPDATE
       SET state = EXCLUDED.state, stage_rev = EXCLUDED.stage_rev,
           dispatched_at = CASE WHEN stage.generation = EXCLUDED.generation
                                THEN stage.dispatched_at ELSE EXCLUDED.dispatched_at END,
           delivered_at = CASE WHEN stage.generation = EXCLUDED.generation
                               THEN stage.delivered_at END,
           unsigned_seen_at = CASE WHEN stage.generation = EXCLUDED.generation
                                   THEN stage.unsigned_seen_at END,
           unsigned_told = CASE WHEN stage.generation = EXCLUDED.generation
                                THEN stage.unsigned_told ELSE 0 END,
           generation = EXCLUDED.generation, assignee = EXCLUDED.assignee,
           closed_at = EXCLUDED.closed_at";

const DISPATCH_AGAIN: &str = "
    UPDATE stage
       SET dispatched_at = $3
     WHERE org = $1 AND work_order = $2 AND state = 'dispatched' AND delivered_at IS NULL
       AND dispatched_at IS NOT NULL";

const FIND: &str = "
    SELECT rev, station, grid, customer_name, address, closed_at, evidence_missing, view
      FROM work_order
     WHERE org = $1 AND work_order = $2";

const FIND_BY_NO: &str = "
    SELECT rev, station, grid, customer_name, address, closed_at, evidence_missing, view
      FROM work_order
     WHERE org = $1 AND order_no = $2";

const RUNNING_OF_VERSION: &str = "
    SELECT view
      FROM work_order
     WHERE org = $1 AND bundle_hash = $2 AND state IN ('open', 'suspended') AND work_order > $3
     ORDER BY work_order
     LIMIT $4";

const ARM_TIMER: &str = "
    INSERT INTO timer (org, work_order, timer, due_at)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (org, work_order, timer) DO UPDATE SET due_at = EXCLUDED.due_at";

const DISARM_TIMER: &str = "DELETE FROM timer WHERE org = $1 AND work_order = $2 AND timer = $3";

const DUE_TIMERS: &str = "
    SELECT work_order, timer, due_at
      FROM timer
     WHERE org = $1 AND due_at <= $2
     ORDER BY due_at, work_order, timer
     LIMIT $3";

const IN_HAND_BY_KEY: &str = "
    SELECT DISTINCT s.work_order
      FROM order_key k
      JOIN stage s ON s.org = k.org AND s.work_order = k.work_order
     WHERE k.org = $1 AND k.key IN ($3, $4, $5) AND s.assignee = $2
       AND s.state IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site', 'in_progress')
     ORDER BY s.work_order
     LIMIT $6";

const OPEN_STAGES: &str = "
    SELECT s.work_order, o.order_no, s.stage, s.state
      FROM stage s
      JOIN work_order o ON o.org = s.org AND o.work_order = s.work_order
     WHERE s.org = $1 AND s.assignee = $2
       AND s.state IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site', 'in_progress')
     ORDER BY s.opened_at, s.stage
     LIMIT $3";

const UNDELIVERED: &str = "
    SELECT s.work_order, s.stage
      FROM stage s
      JOIN feed f ON f.org = s.org AND f.worker = s.assignee AND f.work_order = s.work_order
      JOIN work_order o ON o.org = s.org AND o.work_order = s.work_order AND o.state = 'open'
     WHERE s.org = $1 AND s.assignee = $2 AND s.state = 'dispatched' AND s.delivered_at IS NULL
       AND f.kind = 'order' AND f.op = 'put' AND f.seq <= $3
     ORDER BY s.opened_at, s.stage
     LIMIT $4";

const DELIVER: &str = "
    UPDATE stage
       SET delivered_at = $5
     WHERE org = $1 AND work_order = $2 AND stage = $3 AND assignee = $4
       AND state = 'dispatched' AND delivered_at IS NULL";

const UNSIGNED: &str = "
    SELECT s.work_order, s.stage, s.unsigned_seen_at, d.sign_in_minutes
      FROM stage s
      JOIN work_order o ON o.org = s.org AND o.work_order = s.work_order AND o.state = 'open'
      JOIN dispatch_rule d ON d.org = s.org AND d.station = o.station
     WHERE s.org = $1 AND s.assignee = $2 AND s.state = 'dispatched' AND s.unsigned_told = 0
       AND s.delivered_at <= $3 - d.sign_in_minutes * 60000000
     ORDER BY s.delivered_at, s.stage
     LIMIT $4";

const UNFETCHED: &str = "
    SELECT s.work_order, s.stage, s.assignee, d.sign_in_minutes
      FROM stage s
      JOIN work_order o ON o.org = s.org AND o.work_order = s.work_order AND o.state = 'open'
      JOIN dispatch_rule d ON d.org = s.org AND d.station = o.station
     WHERE s.org = $1 AND s.state = 'dispatched' AND s.delivered_at IS NULL AND s.unsigned_told = 0
       AND s.dispatched_at <= $2 - d.sign_in_minutes * 60000000
       AND $3 <= $2 - d.sign_in_minutes * 60000000
       AND (EXISTS (SELECT 1 FROM terminal_session t
                     WHERE t.org = s.org AND t.person = s.assignee)
            OR EXISTS (SELECT 1 FROM stage had
                        WHERE had.org = s.org AND had.assignee = s.assignee
                          AND had.delivered_at IS NOT NULL))
     ORDER BY s.dispatched_at, s.stage
     LIMIT $4";

const IS_UNFETCHED: &str = "
    SELECT 1 AS found
      FROM stage
     WHERE org = $1 AND work_order = $2 AND stage = $3 AND assignee = $4
       AND state = 'dispatched' AND delivered_at IS NULL";

const SEE_UNSIGNED: &str = "
    UPDATE stage
       SET unsigned_seen_at = $5
     WHERE org = $1 AND work_order = $2 AND stage = $3 AND assignee = $4
       AND state = 'dispatched' AND unsigned_seen_at IS NULL";

const TELL_UNSIGNED: &str = "
    UPDATE stage
       SET unsigned_told = 1
     WHERE org = $1 AND work_order = $2 AND stage = $3 AND unsigned_told = 0";

const ADVANCE: &str = "
    UPDATE work_order
       SET rev = rev + 1
     WHERE org = $1 AND work_order = $2 AND rev = $3";
