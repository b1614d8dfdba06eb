//! By which rules the work of a station is dispatched, and what people and grids have in hand.

use vocabulary::{GridId, Instant, OrganisationId, PersonId, StationId};

use crate::{Row, StoreFault, Tx, args};

/// The rules of a station.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DispatchRules {
    /// Open stages that one person is given by the rules; no limit if none.
    pub most_in_hand: Option<u32>,
    /// After so many minutes what was delivered and not signed in goes to somebody else; never if none.
    pub sign_in_minutes: Option<u32>,
    /// What has a position and no known area goes to the nearest grid without being asked.
    pub places_itself: bool,
}

/// # Errors
/// When the database refuses.
pub async fn put(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: StationId,
    rules: &DispatchRules,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        station,
        rules.most_in_hand.map(i64::from),
        rules.sign_in_minutes.map(i64::from),
        rules.places_itself,
    ];
    tx.execute(PUT, &row).await.map(|_| ())
}

/// The rules of a station; those without any limit where nobody has said.
///
/// # Errors
/// When the database refuses.
pub async fn of_station(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: StationId,
) -> Result<DispatchRules, StoreFault> {
    let row = tx.row(OF_STATION, &args![org, station]).await?;
    row.as_ref().map_or(Ok(DispatchRules::default()), read)
}

/// Whether any station passes on what is not signed in.
///
/// # Errors
/// When the database refuses.
pub async fn any_passes_on(tx: &mut Tx<'_>, org: OrganisationId) -> Result<bool, StoreFault> {
    Ok(tx.row(ANY_PASSES_ON, &args![org]).await?.is_some())
}

fn read(row: &Row) -> Result<DispatchRules, StoreFault> {
    Ok(DispatchRules {
        most_in_hand: row.get("most_in_hand")?,
        sign_in_minutes: row.get("sign_in_minutes")?,
        places_itself: row.get("places_itself")?,
    })
}

/// How much one person takes, whatever his station says; as his station says if none.
///
/// # Errors
/// When the database refuses.
pub async fn put_limit(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    most_in_hand: Option<u32>,
) -> Result<(), StoreFault> {
    match most_in_hand {
        Some(most) => tx.execute(PUT_LIMIT, &args![org, person, most]).await?,
        None => tx.execute(DROP_LIMIT, &args![org, person]).await?,
    };
    Ok(())
}

/// Who of a station, or of all, takes another number than his station says.
///
/// # Errors
/// When the database refuses.
pub async fn limits(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
) -> Result<Vec<(PersonId, u32)>, StoreFault> {
    let rows = tx.rows(LIMITS, &args![org, station]).await?;
    rows.iter().map(|row| Ok((row.get("person")?, row.get("most_in_hand")?))).collect()
}

/// How much each of a station's people, or of all, takes who has a limit: his own, else his station's.
///
/// # Errors
/// When the database refuses.
pub async fn limits_of_staff(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
) -> Result<Vec<(PersonId, u32)>, StoreFault> {
    let rows = tx.rows(LIMITS_OF_STAFF, &args![org, station]).await?;
    rows.iter().map(|row| Ok((row.get("person")?, row.get("most_in_hand")?))).collect()
}

/// What speaks against giving somebody more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Open stages that he may have, by the rules.
    pub most_in_hand: Option<u32>,
    /// He is away until then.
    pub away_until: Option<Instant>,
}

impl Standing {
    /// As many as he may have, if he has as many.
    #[must_use]
    pub fn full(self, in_hand: u64) -> Option<u32> {
        self.most_in_hand.filter(|most| in_hand >= u64::from(*most))
    }
}

/// # Errors
/// When the database refuses.
pub async fn standing(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    at: Instant,
) -> Result<Standing, StoreFault> {
    let row = tx.row(STANDING, &args![org, person, at]).await?;
    row.map_or(Ok(Standing::default()), |row| {
        Ok(Standing { most_in_hand: row.get("most_in_hand")?, away_until: row.get("until_at")? })
    })
}

/// Open stages that somebody has, the rounds of one counted once. Takes as long as they are many: not to be asked for each
/// of many orders of the same person.
///
/// # Errors
/// When the database refuses.
pub async fn in_hand(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
) -> Result<u64, StoreFault> {
    let row = tx.row(IN_HAND, &args![org, person]).await?;
    row.map_or(Ok(0), |row| row.get("in_hand"))
}

/// Whose loads, and what counts as overdue and as soon.
#[derive(Debug, Clone, Copy)]
pub struct LoadsOf {
    pub station: Option<StationId>,
    pub now: Instant,
    pub soon: Instant,
}

/// Open stages of somebody, the rounds of one counted once; those of open orders that are overdue or due soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonLoad {
    pub person: PersonId,
    pub open: u64,
    pub overdue: u64,
    pub due_soon: u64,
}

/// Who of a station, or of all, has open stages.
///
/// # Errors
/// When the database refuses.
pub async fn person_loads(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    asked: LoadsOf,
) -> Result<Vec<PersonLoad>, StoreFault> {
    let rows = tx.rows(PERSON_LOADS, &args![org, asked.station, asked.now, asked.soon]).await?;
    rows.iter()
        .map(|row| {
            Ok(PersonLoad {
                person: row.get("assignee")?,
                open: row.get("open")?,
                overdue: row.get("overdue")?,
                due_soon: row.get("due_soon")?,
            })
        })
        .collect()
}

/// Open orders of a grid, or of those that lie in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridLoad {
    pub grid: Option<GridId>,
    pub open: u64,
    pub overdue: u64,
    pub due_soon: u64,
    pub undispatched: u64,
}

/// What is open in the grids of a station, or of all.
///
/// # Errors
/// When the database refuses.
pub async fn grid_loads(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    asked: LoadsOf,
) -> Result<Vec<GridLoad>, StoreFault> {
    let mut arguments = args![org, asked.now, asked.soon].to_vec();
    let statement = match asked.station {
        None => GRID_LOADS,
        Some(station) => {
            arguments.extend(args![station]);
            GRID_LOADS_OF_STATION
        }
    };
    let rows = tx.rows(statement, &arguments).await?;
    rows.iter()
        .map(|row| {
            Ok(GridLoad {
                grid: row.get("grid")?,
                open: row.get("open")?,
                overdue: row.get("overdue")?,
                due_soon: row.get("due_soon")?,
                undispatched: row.get("undispatched")?,
            })
        })
        .collect()
}

const PUT: &str = "
    INSERT INTO dispatch_rule (org, station, most_in_hand, sign_in_minutes, places_itself)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (org, station) DO UPDATE
       SET most_in_hand = EXCLUDED.most_in_hand, sign_in_minutes = EXCLUDED.sign_in_minutes,
           places_itself = EXCLUDED.places_itself";

const OF_STATION: &str = "
    SELECT most_in_hand, sign_in_minutes, places_itself
      FROM dispatch_rule
     WHERE org = $1 AND station = $2";

const ANY_PASSES_ON: &str = "
    SELECT station
      FROM dispatch_rule
     WHERE org = $1 AND sign_in_minutes IS NOT NULL
     LIMIT 1";

const PUT_LIMIT: &str = "
    INSERT INTO person_limit (org, person, most_in_hand)
    VALUES ($1, $2, $3)
    ON CONFLICT (org, person) DO UPDATE SET most_in_hand = EXCLUDED.most_in_hand";

const DROP_LIMIT: &str = "DELETE FROM person_limit WHERE org = $1 AND person = $2";

const LIMITS: &str = "
    SELECT l.person, l.most_in_hand
      FROM person_limit l
      JOIN person p ON p.org = l.org AND p.person = l.person
     WHERE l.org = $1 AND ($2 IS NULL OR p.station = $2)
     ORDER BY l.person";

const LIMITS_OF_STAFF: &str = "
    SELECT p.person, COALESCE(l.most_in_hand, d.most_in_hand) AS most_in_hand
      FROM person p
      LEFT JOIN person_limit l ON l.org = p.org AND l.person = p.person
      LEFT JOIN dispatch_rule d ON d.org = p.org AND d.station = p.station
     WHERE p.org = $1 AND ($2 IS NULL OR p.station = $2) AND p.state = 'active'
       AND COALESCE(l.most_in_hand, d.most_in_hand) IS NOT NULL
     ORDER BY p.person";

const STANDING: &str = "
    SELECT (SELECT MAX(a.until_at)
              FROM absence a
             WHERE a.org = $1 AND a.person = $2 AND a.from_at <= $3 AND a.until_at > $3)
               AS until_at,
           COALESCE((SELECT l.most_in_hand
                       FROM person_limit l
                      WHERE l.org = $1 AND l.person = $2),
                    (SELECT d.most_in_hand
                       FROM dispatch_rule d
                       JOIN person p ON p.org = d.org AND p.station = d.station
                      WHERE d.org = $1 AND p.person = $2)) AS most_in_hand";

const IN_HAND: &str = "
    SELECT COUNT(*) AS in_hand
      FROM (SELECT DISTINCT s.work_order, s.element
              FROM stage s
             WHERE s.org = $1 AND s.assignee = $2
               AND s.state IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site',
                               'in_progress')) own";

const PERSON_LOADS: &str = "
    SELECT s.assignee, COUNT(*) AS open,
           COUNT(CASE WHEN o.state = 'open' AND o.due_at < $3 THEN 1 END) AS overdue,
           COUNT(CASE WHEN o.state = 'open' AND o.due_at >= $3 AND o.due_at < $4 THEN 1 END)
               AS due_soon
      FROM (SELECT DISTINCT org, assignee, work_order, element
              FROM stage
             WHERE org = $1
               AND assignee IN (SELECT p.person
                                  FROM person p
                                 WHERE p.org = $1 AND ($2 IS NULL OR p.station = $2))
               AND state IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site',
                             'in_progress')) s
      JOIN work_order o ON o.org = s.org AND o.work_order = s.work_order
     GROUP BY s.assignee
     ORDER BY s.assignee";

/// Counted along one index, without touching an order.
macro_rules! grid_loads {
    ($station:literal) => {
        concat!(
            "
    SELECT grid, COUNT(*) AS open,
           COUNT(CASE WHEN due_at < $2 THEN 1 END) AS overdue,
           COUNT(CASE WHEN due_at >= $2 AND due_at < $3 THEN 1 END) AS due_soon,
           COUNT(CASE WHEN undispatched > 0 THEN 1 END) AS undispatched
      FROM work_order
     WHERE org = $1 AND state = 'open' ",
            $station,
            "
     GROUP BY grid
     ORDER BY grid"
        )
    };
}

const GRID_LOADS: &str = grid_loads!("");
const GRID_LOADS_OF_STATION: &str = grid_loads!("AND station = $4");
