//! An order as the console shows it: masked, with its story, its work and its evidence.

use std::collections::BTreeMap;

use access::Resource;
use forms::Mask;
use platform_store::attachments::AttachmentRow;
use platform_store::audit::ChainedEntry;
use platform_store::office::OfficeItemRow;
use platform_store::operations::StoredOperation;
use platform_store::orders::{OrderLine, OrderRecord};
use serde::Serialize;
use serde_json::Value;
use sync::{Operation, OrderView, Outcome};
use vocabulary::{
    AttachmentId, Digest, Instant, OfficeItemId, OperationId, OrderId, PersonId, StageId, StationId,
};

use crate::Platform;
use crate::orders::versions::ProcessVersion;
use crate::people::masking::{mask_address, mask_id_no, mask_mobile, mask_name};

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
pub fn resource(platform: &Platform, line: &OrderLine) -> Resource {
    of_view(platform, line.station, line.grid, &line.view)
}

/// An order as the access rules see it.
pub fn resource_of_record(platform: &Platform, record: &OrderRecord) -> Resource {
    of_view(platform, record.station, record.grid, &record.view)
}

fn of_view(
    platform: &Platform,
    station: Option<StationId>,
    grid: Option<vocabulary::GridId>,
    view: &OrderView,
) -> Resource {
    let mut resource = Resource::in_organisation(platform.org());
    if let Some(station) = station {
        resource = resource.at_station(station);
    }
    if let Some(grid) = grid {
        resource = resource.in_grid(grid);
    }
    let people = view.stages.values().filter_map(|stage| stage.assignee);
    people.fold(resource, Resource::of_person)
}

/// Masks the personal data of an order: the customer's, and whatever a form marks as personal.
pub fn mask_view(view: &mut OrderView, version: &ProcessVersion) {
    if let Some(customer) = view.facts.get_mut("customer") {
        mask_member(customer, "customer_name", Mask::Name);
        mask_member(customer, "id_no", Mask::IdNo);
        mask_member(customer, "mobile", Mask::Mobile);
        mask_member(customer, "service_address", Mask::Address);
    }
    for stage in view.stages.values_mut() {
        mask_values(&mut stage.values, version, &stage.element);
    }
}

/// Masks the personal data of a worker's operation.
pub fn mask_operation(stored: &mut StoredOperation, view: &OrderView, version: &ProcessVersion) {
    if let Some(stage) = view.stage(stored.operation.stage) {
        mask_values(&mut stored.operation.body, version, &stage.element);
    }
}

fn mask_values(values: &mut Value, version: &ProcessVersion, element: &str) {
    let Some(form) = version.form_of(element) else { return };
    for (name, field) in &form.ui().fields {
        if let Some(mask) = field.mask {
            mask_member(values, name, mask);
        }
    }
}

fn mask_member(value: &mut Value, name: &str, mask: Mask) {
    let Some(member) = value.get_mut(name) else { return };
    let Some(text) = member.as_str() else { return };
    *member = Value::from(match mask {
        Mask::IdNo => mask_id_no(text),
        Mask::Mobile => mask_mobile(text),
        Mask::Name => mask_name(text),
        Mask::Address => mask_address(text),
        // The files are masked, not what names them.
        Mask::Papers => return,
    });
}
