//! How long the line takes (dlt645-2007.md, section 1). Nothing here waits: the owner of the port does.

/// Start bit, eight data bits, even parity, stop bit.
pub const BITS_PER_BYTE: u32 = 11;
/// The speed of the modulated infrared port, in baud. One firmware accepts no other there.
pub const INFRARED_BAUD: u32 = 1_200;
/// Td: the soonest that a meter answers after the last byte of a request.
pub const REPLY_DELAY_MS_MIN: u32 = 20;
/// Td: the latest that a meter begins to answer.
pub const REPLY_DELAY_MS_MAX: u32 = 500;
/// Tb: the longest silence between two bytes of a frame; after it [`Decoder::finish`](crate::Decoder::finish).
pub const BYTE_GAP_MS_MAX: u32 = 500;

/// How long bytes are on the line at a speed, in microseconds, rounded up.
///
/// # Panics
/// When `baud` is 0.
#[must_use]
pub const fn air_time_us(bytes: usize, baud: u32) -> u64 {
    let bits = bytes as u64 * BITS_PER_BYTE as u64;
    (bits * 1_000_000).div_ceil(baud as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_takes_nine_milliseconds_over_infrared() {
        assert_eq!(air_time_us(1, INFRARED_BAUD), 9_167);
        // dlt645.md, section 7: one energy, 44 bytes with wake-up bytes on both sides.
        assert_eq!(air_time_us(44, INFRARED_BAUD) / 1_000, 403);
    }
}
