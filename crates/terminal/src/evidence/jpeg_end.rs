//! Tells a whole JPEG file from the first part of one.
//!
//! Decoders fill what is missing with grey and say nothing. A photo cut short by a full disk or a killed camera must be
//! refused while the worker still stands before the meter.

/// Whether the end-of-image marker (EOI) follows the scans; a thumbnail's marker inside a segment does not count.
pub(super) fn is_reached(jpeg: &[u8]) -> bool {
    let mut at = START_OF_IMAGE_LEN;
    while let Some((marker, body)) = next_marker(jpeg, at) {
        if marker == END_OF_IMAGE {
            return true;
        }
        let Some(&[high, low]) = jpeg.get(body..body + 2) else {
            return false;
        };
        at = body + usize::from(u16::from_be_bytes([high, low]));
    }
    false
}

/// The next marker that opens a segment or ends the image, and the place behind it. Stuffed zeros, fill bytes and
/// restart markers belong to the data of a scan.
fn next_marker(jpeg: &[u8], from: usize) -> Option<(u8, usize)> {
    let rest = jpeg.get(from..)?;
    let found = rest
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0x01 | 0xD0..=0xD7 | 0xFF))?;
    Some((rest[found + 1], from + found + 2))
}

const START_OF_IMAGE_LEN: usize = 2;
const END_OF_IMAGE: u8 = 0xD9;

#[cfg(test)]
mod tests {
    use super::*;

    const SEGMENT_WITH_A_THUMBNAIL: [u8; 8] = [0xFF, 0xE1, 0x00, 0x06, 0xFF, 0xD8, 0xFF, 0xD9];
    const SCAN: [u8; 9] = [0xFF, 0xDA, 0x00, 0x02, 0x12, 0xFF, 0x00, 0xFF, 0xD3];

    #[test]
    fn only_the_marker_behind_the_scans_counts() {
        let mut jpeg = vec![0xFF, 0xD8];
        jpeg.extend(SEGMENT_WITH_A_THUMBNAIL);
        jpeg.extend(SCAN);
        assert!(!is_reached(&jpeg));
        jpeg.extend([0xFF, 0xD9]);
        assert!(is_reached(&jpeg));
        // Some cameras append a film or a second picture.
        jpeg.extend([0x00; 16]);
        assert!(is_reached(&jpeg));
    }

    #[test]
    fn survives_lengths_that_lie() {
        assert!(!is_reached(&[]));
        assert!(!is_reached(&[0xFF, 0xD8, 0xFF, 0xE1]));
        assert!(!is_reached(&[0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 0x00]));
        assert!(!is_reached(&[0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x00, 0xFF]));
    }
}
