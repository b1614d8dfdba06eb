//! Packed decimal digits (BCD), low byte first.

/// The first byte that holds no two digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotDecimal {
    pub at: usize,
    pub found: u8,
}

/// The number that the bytes hold; nine bytes at most, so that it fits.
pub(crate) fn number(octets: &[u8]) -> Result<u64, NotDecimal> {
    octets.iter().enumerate().rev().try_fold(0, |number, (at, octet)| {
        let pair = pair(*octet).ok_or(NotDecimal { at, found: *octet })?;
        Ok(number * 100 + u64::from(pair))
    })
}

/// The digits of a number that has no more of them than twice `len`.
pub(crate) fn octets(mut number: u64, len: usize) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(len);
    for _ in 0..len {
        octets.push(octet_of((number % 100) as u8));
        number /= 100;
    }
    (number == 0).then_some(octets)
}

/// The number that one byte holds, 0 to 99.
pub(crate) fn pair(octet: u8) -> Option<u8> {
    let (tens, ones) = (octet >> 4, octet & 0x0F);
    (tens <= 9 && ones <= 9).then_some(tens * 10 + ones)
}

/// The byte that holds a number of at most 99.
pub(crate) fn octet_of(pair: u8) -> u8 {
    debug_assert!(pair <= 99, "{pair} has more than two digits");
    ((pair / 10) << 4) | (pair % 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_byte_that_holds_no_digits_is_named() {
        assert_eq!(number(&[0x56, 0x34, 0x12, 0x00]), Ok(123_456));
        assert_eq!(number(&[0x56, 0x3A, 0x12]), Err(NotDecimal { at: 1, found: 0x3A }));
        assert_eq!(octets(1_000_000, 3), None);
    }

    proptest! {
        #[test]
        fn digits_read_back(value in 0u64..1_000_000_000_000) {
            let octets = octets(value, 6).expect("twelve digits");
            prop_assert_eq!(number(&octets), Ok(value));
        }
    }
}
