//! Which grid an area belongs to since when, and areas that go to another grid on a day that was named beforehand.

use serde_json::Value as Json;
use vocabulary::{
    AreaId, CutOverId, GridId, Instant, OrderId, OrganisationId, PersonId, StationId,
};

use crate::{Row, StoreFault, Tx, args};

/// An area belongs to a grid from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaGrid {
    pub grid: GridId,
    pub from: Instant,
}

/// An area that goes, or went, to another grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutOverRow {
    pub cut_over: CutOverId,
    pub area: AreaId,
    pub from_grid: GridId,
    pub to_grid: GridId,
    pub effective_at: Instant,
    /// What somebody has begun goes too.
    pub takes_begun: bool,
    pub reason: String,
    pub state: CutOverState,
    pub made_by: PersonId,
    pub made_at: Instant,
    pub done_at: Option<Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutOverState {
    /// Its day has not come.
    Planned,
    /// The area has gone; its orders follow.
    Running,
    Done,
    /// It was taken back before its day, or the area had gone elsewhere by then.
    Cancelled,
}

impl CutOverState {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        let all = [Self::Planned, Self::Running, Self::Done, Self::Cancelled];
        all.into_iter().find(|state| state.as_str() == word)
    }
}

/// Writes down that an area belongs to a grid from then on.
///
/// # Errors
/// When the database refuses.
pub async fn note_grid(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area: AreaId,
    since: AreaGrid,
) -> Result<(), StoreFault> {
    tx.execute(NOTE_GRID, &args![org, area, since.from, since.grid]).await.map(|_| ())
}

/// The grids that an area has belonged to, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn grids_of_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area: AreaId,
) -> Result<Vec<AreaGrid>, StoreFault> {
    let rows = tx.rows(GRIDS_OF_AREA, &args![org, area]).await?;
    rows.iter()
        .map(|row| Ok(AreaGrid { grid: row.get("grid")?, from: row.get("from_at")? }))
        .collect()
}

/// Writes a cut-over down, or what has become of it.
///
/// # Errors
/// When the database refuses.
pub async fn put(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    cut_over: &CutOverRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        cut_over.cut_over,
        cut_over.area,
        cut_over.from_grid,
        cut_over.to_grid,
        cut_over.effective_at,
        cut_over.takes_begun,
        &cut_over.reason,
        cut_over.state.as_str(),
        cut_over.made_by,
        cut_over.made_at,
        cut_over.done_at,
    ];
    tx.execute(PUT, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    cut_over: CutOverId,
) -> Result<Option<CutOverRow>, StoreFault> {
    tx.row(FIND, &args![org, cut_over]).await?.as_ref().map(read).transpose()
}

/// The one of an area that is planned or under way.
///
/// # Errors
/// When the database refuses.
pub async fn ahead_of_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area: AreaId,
) -> Result<Option<CutOverRow>, StoreFault> {
    tx.row(AHEAD_OF_AREA, &args![org, area]).await?.as_ref().map(read).transpose()
}

/// Those into or out of a station's grids, or all; the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    limit: u32,
) -> Result<Vec<CutOverRow>, StoreFault> {
    let rows = tx.rows(LIST, &args![org, station, limit]).await?;
    rows.iter().map(read).collect()
}

/// Those whose day has come and that are not done, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn due(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    now: Instant,
    limit: u32,
) -> Result<Vec<CutOverRow>, StoreFault> {
    let rows = tx.rows(DUE, &args![org, now, limit]).await?;
    rows.iter().map(read).collect()
}

/// What has become of an order of the area, once.
///
/// # Errors
/// When the database refuses.
pub async fn note_order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    cut_over: CutOverId,
    order: OrderId,
    outcome: &Json,
) -> Result<(), StoreFault> {
    tx.execute(NOTE_ORDER, &args![org, cut_over, order, outcome]).await.map(|_| ())
}

/// What has become of the orders of the area.
///
/// # Errors
/// When the database refuses.
pub async fn outcomes(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    cut_over: CutOverId,
) -> Result<Vec<Json>, StoreFault> {
    let rows = tx.rows(OUTCOMES, &args![org, cut_over]).await?;
    rows.iter().map(|row| row.get("outcome")).collect()
}

fn read(row: &Row) -> Result<CutOverRow, StoreFault> {
    let state = CutOverState::parse(&row.get::<String>("state")?);
    Ok(CutOverRow {
        cut_over: row.get("cut_over")?,
        area: row.get("area")?,
        from_grid: row.get("from_grid")?,
        to_grid: row.get("to_grid")?,
        effective_at: row.get("effective_at")?,
        takes_begun: row.get("takes_begun")?,
        reason: row.get("reason")?,
        state: state.ok_or(StoreFault::BadRow { table: "cut_over", column: "state" })?,
        made_by: row.get("made_by")?,
        made_at: row.get("made_at")?,
        done_at: row.get("done_at")?,
    })
}

const NOTE_GRID: &str = "
    INSERT INTO area_grid (org, area, from_at, grid)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (org, area, from_at) DO UPDATE SET grid = EXCLUDED.grid";

const GRIDS_OF_AREA: &str = "
    SELECT grid, from_at
      FROM area_grid
     WHERE org = $1 AND area = $2
     ORDER BY from_at DESC";

const PUT: &str = "
    INSERT INTO cut_over
           (org, cut_over, area, from_grid, to_grid, effective_at, takes_begun, reason, state,
            made_by, made_at, done_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (org, cut_over) DO UPDATE SET state = EXCLUDED.state, done_at = EXCLUDED.done_at";

const FIND: &str = "
    SELECT cut_over, area, from_grid, to_grid, effective_at, takes_begun, reason, state, made_by,
           made_at, done_at
      FROM cut_over
     WHERE org = $1 AND cut_over = $2";

const AHEAD_OF_AREA: &str = "
    SELECT cut_over, area, from_grid, to_grid, effective_at, takes_begun, reason, state, made_by,
           made_at, done_at
      FROM cut_over
     WHERE org = $1 AND area = $2 AND state IN ('planned', 'running')
     ORDER BY made_at
     LIMIT 1";

const LIST: &str = "
    SELECT cut_over, area, from_grid, to_grid, effective_at, takes_begun, reason, state, made_by,
           made_at, done_at
      FROM cut_over
     WHERE org = $1
       AND ($2 IS NULL
            OR from_grid IN (SELECT g.grid FROM grid_cell g WHERE g.org = $1 AND g.station = $2)
            OR to_grid IN (SELECT g.grid FROM grid_cell g WHERE g.org = $1 AND g.station = $2))
     ORDER BY made_at DESC, cut_over
     LIMIT $3";

const DUE: &str = "
    SELECT cut_over, area, from_grid, to_grid, effective_at, takes_begun, reason, state, made_by,
           made_at, done_at
      FROM cut_over
     WHERE org = $1 AND state IN ('planned', 'running') AND effective_at <= $2
     ORDER BY effective_at, made_at
     LIMIT $3";

const NOTE_ORDER: &str = "
    INSERT INTO cut_over_order (org, cut_over, work_order, outcome)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (org, cut_over, work_order) DO UPDATE SET outcome = EXCLUDED.outcome";

const OUTCOMES: &str = "
    SELECT outcome
      FROM cut_over_order
     WHERE org = $1 AND cut_over = $2
     ORDER BY work_order";
