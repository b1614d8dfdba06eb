//! Process versions: immutable bundles by their hash, and which one new orders start with.

use serde_json::Value as Json;
use vocabulary::{Digest, Instant, OrganisationId, PersonId};

use crate::{Row, StoreFault, Tx, args, housekeeping};

/// A deployed process version.
#[derive(Debug, Clone)]
pub struct BundleRow {
    pub hash: Digest,
    pub process: String,
    /// Counts the versions of the process.
    pub version: u32,
    /// Path to text of each file.
    pub files: Json,
    pub deployed_by: PersonId,
    pub deployed_at: Instant,
}

/// Deploys a version; `false` when it was there before.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    bundle: &BundleRow,
) -> Result<bool, StoreFault> {
    let row = args![
        org,
        bundle.hash,
        &bundle.process,
        bundle.version,
        &bundle.files,
        bundle.deployed_by,
        bundle.deployed_at,
    ];
    Ok(tx.execute(INSERT, &row).await? == 1)
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    hash: Digest,
) -> Result<Option<BundleRow>, StoreFault> {
    let row = tx.row(FIND, &args![org, hash]).await?;
    row.as_ref().map(read).transpose()
}

/// The number that the next version of a process gets. Who deploys at the same time waits here, so that no two versions
/// share one.
///
/// # Errors
/// When the database refuses.
pub async fn next_version(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    process: &str,
) -> Result<u32, StoreFault> {
    let version = housekeeping::allocate(tx, org, &format!("version of {process}")).await?;
    u32::try_from(version).map_err(|_| StoreFault::BadRow { table: "allocator", column: "next" })
}

/// # Errors
/// When the database refuses.
pub async fn activate(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    process: &str,
    hash: Digest,
) -> Result<(), StoreFault> {
    tx.execute(ACTIVATE, &args![org, process, hash]).await.map(|_| ())
}

/// The version that new orders of a process start with.
///
/// # Errors
/// When the database refuses.
pub async fn active(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    process: &str,
) -> Result<Option<Digest>, StoreFault> {
    let row = tx.row(ACTIVE, &args![org, process]).await?;
    row.map(|row| row.get("active")).transpose()
}

/// All versions, newest first, without their files; the flag says which is active.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    limit: u32,
) -> Result<Vec<(BundleRow, bool)>, StoreFault> {
    let rows = tx.rows(LIST, &args![org, limit]).await?;
    rows.iter().map(|row| Ok((read(row)?, row.get::<i64>("is_active")? != 0))).collect()
}

fn read(row: &Row) -> Result<BundleRow, StoreFault> {
    Ok(BundleRow {
        hash: row.get("hash")?,
        process: row.get("process")?,
        version: row.get("version")?,
        files: row.get("files")?,
        deployed_by: row.get("deployed_by")?,
        deployed_at: row.get("deployed_at")?,
    })
}

const INSERT: &str = "
    INSERT INTO bundle (org, hash, process, version, files, deployed_by, deployed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (org, hash) DO NOTHING";

const FIND: &str = "
    SELECT hash, process, version, files, deployed_by, deployed_at
      FROM bundle
     WHERE org = $1 AND hash = $2";

const ACTIVATE: &str = "
    INSERT INTO process (org, process, active)
    VALUES ($1, $2, $3)
    ON CONFLICT (org, process) DO UPDATE SET active = EXCLUDED.active";

const ACTIVE: &str = "SELECT active FROM process WHERE org = $1 AND process = $2";

const LIST: &str = "
    SELECT b.hash, b.process, b.version, '{}' AS files, b.deployed_by, b.deployed_at,
           CAST(CASE WHEN p.active = b.hash THEN 1 ELSE 0 END AS BIGINT) AS is_active
      FROM bundle b
      LEFT JOIN process p ON p.org = b.org AND p.process = b.process
     WHERE b.org = $1
     ORDER BY b.deployed_at DESC, b.process, b.version DESC
     LIMIT $2";
