//! The worker's orders, and one with everything that a page needs to work on it.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use sync::{Candidate, OrderView};
use terminal_store::Household;
use vocabulary::{AttachmentId, CustomerNo, OrderId, StageId};

use super::Items;
use crate::agent::{
    Appointment, DetailBundle, HandOver, LaneStanding, OrderLine, OutboxEntry, PracticeReport,
    RecordingCutOff,
};
use crate::local_api::At;
use crate::local_api::extract::{Json, Path};
use crate::local_api::problem::Problem;

#[derive(Serialize)]
pub struct OrderPage {
    order: OrderView,
    /// When somebody comes, as it was agreed with the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    appointment: Option<Appointment>,
    /// Fields not yet submitted, by stage.
    drafts: BTreeMap<StageId, Map<String, Value>>,
    pending: Vec<OutboxEntry>,
    /// Absent until the process version has come down.
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle: Option<Bundle>,
    candidates: Vec<Candidate>,
    hand_over: BTreeMap<StageId, HandOver>,
    lane: LaneStanding,
    read_only: bool,
    /// Files that the order names and that the platform holds, not this terminal.
    elsewhere: BTreeSet<AttachmentId>,
    /// Recordings that were begun and not finished.
    cut_off: Vec<RecordingCutOff>,
    /// Who lives at the order's meters, names masked.
    households: BTreeMap<CustomerNo, Household>,
    /// How its practice stands; none of a real order.
    #[serde(skip_serializing_if = "Option::is_none")]
    practice: Option<PracticeReport>,
}

#[derive(Serialize)]
struct Bundle {
    process: String,
    forms: BTreeMap<String, FormFiles>,
    /// The text of `rules.cel`.
    rules: String,
}

#[derive(Serialize, Default)]
struct FormFiles {
    schema: Value,
    ui: Value,
}

pub async fn list(State(at): State<At>) -> Result<Json<Items<OrderLine>>, Problem> {
    Ok(Json(Items { items: at.agent().orders().await? }))
}

pub async fn read(
    State(at): State<At>,
    Path(order): Path<OrderId>,
) -> Result<Json<OrderPage>, Problem> {
    let detail = at.agent().order(order).await?;
    Ok(Json(OrderPage {
        appointment: Appointment::of(&detail.now.view),
        drafts: detail.now.drafts,
        pending: detail.pending,
        bundle: detail.bundle.map(bundle),
        candidates: detail.candidates,
        hand_over: detail.hand_over,
        lane: detail.now.lane,
        read_only: detail.now.read_only,
        elsewhere: detail.elsewhere,
        cut_off: detail.cut_off,
        households: detail.households,
        practice: detail.practice,
        order: detail.now.view,
    }))
}

fn bundle(mut stored: DetailBundle) -> Bundle {
    let rules = stored.files.remove("rules.cel").unwrap_or_default();
    let mut forms: BTreeMap<String, FormFiles> = BTreeMap::new();
    for (path, text) in &stored.files {
        let Some(file) = path.strip_prefix("forms/") else { continue };
        // A bundle is checked when it is opened; a file that is no JSON is nobody's form.
        let Ok(content) = serde_json::from_str(text) else { continue };
        if let Some(name) = file.strip_suffix(".schema.json") {
            forms.entry(name.to_owned()).or_default().schema = content;
        } else if let Some(name) = file.strip_suffix(".ui.json") {
            forms.entry(name.to_owned()).or_default().ui = content;
        }
    }
    Bundle { process: stored.process, forms, rules }
}
