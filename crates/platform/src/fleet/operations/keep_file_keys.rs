//! Keeps the keys of files that were sealed on their terminal.

use async_trait::async_trait;
use platform_store::{Command, Tx, attachments};
use sealing::SealedFileKey;
use vocabulary::AttachmentId;

use crate::Platform;
use crate::http::Problem;

/// Seals keys to the platform and keeps them until their files are opened.
pub struct KeepFileKeys {
    pub platform: Platform,
    /// As they came out of sealed work.
    pub keys: Vec<SealedFileKey>,
}

/// What the key of a file is sealed for.
#[must_use]
pub fn purpose_of_file_key(attachment: AttachmentId) -> String {
    format!("file-key:{attachment}")
}

#[async_trait]
impl Command for KeepFileKeys {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let (keys, entropy) = (self.platform.keys(), self.platform.entropy());
        for file in &self.keys {
            let purpose = purpose_of_file_key(file.attachment);
            let sealed = keys.seal(entropy, &purpose, file.key().reveal());
            attachments::keep_file_key(tx, self.platform.org(), file.attachment, sealed).await?;
        }
        Ok(())
    }
}
