//! The key of one file.

use hkdf::Hkdf;
use sha2::Sha256;
use vocabulary::AttachmentId;
use zeroize::Zeroizing;

/// The key of one file; wiped when dropped, never printed.
#[derive(Clone)]
pub struct FileKey(Zeroizing<[u8; 32]>);

impl FileKey {
    /// The key of an attachment, from the key of the store that it belongs to.
    #[must_use]
    pub fn derive(store_key: &[u8; 32], attachment: AttachmentId) -> Self {
        let info = [FILE_CONTEXT, attachment.uuid().as_bytes()].concat();
        Self(expand(store_key, &[], &info))
    }

    /// Takes a key as it came out of a sealed message.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key itself, to be sealed.
    #[must_use]
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key of the content behind one header: a file that is written again gets another one.
    pub(crate) fn content_key(&self, salt: &[u8; 16]) -> Zeroizing<[u8; 32]> {
        expand(&*self.0, salt, CONTENT_CONTEXT)
    }
}

/// HKDF-SHA-256 to 32 bytes.
pub(crate) fn expand(secret: &[u8], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // 32 bytes are far below the 8,160 that HKDF-SHA-256 gives at most, so this cannot fail.
    let expanded = Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut *key);
    debug_assert!(expanded.is_ok());
    key
}

const FILE_CONTEXT: &[u8] = b"ronghe/evidence-file/v1\0";
const CONTENT_CONTEXT: &[u8] = b"ronghe/evidence-content/v1";
