//! Orders as the pages read them.

use std::collections::{BTreeMap, BTreeSet};

use forms::mask_name;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sync::{Candidate, EntityKind, StageView};
use terminal_store::{Household, NoticeRow};
use vocabulary::{
    AttachmentId, CustomerNo, Digest, Instant, OrderId, OrderNo, OrderState, StageId, Text,
};

use super::appointment::Appointment;
use super::order_now::{LaneStanding, OrderNow};
use super::outbox::OutboxEntry;
use super::practising::PracticeReport;
use super::recordings::RecordingCutOff;
use super::submitting::HandOver;
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
    /// When somebody comes, as it was agreed with the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    pub facts: Value,
}

/// An order with everything that a page needs to work on it without a network.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderDetail {
    pub now: OrderNow,
    /// What of its work the platform has not confirmed.
    pub pending: Vec<OutboxEntry>,
    /// Absent until the process version has come down.
    pub bundle: Option<DetailBundle>,
    pub candidates: Vec<Candidate>,
    /// Whom the person's open stages may be handed to.
    pub hand_over: BTreeMap<StageId, HandOver>,
    /// Files that the order names and that are not on this terminal: the platform holds them.
    pub elsewhere: BTreeSet<AttachmentId>,
    /// Recordings that were begun and not finished.
    pub cut_off: Vec<RecordingCutOff>,
    /// Who lives at the order's meters, names masked; without whom this terminal does not know.
    pub households: BTreeMap<CustomerNo, Household>,
    /// How its practice stands; none of a real order.
    pub practice: Option<PracticeReport>,
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
        let standings = desk.store.standings().await?;
        let mut lines: Vec<OrderLine> =
            standings.into_iter().map(|standing| line(&desk, OrderNow::of(standing))).collect();
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
        let files = desk.store.attachments_of(order).await?;
        let pending = now.operations.iter().filter(|row| row.received_at.is_none());
        let pending = pending.map(|row| OutboxEntry::of(row, &files)).collect();
        let hash = now.view.bundle_hash;
        let stored = desk.store.bundle(hash).await?;
        let bundle = stored.map(|stored| DetailBundle {
            hash,
            process: stored.process,
            files: stored.files,
        });
        let candidates = candidates(&desk).await?;
        let hand_over = self.hand_over(&desk, &now).await?;
        let cut_off = self.cut_off(&desk, order).await?;
        let mut households = desk.store.households(&at_meters(&now.view.facts)).await?;
        for household in households.values_mut() {
            household.customer_name = mask_name(&household.customer_name);
        }
        let mut elsewhere: BTreeSet<_> = now.files_held().into_keys().collect();
        elsewhere.retain(|held| !files.iter().any(|file| file.attachment == *held));
        let practice = Self::practice_report(&desk, &now);
        Ok(OrderDetail {
            now,
            pending,
            bundle,
            candidates,
            hand_over,
            elsewhere,
            cut_off,
            households,
            practice,
        })
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
        let standing = desk.store.standing(order).await?;
        Ok(OrderNow::of(standing.ok_or(AgentFault::UnknownOrder(order))?))
    }
}

/// The customers of the meters that an order names.
fn at_meters(facts: &Value) -> BTreeSet<CustomerNo> {
    let meters = facts["meters"].as_object().into_iter().flat_map(|meters| meters.values());
    meters.filter_map(|meter| meter["customer_no"].as_str()?.parse().ok()).collect()
}

/// Everybody who may take a next stage, over all stations that the feed has brought.
pub(super) async fn candidates(desk: &Desk) -> Result<Vec<Candidate>, AgentFault> {
    let lists: Vec<Vec<Candidate>> = desk.store.entities(EntityKind::Candidates).await?;
    let mut candidates: Vec<Candidate> = lists.into_iter().flatten().collect();
    candidates.sort_by_key(|candidate| candidate.person);
    candidates.dedup_by(|a, b| a.person == b.person);
    Ok(candidates)
}

fn line(desk: &Desk, now: OrderNow) -> OrderLine {
    let mine =
        |stage: &&StageView| stage.assignee == Some(desk.person.person) && stage.state.is_open();
    let stage = now.view.stages_in_order().into_iter().find(mine).cloned();
    // What lies at a stage that is over cannot be handed in any more.
    let is_mine = |stage: &StageId| now.stage(*stage).is_some_and(|stage| mine(&stage));
    let has_draft = now.drafts.keys().any(is_mine);
    OrderLine {
        lane: now.lane,
        read_only: now.read_only,
        has_draft,
        stage,
        appointment: Appointment::of(&now.view),
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_route_names_the_customers_of_its_meters() {
        let facts = json!({ "meters": {
            "1330001000000000000019": { "customer_no": "1302000001" },
            "1330001000000000000026": { "customer_no": "no number" },
            "1330001000000000000033": {},
        } });
        let named: Vec<_> = at_meters(&facts).iter().map(ToString::to_string).collect();
        assert_eq!(named, ["1302000001"]);
        assert!(at_meters(&json!({})).is_empty());
    }
}
