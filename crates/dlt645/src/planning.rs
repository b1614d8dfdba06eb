//! What a reading costs on the line, and which blocks bring an item along: for a plan with the fewest bytes.

use crate::frame::FRAME_LEN_MIN;
use crate::{DataIdentifier, Fitted, item};

/// What reading one item or block costs, without wake-up bytes and delays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadCost {
    /// One, and one more for each part of a long reply.
    pub exchanges: usize,
    /// Bytes of the requests.
    pub sent: usize,
    /// Bytes of the replies.
    pub received: usize,
}

/// The data field of a read's reply by the standard (dlt645-2007.md, section 2).
pub const READ_DATA_LEN_MAX: usize = 200;

/// What a meter of this make costs to read an item from; none for what the catalogue does not know the length of.
///
/// ```
/// use dlt645::{DataIdentifier, Fitted, read_cost};
///
/// let fitted = Fitted { tariffs: 4, phases: 3 };
/// let block = read_cost(DataIdentifier::new(0x0001_FF00), fitted).expect("known");
/// assert_eq!((block.sent, block.received), (16, 36));
/// ```
#[must_use]
pub fn read_cost(identifier: DataIdentifier, fitted: Fitted) -> Option<ReadCost> {
    let len = item(identifier)?.len_of(fitted)?;
    let first = len.min(READ_DATA_LEN_MAX - IDENTIFIER);
    let parts = (len - first).div_ceil(READ_DATA_LEN_MAX - IDENTIFIER - SEQUENCE);
    let request = FRAME_LEN_MIN + IDENTIFIER;
    Some(ReadCost {
        exchanges: 1 + parts,
        sent: request + parts * (request + SEQUENCE),
        received: request + len + parts * (request + SEQUENCE),
    })
}

/// The blocks that a meter of this make answers with this item in them.
///
/// ```
/// use dlt645::{DataIdentifier, Fitted, blocks_with};
///
/// let fitted = Fitted { tariffs: 2, phases: 3 };
/// let tariff_2 = DataIdentifier::new(0x0001_0200);
/// let blocks: Vec<_> = blocks_with(tariff_2, fitted).map(|block| block.to_string()).collect();
/// assert_eq!(blocks, ["0001FF00", "000102FF"]);
/// ```
pub fn blocks_with(
    identifier: DataIdentifier,
    fitted: Fitted,
) -> impl Iterator<Item = DataIdentifier> {
    let blocks = [16, 8, 0].map(|byte| DataIdentifier::new(identifier.number() | 0xFF << byte));
    blocks.into_iter().filter(move |block| {
        *block != identifier
            && item(*block).is_some_and(|block| block.answers(fitted).contains(&identifier))
    })
}

const IDENTIFIER: usize = 4;
const SEQUENCE: usize = 1;

#[cfg(test)]
mod tests {
    use super::*;

    const FITTED: Fitted = Fitted { tariffs: 4, phases: 3 };

    fn cost(number: u32) -> ReadCost {
        read_cost(DataIdentifier::new(number), FITTED).expect("known")
    }

    #[test]
    fn replies_have_the_length_that_was_measured() {
        // dlt645.md, section 7: request and reply there have four wake-up bytes each.
        for (number, received) in [
            (0x0001_0000, 20),
            (0x0001_FF00, 36),
            (0x0201_0100, 18),
            (0x0201_FF00, 22),
            (0x0202_FF00, 25),
            (0x0203_FF00, 28),
            (0x0206_FF00, 24),
            (0x0101_0000, 24),
            (0x0400_0101, 20),
            (0x0400_0102, 19),
            (0x0400_0503, 18),
            (0x0400_05FF, 30),
            (0x0400_0403, 48),
            (0x0401_0001, 58),
        ] {
            let expect = ReadCost { exchanges: 1, sent: 16, received };
            assert_eq!(cost(number), expect, "{number:08X}");
        }
        let untariffed = Fitted { tariffs: 0, phases: 3 };
        let daily = read_cost(DataIdentifier::new(0x0506_FF01), untariffed).expect("known");
        assert_eq!(daily.received, 93);
    }

    #[test]
    fn a_long_record_comes_in_parts() {
        // 202 bytes: 196 and 6.
        let expect = ReadCost { exchanges: 2, sent: 16 + 17, received: 16 + 196 + 16 + 1 + 6 };
        assert_eq!(cost(0x0330_0201), expect);
    }

    #[test]
    fn a_block_brings_along_what_the_meter_has() {
        let blocks = |number| {
            let blocks = blocks_with(DataIdentifier::new(number), FITTED);
            blocks.map(|block| block.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(blocks(0x0201_0200), ["0201FF00"]);
        assert_eq!(blocks(0x0400_0503), ["040005FF"]);
        assert_eq!(blocks(0x0506_0101), ["0506FF01"]);
        assert_eq!(blocks(0x0001_0500), ["000105FF"], "four tariffs, not five");
        assert!(blocks(0x0280_0002).is_empty());
    }
}
