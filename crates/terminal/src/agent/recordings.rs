//! Voice notes and videos: each piece is on the disk before the page hears of it, and what was cut off can be finished.
//!
//! A recording is begun, gets its pieces while it goes on, and is finished: then it becomes one file with one hash, like a
//! photo. What a photo has burnt in stands beside it, because nothing can be burnt into sound.

use forms::{Field, Widget};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sync::StageView;
use terminal_store::{Attachment, AttachmentClass, AttachmentState, Recording, RecordingPiece};
use vocabulary::{AttachmentId, Digest, Instant, OrderId, OrderNo, StageId};
use webm::Medium;

use super::filling::form_of;
use super::order_now::OrderNow;
use super::taking_photos::PlaceTaken;
use super::{Agent, AgentFault, Desk};
use crate::evidence::{ClockTrust, examine};

/// A recording that has begun, and how far it may go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingBegun {
    pub attachment_id: AttachmentId,
    pub mime: String,
    pub seconds_max: u32,
    pub bytes_max: u64,
}

/// How much of a recording is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingProgress {
    pub bytes: u64,
}

/// A recording that was cut off: by a page that was loaded again, by an agent that was killed, by an empty battery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingCutOff {
    pub attachment_id: AttachmentId,
    pub stage: StageId,
    pub field: String,
    pub mime: String,
    pub begun_at: Instant,
    /// On the disk.
    pub bytes: u64,
    /// The recording whose place it takes if it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<AttachmentId>,
}

/// A recording as the form names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordingTaken {
    pub attachment_id: AttachmentId,
    pub sha256: Digest,
    pub size: u64,
    pub mime: String,
    pub duration_ms: u64,
    /// When it was begun.
    pub taken_at: Instant,
    #[serde(flatten)]
    pub facts: RecordingFacts,
}

/// What stands beside a recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordingFacts {
    pub clock: ClockSaid,
    pub order_no: OrderNo,
    pub worker: String,
    pub staff_no: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<PlaceTaken>,
}

/// Whether the terminal knew how its clock stood to the platform's; the words of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockSaid {
    Sure,
    Unsure,
}

impl From<ClockTrust> for ClockSaid {
    fn from(trust: ClockTrust) -> Self {
        match trust {
            ClockTrust::Sure => Self::Sure,
            ClockTrust::Unsure => Self::Unsure,
        }
    }
}

/// What a field records.
struct Asked {
    medium: Medium,
    seconds_max: u32,
    /// How many it holds.
    max: u32,
    /// A signature's refusal holds one by itself, which replaces the one before.
    is_list: bool,
}

impl Agent {
    /// Begins a recording for a field, perhaps in the place of another, which stays until this one is finished. Nothing is
    /// recorded yet, but it is known of when this returns.
    ///
    /// # Errors
    /// [`AgentFault::StorageShort`] before anything is done, or a field that takes no recording, or no more.
    pub async fn begin_recording(
        &self,
        order: OrderId,
        stage: StageId,
        field: &str,
        place: Option<PlaceTaken>,
        instead: Option<AttachmentId>,
    ) -> Result<RecordingBegun, AgentFault> {
        self.check_space()?;
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let asked = self.asked(&desk, &now, &view, field).await?;
        let stays = without(now.values(&view)[field].take(), instead);
        let taken = stays.as_array().map_or(0, Vec::len);
        if u32::try_from(taken).unwrap_or(u32::MAX) >= asked.max {
            return Err(AgentFault::TooManyRecordings);
        }
        let attachment = AttachmentId::make(self.clock(), self.entropy());
        let facts = RecordingFacts {
            clock: self.times.trust().into(),
            order_no: now.view.order_no.clone(),
            worker: desk.person.name.clone(),
            staff_no: desk.person.staff_no.clone(),
            position: place,
        };
        let recording = Recording {
            attachment,
            order,
            stage,
            field: field.to_owned(),
            medium: asked.medium.mime().to_owned(),
            facts: json!(facts),
            begun_at: self.times.corrected(),
            instead,
            bytes: 0,
        };
        desk.store.begin_recording(&recording).await?;
        Ok(RecordingBegun {
            attachment_id: attachment,
            mime: recording.medium,
            seconds_max: asked.seconds_max,
            bytes_max: self.bytes_max(&asked),
        })
    }

    /// Keeps the next piece of a recording, or what of it is new; it is on the disk when this returns.
    ///
    /// # Errors
    /// [`AgentFault::PieceElsewhere`] when bytes before it are missing, [`AgentFault::RecordingFull`] when it would become
    /// too large, [`AgentFault::StorageShort`]: what was kept before can be finished all the same.
    pub async fn append_recording(
        &self,
        (order, stage): (OrderId, StageId),
        attachment: AttachmentId,
        first_byte: u64,
        piece: Vec<u8>,
    ) -> Result<RecordingProgress, AgentFault> {
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let recording = recording_of(&desk, order, stage, attachment).await?;
        let there = recording.bytes;
        let Some(known) = there.checked_sub(first_byte) else {
            return Err(AgentFault::PieceElsewhere { bytes: there });
        };
        // The page never heard of bytes that are here already.
        let known = usize::try_from(known).unwrap_or(usize::MAX).min(piece.len());
        let new = piece[known..].to_vec();
        if new.is_empty() {
            return Ok(RecordingProgress { bytes: there });
        }
        self.check_space()?;
        let now = self.now_of(&desk, order).await?;
        let view = now.stage(stage).ok_or(AgentFault::UnknownStage(stage))?;
        let asked = self.asked(&desk, &now, view, &recording.field).await?;
        let len = new.len() as u64;
        if there + len > self.bytes_max(&asked) {
            return Err(AgentFault::RecordingFull { bytes: there });
        }
        let evidence = desk.evidence.clone();
        let written =
            tokio::task::spawn_blocking(move || evidence.write_piece(attachment, there, &new));
        let written = written.await.map_err(|_| AgentFault::TaskEnded)??;
        let piece = RecordingPiece { first_byte: there, len, file_name: written.file_name };
        desk.store.add_piece(attachment, &piece).await?;
        Ok(RecordingProgress { bytes: there + len })
    }

    /// Makes evidence of what was recorded, whether it was stopped or cut off. File and field are on the disk when this
    /// returns.
    ///
    /// # Errors
    /// When it is no recording, or not what the field asks for; its pieces stay until they are discarded.
    pub async fn finish_recording(
        &self,
        order: OrderId,
        stage: StageId,
        attachment: AttachmentId,
    ) -> Result<RecordingTaken, AgentFault> {
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let recording = recording_of(&desk, order, stage, attachment).await?;
        let field = recording.field.as_str();
        let asked = self.asked(&desk, &now, &view, field).await?;
        let pieces = desk.store.pieces(attachment).await?;
        let (evidence, limits) = (desk.evidence.clone(), self.settings.recording_limits);
        let finishing = tokio::task::spawn_blocking(move || {
            let mut content = Vec::new();
            for piece in &pieces {
                content.extend(evidence.read_range(attachment, &piece.file_name, 0, usize::MAX)?);
            }
            let found = examine(&content, asked.medium, asked.seconds_max, &limits)?;
            content.truncate(found.whole_len);
            let stored = evidence.write(attachment, &content)?;
            Ok::<_, AgentFault>((stored, found.duration_ms))
        });
        let (stored, duration_ms) = finishing.await.map_err(|_| AgentFault::TaskEnded)??;
        let row = Attachment {
            attachment,
            order,
            stage,
            field: field.to_owned(),
            operation: None,
            class: AttachmentClass::Recording,
            sha256: stored.sha256,
            size: stored.size,
            mime: recording.medium.clone(),
            file_name: stored.file_name,
            state: AttachmentState::Captured,
            taken_at: recording.begun_at,
        };
        let taken = RecordingTaken {
            attachment_id: attachment,
            sha256: row.sha256,
            size: row.size,
            mime: row.mime.clone(),
            duration_ms,
            taken_at: recording.begun_at,
            facts: serde_json::from_value(recording.facts.clone())?,
        };
        let stays = without(now.values(&view)[field].take(), recording.instead);
        let value = self.with_recording(stays, &asked, &taken);
        let draft = self.draft_of(order, stage, field, value);
        let pieces = desk.store.finish_recording(&row, &draft).await?;
        remove(&desk, pieces).await?;
        Ok(taken)
    }

    /// Takes a recording away that was not submitted yet: one under way, one that was cut off, or a finished one.
    ///
    /// # Errors
    /// When it is not here, or was submitted.
    pub async fn discard_recording(
        &self,
        order: OrderId,
        stage: StageId,
        attachment: AttachmentId,
    ) -> Result<(), AgentFault> {
        let desk = self.desk().await?;
        let acting = desk.acting.lock().await;
        let unfinished = recording_of(&desk, order, stage, attachment).await;
        if matches!(unfinished, Err(AgentFault::UnknownAttachment)) {
            drop(acting);
            return self.discard_file(order, stage, attachment).await;
        }
        unfinished?;
        let pieces = desk.store.discard_recording(attachment).await?;
        remove(&desk, pieces.unwrap_or_default()).await
    }

    /// What of an order's recordings was begun and not finished.
    pub(super) async fn cut_off(
        &self,
        desk: &Desk,
        order: OrderId,
    ) -> Result<Vec<RecordingCutOff>, AgentFault> {
        let rows = desk.store.recordings_of(order).await?.into_iter();
        let cut_off = rows.filter(|row| row.bytes > 0).map(|row| RecordingCutOff {
            attachment_id: row.attachment,
            stage: row.stage,
            field: row.field,
            mime: row.medium,
            begun_at: row.begun_at,
            bytes: row.bytes,
            instead: row.instead,
        });
        Ok(cut_off.collect())
    }

    /// What a field records, if it records anything.
    async fn asked(
        &self,
        desk: &Desk,
        now: &OrderNow,
        view: &StageView,
        field: &str,
    ) -> Result<Asked, AgentFault> {
        let process = self.process_of(desk, now).await?;
        let ui = form_of(&process, view)?.ui().fields.get(field);
        let unknown = || AgentFault::UnknownField(field.to_owned());
        let ui = ui.ok_or_else(unknown)?;
        let medium = medium_of(ui).ok_or_else(unknown)?;
        let said = ui.recording.as_ref();
        let usual = self.settings.recording_limits.of(medium).seconds_max;
        Ok(Asked {
            medium,
            seconds_max: said.and_then(|said| said.seconds_max).unwrap_or(usual),
            max: said.map_or(1, |said| said.max),
            is_list: ui.widget != Widget::Signature,
        })
    }

    fn bytes_max(&self, asked: &Asked) -> u64 {
        self.settings.recording_limits.of(asked.medium).bytes_max(asked.seconds_max)
    }

    /// The field's value with one more recording; of a signature, the customer's refusal on video.
    fn with_recording(&self, value: Value, asked: &Asked, taken: &RecordingTaken) -> Value {
        if let Value::Array(mut recordings) = value {
            recordings.push(json!(taken));
            return Value::Array(recordings);
        }
        if asked.is_list {
            return json!([taken]);
        }
        let mut refusal = json!({
            "refused": true,
            "refused_at": self.times.corrected(),
            "video": taken,
        });
        if let Some(reason) = value["reason"].as_str().filter(|reason| !reason.is_empty()) {
            refusal["reason"] = json!(reason);
        }
        refusal
    }
}

/// A field's value without one of its recordings.
fn without(value: Value, instead: Option<AttachmentId>) -> Value {
    let (Value::Array(recordings), Some(instead)) = (&value, instead) else { return value };
    let id = instead.to_string();
    let stays = recordings.iter().filter(|recording| recording["attachment_id"] != *id);
    Value::Array(stays.cloned().collect())
}

/// What a field's widget records: a signature, that the customer refuses to give one.
const fn medium_of(field: &Field) -> Option<Medium> {
    match field.widget {
        Widget::Voice => Some(Medium::Voice),
        Widget::Video | Widget::Signature => Some(Medium::Video),
        _ => None,
    }
}

/// The unfinished recording of that id, if it is that stage's.
async fn recording_of(
    desk: &Desk,
    order: OrderId,
    stage: StageId,
    attachment: AttachmentId,
) -> Result<Recording, AgentFault> {
    let found = desk.store.recording(attachment).await?;
    let found = found.filter(|found| found.order == order && found.stage == stage);
    found.ok_or(AgentFault::UnknownAttachment)
}

async fn remove(desk: &Desk, file_names: Vec<String>) -> Result<(), AgentFault> {
    let evidence = desk.evidence.clone();
    let removed = tokio::task::spawn_blocking(move || evidence.remove(&file_names)).await;
    Ok(removed.map_err(|_| AgentFault::TaskEnded)??)
}
