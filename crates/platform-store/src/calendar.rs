//! Years of the working-day calendar that the company has written itself.

use serde_json::Value as Json;
use vocabulary::{Instant, OrganisationId, PersonId};

use crate::{StoreFault, Tx, args};

/// A year, with who wrote it when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYearRow {
    pub year: i32,
    /// The year's exceptions, as `deadlines` reads them.
    pub body: Json,
    pub written_by: PersonId,
    pub written_at: Instant,
}

/// Writes a year, in place of what was written for it before.
///
/// # Errors
/// When the database refuses.
pub async fn put(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    year: &CalendarYearRow,
) -> Result<(), StoreFault> {
    let row = args![org, i64::from(year.year), &year.body, year.written_by, year.written_at];
    tx.execute(PUT, &row).await.map(|_| ())
}

/// All years, the first first.
///
/// # Errors
/// When the database refuses.
pub async fn years(
    tx: &mut Tx<'_>,
    org: OrganisationId,
) -> Result<Vec<CalendarYearRow>, StoreFault> {
    let rows = tx.rows(YEARS, &args![org]).await?;
    let bad = |_| StoreFault::BadRow { table: "calendar_year", column: "year" };
    rows.iter()
        .map(|row| {
            Ok(CalendarYearRow {
                year: i32::try_from(row.get::<i64>("year")?).map_err(bad)?,
                body: row.get("body")?,
                written_by: row.get("written_by")?,
                written_at: row.get("written_at")?,
            })
        })
        .collect()
}

const PUT: &str = "
    INSERT INTO calendar_year (org, year, body, written_by, written_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (org, year) DO UPDATE
       SET body = EXCLUDED.body, written_by = EXCLUDED.written_by,
           written_at = EXCLUDED.written_at";

const YEARS: &str = "
    SELECT year, body, written_by, written_at
      FROM calendar_year
     WHERE org = $1
     ORDER BY year";
