//! Seals a card's contents under a code: ChaCha20-Poly1305 with a key from argon2id.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};
use vocabulary::{CardId, Entropy};
use zeroize::Zeroizing;

use crate::contents::{CONTENTS_LEN, CardContents};

/// What one guess of a PIN costs (argon2id); written in the card's file, chosen by who makes the
/// card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinCost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl PinCost {
    /// About half a second on a handheld.
    pub const FIELD: PinCost = PinCost { memory_kib: 65_536, passes: 3, lanes: 1 };

    /// Costs next to nothing and protects nothing: for tests and simulations.
    pub const SIMULATION: PinCost = PinCost { memory_kib: 8, passes: 1, lanes: 1 };

    /// The cost as argon2 takes it, unless it is out of bounds: a file from outside must not take
    /// the terminal's memory or its afternoon.
    pub(crate) fn params(self) -> Option<Params> {
        let within = self.memory_kib <= MEMORY_KIB_MAX
            && self.passes <= PASSES_MAX
            && self.lanes <= LANES_MAX;
        if !within {
            return None;
        }
        Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY_LEN)).ok()
    }
}

/// Which code opens a seal; part of what is authenticated, so that the two cannot be exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Pin,
    Unlock,
}

/// Sealed contents as they stand in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seal {
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    #[serde(with = "hex::serde")]
    nonce: [u8; 12],
    #[serde(with = "hex::serde")]
    sealed: [u8; SEALED_LEN],
}

/// What a seal belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sealing {
    pub card: CardId,
    pub purpose: Purpose,
    pub cost: PinCost,
}

impl Sealing {
    /// Seals `contents` under `code`; nothing when the cost is out of bounds.
    pub(super) fn close(
        &self,
        entropy: &dyn Entropy,
        code: &[u8],
        contents: &CardContents,
    ) -> Option<Seal> {
        let salt = entropy.sixteen();
        let mut nonce = [0; 12];
        entropy.fill(&mut nonce);

        let bytes = contents.to_bytes();
        let associated = self.associated();
        let payload = Payload { msg: &*bytes, aad: &associated };
        let sealed = self.cipher(code, &salt)?.encrypt(&Nonce::from(nonce), payload).ok()?;
        Some(Seal { salt, nonce, sealed: sealed.try_into().ok()? })
    }

    /// Opens `seal` with `code`; nothing when the code is wrong.
    pub(super) fn open(&self, code: &[u8], seal: &Seal) -> Option<CardContents> {
        let associated = self.associated();
        let payload = Payload { msg: &seal.sealed, aad: &associated };
        let cipher = self.cipher(code, &seal.salt)?;
        let bytes = Zeroizing::new(cipher.decrypt(&Nonce::from(seal.nonce), payload).ok()?);
        CardContents::from_bytes(bytes.as_slice().try_into().ok()?)
    }

    fn cipher(&self, code: &[u8], salt: &[u8; 16]) -> Option<ChaCha20Poly1305> {
        let mut key = Zeroizing::new([0; KEY_LEN]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.cost.params()?)
            .hash_password_into(code, salt, &mut *key)
            .ok()?;
        let mut key = Key::from(*key);
        let cipher = ChaCha20Poly1305::new(&key);
        zeroize::Zeroize::zeroize(key.as_mut_slice());
        Some(cipher)
    }

    fn associated(&self) -> Vec<u8> {
        let purpose: &[u8] = match self.purpose {
            Purpose::Pin => b"ronghe/card-seal/v1/pin\0",
            Purpose::Unlock => b"ronghe/card-seal/v1/unlock\0",
        };
        [purpose, self.card.uuid().as_bytes()].concat()
    }
}

const KEY_LEN: usize = 32;
/// The contents and a tag of 16 bytes.
const SEALED_LEN: usize = CONTENTS_LEN + 16;
const MEMORY_KIB_MAX: u32 = 262_144;
const PASSES_MAX: u32 = 16;
const LANES_MAX: u32 = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::SeededEntropy;

    fn sealing(purpose: Purpose) -> Sealing {
        let card = CardId::from_uuid(uuid::Uuid::from_u128(1));
        Sealing { card, purpose, cost: PinCost::SIMULATION }
    }

    #[test]
    fn opens_with_its_code_card_and_purpose_only() {
        let entropy = SeededEntropy::new(1);
        let contents = CardContents::make(&entropy);
        let pin = sealing(Purpose::Pin);
        let seal = pin.close(&entropy, b"135790", &contents).expect("a cost within bounds");

        let opened = pin.open(b"135790", &seal).expect("the right code");
        assert_eq!(opened.public_key(), contents.public_key());
        assert!(pin.open(b"135791", &seal).is_none());
        assert!(sealing(Purpose::Unlock).open(b"135790", &seal).is_none());
        let other = Sealing { card: CardId::from_uuid(uuid::Uuid::from_u128(2)), ..pin };
        assert!(other.open(b"135790", &seal).is_none());
    }

    #[test]
    fn refuses_a_cost_that_would_take_the_machine() {
        assert!(PinCost::FIELD.params().is_some());
        for cost in [
            PinCost { memory_kib: u32::MAX, ..PinCost::FIELD },
            PinCost { passes: 1_000, ..PinCost::FIELD },
            PinCost { lanes: 100, ..PinCost::FIELD },
            PinCost { passes: 0, ..PinCost::FIELD },
        ] {
            assert!(cost.params().is_none(), "{cost:?}");
        }
    }
}
