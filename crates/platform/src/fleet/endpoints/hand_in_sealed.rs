//! `POST /terminal/v1/sealed`

use std::collections::BTreeSet;

use access::{Action, Resource};
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform_store::{StoreFault, identity, operations};
use sealing::SealedWork;
use serde::{Deserialize, Serialize};
use sync::{OPERATIONS_MAX, Operation};
use utoipa::ToSchema;
use vocabulary::{CardId, OperationId, TerminalId};

use crate::Platform;
use crate::fleet::operations::KeepFileKeys;
use crate::http::{Correlation, Json, Problem, ProblemBody, ProblemKind, TerminalCaller};
use crate::orders;

/// Operations that were sealed to the company's recovery key.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({ "items": [] }))]
pub struct SealedBatch {
    pub items: Vec<SealedItem>,
}

/// One sealed operation.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SealedItem {
    pub id: OperationId,
    /// Base64.
    pub sealed: String,
}

/// One result for each item, in the same order.
#[derive(Debug, Serialize, ToSchema)]
pub struct SealedResults {
    pub results: Vec<Taken>,
}

/// Whether the platform holds the operation now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Taken {
    pub id: OperationId,
    /// If not, the terminal keeps it and tries again.
    pub taken: bool,
}

/// Takes sealed work from a terminal, whoever did it and whether or not he still has his rights.
#[utoipa::path(
    post,
    path = "/terminal/v1/sealed",
    operation_id = "handInSealed",
    tag = "terminal",
    security(("terminal" = [])),
    request_body = SealedBatch,
    responses(
        (status = 200, body = SealedResults),
        (status = 401, body = ProblemBody),
        (status = 413, description = "too many at once", body = ProblemBody),
    ),
)]
pub(in crate::fleet) async fn hand_in_sealed(
    State(platform): State<Platform>,
    caller: TerminalCaller,
    Correlation(correlation): Correlation,
    Json(batch): Json<SealedBatch>,
) -> Result<Json<SealedResults>, Problem> {
    let (org, terminal) = (platform.org(), caller.terminal);
    caller.may(Action::SubmitOperation, &Resource::in_organisation(org).of_terminal(terminal))?;
    if batch.items.len() > OPERATIONS_MAX {
        let rule = format!("at most {OPERATIONS_MAX} operations at once");
        return Err(Problem::new(ProblemKind::TooLarge, rule));
    }
    let opened: Vec<SealedWork> =
        batch.items.iter().filter_map(|item| open(&platform, terminal, item)).collect();
    // The keys first: once an operation counts as taken, the terminal forgets them.
    let keys = opened.iter().flat_map(|work| work.files.clone()).collect();
    platform.store().write(KeepFileKeys { platform: platform.clone(), keys }).await?;
    let opened: Vec<Operation> = opened.into_iter().map(|work| work.operation).collect();
    let cards = cards_of_authors(&platform, &opened).await?;
    orders::take_all(&platform, opened.clone(), &cards, correlation, true).await?;
    let held = held(&platform, &opened).await?;
    let taken = |item: &SealedItem| Taken { id: item.id, taken: held.contains(&item.id) };
    Ok(Json(SealedResults { results: batch.items.iter().map(taken).collect() }))
}

/// The work, if it is what its id says and was done on this terminal.
fn open(platform: &Platform, terminal: TerminalId, item: &SealedItem) -> Option<SealedWork> {
    let sealed = STANDARD.decode(&item.sealed).ok()?;
    let scalar = platform.keys().recovery_scalar();
    let Ok(work) = SealedWork::open(scalar, &sealed) else {
        tracing::warn!(operation = %item.id, %terminal, "a sealed operation cannot be opened");
        return None;
    };
    let operation = &work.operation;
    (operation.op_id == item.id && operation.terminal == terminal).then_some(work)
}

/// Which of these very operations the platform holds now, whatever became of them.
async fn held(
    platform: &Platform,
    operations: &[Operation],
) -> Result<BTreeSet<OperationId>, StoreFault> {
    let mut held = BTreeSet::new();
    let mut snapshot = platform.store().read().await?;
    for operation in operations {
        let stored =
            operations::outcome(&mut snapshot.tx(), platform.org(), operation.op_id).await?;
        if stored.is_some_and(|(digest, _)| operation.digest().is_ok_and(|own| own == digest)) {
            held.insert(operation.op_id);
        }
    }
    snapshot.finish().await?;
    Ok(held)
}

/// Every card that may have signed one of them, revoked ones too: what was done before counts.
async fn cards_of_authors(
    platform: &Platform,
    operations: &[Operation],
) -> Result<Vec<CardId>, StoreFault> {
    let mut authors: Vec<_> = operations.iter().map(|operation| operation.author).collect();
    authors.sort_unstable();
    authors.dedup();
    let mut snapshot = platform.store().read().await?;
    let mut cards = Vec::new();
    for author in authors {
        let of_author = identity::cards_of(&mut snapshot.tx(), platform.org(), author).await?;
        cards.extend(of_author.into_iter().map(|card| card.card));
    }
    snapshot.finish().await?;
    Ok(cards)
}
