//! A file of keys: a head in the open, and contents sealed by ChaCha20-Poly1305 under a key that argon2id makes of a
//! secret. Head and cost are authenticated with the contents.

use std::io;
use std::marker::PhantomData;
use std::path::Path;

use argon2::{Algorithm, Argon2, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use vocabulary::Entropy;
use zeroize::Zeroizing;

use crate::PinCost;
use crate::durable_file::{DurableFile, FolderLock};
use crate::metering::UnitSecret;

/// A file whose head is an `H`.
pub(super) struct SealedFile<H> {
    file: DurableFile,
    format: &'static str,
    head: PhantomData<fn() -> H>,
}

/// Opens and closes the seal of one file; wiped when dropped, has no `Debug` on purpose.
pub(super) struct FileKey {
    key: Zeroizing<[u8; 32]>,
    salt: [u8; 16],
    cost: PinCost,
}

/// Why a file of keys could not be used.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    #[error("the secret does not open the file")]
    WrongSecret,
    #[error("the cost of guessing its secret is out of bounds: {0:?}")]
    Cost(PinCost),
    #[error("it is damaged: {reason}")]
    Damaged { reason: String },
    #[error("it cannot be read or written")]
    Io(#[source] io::Error),
}

/// Everything in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record<H> {
    format: String,
    head: H,
    cost: PinCost,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    #[serde(with = "hex::serde")]
    nonce: [u8; 12],
    #[serde(with = "hex::serde")]
    sealed: Vec<u8>,
}

impl<H: Serialize + DeserializeOwned> SealedFile<H> {
    /// # Errors
    /// When `path` names no file.
    pub(super) fn at(path: &Path, format: &'static str) -> Result<Self, FileFault> {
        let file = DurableFile::at(path)
            .ok_or_else(|| FileFault::Damaged { reason: "the path names no file".into() })?;
        Ok(Self { file, format, head: PhantomData })
    }

    /// Keeps every other reader-and-writer out until dropped.
    pub(super) fn lock(&self) -> Result<FolderLock, FileFault> {
        self.file.lock().map_err(FileFault::Io)
    }

    /// The head, before any secret; whether it is true shows when the contents are opened.
    pub(super) fn head(&self) -> Result<H, FileFault> {
        Ok(self.read()?.head)
    }

    /// The key for a new file.
    pub(super) fn new_key(
        entropy: &dyn Entropy,
        secret: &UnitSecret,
        cost: PinCost,
    ) -> Result<FileKey, FileFault> {
        FileKey::derive(secret, entropy.sixteen(), cost)
    }

    /// The key of the file that is there.
    pub(super) fn key(&self, secret: &UnitSecret) -> Result<FileKey, FileFault> {
        let record = self.read()?;
        FileKey::derive(secret, record.salt, record.cost)
    }

    pub(super) fn write(
        &self,
        entropy: &dyn Entropy,
        key: &FileKey,
        head: H,
        contents: &[u8],
    ) -> Result<(), FileFault> {
        let mut nonce = [0; 12];
        entropy.fill(&mut nonce);
        let associated = self.associated(&head, key.cost);
        let payload = Payload { msg: contents, aad: &associated };
        let sealed = key
            .cipher()
            .encrypt(&Nonce::from(nonce), payload)
            .expect("contents are far shorter than the cipher's limit");
        let FileKey { salt, cost, .. } = *key;
        let record = Record { format: self.format.into(), head, cost, salt, nonce, sealed };
        let text = serde_json::to_vec_pretty(&record).expect("a head is made of plain fields");
        self.file.replace(&text).map_err(FileFault::Io)
    }

    /// # Errors
    /// [`FileFault::WrongSecret`] also when head or contents were altered: a seal cannot tell the two apart.
    pub(super) fn open(&self, key: &FileKey) -> Result<(H, Zeroizing<Vec<u8>>), FileFault> {
        let record = self.read()?;
        let associated = self.associated(&record.head, record.cost);
        let payload = Payload { msg: &record.sealed, aad: &associated };
        let contents = key
            .cipher()
            .decrypt(&Nonce::from(record.nonce), payload)
            .map_err(|_| FileFault::WrongSecret)?;
        Ok((record.head, Zeroizing::new(contents)))
    }

    fn read(&self) -> Result<Record<H>, FileFault> {
        let bytes = self.file.read(FILE_LEN_MAX).map_err(FileFault::Io)?;
        let bytes = bytes.ok_or_else(|| damaged(&"the file is too long"))?;
        let record: Record<H> = serde_json::from_slice(&bytes).map_err(|fault| damaged(&fault))?;
        if record.format != self.format {
            return Err(damaged(&"it is a file of another kind"));
        }
        if record.cost.params().is_none() {
            return Err(FileFault::Cost(record.cost));
        }
        Ok(record)
    }

    fn associated(&self, head: &H, cost: PinCost) -> Vec<u8> {
        let head = serde_json::to_vec(&(head, cost)).expect("a head is made of plain fields");
        [self.format.as_bytes(), &[0], &head].concat()
    }
}

impl FileKey {
    fn derive(secret: &UnitSecret, salt: [u8; 16], cost: PinCost) -> Result<Self, FileFault> {
        let mut key = Zeroizing::new([0; 32]);
        let params = cost.params().ok_or(FileFault::Cost(cost))?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret.bytes(), &salt, &mut *key)
            .map_err(|fault| damaged(&fault))?;
        Ok(Self { key, salt, cost })
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&(*self.key).into())
    }
}

fn damaged(reason: &dyn std::fmt::Display) -> FileFault {
    FileFault::Damaged { reason: reason.to_string() }
}

/// A unit with a thousand authorities in its ledger has about 200 kB.
const FILE_LEN_MAX: u64 = 4 << 20;

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use vocabulary::SeededEntropy;

    fn secret(text: &str) -> UnitSecret {
        UnitSecret::from_passphrase(text).expect("long enough")
    }

    fn file(folder: &Path) -> SealedFile<u32> {
        SealedFile::at(&folder.join("keys.json"), "test/1").expect("a file name")
    }

    #[test]
    fn opens_with_its_secret_and_its_own_head_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let (entropy, file) = (SeededEntropy::new(1), file(folder.path()));
        let right = secret("correct horse");
        let key = SealedFile::<u32>::new_key(&entropy, &right, PinCost::SIMULATION).expect("a key");
        file.write(&entropy, &key, 7, b"contents").expect("written");

        assert_eq!(file.head().ok(), Some(7));
        let (head, contents) = file.open(&file.key(&right).expect("readable")).expect("opened");
        assert_eq!((head, contents.as_slice()), (7, &b"contents"[..]));

        let wrong = file.key(&secret("battery staple")).expect("readable");
        assert!(matches!(file.open(&wrong), Err(FileFault::WrongSecret)));

        let path = folder.path().join("keys.json");
        let text = fs::read_to_string(&path).expect("the file");
        assert!(!text.contains(&hex::encode("contents")));
        fs::write(&path, text.replace("\"head\": 7", "\"head\": 8")).expect("written");
        assert!(matches!(file.open(&key), Err(FileFault::WrongSecret)));
    }

    #[test]
    fn garbage_and_files_of_another_kind_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys.json");
        for text in ["", "{}", "null", &" ".repeat(5 << 20)] {
            fs::write(&path, text).expect("written");
            assert!(matches!(file(folder.path()).head(), Err(FileFault::Damaged { .. })));
        }
        let (entropy, other) = (SeededEntropy::new(1), SealedFile::at(&path, "other/1"));
        let other = other.expect("a file name");
        let key =
            SealedFile::<u32>::new_key(&entropy, &secret("correct horse"), PinCost::SIMULATION);
        other.write(&entropy, &key.expect("a key"), 7, b"").expect("written");
        assert!(matches!(file(folder.path()).head(), Err(FileFault::Damaged { .. })));
    }
}
