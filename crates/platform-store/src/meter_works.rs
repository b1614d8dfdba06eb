//! What was done at meters, each work once, with its frames.

use serde_json::Value as Json;
use vocabulary::{
    AuthorisationId, CommAddress, Digest, Instant, MeterCommand, MeterOutcome, MeterWorkId,
    OrderId, OrganisationId, PersonId, StationId, TerminalId,
};

use crate::{Row, StoreFault, Tx, args};

/// A work as it lies in its row.
#[derive(Debug, Clone, PartialEq)]
pub struct MeterWorkRow {
    pub work: MeterWorkId,
    pub authorisation: Option<AuthorisationId>,
    pub order: Option<OrderId>,
    /// Who answered; none if nobody did.
    pub comm_address: Option<CommAddress>,
    pub command: MeterCommand,
    pub outcome: MeterOutcome,
    pub person: PersonId,
    pub terminal: TerminalId,
    pub started_at: Instant,
    pub received_at: Instant,
    /// Of the record; none where it was kept before chains were.
    pub digest: Option<Digest>,
    /// Of the record before it on its terminal's journal; none of a journal's first.
    pub previous: Option<Digest>,
    /// The record as the terminal sent it.
    pub body: Json,
}

/// Keeps a work; `false` when it was kept before.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: &MeterWorkRow,
) -> Result<bool, StoreFault> {
    let row = args![
        org,
        work.work,
        work.authorisation,
        work.order,
        work.comm_address.as_ref().map(CommAddress::as_str),
        work.command,
        work.outcome,
        work.person,
        work.terminal,
        work.started_at,
        work.received_at,
        work.digest,
        work.previous,
        &work.body,
    ];
    Ok(tx.execute(INSERT, &row).await? == 1)
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: MeterWorkId,
) -> Result<Option<MeterWorkRow>, StoreFault> {
    let row = tx.row(FIND, &args![org, work]).await?;
    row.as_ref().map(read).transpose()
}

/// Whether a work is kept.
///
/// # Errors
/// When the database refuses.
pub async fn is_kept(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: MeterWorkId,
) -> Result<bool, StoreFault> {
    Ok(tx.row(IS_KEPT, &args![org, work]).await?.is_some())
}

/// The work of a terminal whose record has that digest.
///
/// # Errors
/// When the database refuses.
pub async fn with_digest(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    terminal: TerminalId,
    digest: Digest,
) -> Result<Option<MeterWorkId>, StoreFault> {
    let row = tx.row(WITH_DIGEST, &args![org, terminal, digest]).await?;
    row.map(|row| row.get("work")).transpose()
}

/// Another work of the same terminal that names the same record before it.
///
/// # Errors
/// When the database refuses.
pub async fn beside(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: &MeterWorkRow,
) -> Result<Option<MeterWorkId>, StoreFault> {
    let row = match work.previous {
        Some(previous) => tx.row(BESIDE, &args![org, work.terminal, work.work, previous]).await?,
        None => tx.row(ANOTHER_FIRST, &args![org, work.terminal, work.work]).await?,
    };
    row.map(|row| row.get("work")).transpose()
}

/// Puts a kept work into its terminal's chain: it may follow on a record that has not come, beside another one, or be the
/// one that later records wait for.
///
/// # Errors
/// When the database refuses.
pub async fn link(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: &MeterWorkRow,
) -> Result<(), StoreFault> {
    if let Some(digest) = work.digest {
        tx.execute(CLOSE_GAP, &args![org, work.terminal, digest]).await?;
    }
    if beside(tx, org, work).await?.is_some() {
        return match work.previous {
            Some(previous) => tx.execute(FORK, &args![org, work.terminal, previous]).await,
            None => tx.execute(FORK_FIRSTS, &args![org, work.terminal]).await,
        }
        .map(|_| ());
    }
    if let Some(previous) = work.previous
        && with_digest(tx, org, work.terminal, previous).await?.is_none()
    {
        tx.execute(OPEN_GAP, &args![org, work.work]).await?;
    }
    Ok(())
}

/// Writes that something is odd about a work, by its word; each word once.
///
/// # Errors
/// When the database refuses.
pub async fn mark_odd(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: MeterWorkId,
    oddity: &str,
) -> Result<(), StoreFault> {
    tx.execute(MARK_ODD, &args![org, work, oddity]).await.map(|_| ())
}

/// Writes whether nobody knows yet what became of a work.
///
/// # Errors
/// When the database refuses.
pub async fn set_unverified(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: MeterWorkId,
    unverified: bool,
) -> Result<(), StoreFault> {
    let unverified = i64::from(unverified);
    tx.execute(SET_UNVERIFIED, &args![org, work, unverified]).await.map(|_| ())
}

/// Lets a work be a station's: its order is the station's, or whoever did it.
///
/// # Errors
/// When the database refuses.
pub async fn concern(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: &MeterWorkRow,
    station: StationId,
) -> Result<(), StoreFault> {
    tx.execute(CONCERN, &args![org, station, work.started_at, work.work]).await.map(|_| ())
}

/// Lets the works of an order be those of the station that the order belongs to now, too.
///
/// # Errors
/// When the database refuses.
pub async fn follow(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
    station: StationId,
) -> Result<(), StoreFault> {
    tx.execute(FOLLOW, &args![org, order, station]).await.map(|_| ())
}

/// Whether a work is a station's.
///
/// # Errors
/// When the database refuses.
pub async fn concerns(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: &MeterWorkRow,
    station: StationId,
) -> Result<bool, StoreFault> {
    let place = args![org, station, work.started_at, work.work];
    Ok(tx.row(CONCERNS, &place).await?.is_some())
}

/// The works at one meter by which something of it was read or changed, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn telling_at_meter(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    comm_address: &CommAddress,
    limit: u32,
) -> Result<Vec<MeterWorkRow>, StoreFault> {
    let rows = tx.rows(TELLING, &args![org, comm_address.as_str(), limit]).await?;
    rows.iter().map(read).collect()
}

/// The works at one meter since then, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn at_meter(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    comm_address: &CommAddress,
    since: Instant,
    limit: u32,
) -> Result<Vec<MeterWorkRow>, StoreFault> {
    let rows = tx.rows(AT_METER, &args![org, comm_address.as_str(), since, limit]).await?;
    rows.iter().map(read).collect()
}

/// The works for one order, the first first.
///
/// # Errors
/// When the database refuses.
pub async fn of_order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
    limit: u32,
) -> Result<Vec<MeterWorkRow>, StoreFault> {
    let rows = tx.rows(OF_ORDER, &args![org, order, limit]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<MeterWorkRow, StoreFault> {
    let bad = |_| StoreFault::BadRow { table: "meter_work", column: "comm_address" };
    let comm_address: Option<String> = row.get("comm_address")?;
    Ok(MeterWorkRow {
        work: row.get("work")?,
        authorisation: row.get("authorisation")?,
        order: row.get("work_order")?,
        comm_address: comm_address.map(|address| address.parse()).transpose().map_err(bad)?,
        command: row.get("command")?,
        outcome: row.get("outcome")?,
        person: row.get("person")?,
        terminal: row.get("terminal")?,
        started_at: row.get("started_at")?,
        received_at: row.get("received_at")?,
        digest: row.get("digest")?,
        previous: row.get("previous")?,
        body: row.get("body")?,
    })
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
    SELECT work, authorisation, work_order, comm_address, command, outcome, person, terminal,
           started_at, received_at, digest, previous, body
      FROM meter_work
     ",
            $rest
        )
    };
}

const INSERT: &str = "
    INSERT INTO meter_work
           (org, work, authorisation, work_order, comm_address, command, outcome, person, terminal,
            started_at, received_at, digest, previous, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT DO NOTHING";

const FIND: &str = select!("WHERE org = $1 AND work = $2");

const IS_KEPT: &str = "SELECT work FROM meter_work WHERE org = $1 AND work = $2";

const WITH_DIGEST: &str = "
    SELECT work FROM meter_work WHERE org = $1 AND terminal = $2 AND digest = $3";

const BESIDE: &str = "
    SELECT work
      FROM meter_work
     WHERE org = $1 AND terminal = $2 AND work <> $3 AND previous = $4
     LIMIT 1";

const ANOTHER_FIRST: &str = "
    SELECT work
      FROM meter_work
     WHERE org = $1 AND terminal = $2 AND work <> $3 AND previous IS NULL AND digest IS NOT NULL
     LIMIT 1";

const CLOSE_GAP: &str = "
    UPDATE meter_work
       SET chain = 'whole'
     WHERE org = $1 AND terminal = $2 AND previous = $3 AND chain = 'gap'";

const OPEN_GAP: &str = "UPDATE meter_work SET chain = 'gap' WHERE org = $1 AND work = $2";

const FORK: &str = "
    UPDATE meter_work
       SET chain = 'fork'
     WHERE org = $1 AND terminal = $2 AND previous = $3";

const FORK_FIRSTS: &str = "
    UPDATE meter_work
       SET chain = 'fork'
     WHERE org = $1 AND terminal = $2 AND previous IS NULL AND digest IS NOT NULL";

const MARK_ODD: &str = "
    UPDATE meter_work
       SET odd = 1, oddities = TRIM(oddities || ' ' || $3)
     WHERE org = $1 AND work = $2
       AND REPLACE(' ' || oddities || ' ', ' ' || $3 || ' ', '') = ' ' || oddities || ' '";

const SET_UNVERIFIED: &str = "
    UPDATE meter_work
       SET unverified = $3
     WHERE org = $1 AND work = $2 AND unverified <> $3";

const CONCERN: &str = "
    INSERT INTO meter_work_station (org, station, started_at, work)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING";

const FOLLOW: &str = "
    INSERT INTO meter_work_station (org, station, started_at, work)
    SELECT org, $3, started_at, work
      FROM meter_work
     WHERE org = $1 AND work_order = $2
    ON CONFLICT DO NOTHING";

const CONCERNS: &str = "
    SELECT work
      FROM meter_work_station
     WHERE org = $1 AND station = $2 AND started_at = $3 AND work = $4";

/// Looks that nobody answered are refused: however many there are, they hide nothing.
const TELLING: &str = select!(
    "WHERE org = $1 AND comm_address = $2 AND outcome <> 'refused'
     ORDER BY started_at DESC, work DESC
     LIMIT $3"
);

const AT_METER: &str = select!(
    "WHERE org = $1 AND comm_address = $2 AND started_at >= $3
     ORDER BY started_at DESC, work DESC
     LIMIT $4"
);

const OF_ORDER: &str = select!(
    "WHERE org = $1 AND work_order = $2
     ORDER BY started_at, work
     LIMIT $3"
);
