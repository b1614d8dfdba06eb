//! Who is away when.

use vocabulary::{AbsenceId, Instant, OrganisationId, PersonId, StationId};

use crate::{Row, StoreFault, Tx, args};

/// A time in which somebody is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceRow {
    pub absence: AbsenceId,
    pub person: PersonId,
    /// `leave`, `sick`, `training` or `elsewhere`.
    pub kind: String,
    pub from: Instant,
    /// He is back from then on.
    pub until: Instant,
    pub note: String,
}

/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    absence: &AbsenceRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        absence.absence,
        absence.person,
        &absence.kind,
        absence.from,
        absence.until,
        &absence.note,
    ];
    tx.execute_guarded(INSERT, &row).await
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    absence: AbsenceId,
) -> Result<Option<AbsenceRow>, StoreFault> {
    tx.row(FIND, &args![org, absence]).await?.as_ref().map(read).transpose()
}

/// # Errors
/// When the database refuses.
pub async fn delete(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    absence: AbsenceId,
) -> Result<(), StoreFault> {
    tx.execute(DELETE, &args![org, absence]).await.map(|_| ())
}

/// The absences of a station's people, or of all, that touch a time, in the order in which they begin.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    from: Instant,
    until: Instant,
    limit: u32,
) -> Result<Vec<AbsenceRow>, StoreFault> {
    let rows = tx.rows(LIST, &args![org, station, from, until, limit]).await?;
    rows.iter().map(read).collect()
}

/// Until when somebody is away who is away at an instant.
///
/// # Errors
/// When the database refuses.
pub async fn away_until(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    at: Instant,
) -> Result<Option<Instant>, StoreFault> {
    let row = tx.row(AWAY_UNTIL, &args![org, person, at]).await?;
    row.map_or(Ok(None), |row| row.get("until_at"))
}

fn read(row: &Row) -> Result<AbsenceRow, StoreFault> {
    Ok(AbsenceRow {
        absence: row.get("absence")?,
        person: row.get("person")?,
        kind: row.get("kind")?,
        from: row.get("from_at")?,
        until: row.get("until_at")?,
        note: row.get("note")?,
    })
}

const INSERT: &str = "
    INSERT INTO absence (org, absence, person, kind, from_at, until_at, note)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT DO NOTHING";

const FIND: &str = "
    SELECT absence, person, kind, from_at, until_at, note
      FROM absence
     WHERE org = $1 AND absence = $2";

const DELETE: &str = "DELETE FROM absence WHERE org = $1 AND absence = $2";

const LIST: &str = "
    SELECT a.absence, a.person, a.kind, a.from_at, a.until_at, a.note
      FROM absence a
      JOIN person p ON p.org = a.org AND p.person = a.person
     WHERE a.org = $1 AND ($2 IS NULL OR p.station = $2)
       AND a.until_at > $3 AND a.from_at < $4
     ORDER BY a.from_at, a.absence
     LIMIT $5";

const AWAY_UNTIL: &str = "
    SELECT MAX(until_at) AS until_at
      FROM absence
     WHERE org = $1 AND person = $2 AND from_at <= $3 AND until_at > $3";
