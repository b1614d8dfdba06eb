//! What waits in a terminal's sealed queue: an operation, and the keys that open its files.

use serde::{Deserialize, Serialize};
use sync::Operation;
use vocabulary::{AttachmentId, Digest, Entropy};

use crate::{BrokenSeal, FileKey, RecoveryKey, open_with, seal_to};

/// An operation with the keys of its files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedWork {
    pub operation: Operation,
    pub files: Vec<SealedFileKey>,
}

/// The key of one file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedFileKey {
    pub attachment: AttachmentId,
    /// Of the file as it is sent: sealed.
    pub sealed_sha256: Digest,
    #[serde(with = "hex::serde")]
    key: [u8; 32],
}

impl SealedFileKey {
    #[must_use]
    pub fn new(attachment: AttachmentId, sealed_sha256: Digest, key: &FileKey) -> Self {
        Self { attachment, sealed_sha256, key: *key.reveal() }
    }

    #[must_use]
    pub fn key(&self) -> FileKey {
        FileKey::from_bytes(self.key)
    }
}

impl std::fmt::Debug for SealedFileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedFileKey").field("attachment", &self.attachment).finish()
    }
}

impl SealedWork {
    /// Seals the work to the company.
    ///
    /// # Errors
    /// When it is too long or cannot be written as JSON.
    pub fn seal(
        &self,
        entropy: &dyn Entropy,
        recovery: &RecoveryKey,
    ) -> Result<Vec<u8>, BrokenSeal> {
        let message = serde_json::to_vec(self).map_err(|_| BrokenSeal)?;
        seal_to(entropy, recovery, PURPOSE, &message)
    }

    /// Opens sealed work; `scalar` is the recovery key's secret.
    ///
    /// # Errors
    /// When it was changed, was sealed to another key, or holds something else.
    pub fn open(scalar: &[u8; 32], sealed: &[u8]) -> Result<Self, BrokenSeal> {
        let message = open_with(scalar, PURPOSE, sealed)?;
        serde_json::from_slice(&message).map_err(|_| BrokenSeal)
    }
}

const PURPOSE: &str = "ronghe/sealed-work/v1";
