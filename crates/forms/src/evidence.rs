//! What must be shown, not only said: photos, recordings, signature, position, second person, safety checks.

use crate::ui::{Field, Widget};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::Text;

/// One piece of evidence that a form asks for, and how much of it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceNeed {
    pub field: String,
    pub kind: EvidenceKind,
    pub label: Text,
    /// What must be seen on the photos, or heard.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub what: Option<Text>,
    /// How many are needed; zero for what may be given but need not.
    pub min: u32,
    pub max: u32,
    pub present: u32,
}

impl EvidenceNeed {
    #[must_use]
    pub fn is_met(&self) -> bool {
        (self.min..=self.max).contains(&self.present)
    }

    /// The need that `field` stands for, if it asks for evidence at all.
    pub(crate) fn of(
        name: &str,
        field: &Field,
        required: bool,
        value: Option<&Value>,
    ) -> Option<EvidenceNeed> {
        let kind = EvidenceKind::of(field.widget)?;
        let count = value.map_or(0, |value| value.as_array().map_or(1, Vec::len));
        let (min, max) = match kind {
            EvidenceKind::Photo => field.photo.as_ref().map(|photo| (photo.min, photo.max))?,
            EvidenceKind::Voice | EvidenceKind::Video => {
                field.recording.as_ref().map(|recording| (recording.min, recording.max))?
            }
            EvidenceKind::SafetyChecks => {
                let all = field.options.as_ref().map_or(0, Vec::len);
                let all = u32::try_from(all).unwrap_or(u32::MAX);
                (if required { all } else { 0 }, all)
            }
            EvidenceKind::Signature | EvidenceKind::Position | EvidenceKind::SecondPerson => {
                (u32::from(required), 1)
            }
        };
        Some(EvidenceNeed {
            field: name.to_owned(),
            kind,
            label: field.label.clone(),
            what: wanted(field).cloned(),
            min,
            max,
            present: u32::try_from(count).unwrap_or(u32::MAX),
        })
    }
}

fn wanted(field: &Field) -> Option<&Text> {
    let of_recording = field.recording.as_ref().map(|recording| &recording.what);
    field.photo.as_ref().map(|photo| &photo.what).or(of_recording)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    Photo,
    Voice,
    Video,
    Signature,
    Position,
    SecondPerson,
    /// A list of which every point must be ticked.
    SafetyChecks,
}

impl EvidenceKind {
    fn of(widget: Widget) -> Option<EvidenceKind> {
        match widget {
            Widget::Photo => Some(EvidenceKind::Photo),
            Widget::Voice => Some(EvidenceKind::Voice),
            Widget::Video => Some(EvidenceKind::Video),
            Widget::Signature => Some(EvidenceKind::Signature),
            Widget::Gps => Some(EvidenceKind::Position),
            Widget::SecondPerson => Some(EvidenceKind::SecondPerson),
            Widget::Checklist => Some(EvidenceKind::SafetyChecks),
            Widget::Text
            | Widget::Textarea
            | Widget::Number
            | Widget::Decimal
            | Widget::Choice
            | Widget::Multichoice
            | Widget::Date
            | Widget::Datetime
            | Widget::Toggle
            | Widget::Barcode
            | Widget::MeterReading
            | Widget::SealList
            | Widget::MeterWork
            | Widget::Readonly => None,
        }
    }
}
