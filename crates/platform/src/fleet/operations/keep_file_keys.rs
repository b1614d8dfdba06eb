//! Keeps the keys of files that were sealed on their terminal.

use std::collections::BTreeMap;

use async_trait::async_trait;
use platform_store::{Command, Tx, attachments};
use vocabulary::AttachmentId;
use zeroize::Zeroizing;

use crate::Platform;
use crate::http::Problem;

/// Seals keys to the platform and keeps them until their files are opened.
pub struct KeepFileKeys {
    pub platform: Platform,
    /// As they came out of sealed work: hexadecimal.
    pub keys: BTreeMap<AttachmentId, String>,
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
        for (attachment, key) in &self.keys {
            // What is no key opens nothing; the operation itself is still worth taking.
            let Ok(key) = hex::decode(key).map(Zeroizing::new) else { continue };
            let sealed = keys.seal(entropy, &purpose_of_file_key(*attachment), &key);
            attachments::keep_file_key(tx, self.platform.org(), *attachment, sealed).await?;
        }
        Ok(())
    }
}
