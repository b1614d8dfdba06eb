//! The file of a software card: what stands in it, and how it is read and written.
//!
//! The body is signed by the card's own key, so that a damaged or altered file is told apart from a
//! wrong PIN. The two counters stand outside the signature, because they change while the key is
//! closed.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vocabulary::Instant;

use super::seal::{PinCost, Purpose, Seal, Sealing};
use crate::contents::CardContents;
use crate::durable_file::{DurableFile, FolderLock};
use crate::{CardIdentity, Context, Signature, TRIES, TokenFault, verify};

/// Everything in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CardRecord {
    format: Format,
    pub pin_tries: u8,
    pub unlock_tries: u8,
    pub body: CardBody,
    signature: Signature,
}

/// What the card's own signature covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CardBody {
    pub identity: CardIdentity,
    pub issued_at: Instant,
    pub cost: PinCost,
    pub pin_seal: Seal,
    pub unlock_seal: Seal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "ronghe-software-card/1")]
    V1,
}

impl CardBody {
    /// What a seal of this card belongs to.
    pub(super) fn sealing(&self, purpose: Purpose) -> Sealing {
        Sealing { card: self.identity.card, purpose, cost: self.cost }
    }

    fn message(&self) -> Vec<u8> {
        let text = serde_json::to_vec(self).expect("strings, numbers and hexadecimal become JSON");
        Context::CardFile.message(&text)
    }
}

impl CardRecord {
    /// A record with full counters, signed by the card itself.
    pub(super) fn sign(body: CardBody, contents: &CardContents) -> Self {
        let signature = contents.sign(&body.message());
        Self { format: Format::V1, pin_tries: TRIES, unlock_tries: TRIES, body, signature }
    }

    /// Reads a record that came from outside.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, TokenFault> {
        let record: Self = serde_json::from_slice(bytes).map_err(|fault| damaged(&fault))?;
        if record.pin_tries > TRIES || record.unlock_tries > TRIES {
            return Err(damaged(&"a counter is higher than any card's"));
        }
        if record.body.cost.params().is_none() {
            return Err(damaged(&"its cost is out of bounds"));
        }
        verify(&record.body.identity.public_key, &record.body.message(), &record.signature)
            .map_err(|fault| damaged(&fault))?;
        Ok(record)
    }
}

/// Where a card's file lies.
#[derive(Debug, Clone)]
pub(super) struct CardFile(DurableFile);

impl CardFile {
    /// # Errors
    /// When `path` names no file.
    pub(super) fn at(path: &Path) -> Result<Self, TokenFault> {
        DurableFile::at(path).map(Self).ok_or_else(|| damaged(&"the path names no file"))
    }

    pub(super) fn path(&self) -> PathBuf {
        self.0.path()
    }

    pub(super) fn is_present(&self) -> Result<bool, TokenFault> {
        self.0.is_present().map_err(TokenFault::Storage)
    }

    pub(super) fn lock(&self) -> Result<FolderLock, TokenFault> {
        self.0.lock().map_err(gone_or_broken)
    }

    pub(super) fn read(&self) -> Result<CardRecord, TokenFault> {
        let bytes = self.0.read(FILE_LEN_MAX).map_err(gone_or_broken)?;
        CardRecord::parse(&bytes.ok_or_else(|| damaged(&"the file is too long"))?)
    }

    pub(super) fn write(&self, record: &CardRecord) -> Result<(), TokenFault> {
        let bytes = serde_json::to_vec_pretty(record)
            .expect("strings, numbers and hexadecimal become JSON");
        self.0.replace(&bytes).map_err(TokenFault::Storage)
    }
}

fn gone_or_broken(fault: io::Error) -> TokenFault {
    match fault.kind() {
        io::ErrorKind::NotFound => TokenFault::Removed,
        _ => TokenFault::Storage(fault),
    }
}

fn damaged(reason: &dyn std::fmt::Display) -> TokenFault {
    TokenFault::Damaged { reason: reason.to_string() }
}

/// A card's file has about 1.3 kB; a long name and a generous margin.
const FILE_LEN_MAX: u64 = 16_384;

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn garbage_is_refused_without_a_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..2_000),
        ) {
            let refused = matches!(CardRecord::parse(&bytes), Err(TokenFault::Damaged { .. }));
            prop_assert!(refused);
        }
    }

    #[test]
    fn an_endless_file_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.card.json");
        fs::write(&path, vec![b' '; 20_000]).expect("written");
        let fault = CardFile::at(&path).expect("a file name").read();
        assert!(matches!(fault, Err(TokenFault::Damaged { reason }) if reason.contains("long")));
    }
}
