//! What a session is known by.

use vocabulary::{Digest, Entropy};

/// A secret for a session, and the digest that is kept of it.
pub(crate) struct Token {
    /// 64 hexadecimal digits; goes to the caller and is nowhere else.
    pub text: String,
    pub digest: Digest,
}

pub(crate) fn make_token(entropy: &dyn Entropy) -> Token {
    let text = hex::encode(entropy.key());
    let digest = Digest::of(text.as_bytes());
    Token { text, digest }
}
