//! What a terminal seals to the company's recovery key, so that the work outlives the key of the worker's store.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocabulary::AttachmentId;

use crate::Operation;

/// An operation with the keys of its files; as JSON it is the message that is sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SealedWork {
    pub operation: Operation,
    /// What each file of evidence is sealed with on the terminal: 32 bytes in hexadecimal.
    #[serde(default)]
    pub file_keys: BTreeMap<AttachmentId, String>,
}

impl SealedWork {
    /// The purpose that the seal names.
    pub const PURPOSE: &str = "ronghe/sealed-work/v1";
}
