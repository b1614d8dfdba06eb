//! Passwords, keys and PINs for people and programs that have none yet.

use vocabulary::Entropy;

/// Letters that nobody takes for another one.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const PASSWORD_LEN: usize = 16;

/// A password of sixteen letters and digits: 80 bits.
#[must_use]
pub fn password(entropy: &dyn Entropy) -> String {
    let letters = entropy.sixteen().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    letters[..PASSWORD_LEN].iter().collect()
}

/// A key for a program: 32 bytes, hex.
#[must_use]
pub fn key(entropy: &dyn Entropy) -> String {
    hex::encode(entropy.key())
}

/// A PIN of six digits.
#[must_use]
pub fn pin(entropy: &dyn Entropy) -> String {
    let digits = entropy.sixteen().into_iter().chain(entropy.sixteen());
    // 250 and above would make the low digits likelier than the others.
    let digits = digits.filter(|byte| *byte < 250).map(|byte| char::from(b'0' + byte % 10));
    let pin: String = digits.take(6).collect();
    debug_assert_eq!(pin.len(), 6);
    pin
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::SeededEntropy;

    #[test]
    fn what_is_made_keeps_the_rules_and_differs() {
        let entropy = SeededEntropy::new(7);
        for _ in 0..200 {
            assert!(security_unit::Pin::parse(&pin(&entropy)).is_ok());
        }
        let (one, other) = (password(&entropy), password(&entropy));
        assert_eq!(one.len(), PASSWORD_LEN);
        assert_ne!(one, other);
        assert_eq!(key(&entropy).len(), 64);
    }
}
