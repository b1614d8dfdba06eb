//! Hash chains: who did what, when, on whose authority; one chain per order, terminal, card, account.
//!
//! An entry's hash covers the hash before it, its place, times, kind, actor, correlation and the digest of its body. The
//! body itself can be erased when the law asks for it; the chain still verifies.

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
    let end = end(tx, org, chain).await?;
    let digest = digest_of_json(&entry.body)
        .map_err(|_| StoreFault::BadRow { table: "audit_entry", column: "body" })?;
    let n = end.n + 1;
    let link = Link {
        before: end.hash,
        n,
        at: entry.at,
        received_at: entry.received_at,
        kind: &entry.kind,
        actor: &entry.actor,
        correlation: entry.correlation,
        body: digest,
    };
    let hash = link.hash();
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

/// Where a chain ends.
///
/// # Errors
/// When the database refuses.
pub async fn end(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    chain: &str,
) -> Result<ChainEnd, StoreFault> {
    match tx.row(READ_HEAD, &args![org, chain]).await? {
        Some(row) => Ok(ChainEnd { n: row.get("n")?, hash: row.get("hash")? }),
        None => Ok(ChainEnd::default()),
    }
}

/// Erases the body of an entry; its digest stays.
///
/// # Errors
/// When the database refuses.
pub async fn erase_body(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    chain: &str,
    n: u64,
) -> Result<(), StoreFault> {
    tx.execute(ERASE_BODY, &args![org, chain, n]).await.map(|_| ())
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

/// The ends of all chains as they were at `at`, in the order of their names. A chain that began later has none.
///
/// # Errors
/// When the database refuses.
pub async fn heads_at(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    at: Instant,
    after_chain: &str,
    limit: u32,
) -> Result<Vec<(String, Option<Digest>)>, StoreFault> {
    let rows = tx.rows(READ_HEADS_AT, &args![org, at, after_chain, limit]).await?;
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
pub fn verifies(end: ChainEnd, entries: &[ChainedEntry]) -> bool {
    verified_end(end, entries).is_some()
}

/// Where the entries lead, beginning after `end`; `None` where they do not follow each other unbroken. Entries cut off
/// at the end are found by comparing with [`end`].
#[must_use]
pub fn verified_end(mut end: ChainEnd, entries: &[ChainedEntry]) -> Option<ChainEnd> {
    for entry in entries {
        let told = entry
            .body
            .as_ref()
            .is_none_or(|body| digest_of_json(body).is_ok_and(|digest| digest == entry.digest));
        let link = Link {
            before: end.hash,
            n: end.n + 1,
            at: entry.at,
            received_at: entry.received_at,
            kind: &entry.kind,
            actor: &entry.actor,
            correlation: entry.correlation,
            body: entry.digest,
        };
        if !told || entry.n != link.n || entry.hash != link.hash() {
            return None;
        }
        end = ChainEnd { n: entry.n, hash: entry.hash };
    }
    Some(end)
}

/// What an entry's hash covers.
struct Link<'e> {
    before: Digest,
    n: u64,
    at: Instant,
    received_at: Instant,
    kind: &'e str,
    actor: &'e str,
    correlation: CorrelationId,
    body: Digest,
}

impl Link<'_> {
    fn hash(&self) -> Digest {
        // Lengths come first, so that no text can reach into the next.
        let text = format!(
            "{}\n{}\n{}\n{}\n{}\n{}\n{} {}\n{} {}",
            self.before,
            self.n,
            self.at.micros(),
            self.received_at.micros(),
            self.correlation,
            self.body,
            self.kind.len(),
            self.kind,
            self.actor.len(),
            self.actor,
        );
        Digest::of(text.as_bytes())
    }
}

const INSERT_ENTRY: &str = "
    INSERT INTO audit_entry
           (org, chain, n, at, received_at, kind, actor, correlation, body, digest, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const ERASE_BODY: &str = "
    UPDATE audit_entry
       SET body = NULL
     WHERE org = $1 AND chain = $2 AND n = $3";

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

const READ_HEADS_AT: &str = "
    SELECT h.chain,
           CASE WHEN h.changed_at <= $2 THEN h.hash
                ELSE (SELECT e.hash
                        FROM audit_entry e
                       WHERE e.org = h.org AND e.chain = h.chain AND e.received_at <= $2
                       ORDER BY e.n DESC
                       LIMIT 1) END AS hash
      FROM audit_head h
     WHERE h.org = $1 AND h.chain > $3
     ORDER BY h.chain
     LIMIT $4";

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
