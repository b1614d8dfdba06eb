//! Commands of the console are answered once: the same key with the same request gets the same answer.

use async_trait::async_trait;
use axum::extract::FromRequestParts;
use http::request::Parts;
use platform_store::{Command, Tx, housekeeping};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vocabulary::{Instant, OrganisationId, PersonId, digest_of_json};

use super::{Problem, ProblemKind};
use crate::Platform;

/// The `Idempotency-Key` of a command.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(pub String);

impl FromRequestParts<Platform> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        _platform: &Platform,
    ) -> Result<Self, Self::Rejection> {
        let value = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        match value {
            Some(key) if (1..=64).contains(&key.len()) => Ok(Self(key.to_owned())),
            _ => Err(Problem::new(
                ProblemKind::IdempotencyKeyMissing,
                "a command needs an Idempotency-Key of 1 to 64 characters",
            )),
        }
    }
}

/// What a command is remembered by.
#[derive(Debug, Clone)]
pub struct Once {
    pub org: OrganisationId,
    pub person: PersonId,
    pub key: String,
    pub at: Instant,
}

/// What the key was answered with before.
///
/// # Errors
/// [`ProblemKind::IdempotencyKeyReused`] when the key came with another request.
pub async fn answered<R: Serialize, A: DeserializeOwned>(
    tx: &mut Tx<'_>,
    once: &Once,
    request: &R,
) -> Result<Option<A>, Problem> {
    let digest = digest_of_json(request).map_err(|error| Problem::internal(&error))?;
    match housekeeping::answered(tx, once.org, once.person, &once.key).await? {
        Some((before, _)) if before != digest => Err(Problem::new(
            ProblemKind::IdempotencyKeyReused,
            "this key was used for another command",
        )),
        Some((_, answer)) => {
            serde_json::from_value(answer).map(Some).map_err(|error| Problem::internal(&error))
        }
        None => Ok(None),
    }
}

/// Runs `work` inside the command's transaction unless its key was answered before; then gives that answer.
///
/// # Errors
/// The work's own, or [`ProblemKind::IdempotencyKeyReused`] when the key came with another request.
pub async fn answer_once<R, A>(
    tx: &mut Tx<'_>,
    once: &Once,
    request: &R,
    work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<A, Problem>,
) -> Result<A, Problem>
where
    R: Serialize,
    A: Serialize + DeserializeOwned,
{
    if let Some(answer) = answered(tx, once, request).await? {
        return Ok(answer);
    }
    let digest = digest_of_json(request).map_err(|error| Problem::internal(&error))?;
    let answer = work(tx).await?;
    let json = serde_json::to_value(&answer).map_err(|error| Problem::internal(&error))?;
    housekeeping::remember_answer(tx, once.org, once.person, &once.key, digest, &json, once.at)
        .await?;
    Ok(answer)
}

/// Remembers what a command is answered with whose work was done in transactions of its own.
pub struct RememberAnswer<R, A> {
    pub once: Once,
    pub request: R,
    pub answer: A,
}

#[async_trait]
impl<R, A> Command for RememberAnswer<R, A>
where
    R: Serialize + Send + Sync + 'static,
    A: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    /// The one that was remembered first.
    type Answer = A;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<A, Problem> {
        answer_once(tx, &self.once, &self.request, async |_: &mut Tx<'_>| Ok(self.answer.clone()))
            .await
    }
}
