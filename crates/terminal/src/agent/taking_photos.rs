//! Taking photos: burnt in, sealed, synced and noted before the page hears of it.

use forms::Widget;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sync::{StageView, files_named};
use terminal_store::{Attachment, AttachmentClass, AttachmentState};
use vocabulary::{AttachmentId, Digest, Instant, OrderId, StageId};

use super::filling::form_of;
use super::order_now::OrderNow;
use super::{Agent, AgentFault, Desk};
use crate::evidence::{Caption, Position, PositionFault, PositionSource, burn_in};

/// Where something was taken, as pages and forms write it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceTaken {
    pub lon: f64,
    pub lat: f64,
    pub accuracy_m: f64,
    pub source: PlaceSource,
}

/// What told the place; the words of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceSource {
    Gnss,
    Network,
    Manual,
}

impl TryFrom<PlaceTaken> for Position {
    type Error = PositionFault;

    fn try_from(place: PlaceTaken) -> Result<Self, PositionFault> {
        let source = match place.source {
            PlaceSource::Gnss => PositionSource::Satellite,
            PlaceSource::Network => PositionSource::Network,
            PlaceSource::Manual => PositionSource::Manual,
        };
        Position::new(place.lon, place.lat, place.accuracy_m, source)
    }
}

/// A photo as the form names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhotoTaken {
    pub attachment_id: AttachmentId,
    pub sha256: Digest,
    pub size: u64,
    pub mime: String,
    pub taken_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<PlaceTaken>,
}

impl Agent {
    /// Makes evidence of what the camera wrote. File and row are on the disk when this returns.
    ///
    /// # Errors
    /// [`AgentFault::StorageShort`] before anything is done, the photo's own faults, or a field that takes no photo.
    pub async fn take_photo(
        &self,
        order: OrderId,
        stage: StageId,
        field: &str,
        photo: Vec<u8>,
        place: Option<PlaceTaken>,
    ) -> Result<PhotoTaken, AgentFault> {
        self.check_space()?;
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let process = self.process_of(&desk, &now).await?;
        let asked = form_of(&process, &view)?.ui().fields.get(field);
        let Some(asked) = asked.filter(|asked| asked.widget == Widget::Photo) else {
            return Err(AgentFault::UnknownField(field.to_owned()));
        };
        let photos = now.values(&view)[field].take();
        let taken = photos.as_array().map_or(0, Vec::len);
        let max = asked.photo.as_ref().map_or(u32::MAX, |spec| spec.max);
        if u32::try_from(taken).unwrap_or(u32::MAX) >= max {
            return Err(AgentFault::TooManyPhotos);
        }

        let caption = self.caption(&desk, &now, place, &asked.label.zh);
        let (taken_at, limits) = (caption.taken_at, self.settings.photo_limits);
        let burnt = tokio::task::spawn_blocking(move || burn_in(&photo, &caption, &limits));
        let burnt = burnt.await.map_err(|_| AgentFault::TaskEnded)??;
        let class = if burnt.jpeg.len() < SMALL_BYTES_MAX {
            AttachmentClass::Small
        } else {
            AttachmentClass::Photo
        };
        let file = NewFile {
            content: burnt.jpeg,
            mime: "image/jpeg",
            class,
            taken_at,
            thumbnail: Some(burnt.thumbnail),
        };
        let kept = self.write_file(&desk, &now, &view, field, file).await?;
        let value = PhotoTaken {
            attachment_id: kept.row.attachment,
            sha256: kept.row.sha256,
            size: kept.row.size,
            mime: kept.row.mime.clone(),
            taken_at,
            position: place,
        };
        let mut photos = photos.as_array().cloned().unwrap_or_default();
        photos.push(json!(value));
        self.note_file(&desk, kept, Value::Array(photos)).await?;
        Ok(value)
    }

    /// Takes a photo or a finished recording out of the form. One that was not submitted yet is gone with it; one of an
    /// earlier opening stays what was handed in then.
    ///
    /// # Errors
    /// When it is neither here nor named by the form.
    pub async fn discard_file(
        &self,
        order: OrderId,
        stage: StageId,
        attachment: AttachmentId,
    ) -> Result<(), AgentFault> {
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let left = left_without(&now.values(&view), attachment);
        let left = left.map(|(field, left)| self.draft_of(order, stage, &field, left));
        let file = desk.store.attachment(attachment).await?;
        let is_unsent = |file: &Attachment| {
            file.order == order && file.stage == stage && file.state == AttachmentState::Captured
        };
        match (file.filter(is_unsent), left) {
            (Some(file), left) => {
                if !desk.store.discard_attachment(attachment, left.as_ref()).await? {
                    return Err(AgentFault::UnknownAttachment);
                }
                let evidence = desk.evidence.clone();
                let removed =
                    tokio::task::spawn_blocking(move || evidence.remove(&[file.file_name]));
                removed.await.map_err(|_| AgentFault::TaskEnded)??;
            }
            (None, Some(left)) => desk.store.save_field(&left).await?,
            (None, None) => return Err(AgentFault::UnknownAttachment),
        }
        Ok(())
    }

    /// The content of a file.
    ///
    /// # Errors
    /// When it is not here.
    pub async fn attachment(
        &self,
        attachment: AttachmentId,
    ) -> Result<(String, Vec<u8>), AgentFault> {
        let desk = self.desk().await?;
        let own = desk.store.attachment(attachment).await?;
        let (mime, file_name) = match own {
            Some(file) => (file.mime, file.file_name),
            // Somebody took it at a stage before.
            None => {
                let file = desk.store.travelling(attachment).await?;
                let file = file.ok_or(AgentFault::UnknownAttachment)?;
                (file.mime, file.file_name)
            }
        };
        let evidence = desk.evidence.clone();
        let read = tokio::task::spawn_blocking(move || {
            evidence.read_range(attachment, &file_name, 0, usize::MAX)
        });
        Ok((mime, read.await.map_err(|_| AgentFault::TaskEnded)??))
    }

    /// The small picture of a photo: JPEG.
    ///
    /// # Errors
    /// When it is not here.
    pub async fn thumbnail(&self, attachment: AttachmentId) -> Result<Vec<u8>, AgentFault> {
        let thumbnail = self.desk().await?.store.thumbnail(attachment).await?;
        thumbnail.ok_or(AgentFault::UnknownAttachment)
    }

    /// Seals a file into its folder; its row comes with [`Agent::note_file`].
    pub(super) async fn write_file(
        &self,
        desk: &Desk,
        now: &OrderNow,
        stage: &StageView,
        field: &str,
        file: NewFile,
    ) -> Result<KeptFile, AgentFault> {
        let attachment = AttachmentId::make(self.clock(), self.entropy());
        let evidence = desk.evidence.clone();
        let content = file.content;
        let stored =
            tokio::task::spawn_blocking(move || evidence.write(attachment, &content)).await;
        let stored = stored.map_err(|_| AgentFault::TaskEnded)??;
        let row = Attachment {
            attachment,
            order: now.view.order,
            stage: stage.stage,
            field: field.to_owned(),
            operation: None,
            class: file.class,
            sha256: stored.sha256,
            size: stored.size,
            mime: file.mime.to_owned(),
            file_name: stored.file_name,
            state: AttachmentState::Captured,
            taken_at: file.taken_at,
        };
        Ok(KeptFile { row, thumbnail: file.thumbnail })
    }

    /// Notes a file that lies in its folder, and the field that names it, at once.
    pub(super) async fn note_file(
        &self,
        desk: &Desk,
        kept: KeptFile,
        value: Value,
    ) -> Result<(), AgentFault> {
        let draft = self.draft_of(kept.row.order, kept.row.stage, &kept.row.field, value);
        desk.store.add_attachment(&kept.row, kept.thumbnail.as_deref(), &draft).await?;
        Ok(())
    }

    fn caption(
        &self,
        desk: &Desk,
        now: &OrderNow,
        place: Option<PlaceTaken>,
        purpose: &str,
    ) -> Caption {
        Caption {
            taken_at: self.times.corrected(),
            clock: self.times.trust(),
            order_no: now.view.order_no.clone(),
            worker_name: desk.person.name.clone(),
            staff_no: desk.person.staff_no.clone(),
            position: place.and_then(|place| Position::try_from(place).ok()),
            purpose: purpose.to_owned(),
            is_practice: desk.remarks().is_some(),
        }
    }
}

/// The field that names a file, and what is left of its value without it.
fn left_without(values: &Value, attachment: AttachmentId) -> Option<(String, Value)> {
    let names = |value: &Value| files_named(value).iter().any(|file| file.attachment == attachment);
    let mut fields = values.as_object()?.iter();
    let (field, value) = fields.find(|(_, value)| names(value))?;
    let left = match value {
        Value::Array(files) => files.iter().filter(|file| !names(file)).cloned().collect(),
        // A refusal on video without its video is none, nor is a signature without its picture.
        _ => Value::Null,
    };
    Some((field.clone(), left))
}

/// A file that is about to be kept.
pub(super) struct NewFile {
    pub content: Vec<u8>,
    pub mime: &'static str,
    pub class: AttachmentClass,
    pub taken_at: Instant,
    pub thumbnail: Option<Vec<u8>>,
}

/// A file that lies in its folder and has no row yet.
pub(super) struct KeptFile {
    pub row: Attachment,
    thumbnail: Option<Vec<u8>>,
}

/// Half a second at 1 Mbit/s.
const SMALL_BYTES_MAX: usize = 64 * 1024;
