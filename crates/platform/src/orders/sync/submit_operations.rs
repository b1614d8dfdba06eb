//! `POST /sync/v1/ops`: what workers did comes up; each operation gets its own result.

use std::collections::{BTreeMap, BTreeSet};

use ::sync::{
    Kind, OPERATION_BYTES_MAX, OPERATIONS_MAX, Operation, OperationBatch, OperationResult,
    OperationResults, Outcome, RefusalReason, event_time,
};
use access::{Action, Resource};
use axum::extract::State;
use futures::future::join_all;
use platform_store::{Tx, orders, people};
use serde::Deserialize;
use serde_json::value::RawValue;
use tracing::Instrument as _;
use vocabulary::{CardId, CorrelationId, Epoch, Instant, OperationId, OrderId, json_spells_nul};

use crate::Platform;
use crate::http::{Correlation, Json, Problem, ProblemKind, SignedInTerminal, metrics};
use crate::orders::judgement::{Judgement, Question};
use crate::orders::operations::TakeOperation;
use crate::orders::signatures::{author_signed, second_person};

/// Takes operations of one worker. The status speaks of the request only.
#[utoipa::path(
    post, path = "/sync/v1/ops", operation_id = "submitOperations",
    request_body = OperationBatch, responses((status = 200, body = OperationResults)),
)]
pub async fn submit_operations(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Correlation(correlation): Correlation,
    Json(batch): Json<LooseBatch>,
) -> Result<Json<OperationResults>, Problem> {
    if batch.operations.len() > OPERATIONS_MAX {
        let detail = format!("at most {OPERATIONS_MAX} operations at once");
        return Err(Problem::new(ProblemKind::TooLarge, detail));
    }
    let places: Vec<_> =
        batch.operations.iter().map(|text| named(text)).collect::<Result<_, _>>()?;
    if batch.epoch.is_some_and(|epoch| epoch != platform.epoch()) {
        // Restored from a copy that may lack what these stand on: the terminal offers that first.
        return Ok(Json(OperationResults { results: places.iter().map(Named::put_off).collect() }));
    }
    let (operations, mut results) = understood(&batch.operations, &places);
    for operation in &operations {
        let from = Resource::in_organisation(platform.org());
        let from = from.of_terminal(operation.terminal).of_person(operation.author);
        caller.may(Action::SubmitOperation, &from)?;
    }
    results.extend(take_all(&platform, operations, &[caller.card], correlation, false).await?);
    // Answered in the order in which they were sent.
    results.sort_by_key(|result| places.iter().position(|place| place.op_id == result.op_id));
    Ok(Json(OperationResults { results }))
}

/// A batch whose operations are read one by one, so that one of a later release takes no others down.
#[derive(Deserialize)]
pub struct LooseBatch {
    #[serde(default)]
    epoch: Option<Epoch>,
    operations: Vec<Box<RawValue>>,
}

/// What has to be readable for an operation to have a result.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
struct Named {
    op_id: OperationId,
    order: OrderId,
}

impl Named {
    fn put_off(&self) -> OperationResult {
        let outcome = Outcome::RetryAfter { millis: PUT_OFF_MILLIS };
        OperationResult { op_id: self.op_id, outcome }
    }
}

fn named(text: &RawValue) -> Result<Named, Problem> {
    serde_json::from_str(text.get()).map_err(|fault| {
        Problem::new(ProblemKind::Invalid, format!("an operation without a name: {fault}"))
    })
}

/// The operations that this platform can read, and the refusals of the others. What stands behind a refused one in its
/// lane waits until the lane is free again.
fn understood(batch: &[Box<RawValue>], places: &[Named]) -> (Vec<Operation>, Vec<OperationResult>) {
    let (mut operations, mut results) = (Vec::with_capacity(batch.len()), Vec::new());
    let mut parked = BTreeSet::new();
    for (text, Named { op_id, order }) in batch.iter().zip(places) {
        let outcome = match serde_json::from_str::<Operation>(text.get()) {
            _ if parked.contains(order) => Outcome::RetryAfter { millis: PUT_OFF_MILLIS },
            Ok(operation) => {
                operations.push(operation);
                continue;
            }
            Err(fault) => {
                tracing::warn!(%fault, %op_id, "an operation that this release does not know");
                parked.insert(*order);
                Outcome::Refused { reason: RefusalReason::Malformed }
            }
        };
        metrics::operation_outcome(word(&outcome));
        results.push(OperationResult { op_id: *op_id, outcome });
    }
    (operations, results)
}

/// Takes operations: those of one order in order, different orders side by side. An operation's own correlation id goes
/// before the request's: the request is only what brought it.
///
/// # Errors
/// When the data cannot be read at all; what goes wrong with one operation is its own result.
pub async fn take_all(
    platform: &Platform,
    operations: Vec<Operation>,
    cards: &[CardId],
    correlation: CorrelationId,
    sealed: bool,
) -> Result<Vec<OperationResult>, Problem> {
    let places: Vec<_> = operations.iter().map(|operation| operation.op_id).collect();
    let mut lanes: BTreeMap<OrderId, Vec<Operation>> = BTreeMap::new();
    for operation in operations {
        lanes.entry(operation.order).or_default().push(operation);
    }
    let taken = lanes.into_values().map(|lane| async move {
        let mut results = Vec::with_capacity(lane.len());
        for operation in lane {
            let op_id = operation.op_id;
            let correlation = operation.correlation.unwrap_or(correlation);
            let span = tracing::info_span!("operation", %correlation, %op_id);
            let taking = take_one(platform, operation, cards, correlation, sealed);
            let outcome = taking.instrument(span).await;
            results.push(OperationResult { op_id, outcome });
        }
        results
    });
    let mut results: Vec<_> = join_all(taken).await.into_iter().flatten().collect();
    // Answered in the order in which they were sent.
    results.sort_by_key(|result| places.iter().position(|op_id| *op_id == result.op_id));
    Ok(results)
}

async fn take_one(
    platform: &Platform,
    operation: Operation,
    cards: &[CardId],
    correlation: CorrelationId,
    sealed: bool,
) -> Outcome {
    let taken = check_and_take(platform, operation, cards, correlation, sealed).await;
    let outcome = taken.unwrap_or_else(|problem| {
        if problem.kind != ProblemKind::Busy {
            tracing::warn!(detail = problem.detail, "an operation was put off");
        }
        Outcome::RetryAfter { millis: PUT_OFF_MILLIS }
    });
    metrics::operation_outcome(word(&outcome));
    tracing::info!(outcome = word(&outcome), "an operation was looked at");
    outcome
}

/// As it stands in JSON.
const fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Applied { .. } => "applied",
        Outcome::Duplicate { .. } => "duplicate",
        Outcome::AcceptedLate { .. } => "accepted_late",
        Outcome::Conflict { .. } => "conflict",
        Outcome::Refused { .. } => "refused",
        Outcome::RetryAfter { .. } => "retry_after",
    }
}

async fn check_and_take(
    platform: &Platform,
    operation: Operation,
    cards: &[CardId],
    correlation: CorrelationId,
    sealed: bool,
) -> Result<Outcome, Problem> {
    let malformed = Outcome::Refused { reason: RefusalReason::Malformed };
    let text = serde_json::to_vec(&operation).map_err(|error| Problem::internal(&error))?;
    let Ok(digest) = operation.digest() else { return Ok(malformed) };
    // What comes sealed has passed no door that looks for U+0000.
    if text.len() > OPERATION_BYTES_MAX || json_spells_nul(&text) || !operation.body.is_object() {
        return Ok(malformed);
    }
    // What needs no writer is done before the queue.
    let mut snapshot = platform.store().read().await?;
    let signed = author_signed(platform, &mut snapshot.tx(), &operation, digest, cards).await?;
    let second_person = second_person(platform, &mut snapshot.tx(), &operation).await?;
    let received_at = platform.clock().now();
    let judged = match operation.kind {
        Kind::Submit if signed => {
            judge(platform, &mut snapshot.tx(), &operation, received_at).await?
        }
        _ => None,
    };
    snapshot.finish().await?;
    if !signed {
        return Ok(Outcome::Refused { reason: RefusalReason::SignatureInvalid });
    }
    let take = TakeOperation {
        platform: platform.clone(),
        operation,
        digest,
        received_at,
        correlation,
        second_person,
        judged,
        sealed,
    };
    platform.store().write(take).await
}

/// What the form says about a submit, as the order stands now.
async fn judge(
    platform: &Platform,
    tx: &mut Tx<'_>,
    operation: &Operation,
    received_at: Instant,
) -> Result<Option<Judgement>, Problem> {
    let org = platform.org();
    let Some(record) = orders::find(tx, org, operation.order).await? else { return Ok(None) };
    if !record.view.knows_bundle(operation.bundle_hash) {
        return Ok(None);
    }
    let version = platform.versions().find(tx, org, operation.bundle_hash).await?;
    let author = people::person(tx, org, operation.author).await?;
    let at = event_time(&operation.captured, received_at).at;
    let question =
        Question::of(&record.view, operation.bundle_hash, operation.stage, author.as_ref(), at);
    let version = version.as_deref();
    Ok(question.zip(version).map(|(question, version)| question.judge(version, &operation.body)))
}

const PUT_OFF_MILLIS: u64 = 2_000;
