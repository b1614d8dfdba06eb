//! Who is on duty when.

use vocabulary::{DutyId, Instant, OrganisationId, PersonId, StationId};

use crate::{Row, StoreFault, Tx, args};

/// A time in which somebody is on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRow {
    pub duty: DutyId,
    pub station: StationId,
    pub person: PersonId,
    /// `day`, `night`, `standby` or `lead`.
    pub kind: String,
    pub from: Instant,
    /// He goes home then.
    pub until: Instant,
    pub note: String,
}

/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    duty: &DutyRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        duty.duty,
        duty.station,
        duty.person,
        &duty.kind,
        duty.from,
        duty.until,
        &duty.note,
    ];
    tx.execute_guarded(INSERT, &row).await
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    duty: DutyId,
) -> Result<Option<DutyRow>, StoreFault> {
    tx.row(FIND, &args![org, duty]).await?.as_ref().map(read).transpose()
}

/// # Errors
/// When the database refuses.
pub async fn delete(tx: &mut Tx<'_>, org: OrganisationId, duty: DutyId) -> Result<(), StoreFault> {
    tx.execute(DELETE, &args![org, duty]).await.map(|_| ())
}

/// The duties of a station, or of all, that touch a time, in the order in which they begin.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    (from, until): (Instant, Instant),
    limit: u32,
) -> Result<Vec<DutyRow>, StoreFault> {
    let rows = tx.rows(LIST, &args![org, station, from, until, limit]).await?;
    rows.iter().map(read).collect()
}

/// Who of a station is on duty at an instant; whoever is on standby is called, and not counted.
///
/// # Errors
/// When the database refuses.
pub async fn on_duty(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: StationId,
    at: Instant,
) -> Result<Vec<PersonId>, StoreFault> {
    let rows = tx.rows(ON_DUTY, &args![org, station, at]).await?;
    rows.iter().map(|row| row.get("person")).collect()
}

fn read(row: &Row) -> Result<DutyRow, StoreFault> {
    Ok(DutyRow {
        duty: row.get("duty")?,
        station: row.get("station")?,
        person: row.get("person")?,
        kind: row.get("kind")?,
        from: row.get("from_at")?,
        until: row.get("until_at")?,
        note: row.get("note")?,
    })
}

const INSERT: &str = "
    INSERT INTO duty (org, duty, station, person, kind, from_at, until_at, note)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING";

const FIND: &str = "
    SELECT duty, station, person, kind, from_at, until_at, note
      FROM duty
     WHERE org = $1 AND duty = $2";

const DELETE: &str = "DELETE FROM duty WHERE org = $1 AND duty = $2";

const LIST: &str = "
    SELECT duty, station, person, kind, from_at, until_at, note
      FROM duty
     WHERE org = $1 AND ($2 IS NULL OR station = $2) AND until_at > $3 AND from_at < $4
     ORDER BY from_at, duty
     LIMIT $5";

const ON_DUTY: &str = "
    SELECT DISTINCT person
      FROM duty
     WHERE org = $1 AND station = $2 AND from_at <= $3 AND until_at > $3 AND kind <> 'standby'
     ORDER BY person
     LIMIT 100";
