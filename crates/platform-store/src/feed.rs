//! The feed: per worker one counter row, per entity in his scope its newest row.
//!
//! [`touch`] is called last in a transaction, so that the counter rows are locked last and in the workers' order: two
//! transactions can wait for each other but never in a ring, and commit order is cursor order for every worker.

use serde_json::Value as Json;
use sync::{EntityKind, FeedOp, ScopeDigest};
use vocabulary::{Instant, OrderId, OrganisationId, PersonId};

use crate::{Row, StoreFault, Tx, args};

/// Something in a worker's scope that came, changed or went.
#[derive(Debug, Clone)]
pub struct Touch {
    pub worker: PersonId,
    pub kind: EntityKind,
    pub entity: String,
    pub change: Change,
}

#[derive(Debug, Clone)]
pub enum Change {
    /// An order; its body is read from the order itself. `patch` leads there from the revision before.
    Order {
        order: OrderId,
        rev: u64,
        patch: Option<Json>,
    },
    /// Anything else carries its body.
    Put {
        rev: u64,
        body: Json,
    },
    Drop,
}

/// Where a worker's feed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    pub seq: u64,
    pub digest: ScopeDigest,
    /// Drops up to here are forgotten: an older cursor must begin anew.
    pub pruned_seq: u64,
}

/// Where a terminal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    pub cursor: u64,
    /// The newest cursor at which there was no more to send, so that the mirror was whole; 0 if there never was one.
    /// Between two pages rows move from behind the cursor to before it unseen, so that only what the terminal had then
    /// can be patched.
    pub whole_at: u64,
}

/// A row of the feed as it is sent.
#[derive(Debug)]
pub struct FeedRow {
    pub seq: u64,
    pub kind: EntityKind,
    pub entity: String,
    pub op: FeedOp,
    pub rev: u64,
    /// JSON text, unless a patch serves.
    pub body: Option<String>,
    pub patch: Option<String>,
    pub base: u64,
}

/// Writes what changed into the workers' feeds.
///
/// # Errors
/// When the database refuses, or somebody else wrote the same row first.
pub async fn touch(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    at: Instant,
    mut touches: Vec<Touch>,
) -> Result<(), StoreFault> {
    touches.sort_by(|left, right| {
        (left.worker, left.kind, &left.entity).cmp(&(right.worker, right.kind, &right.entity))
    });
    for touch in touches {
        touch_one(tx, org, at, &touch).await?;
    }
    Ok(())
}

async fn touch_one(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    at: Instant,
    touch: &Touch,
) -> Result<(), StoreFault> {
    let (worker, kind, entity) = (touch.worker, touch.kind.as_str(), &touch.entity);
    let before = tx.row(READ_ROW, &args![org, worker, kind, entity]).await?;
    let before = before.as_ref().map(Before::read).transpose()?;
    let in_scope = before.filter(|before| before.op == FeedOp::Put);
    if matches!(touch.change, Change::Drop) && in_scope.is_none() {
        return Ok(());
    }
    // What the scope's digest changes by: the revision before goes, the new one comes.
    let mut digest = ScopeDigest::default();
    if let Some(before) = in_scope {
        digest.remove(touch.kind, entity, before.rev);
    }
    let (op, rev, order, patch, body) = match &touch.change {
        Change::Order { order, rev, patch } => {
            let patch = patch.as_ref().filter(|_| in_scope.is_some());
            (FeedOp::Put, *rev, Some(*order), patch.map(Json::to_string), None)
        }
        Change::Put { rev, body } => (FeedOp::Put, *rev, None, None, Some(body.to_string())),
        Change::Drop => (FeedOp::Drop, before.map_or(0, |before| before.rev), None, None, None),
    };
    if op == FeedOp::Put {
        digest.add(touch.kind, entity, rev);
    }
    let count = i64::from(op == FeedOp::Put) - i64::from(in_scope.is_some());
    let head = args![org, worker, count, digest.sum];
    let seq: u64 = match tx.row(ADVANCE_HEAD, &head).await? {
        Some(row) => row.get("seq")?,
        None => {
            tx.execute(MAKE_HEAD, &args![org, worker]).await?;
            tx.row(ADVANCE_HEAD, &head).await?.ok_or(StoreFault::LostGuard)?.get("seq")?
        }
    };
    let (before_seq, before_rev) = before.map_or((0, 0), |before| (before.seq, before.rev));
    let row = args![
        org,
        worker,
        kind,
        entity,
        order,
        at,
        seq,
        op_word(op),
        rev,
        before_seq,
        before_rev,
        patch,
        body,
    ];
    tx.execute_guarded(WRITE_ROW, &row).await
}

#[derive(Clone, Copy)]
struct Before {
    seq: u64,
    op: FeedOp,
    rev: u64,
}

impl Before {
    fn read(row: &Row) -> Result<Self, StoreFault> {
        Ok(Self { seq: row.get("seq")?, op: op_of(row)?, rev: row.get("rev")? })
    }
}

/// Whether an entity is in a worker's scope.
///
/// # Errors
/// When the database refuses.
pub async fn holds(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    worker: PersonId,
    kind: EntityKind,
    entity: &str,
) -> Result<bool, StoreFault> {
    let row = tx.row(READ_ROW, &args![org, worker, kind.as_str(), entity]).await?;
    let before = row.as_ref().map(Before::read).transpose()?;
    Ok(before.is_some_and(|before| before.op == FeedOp::Put))
}

/// Where a worker's feed stands; a worker nothing was ever sent to stands at 0.
///
/// # Errors
/// When the database refuses.
pub async fn head(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    worker: PersonId,
) -> Result<Head, StoreFault> {
    let Some(row) = tx.row(READ_HEAD, &args![org, worker]).await? else {
        return Ok(Head::default());
    };
    Ok(Head {
        seq: row.get("seq")?,
        digest: ScopeDigest { count: row.get("count")?, sum: row.get("sum")? },
        pruned_seq: row.get("pruned_seq")?,
    })
}

/// The next rows after a terminal's cursor.
///
/// # Errors
/// When the database refuses.
pub async fn page(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    worker: PersonId,
    from: Position,
    limit: u32,
) -> Result<Vec<FeedRow>, StoreFault> {
    let row = args![org, worker, from.cursor, from.whole_at, limit];
    let rows = tx.rows(READ_PAGE, &row).await?;
    // One after the other, so that the copy of a body finds the room that the row before has just left: memory that was
    // never used before is dear.
    rows.into_iter().map(|row| read_row(&row)).collect()
}

fn read_row(row: &Row) -> Result<FeedRow, StoreFault> {
    let word: String = row.get("kind")?;
    Ok(FeedRow {
        seq: row.get("seq")?,
        kind: EntityKind::parse(&word)
            .ok_or(StoreFault::BadRow { table: "feed", column: "kind" })?,
        entity: row.get("entity")?,
        op: op_of(row)?,
        rev: row.get("rev")?,
        body: row.get("body")?,
        patch: row.get("patch")?,
        base: row.get("before_rev")?,
    })
}

/// Drops notices from before `before`; the oldest first, `limit` at most.
///
/// # Errors
/// When the database refuses.
pub async fn drop_notices(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: Instant,
    at: Instant,
    limit: u32,
) -> Result<(), StoreFault> {
    let rows = tx.rows(OLD_NOTICES, &args![org, before, limit]).await?;
    let touches = rows.iter().map(|row| {
        Ok(Touch {
            worker: row.get("worker")?,
            kind: EntityKind::Notice,
            entity: row.get("entity")?,
            change: Change::Drop,
        })
    });
    let touches = touches.collect::<Result<_, StoreFault>>()?;
    touch(tx, org, at, touches).await
}

/// Forgets drops older than `before`, remembering how far.
///
/// # Errors
/// When the database refuses.
pub async fn prune(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: Instant,
) -> Result<u64, StoreFault> {
    tx.execute(REMEMBER_PRUNED, &args![org, before]).await?;
    tx.execute(PRUNE, &args![org, before]).await
}

fn op_of(row: &Row) -> Result<FeedOp, StoreFault> {
    match row.get::<String>("op")?.as_str() {
        "put" => Ok(FeedOp::Put),
        "drop" => Ok(FeedOp::Drop),
        _ => Err(StoreFault::BadRow { table: "feed", column: "op" }),
    }
}

const fn op_word(op: FeedOp) -> &'static str {
    match op {
        FeedOp::Put => "put",
        FeedOp::Drop => "drop",
    }
}

const READ_ROW: &str = "
    SELECT seq, op, rev
      FROM feed
     WHERE org = $1 AND worker = $2 AND kind = $3 AND entity = $4";

const ADVANCE_HEAD: &str = "
    UPDATE feed_head
       SET seq = seq + 1,
           count = count + $3,
           sum = (sum + $4) % 4611686018427387904
     WHERE org = $1 AND worker = $2
    RETURNING seq";

const MAKE_HEAD: &str = "
    INSERT INTO feed_head (org, worker, seq, count, sum, pruned_seq)
    VALUES ($1, $2, 0, 0, 0, 0)
    ON CONFLICT DO NOTHING";

const WRITE_ROW: &str = "
    INSERT INTO feed
           (org, worker, kind, entity, work_order, changed_at, seq, op, rev, before_seq, before_rev,
            patch, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (org, worker, kind, entity) DO UPDATE
       SET work_order = EXCLUDED.work_order,
           changed_at = EXCLUDED.changed_at,
           seq = EXCLUDED.seq,
           op = EXCLUDED.op,
           rev = EXCLUDED.rev,
           before_seq = EXCLUDED.before_seq,
           before_rev = EXCLUDED.before_rev,
           patch = EXCLUDED.patch,
           body = EXCLUDED.body
     WHERE feed.seq = EXCLUDED.before_seq";

const READ_HEAD: &str = "
    SELECT seq, count, sum, pruned_seq
      FROM feed_head
     WHERE org = $1 AND worker = $2";

// A patch serves whoever has the row before; everybody else, and every fresh terminal, gets the whole entity.
const READ_PAGE: &str = "
    SELECT f.seq, f.kind, f.entity, f.op, f.rev, f.before_rev,
           CASE WHEN f.before_seq <= $4 THEN f.patch END AS patch,
           CASE WHEN f.before_seq <= $4 AND f.patch IS NOT NULL THEN NULL
                ELSE COALESCE(f.body, o.view) END AS body
      FROM feed f
      LEFT JOIN work_order o ON o.org = f.org AND o.work_order = f.work_order
     WHERE f.org = $1 AND f.worker = $2 AND f.seq > $3
       AND (f.op = 'put' OR $3 > 0)
     ORDER BY f.seq
     LIMIT $5";

const OLD_NOTICES: &str = "
    SELECT worker, entity
      FROM feed
     WHERE org = $1 AND kind = 'notice' AND op = 'put' AND changed_at < $2
     ORDER BY changed_at
     LIMIT $3";

// The sequence only grows, even where clocks went back and an older drop has a higher number.
const REMEMBER_PRUNED: &str = "
    UPDATE feed_head
       SET pruned_seq = (SELECT MAX(f.seq) FROM feed f
                          WHERE f.org = feed_head.org AND f.worker = feed_head.worker
                            AND f.op = 'drop' AND f.changed_at < $2)
     WHERE org = $1
       AND pruned_seq < (SELECT MAX(f.seq) FROM feed f
                          WHERE f.org = feed_head.org AND f.worker = feed_head.worker
                            AND f.op = 'drop' AND f.changed_at < $2)";

// Only what is remembered: a drop may have been written between the two statements.
const PRUNE: &str = "
    DELETE FROM feed
     WHERE org = $1 AND op = 'drop' AND changed_at < $2
       AND seq <= (SELECT h.pruned_seq FROM feed_head h
                    WHERE h.org = feed.org AND h.worker = feed.worker)";
