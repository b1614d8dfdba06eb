//! Leave to give one meter one command once, from the request to the work that came back for it.

use serde_json::Value as Json;
use sync::{AuthorisationState, TargetMeter};
use vocabulary::{
    AssetNo, AuthorisationId, CommAddress, Instant, MeterCommand, MeterWorkId, OrderId, OrderNo,
    OrganisationId, PersonId, StageId, StationId, UnitSerial,
};

use crate::{ListPlace, Row, StoreFault, Tx, args};

/// An authorisation as it lies in its row.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthorisationRow {
    pub authorisation: AuthorisationId,
    pub order: OrderId,
    pub order_no: OrderNo,
    pub stage: StageId,
    pub station: Option<StationId>,
    pub meter: TargetMeter,
    pub command: MeterCommand,
    pub parameter: Option<Json>,
    /// What the parameter was when its executor read it.
    pub present: Option<Json>,
    pub executor: PersonId,
    pub requested_at: Instant,
    pub state: AuthorisationState,
    pub rev: u64,
    pub approver: Option<PersonId>,
    pub decided_at: Option<Instant>,
    pub reason: Option<String>,
    pub not_before: Instant,
    pub not_after: Instant,
    /// The signed form, once it was given out: the same however often it is asked for.
    pub signed: Option<Json>,
    pub released_at: Option<Instant>,
    /// The work at the meter that came back for it.
    pub work: Option<MeterWorkId>,
    /// The security unit that it was asked for: where the signed form travels, its material is for this one.
    pub unit: Option<UnitSerial>,
    /// The security unit that its material was made for when it was released.
    pub released_to: Option<UnitSerial>,
}

/// Keeps a request; `false` when it was kept before.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    row: &AuthorisationRow,
) -> Result<bool, StoreFault> {
    Ok(tx.execute(INSERT, &arguments(org, row)).await? == 1)
}

/// Writes what has become of it, guarded by the revision that was read.
///
/// # Errors
/// [`StoreFault::LostGuard`] when somebody else was faster.
pub async fn update(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: &AuthorisationRow,
    after: &AuthorisationRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        before.authorisation,
        before.rev,
        after.state,
        after.rev,
        after.approver,
        after.decided_at,
        after.reason.clone(),
        after.not_before,
        after.not_after,
        after.signed.as_ref().map(Json::to_string),
        after.released_at,
        after.work,
        text(after.released_to),
    ];
    tx.execute_guarded(UPDATE, &row).await
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    authorisation: AuthorisationId,
) -> Result<Option<AuthorisationRow>, StoreFault> {
    let row = tx.row(FIND, &args![org, authorisation]).await?;
    row.as_ref().map(read).transpose()
}

/// Those in a state, of a station or of all, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn in_state(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    state: AuthorisationState,
    station: Option<StationId>,
    after: ListPlace,
    limit: u32,
) -> Result<Vec<AuthorisationRow>, StoreFault> {
    let rows = tx.rows(IN_STATE, &args![org, state, after.at, after.id, limit, station]).await?;
    rows.iter().map(read).collect()
}

/// Those of an order, in the order in which they were asked for.
///
/// # Errors
/// When the database refuses.
pub async fn of_order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
) -> Result<Vec<AuthorisationRow>, StoreFault> {
    let rows = tx.rows(OF_ORDER, &args![org, order, OF_ORDER_MAX]).await?;
    rows.iter().map(read).collect()
}

/// Those that somebody has or had for a meter, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_meter(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    comm_address: &CommAddress,
    executor: PersonId,
) -> Result<Vec<AuthorisationRow>, StoreFault> {
    let asked = args![org, comm_address.as_str(), executor, OF_METER_MAX];
    tx.rows(OF_METER, &asked).await?.iter().map(read).collect()
}

/// Those that are not over and whose time has passed.
///
/// # Errors
/// When the database refuses.
pub async fn run_out(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    now: Instant,
    limit: u32,
) -> Result<Vec<AuthorisationRow>, StoreFault> {
    let rows = tx.rows(RUN_OUT, &args![org, now, limit]).await?;
    rows.iter().map(read).collect()
}

/// The last leave for a meter that went out and of which nobody has told what became.
///
/// # Errors
/// When the database refuses.
pub async fn unreported(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    meter: &CommAddress,
) -> Result<Option<AuthorisationRow>, StoreFault> {
    let row = tx.row(UNREPORTED, &args![org, meter.as_str()]).await?;
    row.as_ref().map(read).transpose()
}

fn arguments(org: OrganisationId, row: &AuthorisationRow) -> Vec<crate::Value> {
    args![
        org,
        row.authorisation,
        row.order,
        row.order_no.as_str(),
        row.stage,
        row.station,
        row.meter.comm_address.as_str(),
        row.meter.meter_no.as_str(),
        row.meter.asset_no.as_ref().map(AssetNo::as_str),
        row.command,
        row.parameter.as_ref().map(Json::to_string),
        row.executor,
        row.requested_at,
        row.state,
        row.rev,
        row.approver,
        row.decided_at,
        row.reason.clone(),
        row.not_before,
        row.not_after,
        row.signed.as_ref().map(Json::to_string),
        row.released_at,
        row.work,
        text(row.unit),
        text(row.released_to),
        row.present.as_ref().map(Json::to_string),
    ]
    .to_vec()
}

fn text(unit: Option<UnitSerial>) -> Option<String> {
    unit.map(|unit| unit.to_string())
}

fn read(row: &Row) -> Result<AuthorisationRow, StoreFault> {
    let bad = |column| move |_| StoreFault::BadRow { table: "authorisation", column };
    let bad_unit = |column| move |_| StoreFault::BadRow { table: "authorisation", column };
    let asset_no: Option<String> = row.get("asset_no")?;
    let (unit, released_to): (Option<String>, Option<String>) =
        (row.get("unit")?, row.get("released_to")?);
    Ok(AuthorisationRow {
        authorisation: row.get("authorisation")?,
        order: row.get("work_order")?,
        order_no: row.get::<String>("order_no")?.parse().map_err(bad("order_no"))?,
        stage: row.get("stage")?,
        station: row.get("station")?,
        meter: TargetMeter {
            comm_address: row
                .get::<String>("comm_address")?
                .parse()
                .map_err(bad("comm_address"))?,
            meter_no: row.get::<String>("meter_no")?.parse().map_err(bad("meter_no"))?,
            asset_no: asset_no.map(|no| no.parse()).transpose().map_err(bad("asset_no"))?,
        },
        command: row.get("command")?,
        parameter: row.get("parameter")?,
        present: row.get("present")?,
        executor: row.get("executor")?,
        requested_at: row.get("requested_at")?,
        state: row.get("state")?,
        rev: row.get("rev")?,
        approver: row.get("approver")?,
        decided_at: row.get("decided_at")?,
        reason: row.get("reason")?,
        not_before: row.get("not_before")?,
        not_after: row.get("not_after")?,
        signed: row.get("signed")?,
        released_at: row.get("released_at")?,
        work: row.get("work")?,
        unit: unit.map(|unit| unit.parse()).transpose().map_err(bad_unit("unit"))?,
        released_to: released_to
            .map(|unit| unit.parse())
            .transpose()
            .map_err(bad_unit("released_to"))?,
    })
}

/// Nobody asks more often for leave on one order.
const OF_ORDER_MAX: u32 = 200;
/// More than one worker has of one meter in his orders in hand.
const OF_METER_MAX: u32 = 50;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
    SELECT authorisation, work_order, order_no, stage, station, comm_address, meter_no, asset_no,
           command, parameter, executor, requested_at, state, rev, approver, decided_at, reason,
           not_before, not_after, signed, released_at, work, unit, released_to, present
      FROM authorisation
     ",
            $rest
        )
    };
}

const INSERT: &str = "
    INSERT INTO authorisation
           (org, authorisation, work_order, order_no, stage, station, comm_address, meter_no,
            asset_no, command, parameter, executor, requested_at, state, rev, approver, decided_at,
            reason, not_before, not_after, signed, released_at, work, unit, released_to,
            present)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
            $20, $21, $22, $23, $24, $25, $26)
    ON CONFLICT DO NOTHING";

const UPDATE: &str = "
    UPDATE authorisation
       SET state = $4, rev = $5, approver = $6, decided_at = $7, reason = $8, not_before = $9,
           not_after = $10, signed = $11, released_at = $12, work = $13, released_to = $14
     WHERE org = $1 AND authorisation = $2 AND rev = $3";

const FIND: &str = select!("WHERE org = $1 AND authorisation = $2");

const IN_STATE: &str = select!(
    "WHERE org = $1 AND state = $2 AND (requested_at, authorisation) < ($3, $4)
       AND ($6 IS NULL OR station = $6)
     ORDER BY requested_at DESC, authorisation DESC
     LIMIT $5"
);

const OF_ORDER: &str = select!(
    "WHERE org = $1 AND work_order = $2
     ORDER BY requested_at, authorisation
     LIMIT $3"
);

const OF_METER: &str = select!(
    "WHERE org = $1 AND comm_address = $2 AND executor = $3
     ORDER BY requested_at DESC, authorisation DESC
     LIMIT $4"
);

const UNREPORTED: &str = select!(
    "WHERE org = $1 AND state = 'released' AND comm_address = $2
     ORDER BY released_at DESC, authorisation DESC
     LIMIT 1"
);

const RUN_OUT: &str = select!(
    "WHERE org = $1 AND state IN ('requested', 'approved') AND not_after <= $2
     ORDER BY requested_at, authorisation
     LIMIT $3"
);
