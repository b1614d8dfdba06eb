//! The check over a header and over a frame: CRC-16/X.25 (HCS and FCS, DL/T 698.45-2017 link layer and Annex C).

/// The CRC of some bytes, as a number; on the wire its low byte comes first.
///
/// Polynomial 1021H reflected, start FFFFH, last step inverted. Of `123456789` it is 906EH.
#[must_use]
pub fn crc16(bytes: &[u8]) -> u16 {
    let mut chunks = bytes.chunks_exact(4);
    let mut crc = 0xFFFF;
    for chunk in &mut chunks {
        // Four bytes at a time: the two of the register and the two behind them go through tables of their own.
        let [low, high] = u16::to_le_bytes(crc);
        crc = TABLES[3][usize::from(chunk[0] ^ low)]
            ^ TABLES[2][usize::from(chunk[1] ^ high)]
            ^ TABLES[1][usize::from(chunk[2])]
            ^ TABLES[0][usize::from(chunk[3])];
    }
    for &byte in chunks.remainder() {
        crc = crc >> 8 ^ TABLES[0][usize::from(crc as u8 ^ byte)];
    }
    !crc
}

/// `TABLES[n][byte]` is what `byte` followed by `n` zero bytes makes of an empty register.
static TABLES: [[u16; 256]; 4] = tables();

const fn tables() -> [[u16; 256]; 4] {
    let mut tables = [[0; 256]; 4];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u16;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ POLYNOMIAL_REFLECTED } else { crc >> 1 };
            bit += 1;
        }
        tables[0][byte] = crc;
        byte += 1;
    }
    let mut zeros = 1;
    while zeros < 4 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[zeros - 1][byte];
            tables[zeros][byte] = before >> 8 ^ tables[0][(before & 0xFF) as usize];
            byte += 1;
        }
        zeros += 1;
    }
    tables
}

const POLYNOMIAL_REFLECTED: u16 = 0x8408;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_values() {
        assert_eq!(crc16(b"123456789"), 0x906E);
        assert_eq!(crc16(b""), 0x0000);
    }

    /// As the definition has it, bit by bit.
    fn bit_by_bit(bytes: &[u8]) -> u16 {
        let mut crc = 0xFFFF_u16;
        for byte in bytes {
            crc ^= u16::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { crc >> 1 ^ 0x8408 } else { crc >> 1 };
            }
        }
        !crc
    }

    proptest! {
        #[test]
        fn tables_agree_with_the_definition(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            prop_assert_eq!(crc16(&bytes), bit_by_bit(&bytes));
        }

        #[test]
        fn the_residue_of_whole_frames_is_one(mut bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            bytes.extend(crc16(&bytes).to_le_bytes());
            // F0B8H before the last inversion.
            prop_assert_eq!(!crc16(&bytes), 0xF0B8);
        }
    }
}
