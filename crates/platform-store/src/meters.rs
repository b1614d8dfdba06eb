//! Meters as the acquisition system knows them, and the times in which nobody's supply is stopped.

use vocabulary::{
    AssetNo, CommAddress, CustomerNo, Instant, MeterNo, OrganisationId, StationId, StopBanId,
};

use crate::{Row, StoreFault, Tx, args};

/// A meter as it lies in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterRow {
    pub comm_address: CommAddress,
    /// What its keys are diversified by (表号).
    pub meter_no: MeterNo,
    pub asset_no: Option<AssetNo>,
    /// `dlt645`, `dlt698` or `unknown`.
    pub protocol: String,
    pub phases: u32,
    pub customer_no: Option<CustomerNo>,
    pub area_code: Option<String>,
    /// `unknown`, `public`, `private` or `half_updated`.
    pub keys: String,
    /// When a terminal or the acquisition system last said how the keys stand.
    pub keys_told_at: Option<Instant>,
    /// Counts the acquisition system's changes: an older one never replaces a newer one.
    pub revision: u64,
    pub received_at: Instant,
}

/// Writes a meter unless its row is as new; `false` if it is. What a terminal has said of its keys since stays.
///
/// # Errors
/// When the database refuses.
pub async fn put(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    meter: &MeterRow,
) -> Result<bool, StoreFault> {
    let row = args![
        org,
        meter.comm_address.as_str(),
        meter.meter_no.as_str(),
        meter.asset_no.as_ref().map(AssetNo::as_str),
        &meter.protocol,
        meter.phases,
        meter.customer_no.as_ref().map(CustomerNo::as_str),
        meter.area_code.clone(),
        &meter.keys,
        meter.keys_told_at,
        meter.revision,
        meter.received_at,
    ];
    Ok(tx.execute(PUT, &row).await? == 1)
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    comm_address: &CommAddress,
) -> Result<Option<MeterRow>, StoreFault> {
    let row = tx.row(FIND, &args![org, comm_address.as_str()]).await?;
    row.as_ref().map(read).transpose()
}

/// Meters by their address, those whose keys stand so or all, of one station or of all.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    keys: Option<&str>,
    after: &str,
    limit: u32,
) -> Result<Vec<MeterRow>, StoreFault> {
    let rows = match (station, keys) {
        (Some(station), _) => {
            tx.rows(LIST_OF_STATION, &args![org, after, limit, keys, station]).await?
        }
        (None, Some(keys)) => tx.rows(LIST_BY_KEYS, &args![org, after, limit, keys]).await?,
        (None, None) => tx.rows(LIST, &args![org, after, limit]).await?,
    };
    rows.iter().map(read).collect()
}

/// Writes how the keys of a meter stand, unless something newer is known; `false` if it is, or the meter is not.
///
/// # Errors
/// When the database refuses.
pub async fn tell_keys(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    comm_address: &CommAddress,
    keys: &str,
    at: Instant,
) -> Result<bool, StoreFault> {
    let row = args![org, comm_address.as_str(), keys, at];
    Ok(tx.execute(TELL_KEYS, &row).await? == 1)
}

/// A time in which nobody's supply is stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopBanRow {
    pub ban: StopBanId,
    /// None for the whole company.
    pub station: Option<StationId>,
    pub from: Instant,
    pub until: Instant,
    pub reason: String,
}

/// # Errors
/// When the database refuses.
pub async fn announce_ban(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    ban: &StopBanRow,
) -> Result<(), StoreFault> {
    let row = args![org, ban.ban, ban.station, ban.from, ban.until, &ban.reason];
    tx.execute(ANNOUNCE, &row).await.map(|_| ())
}

/// Ends a ban at an instant; `false` when there is none, or it is over.
///
/// # Errors
/// When the database refuses.
pub async fn lift_ban(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    ban: StopBanId,
    at: Instant,
) -> Result<bool, StoreFault> {
    Ok(tx.execute(LIFT, &args![org, ban, at]).await? == 1)
}

/// Bans that are not over, those of a station and of the company, or all; the first to begin first.
///
/// # Errors
/// When the database refuses.
pub async fn bans(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    at: Instant,
) -> Result<Vec<StopBanRow>, StoreFault> {
    let rows = tx.rows(BANS, &args![org, station, at]).await?;
    let read = |row: &Row| {
        Ok(StopBanRow {
            ban: row.get("ban")?,
            station: row.get("station")?,
            from: row.get("from_at")?,
            until: row.get("until_at")?,
            reason: row.get("reason")?,
        })
    };
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<MeterRow, StoreFault> {
    let bad = |column| move |_| StoreFault::BadRow { table: "meter", column };
    let asset_no: Option<String> = row.get("asset_no")?;
    let customer_no: Option<String> = row.get("customer_no")?;
    Ok(MeterRow {
        comm_address: row.get::<String>("comm_address")?.parse().map_err(bad("comm_address"))?,
        meter_no: row.get::<String>("meter_no")?.parse().map_err(bad("meter_no"))?,
        asset_no: asset_no.map(|no| no.parse()).transpose().map_err(bad("asset_no"))?,
        protocol: row.get("protocol")?,
        phases: row.get("phases")?,
        customer_no: customer_no.map(|no| no.parse()).transpose().map_err(bad("customer_no"))?,
        area_code: row.get("area_code")?,
        keys: row.get("keys")?,
        keys_told_at: row.get("keys_told_at")?,
        revision: row.get("revision")?,
        received_at: row.get("received_at")?,
    })
}

const PUT: &str = "
    INSERT INTO meter
           (org, comm_address, meter_no, asset_no, protocol, phases, customer_no, area_code, keys,
            keys_told_at, revision, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (org, comm_address) DO UPDATE
       SET meter_no = EXCLUDED.meter_no, asset_no = EXCLUDED.asset_no, protocol = EXCLUDED.protocol,
           phases = EXCLUDED.phases, customer_no = EXCLUDED.customer_no,
           area_code = EXCLUDED.area_code, revision = EXCLUDED.revision,
           received_at = EXCLUDED.received_at
     WHERE meter.revision < EXCLUDED.revision";

const FIND: &str = "
    SELECT comm_address, meter_no, asset_no, protocol, phases, customer_no, area_code, keys,
           keys_told_at, revision, received_at
      FROM meter
     WHERE org = $1 AND comm_address = $2";

const LIST: &str = "
    SELECT comm_address, meter_no, asset_no, protocol, phases, customer_no, area_code, keys,
           keys_told_at, revision, received_at
      FROM meter
     WHERE org = $1 AND comm_address > $2
     ORDER BY comm_address
     LIMIT $3";

const LIST_BY_KEYS: &str = "
    SELECT comm_address, meter_no, asset_no, protocol, phases, customer_no, area_code, keys,
           keys_told_at, revision, received_at
      FROM meter
     WHERE org = $1 AND keys = $4 AND comm_address > $2
     ORDER BY comm_address
     LIMIT $3";

/// From the station's areas to their meters, and then sorted: they are some ten thousand of ten million.
const LIST_OF_STATION: &str = "
    SELECT m.comm_address, m.meter_no, m.asset_no, m.protocol, m.phases, m.customer_no, m.area_code,
           m.keys, m.keys_told_at, m.revision, m.received_at
      FROM grid_cell g
     CROSS JOIN transformer_area a
     CROSS JOIN meter m
     WHERE g.org = $1 AND g.station = $5
       AND a.org = $1 AND a.grid = g.grid
       AND m.org = $1 AND m.area_code = a.code AND m.comm_address > $2
       AND ($4 IS NULL OR m.keys = $4)
     ORDER BY m.comm_address
     LIMIT $3";

const TELL_KEYS: &str = "
    UPDATE meter
       SET keys = $3, keys_told_at = $4
     WHERE org = $1 AND comm_address = $2 AND (keys_told_at IS NULL OR keys_told_at <= $4)";

const ANNOUNCE: &str = "
    INSERT INTO stop_ban (org, ban, station, from_at, until_at, reason)
    VALUES ($1, $2, $3, $4, $5, $6)";

const LIFT: &str = "
    UPDATE stop_ban
       SET until_at = $3
     WHERE org = $1 AND ban = $2 AND until_at > $3";

const BANS: &str = "
    SELECT ban, station, from_at, until_at, reason
      FROM stop_ban
     WHERE org = $1 AND until_at > $3 AND ($2 IS NULL OR station IS NULL OR station = $2)
     ORDER BY from_at, ban
     LIMIT 200";
