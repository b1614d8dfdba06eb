//! Why a folder is not a bundle.

use serde::Serialize;

/// One fault of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct BundleFault {
    /// Path within the bundle.
    pub file: String,
    pub reason: FaultReason,
}

impl BundleFault {
    pub(crate) fn new(file: impl Into<String>, reason: FaultReason) -> Self {
        Self { file: file.into(), reason }
    }
}

/// What is wrong; `code` in the serialised form is stable, for translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FaultReason {
    #[error("the bundle has {bytes} bytes, at most {bytes_max} are taken")]
    TooLarge { bytes: usize, bytes_max: usize },
    #[error("the bundle has {files} files, at most {files_max} are taken")]
    TooManyFiles { files: usize, files_max: usize },
    #[error("the file is missing")]
    Missing,
    #[error("the file is empty")]
    Empty,
    #[error("no file of a bundle has this name")]
    Unexpected,
    #[error("the bundle has no form")]
    NoForms,
    #[error("it cannot be read: {reason}")]
    Unreadable { reason: String },
    #[error("the schema is not usable: {reason}")]
    Schema { reason: String },
    #[error("{field}: {reason}")]
    Field { field: String, reason: String },
    #[error("line {line}: {reason}")]
    Rule { line: usize, reason: String },
}
