//! Orders as the pages read them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sync::{Candidate, EntityKind, OrderView, StageView};
use terminal_store::{NoticeRow, OperationRow};
use vocabulary::{Digest, Instant, OrderId, OrderNo, OrderState, StageId, Text};

use super::order_now::{LaneStanding, OrderNow};
use super::{Agent, AgentFault, Desk};

/// One line of the list of orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    pub order: OrderId,
    pub order_no: OrderNo,
    pub process: String,
    pub title: Text,
    pub state: OrderState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
    pub urged: u32,
    pub lane: LaneStanding,
    pub read_only: bool,
    pub has_draft: bool,
    /// The stage that is this person's to do, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageView>,
    pub facts: Value,
}

/// An order with everything that a page needs to work on it without a network.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderDetail {
    pub now: OrderNow,
    /// Fields not yet submitted, by stage.
    pub drafts: BTreeMap<StageId, Map<String, Value>>,
    pub operations: Vec<OperationRow>,
    pub bundle: Option<DetailBundle>,
    pub candidates: Vec<Candidate>,
}

/// The forms of an order's process version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DetailBundle {
    pub hash: Digest,
    pub process: String,
    pub files: BTreeMap<String, String>,
}

impl Agent {
    /// All orders of the person who is signed in, by due time.
    ///
    /// # Errors
    /// When nobody is, or the store refuses.
    pub async fn orders(&self) -> Result<Vec<OrderLine>, AgentFault> {
        let desk = self.desk().await?;
        let drafted = desk.store.drafted_orders().await?;
        let worked = desk.store.worked_orders().await?;
        let mut lines = Vec::new();
        for view in desk.store.orders().await? {
            // Most orders of a long list are as the mirror has them.
            let now = if worked.contains(&view.order) {
                order_now(&desk, view).await?
            } else {
                OrderNow::of(view, &[], &[])
            };
            lines.push(line(&desk, now, &drafted));
        }
        for kept in desk.store.kept_orders().await? {
            let now = order_now(&desk, kept.view).await?.kept();
            lines.push(line(&desk, now, &drafted));
        }
        lines.sort_by_key(|line| (line.due_at.is_none(), line.due_at, line.order));
        Ok(lines)
    }

    /// One order with its drafts, what is on its way, and its forms.
    ///
    /// # Errors
    /// When nobody is signed in, or the order is not here.
    pub async fn order(&self, order: OrderId) -> Result<OrderDetail, AgentFault> {
        let desk = self.desk().await?;
        let now = self.now_of(&desk, order).await?;
        let drafts = desk.store.drafts_of(order).await?;
        let hash = now.view.bundle_hash;
        let stored = desk.store.bundle(hash).await?;
        let bundle = stored.map(|stored| DetailBundle {
            hash,
            process: stored.process,
            files: stored.files,
        });
        let operations = desk.store.operations_of(order).await?;
        let candidates = candidates(&desk).await?;
        Ok(OrderDetail { now, drafts, operations, bundle, candidates })
    }

    /// Messages to the person, newest first.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn notices(&self) -> Result<Vec<NoticeRow>, AgentFault> {
        Ok(self.desk().await?.store.notices().await?)
    }

    /// Notes that a message was read.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn read_notice(&self, id: &str) -> Result<(), AgentFault> {
        let at = self.times.corrected();
        Ok(self.desk().await?.store.read_notice(id, at).await?)
    }

    pub(super) async fn now_of(&self, desk: &Desk, order: OrderId) -> Result<OrderNow, AgentFault> {
        if let Some(view) = desk.store.order(order).await? {
            return order_now(desk, view).await;
        }
        let kept = desk.store.kept_orders().await?;
        let kept = kept.into_iter().find(|kept| kept.view.order == order);
        let view = kept.ok_or(AgentFault::UnknownOrder(order))?.view;
        Ok(order_now(desk, view).await?.kept())
    }
}

async fn order_now(desk: &Desk, view: OrderView) -> Result<OrderNow, AgentFault> {
    let operations = desk.store.operations_of(view.order).await?;
    let predictions = desk.store.predictions(view.order).await?;
    Ok(OrderNow::of(view, &operations, &predictions))
}

/// Everybody who may take a next stage, over all stations that the feed has brought.
pub(super) async fn candidates(desk: &Desk) -> Result<Vec<Candidate>, AgentFault> {
    let lists: Vec<Vec<Candidate>> = desk.store.entities(EntityKind::Candidates).await?;
    let mut candidates: Vec<Candidate> = lists.into_iter().flatten().collect();
    candidates.sort_by_key(|candidate| candidate.person);
    candidates.dedup_by(|a, b| a.person == b.person);
    Ok(candidates)
}

fn line(desk: &Desk, now: OrderNow, drafted: &[OrderId]) -> OrderLine {
    let mine =
        |stage: &&StageView| stage.assignee == Some(desk.person.person) && stage.state.is_open();
    let stage = now.view.stages_in_order().into_iter().find(mine).cloned();
    OrderLine {
        lane: now.lane,
        read_only: now.read_only,
        has_draft: drafted.contains(&now.view.order),
        stage,
        order: now.view.order,
        order_no: now.view.order_no,
        process: now.view.process,
        title: now.view.title,
        state: now.view.state,
        due_at: now.view.due_at,
        urged: now.view.urged,
        facts: now.view.facts,
    }
}
