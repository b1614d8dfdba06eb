//! The identity as it lies on a card that is no file of ours: signed by the card itself.

use serde::{Deserialize, Serialize};

use crate::{BadSignature, CardIdentity, Context, Signature, TokenFault, verify};

/// An identity and the card's signature over it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignedIdentity {
    identity: CardIdentity,
    signature: Signature,
}

impl SignedIdentity {
    /// Lets a card that is open sign its identity, by `sign`. Cards behind SKF are made by the vendor's tool.
    #[cfg(any(test, feature = "pkcs11"))]
    pub(crate) fn make(
        identity: CardIdentity,
        sign: impl FnOnce(&[u8]) -> Result<Signature, TokenFault>,
    ) -> Result<Self, TokenFault> {
        let signature = sign(&message(&identity))?;
        Ok(Self { identity, signature })
    }

    /// Reads what lies on a card; zeros at its end fill up a file.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, TokenFault> {
        let len = bytes.iter().rposition(|octet| *octet != 0).map_or(0, |last| last + 1);
        if len > LEN_MAX as usize {
            return Err(damaged("its identity is too long"));
        }
        serde_json::from_slice(&bytes[..len]).map_err(|fault| damaged(&fault.to_string()))
    }

    /// What is written on a card.
    #[cfg(any(test, feature = "pkcs11"))]
    pub(crate) fn text(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings and hexadecimal become JSON")
    }

    /// The identity, if it names the key that the card has, and that key signed it.
    pub(crate) fn check(self, key: &crate::PublicKey) -> Result<CardIdentity, TokenFault> {
        let Self { identity, signature } = self;
        if identity.public_key != *key {
            return Err(damaged("its identity names another key"));
        }
        verify(key, &message(&identity), &signature)
            .map_err(|fault: BadSignature| damaged(&fault.to_string()))?;
        Ok(identity)
    }
}

fn message(identity: &CardIdentity) -> Vec<u8> {
    let text = serde_json::to_vec(identity).expect("strings and hexadecimal become JSON");
    Context::CardFile.message(&text)
}

fn damaged(reason: &str) -> TokenFault {
    TokenFault::Damaged { reason: reason.to_owned() }
}

/// An identity has about 500 bytes.
pub(crate) const LEN_MAX: u32 = 4_096;
