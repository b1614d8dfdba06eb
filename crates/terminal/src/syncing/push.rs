//! Up: operations, lane by lane. One that the platform cannot digest stops only its own lane.

use std::collections::BTreeSet;

use sync::{
    Lanes, OPERATIONS_MAX, Operation, OperationBatch, OperationResult, OperationResults, Outcome,
    RefusalReason,
};
use vocabulary::{Epoch, OperationId};

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};
use crate::platform::CallFault;

/// Sends until nothing may be sent any more.
pub(super) async fn push(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let epoch = desk.store.mirror().await?.epoch;
    loop {
        let entries = desk.store.lane_entries(agent.times.corrected()).await?;
        let next = Lanes::of(entries).next(OPERATIONS_MAX);
        if next.is_empty() {
            return Ok(());
        }
        let operations = desk.store.take_out(&next, BATCH_BYTES_MAX).await?;
        let moved = match send(session, epoch, &operations).await {
            Ok(results) => settle(agent, desk, &results, report).await?,
            Err(SyncFault::Platform(_)) => {
                one_by_one(agent, session, desk, epoch, operations, report).await?
            }
            Err(fault) => return Err(fault),
        };
        if !moved {
            return Ok(());
        }
    }
}

/// After a batch that the platform refused whole: the first operation of each lane alone, so that one that cannot be
/// digested is found and the others pass.
async fn one_by_one(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    epoch: Option<Epoch>,
    operations: Vec<Operation>,
    report: &mut SyncReport,
) -> Result<bool, SyncFault> {
    let mut moved = false;
    let mut lanes = BTreeSet::new();
    for operation in operations {
        if !lanes.insert(operation.order) {
            continue;
        }
        let op_id = operation.op_id;
        let results = match send(session, epoch, std::slice::from_ref(&operation)).await {
            Ok(results) => results,
            Err(SyncFault::Platform(fault)) => {
                tracing::warn!(%fault, %op_id, "the platform cannot digest an operation");
                vec![OperationResult { op_id, outcome: judged(&fault) }]
            }
            Err(fault) => return Err(fault),
        };
        moved |= settle(agent, desk, &results, report).await?;
    }
    Ok(moved)
}

/// A request that the platform says is wrong stays wrong; a fault of its own may pass.
fn judged(fault: &CallFault) -> Outcome {
    match fault {
        CallFault::Refused { status: 400..=499, .. } => {
            Outcome::Refused { reason: RefusalReason::Malformed }
        }
        _ => Outcome::RetryAfter { millis: FAULT_RETRY_MILLIS },
    }
}

async fn send(
    session: &Session<'_>,
    epoch: Option<Epoch>,
    operations: &[Operation],
) -> Result<Vec<OperationResult>, SyncFault> {
    let batch = OperationBatch { epoch, operations: operations.to_vec() };
    let answer: OperationResults = session.post("/sync/v1/ops", &batch).await?;
    let asked: BTreeSet<OperationId> = operations.iter().map(|o| o.op_id).collect();
    let results = answer.results.into_iter().filter(|result| asked.contains(&result.op_id));
    Ok(results.collect())
}

/// Keeps the results before anything else; says whether the queue has moved.
async fn settle(
    agent: &Agent,
    desk: &Desk,
    results: &[OperationResult],
    report: &mut SyncReport,
) -> Result<bool, SyncFault> {
    desk.store.settle(results, agent.times.corrected()).await?;
    for result in results.iter().filter(|result| result.outcome.is_final()) {
        report.answered += 1;
        if matches!(result.outcome.first(), Outcome::Refused { .. }) {
            report.parked += 1;
        }
    }
    Ok(!results.is_empty())
}

/// A request that a slow link carries in a few seconds.
const BATCH_BYTES_MAX: usize = 512 * 1024;
const FAULT_RETRY_MILLIS: u64 = 60_000;
