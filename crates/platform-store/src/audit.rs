//! Hash chains: who did what, when, on whose authority; one chain per order, terminal, card, account.
//!
//! An entry's hash covers the hash before it, its place, time, kind, actor and the digest of its body. The body itself
//! can be erased when the law asks for it; the chain still verifies.

use serde_json::Value as Json;
use vocabulary::{CorrelationId, Digest, Instant, OrganisationId, digest_of_json};

use crate::{Row, StoreFault, Tx, args};

/// Something worth proving later.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When it happened.
    pub at: Instant,
    /// When the platform heard of it.
    pub received_at: Instant,
    pub kind: String,
    /// Whose doing: a person, a terminal, a neighbour, the platform itself.
    pub actor: String,
    pub correlation: CorrelationId,
    pub body: Json,
}

/// The end of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEnd {
    pub n: u64,
    pub hash: Digest,
}

impl Default for ChainEnd {
    /// Before the first entry.
    fn default() -> Self {
        Self { n: 0, hash: Digest::from_bytes([0; 32]) }
    }
}

/// An entry as it stands in its chain.
#[derive(Debug, Clone)]
pub struct ChainedEntry {
    pub n: u64,
    pub at: Instant,
    pub received_at: Instant,
    pub kind: String,
    pub actor: String,
    pub correlation: CorrelationId,
    /// `None` once erased.
    pub body: Option<Json>,
    pub digest: Digest,
    pub hash: Digest,
}

/// Appends an entry to a chain.
///
/// # Errors
/// When the database refuses, or somebody else appended first.
pub async fn append(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    chain: &str,
    entry: &Entry,
) -> Result<(), StoreFault> {
    let end = match tx.row(READ_HEAD, &args![org, chain]).await? {
        Some(row) => ChainEnd { n: row.get("n")?, hash: row.get("hash")? },
        None => ChainEnd::default(),
    };
    let digest = digest_of_json(&entry.body)
        .map_err(|_| StoreFault::BadRow { table: "audit_entry", column: "body" })?;
    let n = end.n + 1;
    let hash = link(end.hash, n, entry.at, &entry.kind, &entry.actor, digest);
    let row = args![
        org,
        chain,
        n,
        entry.at,
        entry.received_at,
        &entry.kind,
        &entry.actor,
        entry.correlation,
        &entry.body,
        digest,
        hash,
    ];
    // The head first: who appends to the same chain at the same time waits here and then runs again.
    tx.execute_guarded(WRITE_HEAD, &args![org, chain, n, hash, entry.received_at]).await?;
    tx.execute(INSERT_ENTRY, &row).await.map(|_| ())
}

/// A chain's entries after `after_n`, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn entries(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    chain: &str,
    after_n: u64,
    limit: u32,
) -> Result<Vec<ChainedEntry>, StoreFault> {
    let rows = tx.rows(READ_ENTRIES, &args![org, chain, after_n, limit]).await?;
    rows.iter().map(read_entry).collect()
}

fn read_entry(row: &Row) -> Result<ChainedEntry, StoreFault> {
    Ok(ChainedEntry {
        n: row.get("n")?,
        at: row.get("at")?,
        received_at: row.get("received_at")?,
        kind: row.get("kind")?,
        actor: row.get("actor")?,
        correlation: row.get("correlation")?,
        body: row.get("body")?,
        digest: row.get("digest")?,
        hash: row.get("hash")?,
    })
}

/// The ends of all chains, in the order of their names.
///
/// # Errors
/// When the database refuses.
pub async fn heads(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    after_chain: &str,
    limit: u32,
) -> Result<Vec<(String, Digest)>, StoreFault> {
    let rows = tx.rows(READ_HEADS, &args![org, after_chain, limit]).await?;
    rows.iter().map(|row| Ok((row.get("chain")?, row.get("hash")?))).collect()
}

/// When any chain last grew.
///
/// # Errors
/// When the database refuses.
pub async fn last_change(
    tx: &mut Tx<'_>,
    org: OrganisationId,
) -> Result<Option<Instant>, StoreFault> {
    let row = tx.row(READ_LAST_CHANGE, &args![org]).await?;
    row.map_or(Ok(None), |row| row.get("changed_at"))
}

/// A signed root over the ends of all chains.
#[derive(Debug, Clone)]
pub struct Root {
    pub at: Instant,
    pub chains: u64,
    pub root: Digest,
    pub signature: Vec<u8>,
}

/// # Errors
/// When the database refuses.
pub async fn put_root(tx: &mut Tx<'_>, org: OrganisationId, root: &Root) -> Result<(), StoreFault> {
    let row = args![org, root.at, root.chains, root.root, root.signature.clone()];
    tx.execute(INSERT_ROOT, &row).await.map(|_| ())
}

/// The newest signed root.
///
/// # Errors
/// When the database refuses.
pub async fn newest_root(tx: &mut Tx<'_>, org: OrganisationId) -> Result<Option<Root>, StoreFault> {
    let Some(row) = tx.row(READ_NEWEST_ROOT, &args![org]).await? else { return Ok(None) };
    Ok(Some(Root {
        at: row.get("at")?,
        chains: row.get("chains")?,
        root: row.get("root")?,
        signature: row.get("signature")?,
    }))
}

/// Whether the entries follow each other unbroken, beginning after `end`.
#[must_use]
pub fn verifies(mut end: ChainEnd, entries: &[ChainedEntry]) -> bool {
    for entry in entries {
        let told = entry
            .body
            .as_ref()
            .is_none_or(|body| digest_of_json(body).is_ok_and(|digest| digest == entry.digest));
        let n = end.n + 1;
        let hash = link(end.hash, n, entry.at, &entry.kind, &entry.actor, entry.digest);
        if !told || entry.n != n || entry.hash != hash {
            return false;
        }
        end = ChainEnd { n, hash };
    }
    true
}

fn link(before: Digest, n: u64, at: Instant, kind: &str, actor: &str, body: Digest) -> Digest {
    Digest::of(format!("{before}\n{n}\n{}\n{kind}\n{actor}\n{body}", at.micros()).as_bytes())
}

const INSERT_ENTRY: &str = "
    INSERT INTO audit_entry
           (org, chain, n, at, received_at, kind, actor, correlation, body, digest, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const READ_HEAD: &str = "SELECT n, hash FROM audit_head WHERE org = $1 AND chain = $2";

const WRITE_HEAD: &str = "
    INSERT INTO audit_head (org, chain, n, hash, changed_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (org, chain) DO UPDATE
       SET n = EXCLUDED.n, hash = EXCLUDED.hash, changed_at = EXCLUDED.changed_at
     WHERE audit_head.n = EXCLUDED.n - 1";

const READ_ENTRIES: &str = "
    SELECT n, at, received_at, kind, actor, correlation, body, digest, hash
      FROM audit_entry
     WHERE org = $1 AND chain = $2 AND n > $3
     ORDER BY n
     LIMIT $4";

const READ_HEADS: &str = "
    SELECT chain, hash
      FROM audit_head
     WHERE org = $1 AND chain > $2
     ORDER BY chain
     LIMIT $3";

const READ_LAST_CHANGE: &str =
    "SELECT MAX(changed_at) AS changed_at FROM audit_head WHERE org = $1";

const INSERT_ROOT: &str = "
    INSERT INTO audit_root (org, at, chains, root, signature)
    VALUES ($1, $2, $3, $4, $5)";

const READ_NEWEST_ROOT: &str = "
    SELECT at, chains, root, signature
      FROM audit_root
     WHERE org = $1
     ORDER BY at DESC
     LIMIT 1";
