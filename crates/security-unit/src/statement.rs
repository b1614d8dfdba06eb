//! Signed statements: what a signature was for is part of what is signed.
//!
//! A card that signs bare bytes for one purpose can be tricked into signing for another. Every
//! purpose therefore has a [`Context`] of its own, and the signed message is the context's name, a
//! zero octet and the body.

use serde::{Deserialize, Serialize};

use crate::{BadSignature, PublicKey, Signature, SigningToken, TokenFault, verify};

/// What a signature is for; the registry of all purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub enum Context {
    /// A person opens a session: the server's nonce and the channel's exporter value.
    #[serde(rename = "ronghe/card-session/v1")]
    CardSession,
    /// A second person confirms a stage on the first one's terminal.
    #[serde(rename = "ronghe/second-person/v1")]
    SecondPerson,
    /// A worker stands for an operation that he submits.
    #[serde(rename = "ronghe/operation/v1")]
    Operation,
    /// A card vouches for what lies on it: a software card for its file, another for its identity.
    #[serde(rename = "ronghe/card-file/v1")]
    CardFile,
}

impl Context {
    pub const ALL: [Context; 4] =
        [Context::CardSession, Context::SecondPerson, Context::Operation, Context::CardFile];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Context::CardSession => "ronghe/card-session/v1",
            Context::SecondPerson => "ronghe/second-person/v1",
            Context::Operation => "ronghe/operation/v1",
            Context::CardFile => "ronghe/card-file/v1",
        }
    }

    /// The octets that a card signs for `body` in this context.
    #[must_use]
    pub fn message(self, body: &[u8]) -> Vec<u8> {
        // No context holds a zero octet, so no body can make one context look like another.
        [self.as_str().as_bytes(), &[0], body].concat()
    }
}

/// A body with its purpose and a card's signature over both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignedStatement {
    context: Context,
    #[serde(with = "hex::serde")]
    #[schema(value_type = String)]
    body: Vec<u8>,
    signature: Signature,
}

impl SignedStatement {
    /// Lets `card` sign `body`.
    ///
    /// # Errors
    /// As [`SigningToken::sign`].
    pub fn make(
        card: &dyn SigningToken,
        context: Context,
        body: Vec<u8>,
    ) -> Result<Self, TokenFault> {
        let signature = card.sign(&context.message(&body))?;
        Ok(Self { context, body, signature })
    }

    /// The body, once the card with `key` is known to have signed it for `expected` and nothing
    /// else.
    ///
    /// # Errors
    /// When the purpose, the key or the body is another one.
    pub fn verify(&self, key: &PublicKey, expected: Context) -> Result<&[u8], BadSignature> {
        if self.context != expected {
            return Err(BadSignature);
        }
        verify(key, &self.context.message(&self.body), &self.signature)?;
        Ok(&self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FakeCard;
    use vocabulary::SeededEntropy;

    #[test]
    fn contexts_are_spelt_alike_in_json_and_in_signatures() {
        for context in Context::ALL {
            assert_eq!(serde_json::json!(context), context.as_str());
            assert!(!context.as_str().contains('\0'));
        }
    }

    #[test]
    fn a_signature_serves_its_own_purpose_only() {
        let card = FakeCard::with_pin_presented(&SeededEntropy::new(1));
        let key = card.identity().public_key;
        let signed = SignedStatement::make(&card, Context::SecondPerson, b"stage 7".to_vec())
            .expect("the PIN is presented");
        assert_eq!(signed.verify(&key, Context::SecondPerson), Ok(&b"stage 7"[..]));
        assert_eq!(signed.verify(&key, Context::Operation), Err(BadSignature));

        let renamed = SignedStatement { context: Context::Operation, ..signed.clone() };
        assert_eq!(renamed.verify(&key, Context::Operation), Err(BadSignature));
        let rewritten = SignedStatement { body: b"stage 8".to_vec(), ..signed };
        assert_eq!(rewritten.verify(&key, Context::SecondPerson), Err(BadSignature));
    }

    #[test]
    fn a_statement_survives_json() {
        let card = FakeCard::with_pin_presented(&SeededEntropy::new(2));
        let signed = SignedStatement::make(&card, Context::CardSession, vec![0, 255])
            .expect("the PIN is presented");
        let text = serde_json::to_string(&signed).expect("plain fields");
        assert_eq!(serde_json::from_str::<SignedStatement>(&text).expect("its own text"), signed);
    }
}
