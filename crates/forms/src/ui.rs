//! How a form looks: groups, labels, widgets (`forms/<form>.ui.json`).

use crate::meter_work::MeterWorkSpec;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vocabulary::Text;

/// The presentation of one form. One group is one screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UiSchema {
    pub title: Text,
    pub groups: Vec<Group>,
    pub fields: BTreeMap<String, Field>,
}

impl UiSchema {
    /// Names of the fields in the order in which the worker meets them.
    pub fn in_order(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flat_map(|group| &group.fields).map(String::as_str)
    }

    /// The label of the field that a JSON pointer leads into.
    pub(crate) fn label(&self, pointer: &str) -> Option<&Text> {
        let name = pointer.strip_prefix('/')?.split('/').next()?;
        self.fields.get(name).map(|field| &field.label)
    }
}

/// The questions of one screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub title: Text,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub help: Option<Text>,
    pub fields: Vec<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub label: Text,
    pub widget: Widget,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub help: Option<Text>,
    /// The unit that stands beside the number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// How many decimals a `decimal` shows: the value is an integer in units of 10^-scale.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scale: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub options: Option<Vec<Choice>>,
    /// CEL over `order`: the fact that fills the field in first, such as `order.customer.mobile`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub prefill: Option<String>,
    /// CEL over `form`, `order` and `now`; a field that is not visible has no value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub visible: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mask: Option<Mask>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub photo: Option<PhotoSpec>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub recording: Option<RecordingSpec>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub meter_work: Option<MeterWorkSpec>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub keyboard: Option<Keyboard>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Widget {
    Text,
    Textarea,
    Number,
    Decimal,
    Choice,
    Multichoice,
    Date,
    Datetime,
    Toggle,
    Checklist,
    Photo,
    Voice,
    Video,
    Signature,
    Gps,
    Barcode,
    MeterReading,
    SealList,
    SecondPerson,
    /// What the terminal's metering functions did at a meter; nobody types it.
    MeterWork,
    Readonly,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: serde_json::Value,
    pub label: Text,
}

/// What is hidden from those who need not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mask {
    IdNo,
    Mobile,
    Name,
    Address,
    /// Photos of somebody's papers.
    Papers,
}

/// Which photos are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoSpec {
    pub min: u32,
    pub max: u32,
    /// What must be seen on them.
    pub what: Text,
    /// They travel with the order: later stages have them on their terminals, offline. For drawings and what else is
    /// looked up on site.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub travels: bool,
}

/// Which voice notes or videos are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordingSpec {
    pub min: u32,
    pub max: u32,
    /// How long one may be; the terminal's own limit where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub seconds_max: Option<u32>,
    /// What must be heard or seen.
    pub what: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    Numeric,
}
