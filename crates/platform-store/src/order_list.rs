//! The office's lists of orders, and the figures above them.
//!
//! What a list narrows by stands in `work_order_by_state` and `work_order_by_station`, so that whoever looks for the
//! rare among the many walks along an index and reads whole orders only for the page that is shown. One process of all
//! stations has an index of its own: it may be one that hardly an order has.

use sync::OrderView;
use vocabulary::{GridId, Instant, OrderId, OrderState, OrganisationId, PersonId, StationId};

use crate::orders::read_view;
use crate::{ListPlace, Row, StoreFault, Tx, Value, args};

/// A line of an order list.
#[derive(Debug, Clone)]
pub struct OrderLine {
    pub rev: u64,
    pub evidence_missing: u32,
    pub station: Option<StationId>,
    pub grid: Option<GridId>,
    pub view: OrderView,
}

/// What a list of orders is asked for.
#[derive(Debug, Clone, Default)]
pub struct OrderFilter {
    pub station: Option<StationId>,
    pub grid: Option<GridId>,
    /// All of them if none is named.
    pub states: Vec<OrderState>,
    pub process: Option<String>,
    pub due_from: Option<Instant>,
    pub due_before: Option<Instant>,
    /// An element of the drawing at which a stage is open.
    pub element: Option<String>,
    /// Who has an open stage of it.
    pub worker: Option<PersonId>,
    /// Nobody has one of its open stages.
    pub undispatched: bool,
    pub evidence_missing: bool,
    pub urged: bool,
    /// Whose own orders, and those of his grids.
    pub of: Option<PersonId>,
    pub sort: Sort,
    /// Behind this one: the next page.
    pub after: Option<ListPlace>,
    pub limit: u32,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    Newest,
    /// What is due first; what is never due, last.
    Due,
}

impl OrderLine {
    /// Its place in a list that is sorted so.
    #[must_use]
    pub fn place(&self, sort: Sort) -> ListPlace {
        let at = match sort {
            Sort::Newest => self.view.created_at,
            Sort::Due => self.view.due_at.unwrap_or(NEVER),
        };
        ListPlace::new(at, self.view.order.uuid())
    }
}

/// A page of orders.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    filter: &OrderFilter,
) -> Result<Vec<OrderLine>, StoreFault> {
    let states = if filter.states.is_empty() { &OrderState::ALL[..] } else { &filter.states };
    let mut lines = Vec::new();
    // One walk along an index for each state: their pages together hold the page of all.
    for state in states {
        let rows = tx.rows(statement(filter), &arguments(org, filter, *state)).await?;
        for row in &rows {
            lines.push(read_line(row)?);
        }
    }
    let place = |line: &OrderLine| line.place(filter.sort);
    match filter.sort {
        Sort::Newest => lines.sort_by_key(|line| std::cmp::Reverse(place(line))),
        Sort::Due => lines.sort_by_key(place),
    }
    lines.truncate(filter.limit as usize);
    Ok(lines)
}

/// One order, as a line.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
) -> Result<Option<OrderLine>, StoreFault> {
    let row = tx.row(FIND, &args![org, order]).await?;
    row.as_ref().map(read_line).transpose()
}

fn read_line(row: &Row) -> Result<OrderLine, StoreFault> {
    Ok(OrderLine {
        rev: row.get("rev")?,
        evidence_missing: row.get("evidence_missing")?,
        station: row.get("station")?,
        grid: row.get("grid")?,
        view: read_view(row)?,
    })
}

fn statement(filter: &OrderFilter) -> &'static str {
    match (filter.sort, filter.station) {
        (Sort::Newest, None) if filter.process.is_some() => NEWEST_OF_PROCESS,
        (Sort::Newest, None) => NEWEST,
        (Sort::Newest, Some(_)) => NEWEST_OF_STATION,
        (Sort::Due, None) => DUE,
        (Sort::Due, Some(_)) => DUE_OF_STATION,
    }
}

fn arguments(org: OrganisationId, filter: &OrderFilter, state: OrderState) -> Vec<Value> {
    let first = match filter.sort {
        Sort::Newest => ListPlace::NEWEST,
        Sort::Due => ListPlace::OLDEST,
    };
    let after = filter.after.unwrap_or(first);
    let element = filter.element.as_ref().map(|element| format!("|{element}|"));
    let mut arguments = args![
        org,
        state,
        after.at,
        after.id,
        filter.limit,
        filter.grid,
        filter.process.clone(),
        filter.due_from,
        filter.due_before,
        element,
        filter.worker,
        i64::from(filter.undispatched),
        i64::from(filter.evidence_missing),
        i64::from(filter.urged),
        filter.of,
    ]
    .to_vec();
    if let Some(station) = filter.station {
        arguments.extend(args![station]);
    }
    arguments
}

/// What needs somebody now, among the orders that run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub open: u64,
    pub suspended: u64,
    pub overdue: u64,
    pub due_soon: u64,
    pub undispatched: u64,
    pub evidence_missing: u64,
    pub urged: u64,
}

/// Whose figures, and what counts as soon.
#[derive(Debug, Clone, Copy)]
pub struct FiguresOf {
    pub station: Option<StationId>,
    /// Whose own orders, and those of his grids.
    pub of: Option<PersonId>,
    pub now: Instant,
    pub soon: Instant,
}

/// # Errors
/// When the database refuses.
pub async fn figures(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    asked: FiguresOf,
) -> Result<Figures, StoreFault> {
    let arguments = args![org, asked.station, asked.of, asked.now, asked.soon];
    let mut figures = Figures::default();
    for row in tx.rows(FIGURES, &arguments).await? {
        let orders = row.get("orders")?;
        match row.get("state")? {
            OrderState::Suspended => figures.suspended = orders,
            _ => figures.open = orders,
        }
        figures.overdue += row.get::<u64>("overdue")?;
        figures.due_soon += row.get::<u64>("due_soon")?;
        figures.undispatched += row.get::<u64>("undispatched")?;
        figures.evidence_missing += row.get::<u64>("evidence_missing")?;
        figures.urged += row.get::<u64>("urged")?;
    }
    Ok(figures)
}

/// How many open orders are due on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDay {
    /// Days since 1970-01-01, as the company's clocks show it; what is due at midnight is due on the day that ends.
    pub day: i64,
    pub orders: u64,
}

/// Open orders by the day on which they are due, between two instants.
///
/// # Errors
/// When the database refuses.
pub async fn due_days(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    asked: FiguresOf,
    until: Instant,
) -> Result<Vec<DueDay>, StoreFault> {
    let arguments = args![org, asked.station, asked.of, asked.now, until];
    let rows = tx.rows(DUE_DAYS, &arguments).await?;
    rows.iter().map(|row| Ok(DueDay { day: row.get("day")?, orders: row.get("orders")? })).collect()
}

/// What somebody has in hand, in orders: of a route of sixty rounds he has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    pub person: PersonId,
    pub name: String,
    pub open: u64,
    pub overdue: u64,
    pub due_soon: u64,
}

/// Who has the most orders with an open stage, heaviest first.
///
/// # Errors
/// When the database refuses.
pub async fn load(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    asked: FiguresOf,
    limit: u32,
) -> Result<Vec<Load>, StoreFault> {
    let arguments = args![org, asked.station, asked.of, asked.now, asked.soon, limit];
    let rows = tx.rows(LOAD, &arguments).await?;
    rows.iter()
        .map(|row| {
            Ok(Load {
                person: row.get("person")?,
                name: row.get("name")?,
                open: row.get("open")?,
                overdue: row.get("overdue")?,
                due_soon: row.get("due_soon")?,
            })
        })
        .collect()
}

const NEVER: Instant = Instant::from_micros(i64::MAX);

const FIND: &str = "
    SELECT rev, station, grid, evidence_missing, view
      FROM work_order
     WHERE org = $1 AND work_order = $2";

/// A list's statement: the places along one index first, whole orders then.
macro_rules! list {
    ($sorted:literal, $beyond:literal, $station:literal) => {
        concat!(
            "
    SELECT rev, station, grid, evidence_missing, view
      FROM work_order
     WHERE org = $1 AND work_order IN (
           SELECT work_order
             FROM work_order
            WHERE org = $1 AND state = $2 ",
            $station,
            " AND ",
            $beyond,
            "
              AND ($6 IS NULL OR grid = $6)
              AND ($7 IS NULL OR process = $7)
              AND ($8 IS NULL OR due_at >= $8)
              AND ($9 IS NULL OR due_at < $9)
              AND ($10 IS NULL OR REPLACE(open_elements, $10, '') <> open_elements)
              AND ($11 IS NULL OR work_order IN (
                   SELECT s.work_order FROM stage s
                    WHERE s.org = $1 AND s.assignee = $11
                      AND s.state IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site',
                                      'in_progress')))
              AND ($12 = 0 OR undispatched > 0)
              AND ($13 = 0 OR evidence_missing > 0)
              AND ($14 = 0 OR urged > 0)
              AND ($15 IS NULL
                   OR grid IN (SELECT g.grid FROM grid_cell g
                                WHERE g.org = $1
                                  AND (g.primary_person = $15 OR g.backup_person = $15))
                   OR work_order IN (SELECT s.work_order FROM stage s
                                      WHERE s.org = $1 AND s.assignee = $15))
            ORDER BY ",
            $sorted,
            "
            LIMIT $5)
     ORDER BY ",
            $sorted
        )
    };
    (newest $station:literal) => {
        list!(
            "created_at DESC, work_order DESC",
            "(created_at, work_order) < ($3, $4)",
            $station
        )
    };
    (due $station:literal) => {
        list!(
            "COALESCE(due_at, 9223372036854775807), work_order",
            "(COALESCE(due_at, 9223372036854775807), work_order) > ($3, $4)",
            $station
        )
    };
}

const NEWEST: &str = list!(newest "");
const NEWEST_OF_STATION: &str = list!(newest "AND station = $16");
const NEWEST_OF_PROCESS: &str = list!(newest "AND process = $7");
const DUE: &str = list!(due "");
const DUE_OF_STATION: &str = list!(due "AND station = $16");

/// Whose orders are meant: of a station, of somebody and his grids, or all.
macro_rules! running {
    ($columns:literal, $rest:literal) => {
        concat!(
            "
    SELECT ",
            $columns,
            "
      FROM work_order
     WHERE org = $1 AND state IN ('open', 'suspended')
       AND ($2 IS NULL OR station = $2)
       AND ($3 IS NULL
            OR grid IN (SELECT g.grid FROM grid_cell g
                         WHERE g.org = $1 AND (g.primary_person = $3 OR g.backup_person = $3))
            OR work_order IN (SELECT s.work_order FROM stage s
                               WHERE s.org = $1 AND s.assignee = $3))
       ",
            $rest
        )
    };
}

const FIGURES: &str = running!(
    "state, COUNT(*) AS orders,
           COUNT(CASE WHEN state = 'open' AND due_at < $4 THEN 1 END) AS overdue,
           COUNT(CASE WHEN state = 'open' AND due_at >= $4 AND due_at < $5 THEN 1 END) AS due_soon,
           COUNT(CASE WHEN state = 'open' AND undispatched > 0 THEN 1 END) AS undispatched,
           COUNT(CASE WHEN evidence_missing > 0 THEN 1 END) AS evidence_missing,
           COUNT(CASE WHEN urged > 0 THEN 1 END) AS urged",
    "GROUP BY state"
);

/// Days of a zone without daylight saving, eight hours before UTC; midnight is the end of the day before.
const DUE_DAYS: &str = running!(
    "(due_at + 28799999999) / 86400000000 AS day, COUNT(*) AS orders",
    "AND state = 'open' AND due_at >= $4 AND due_at < $5
     GROUP BY (due_at + 28799999999) / 86400000000
     ORDER BY 1"
);

/// Whom it concerns is found first, so that deadlines are looked up for the few alone.
const LOAD: &str = "
    SELECT heaviest.person, heaviest.name, heaviest.open,
           (SELECT COUNT(DISTINCT s.work_order)
              FROM stage s
              JOIN work_order o ON o.org = s.org AND o.work_order = s.work_order
             WHERE s.org = $1 AND s.assignee = heaviest.person AND o.state = 'open' AND o.due_at < $4
               AND s.state IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site',
                               'in_progress')) AS overdue,
           (SELECT COUNT(DISTINCT s.work_order)
              FROM stage s
              JOIN work_order o ON o.org = s.org AND o.work_order = s.work_order
             WHERE s.org = $1 AND s.assignee = heaviest.person AND o.state = 'open'
               AND o.due_at >= $4 AND o.due_at < $5
               AND s.state IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site',
                               'in_progress')) AS due_soon
      FROM (SELECT person, name, open
              FROM (SELECT p.person, p.name,
                           (SELECT COUNT(DISTINCT s.work_order)
                              FROM stage s
                             WHERE s.org = $1 AND s.assignee = p.person
                               AND s.state IN ('created', 'dispatched', 'signed_in', 'en_route',
                                               'on_site', 'in_progress')) AS open
                      FROM person p
                     WHERE p.org = $1 AND ($2 IS NULL OR p.station = $2)
                       AND ($3 IS NULL OR p.person = $3)) counted
             WHERE open > 0
             ORDER BY open DESC, person
             LIMIT $6) heaviest
     ORDER BY heaviest.open DESC, heaviest.person";
