//! The finished order as the marketing system gets it: what every stage ended with, and an index of the evidence.

use platform_store::attachments::AttachmentRow;
use platform_store::orders::OrderRecord;
use platform_store::people::PersonRow;
use serde::Serialize;
use serde_json::Value;
use vocabulary::{AttachmentId, Digest, Instant, MessageId, OrderId, OrderNo, StageState};

/// `POST /results` of the marketing system.
#[derive(Debug, Clone, Serialize)]
pub struct ResultMessage {
    pub message: MessageId,
    pub order_no: OrderNo,
    pub kind: String,
    pub order: OrderId,
    pub stages: Vec<StageResult>,
    pub evidence: Vec<EvidenceIndex>,
    /// When that on which it rests was said last.
    pub at: Instant,
}

#[derive(Debug, Clone, Serialize)]
pub struct StageResult {
    pub stage: String,
    /// Counts the openings of a stage that came back.
    pub occurrence: u32,
    /// How the stage ended, where its form says so.
    pub outcome: Option<String>,
    /// Staff number.
    pub performer: Option<String>,
    pub submitted_at: Option<Instant>,
    pub values: Value,
}

#[derive(Debug, Clone, Serialize)]
pub struct EvidenceIndex {
    pub attachment: AttachmentId,
    pub sha256: Digest,
    /// Bytes.
    pub size: u64,
    pub mime: String,
    pub stage: String,
}

impl ResultMessage {
    /// Puts the message together from the order as it stands; every attempt sends the same bytes, after a restore too: only
    /// of an order without any stage it tells when it was made.
    #[must_use]
    pub fn of(
        message: MessageId,
        kind: &str,
        record: &OrderRecord,
        files: &[AttachmentRow],
        staff: &[PersonRow],
        made_at: Instant,
    ) -> Self {
        let view = &record.view;
        let submitted = view
            .stages_in_order()
            .into_iter()
            .filter(|stage| matches!(stage.state, StageState::Submitted | StageState::Reviewed));
        let stages = submitted.map(|stage| StageResult {
            stage: stage.element.clone(),
            occurrence: stage.occurrence,
            outcome: stage.values["outcome"].as_str().map(str::to_owned),
            performer: staff
                .iter()
                .find(|person| Some(person.person) == stage.assignee)
                .map(|person| person.staff_no.clone()),
            submitted_at: stage.closed_at,
            values: stage.values.clone(),
        });
        let stages: Vec<StageResult> = stages.collect();
        let at = stages.iter().filter_map(|stage| stage.submitted_at).max().unwrap_or(made_at);
        let evidence = files.iter().filter(|file| file.op_id.is_some()).map(|file| EvidenceIndex {
            attachment: file.attachment,
            sha256: file.sha256,
            size: file.size,
            mime: file.mime.clone(),
            stage: view.stage(file.stage).map_or_else(String::new, |stage| stage.element.clone()),
        });
        Self {
            message,
            order_no: view.order_no.clone(),
            kind: kind.to_owned(),
            order: view.order,
            stages,
            evidence: evidence.collect(),
            at,
        }
    }
}
