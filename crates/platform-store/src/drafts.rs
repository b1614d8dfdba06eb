//! What workers have typed at their stages and not submitted.

use serde_json::Value as Json;
use vocabulary::{OrderId, OrganisationId, PersonId, StageId};

use crate::{Row, StoreFault, Tx, args};

/// A worker's draft of a stage; the body is the draft as JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRow {
    pub person: PersonId,
    pub stage: StageId,
    pub order: OrderId,
    /// Counts its changes.
    pub rev: u64,
    pub body: Json,
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    stage: StageId,
) -> Result<Option<DraftRow>, StoreFault> {
    tx.row(FIND, &args![org, person, stage]).await?.as_ref().map(read).transpose()
}

/// Writes a draft whose revision before was one less.
///
/// # Errors
/// [`StoreFault::LostGuard`] when somebody else wrote it first.
pub async fn put(tx: &mut Tx<'_>, org: OrganisationId, draft: &DraftRow) -> Result<(), StoreFault> {
    let row = args![org, draft.person, draft.stage, draft.order, draft.rev, &draft.body];
    tx.execute_guarded(PUT, &row).await
}

/// # Errors
/// When the database refuses.
pub async fn delete(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    stage: StageId,
) -> Result<(), StoreFault> {
    tx.execute(DELETE, &args![org, person, stage]).await.map(|_| ())
}

/// How many drafts a worker has of an order.
///
/// # Errors
/// When the database refuses.
pub async fn count(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    order: OrderId,
) -> Result<u64, StoreFault> {
    let row = tx.row(COUNT, &args![org, person, order]).await?.ok_or(StoreFault::LostGuard)?;
    row.get("drafts")
}

/// Drafts of stages that are over, and of orders that are. Of a stage that is somebody else's for now it stays: it may
/// come back.
///
/// # Errors
/// When the database refuses.
pub async fn over(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    limit: u32,
) -> Result<Vec<DraftRow>, StoreFault> {
    tx.rows(OVER, &args![org, limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<DraftRow, StoreFault> {
    Ok(DraftRow {
        person: row.get("person")?,
        stage: row.get("stage")?,
        order: row.get("work_order")?,
        rev: row.get("rev")?,
        body: row.get("body")?,
    })
}

const FIND: &str = "
    SELECT person, stage, work_order, rev, body
      FROM draft
     WHERE org = $1 AND person = $2 AND stage = $3";

const PUT: &str = "
    INSERT INTO draft (org, person, stage, work_order, rev, body)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (org, person, stage) DO UPDATE
       SET rev = EXCLUDED.rev, body = EXCLUDED.body
     WHERE draft.rev = EXCLUDED.rev - 1";

const DELETE: &str = "DELETE FROM draft WHERE org = $1 AND person = $2 AND stage = $3";

const COUNT: &str = "
    SELECT COUNT(*) AS drafts FROM draft WHERE org = $1 AND person = $2 AND work_order = $3";

/// A stage that a terminal has opened by itself is not there yet.
const OVER: &str = "
    SELECT d.person, d.stage, d.work_order, d.rev, d.body
      FROM draft d
     WHERE d.org = $1
       AND (EXISTS (
              SELECT 1 FROM stage s
               WHERE s.org = d.org AND s.work_order = d.work_order AND s.stage = d.stage
                 AND s.state NOT IN ('created', 'dispatched', 'signed_in', 'en_route', 'on_site',
                                     'in_progress'))
            OR NOT EXISTS (
              SELECT 1 FROM work_order o
               WHERE o.org = d.org AND o.work_order = d.work_order
                 AND o.state IN ('open', 'suspended')))
     ORDER BY d.person, d.stage
     LIMIT $2";
