//! What people type to open a card: the PIN and the unlock code. Neither is ever printed.

use std::fmt;

use vocabulary::Entropy;
use zeroize::Zeroizing;

/// A PIN (口令) of 6 to 12 digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// # Errors
    /// When the text is not 6 to 12 digits. Such a text costs no try: no card has it as its PIN.
    pub fn parse(text: &str) -> Result<Self, CodeRule> {
        digits(text, 6, 12).map(Self)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin")
    }
}

/// The code (解锁码, PUK) that unlocks a card: twenty digits, made at issue, kept by the platform.
#[derive(Clone, PartialEq, Eq)]
pub struct UnlockCode(Zeroizing<String>);

impl UnlockCode {
    #[must_use]
    pub fn make(entropy: &dyn Entropy) -> Self {
        let mut code = Zeroizing::new(String::with_capacity(UNLOCK_CODE_LEN));
        while code.len() < UNLOCK_CODE_LEN {
            let byte = entropy.sixteen()[0];
            // 250 and above would make the low digits likelier than the others.
            if byte < 250 {
                code.push(char::from(b'0' + byte % 10));
            }
        }
        Self(code)
    }

    /// # Errors
    /// When the text is not twenty digits.
    pub fn parse(text: &str) -> Result<Self, CodeRule> {
        digits(text, UNLOCK_CODE_LEN, UNLOCK_CODE_LEN).map(Self)
    }

    /// The digits, for the platform's own sealed storage.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for UnlockCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnlockCode")
    }
}

/// A code that breaks the rule for its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the code must have {len_min} to {len_max} digits and nothing else")]
pub struct CodeRule {
    pub len_min: usize,
    pub len_max: usize,
}

const UNLOCK_CODE_LEN: usize = 20;

fn digits(text: &str, len_min: usize, len_max: usize) -> Result<Zeroizing<String>, CodeRule> {
    let right_len = (len_min..=len_max).contains(&text.len());
    if !right_len || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CodeRule { len_min, len_max });
    }
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::SeededEntropy;

    #[test]
    fn a_pin_is_six_to_twelve_digits() {
        for good in ["000000", "123456789012"] {
            assert!(Pin::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "12345", "1234567890123", "12345a", "１２３４５６", " 123456"] {
            assert!(Pin::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn codes_are_never_printed() {
        let code = UnlockCode::make(&SeededEntropy::new(3));
        assert_eq!(format!("{code:?}"), "UnlockCode");
        assert_eq!(format!("{:?}", Pin::parse("246810")), "Ok(Pin)");
    }

    #[test]
    fn made_unlock_codes_parse_and_differ() {
        let entropy = SeededEntropy::new(4);
        let (one, other) = (UnlockCode::make(&entropy), UnlockCode::make(&entropy));
        assert_eq!(UnlockCode::parse(one.reveal()), Ok(one.clone()));
        assert_ne!(one, other);
    }
}
