//! Up: operations, lane by lane. One that the platform cannot digest stops only its own lane.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;
use sync::{
    Lanes, OPERATIONS_MAX, Operation, OperationBatch, OperationResult, Outcome, RefusalReason,
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
    let answer: LooseResults = session.post("/sync/v1/ops", &batch).await?;
    let asked: BTreeSet<OperationId> = operations.iter().map(|o| o.op_id).collect();
    let results = answer.results.iter().filter_map(|text| understood(text));
    Ok(results.filter(|result| asked.contains(&result.op_id)).collect())
}

/// An answer whose results are read one by one, so that one of a later release takes no others down.
#[derive(Deserialize)]
struct LooseResults {
    results: Vec<Box<RawValue>>,
}

/// A result; one that this release cannot read waits for an agent that can, and keeps its place.
fn understood(text: &RawValue) -> Option<OperationResult> {
    #[derive(Deserialize)]
    struct Named {
        op_id: OperationId,
    }
    let fault = match serde_json::from_str(text.get()) {
        Ok(result) => return Some(result),
        Err(fault) => fault,
    };
    let Named { op_id } = serde_json::from_str(text.get()).ok()?;
    tracing::warn!(%fault, %op_id, "a result that this release does not know");
    Some(OperationResult { op_id, outcome: Outcome::RetryAfter { millis: UNKNOWN_RETRY_MILLIS } })
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
/// An agent is not updated more often.
const UNKNOWN_RETRY_MILLIS: u64 = 60 * 60 * 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_of_a_later_release_waits_and_takes_no_other_down() {
        let read = |text: &str| understood(&RawValue::from_string(text.to_owned()).expect("JSON"));
        let id = "018f3c5e-0000-7000-8000-000000000001";
        let known = format!(r#"{{"op_id":"{id}","outcome":{{"result":"applied","stage_rev":3}}}}"#);
        assert_eq!(read(&known).expect("known").outcome, Outcome::Applied { stage_rev: 3 });
        let later = format!(r#"{{"op_id":"{id}","outcome":{{"result":"delegated","to":"x"}}}}"#);
        let later = read(&later).expect("it has a name");
        assert_eq!(later.op_id.to_string(), id);
        assert!(!later.outcome.is_final());
        assert_eq!(read(r#"{"outcome":{"result":"applied"}}"#), None);
    }
}
