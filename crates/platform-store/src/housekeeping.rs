//! What the platform keeps about itself: its epoch, its number series, answered commands, who runs which job.

use serde_json::Value as Json;
use vocabulary::{Digest, Instant, OrganisationId, PersonId};

use crate::{StoreFault, Tx, args};

/// # Errors
/// When the database refuses.
pub async fn state(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, StoreFault> {
    let row = tx.row(STATE, &args![name]).await?;
    row.map(|row| row.get("value")).transpose()
}

/// # Errors
/// When the database refuses.
pub async fn set_state(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), StoreFault> {
    tx.execute(SET_STATE, &args![name, value]).await.map(|_| ())
}

/// The next number of a series; the one allocator of business numbers.
///
/// # Errors
/// When the database refuses.
pub async fn allocate(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    series: &str,
) -> Result<u64, StoreFault> {
    let row = tx.row(ALLOCATE, &args![org, series]).await?.ok_or(StoreFault::LostGuard)?;
    row.get("next")
}

/// What a command was answered, if it came before: the digest of its request and the answer.
///
/// # Errors
/// When the database refuses.
pub async fn answered(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    key: &str,
) -> Result<Option<(Digest, Json)>, StoreFault> {
    let Some(row) = tx.row(ANSWERED, &args![org, person, key]).await? else { return Ok(None) };
    Ok(Some((row.get("request")?, row.get("answer")?)))
}

/// Remembers an answer.
///
/// # Errors
/// [`StoreFault::LostGuard`] when the same key was answered meanwhile.
pub async fn remember_answer(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    key: &str,
    request: Digest,
    answer: &Json,
    at: Instant,
) -> Result<(), StoreFault> {
    tx.execute_guarded(REMEMBER, &args![org, person, key, request, answer, at]).await
}

/// Forgets answers older than `before`.
///
/// # Errors
/// When the database refuses.
pub async fn forget_answers(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: Instant,
) -> Result<u64, StoreFault> {
    tx.execute(FORGET, &args![org, before]).await
}

/// Takes or renews the lease on a job; `false` when another program holds it.
///
/// # Errors
/// When the database refuses.
pub async fn lease_job(
    tx: &mut Tx<'_>,
    job: &str,
    holder: &str,
    now: Instant,
    expires_at: Instant,
) -> Result<bool, StoreFault> {
    Ok(tx.execute(LEASE, &args![job, holder, expires_at, now]).await? == 1)
}

const STATE: &str = "SELECT value FROM platform_state WHERE name = $1";

const SET_STATE: &str = "
    INSERT INTO platform_state (name, value)
    VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";

const ALLOCATE: &str = "
    INSERT INTO allocator (org, series, next)
    VALUES ($1, $2, 1)
    ON CONFLICT (org, series) DO UPDATE SET next = allocator.next + 1
    RETURNING next";

const ANSWERED: &str = "
    SELECT request, answer
      FROM idempotency
     WHERE org = $1 AND person = $2 AND key = $3";

const REMEMBER: &str = "
    INSERT INTO idempotency (org, person, key, request, answer, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT DO NOTHING";

const FORGET: &str = "DELETE FROM idempotency WHERE org = $1 AND created_at < $2";

const LEASE: &str = "
    INSERT INTO job_lease (job, holder, expires_at)
    VALUES ($1, $2, $3)
    ON CONFLICT (job) DO UPDATE
       SET holder = EXCLUDED.holder, expires_at = EXCLUDED.expires_at
     WHERE job_lease.holder = EXCLUDED.holder OR job_lease.expires_at <= $4";
