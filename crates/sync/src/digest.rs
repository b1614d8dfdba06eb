//! A digest over a scope, so that a mirror that silently differs is found at the next sync.

use serde::{Deserialize, Serialize};
use vocabulary::Digest;

use crate::KindWord;

/// How many entities a scope has, and the sum of their hashes: order does not matter, and one entity is added or taken
/// away without looking at the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ScopeDigest {
    pub count: u64,
    /// Sum of the first 62 bits of SHA-256(kind, id, rev), modulo 2⁶², written as hexadecimal. Two bits are given up so
    /// that a database can add two of them in a signed 64-bit integer.
    #[serde(with = "hexadecimal")]
    #[schema(value_type = String)]
    pub sum: u64,
}

impl ScopeDigest {
    /// What the sum is counted modulo.
    pub const MODULUS: u64 = 1 << 62;

    pub fn add(&mut self, kind: impl Into<KindWord>, id: &str, rev: u64) {
        self.count += 1;
        self.sum = (self.sum + hash(&kind.into(), id, rev)) % Self::MODULUS;
    }

    /// Takes away an entity that was added before.
    pub fn remove(&mut self, kind: impl Into<KindWord>, id: &str, rev: u64) {
        self.count = self.count.saturating_sub(1);
        self.sum = (self.sum + Self::MODULUS - hash(&kind.into(), id, rev)) % Self::MODULUS;
    }
}

fn hash(kind: &KindWord, id: &str, rev: u64) -> u64 {
    let text = format!("{}\n{id}\n{rev}", kind.as_str());
    let digest = Digest::of(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest.bytes()[..8]);
    u64::from_be_bytes(first) >> 2
}

mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(sum: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{sum:016x}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::EntityKind;

    proptest! {
        #[test]
        fn any_order_gives_the_same_digest(mut revs in prop::collection::vec(0u64..9, 0..20)) {
            let digest = |revs: &[u64]| {
                let mut digest = ScopeDigest::default();
                for rev in revs {
                    digest.add(EntityKind::Order, &format!("id-{rev}"), *rev);
                }
                digest
            };
            let forward = digest(&revs);
            revs.reverse();
            prop_assert_eq!(forward, digest(&revs));
        }

        #[test]
        fn taking_away_undoes_adding(rev in 0u64..1_000) {
            let mut digest = ScopeDigest::default();
            digest.add(EntityKind::Order, "a", 1);
            let before = digest;
            digest.add(EntityKind::Notice, "b", rev);
            digest.remove(EntityKind::Notice, "b", rev);
            prop_assert_eq!(before, digest);
        }
    }
}
