//! An order as the console shows it: masked, with its story, its work and its evidence.

use std::collections::BTreeMap;

use access::Resource;
use forms::{Form, HIDDEN, OVERRIDES, Widget};
use platform_store::attachments::AttachmentRow;
use platform_store::audit::ChainedEntry;
use platform_store::office::OfficeItemRow;
use platform_store::order_list::OrderLine;
use platform_store::orders::OrderRecord;
use serde::Serialize;
use serde_json::Value;
use sync::{Kind, Operation, OrderView, Outcome};
use vocabulary::{
    AttachmentId, Digest, Instant, OfficeItemId, OperationId, OrderId, PersonId, StageId, StationId,
};

use super::limit_view::{LimitView, OverdueReasonView};
use crate::Platform;
use crate::orders::resource::resource;
use crate::orders::versions::ProcessVersion;
use crate::people::masking::mask_value;

/// An order with everything that belongs to it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrderFile {
    pub order: OrderView,
    pub rev: u64,
    pub station: Option<StationId>,
    pub evidence_missing: u32,
    /// Personal data are shown in full.
    pub unmasked: bool,
    /// What happened, oldest first.
    pub story: Vec<StoryEntry>,
    /// The chain of the story is unbroken.
    pub story_verifies: bool,
    pub operations: Vec<OperationView>,
    pub evidence: Vec<EvidenceView>,
    pub items: Vec<ItemView>,
    /// Its time limits, those of before included.
    pub limits: Vec<LimitView>,
    /// What may be given as the reason of a limit that was missed.
    pub overdue_reasons: Vec<OverdueReasonView>,
    /// Elements of the stages that the office can take the order back to, the last completed first.
    pub send_back_to: Vec<String>,
    /// Names of the people who appear.
    pub people: BTreeMap<PersonId, String>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct StoryEntry {
    pub n: u64,
    pub at: Instant,
    pub received_at: Instant,
    pub kind: String,
    pub actor: String,
    pub correlation: vocabulary::CorrelationId,
    #[schema(value_type = Object)]
    pub body: Option<Value>,
    pub hash: Digest,
}

impl From<ChainedEntry> for StoryEntry {
    fn from(entry: ChainedEntry) -> Self {
        Self {
            n: entry.n,
            at: entry.at,
            received_at: entry.received_at,
            kind: entry.kind,
            actor: entry.actor,
            correlation: entry.correlation,
            body: entry.body,
            hash: entry.hash,
        }
    }
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OperationView {
    pub operation: Operation,
    pub outcome: Outcome,
    pub event_at: Instant,
    pub received_at: Instant,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct EvidenceView {
    pub attachment: AttachmentId,
    pub stage: StageId,
    pub op_id: Option<OperationId>,
    pub sha256: Digest,
    pub size: u64,
    pub received: u64,
    pub mime: String,
    /// `partial`, `complete` or `corrupt`.
    pub state: &'static str,
    /// It shows somebody's papers: the reader has to unmask the order before he sees it.
    pub masked: bool,
    pub completed_at: Option<Instant>,
}

impl EvidenceView {
    pub fn of(row: AttachmentRow, masked: bool) -> Self {
        Self {
            masked,
            attachment: row.attachment,
            stage: row.stage,
            op_id: row.op_id,
            sha256: row.sha256,
            size: row.size,
            received: row.received,
            mime: row.mime,
            state: row.state.as_str(),
            completed_at: row.completed_at,
        }
    }
}

/// Something on the office's list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ItemView {
    pub item: OfficeItemId,
    pub kind: String,
    pub reason: String,
    pub order: Option<OrderId>,
    pub order_no: Option<String>,
    pub station: Option<StationId>,
    pub op_id: Option<OperationId>,
    #[schema(value_type = Object)]
    pub detail: Value,
    pub state: String,
    pub created_at: Instant,
    pub resolved_at: Option<Instant>,
    pub resolved_by: Option<PersonId>,
    pub remark: Option<String>,
}

impl From<OfficeItemRow> for ItemView {
    fn from(row: OfficeItemRow) -> Self {
        Self {
            item: row.item,
            kind: row.kind,
            reason: row.reason,
            order: row.order,
            order_no: row.order_no,
            station: row.station,
            op_id: row.op_id,
            detail: row.detail,
            state: row.state,
            created_at: row.created_at,
            resolved_at: row.resolved_at,
            resolved_by: row.resolved_by,
            remark: row.remark,
        }
    }
}

/// A listed order as the access rules see it.
pub fn resource_of_line(platform: &Platform, line: &OrderLine) -> Resource {
    resource(platform.org(), line.station, line.grid, &line.view)
}

/// An order as the access rules see it.
pub fn resource_of_record(platform: &Platform, record: &OrderRecord) -> Resource {
    resource(platform.org(), record.station, record.grid, &record.view)
}

/// Masks the personal data of an order: the customer's, and whatever a form marks as personal.
pub fn mask_view(view: &mut OrderView, version: &ProcessVersion) {
    if let Some(customer) = view.facts.get_mut("customer") {
        mask_value(customer, None);
    }
    for stage in view.stages.values_mut() {
        match version.form_of(&stage.element) {
            Some(form) => mask_values(&mut stage.values, form),
            None => mask_value(&mut stage.values, None),
        }
    }
}

/// Masks the personal data of a worker's operation by the form that he filled in, under `version`, the one that he
/// worked under. Late work may belong to a stage that the order never opened.
pub fn mask_operation(
    operation: &mut Operation,
    view: &OrderView,
    version: Option<&ProcessVersion>,
) {
    if operation.kind != Kind::Submit {
        return mask_value(&mut operation.body, None);
    }
    let form = version.and_then(|version| match view.stage(operation.stage) {
        Some(stage) => version.form_of(&stage.element),
        None => version.bundle.form(operation.form.as_deref()?),
    });
    match form {
        Some(form) => mask_values(&mut operation.body, form),
        None => hide_members(&mut operation.body, |_| true),
    }
}

fn mask_values(values: &mut Value, form: &Form) {
    let fields = &form.ui().fields;
    for (name, value) in values.as_object_mut().into_iter().flatten() {
        match fields.get(name) {
            // He is one of the company's own.
            Some(field) if field.widget == Widget::SecondPerson => {}
            // Refused, but kept: somebody's name where a signature should be.
            Some(field) if field.widget == Widget::Signature && !value.is_object() => {
                *value = Value::from(HIDDEN);
            }
            Some(field) => mask_value(value, field.mask),
            None => {}
        }
    }
    // What a form does not ask for was refused, but is kept; nobody can say what it is.
    hide_members(values, |name| !fields.contains_key(name) && name != OVERRIDES);
}

fn hide_members(values: &mut Value, hidden: impl Fn(&str) -> bool) {
    for (name, value) in values.as_object_mut().into_iter().flatten() {
        if hidden(name) {
            *value = Value::from(HIDDEN);
        }
    }
}
