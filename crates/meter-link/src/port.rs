//! What moves bytes to a meter and back.

use std::io;
use std::time::Duration;

use async_trait::async_trait;

/// A way to a meter: a serial port, a TCP connection, a fake.
#[async_trait]
pub trait Port: Send {
    /// Sends bytes; they may still be on their way when this returns.
    ///
    /// # Errors
    /// When the port is gone.
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Waits for bytes, no longer than `patience`; 0 if none came.
    ///
    /// # Errors
    /// When the port is gone, which a closed connection is too.
    async fn hear(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize>;

    /// Forgets bytes that came and were not heard.
    ///
    /// # Errors
    /// When the port is gone.
    async fn discard(&mut self) -> io::Result<()>;

    /// How it is set; none where there is nothing to set.
    fn settings(&self) -> Option<PortSettings>;

    /// Sets it otherwise.
    ///
    /// # Errors
    /// When it cannot be set so, or is gone.
    fn set(&mut self, settings: PortSettings) -> io::Result<()>;
}

/// How a serial port is set; always eight data bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortSettings {
    /// Bit/s.
    pub baud: u32,
    pub parity: Parity,
    pub stop_bits: StopBits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parity {
    None,
    Even,
    Odd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopBits {
    One,
    Two,
}

impl PortSettings {
    /// Modulated near infrared: 1200 bit/s, even parity, one stop bit (dlt645-2007.md, section 1).
    pub const INFRARED: Self = Self { baud: 1_200, parity: Parity::Even, stop_bits: StopBits::One };

    /// RS-485 at a speed, framed alike.
    #[must_use]
    pub const fn rs485(baud: u32) -> Self {
        Self { baud, ..Self::INFRARED }
    }

    /// Bit times of one byte: start, eight data bits, parity, stop.
    #[must_use]
    pub const fn bits_of_byte(self) -> u32 {
        let parity = match self.parity {
            Parity::None => 0,
            Parity::Even | Parity::Odd => 1,
        };
        let stop = match self.stop_bits {
            StopBits::One => 1,
            StopBits::Two => 2,
        };
        1 + 8 + parity + stop
    }

    /// How long bytes are on the line.
    #[must_use]
    pub fn airtime(self, bytes: usize) -> Duration {
        let bits =
            u64::try_from(bytes).unwrap_or(u64::MAX).saturating_mul(self.bits_of_byte().into());
        Duration::from_nanos(bits.saturating_mul(1_000_000_000) / u64::from(self.baud.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_at_1200_baud_takes_nine_milliseconds() {
        assert_eq!(PortSettings::INFRARED.bits_of_byte(), 11);
        assert_eq!(PortSettings::INFRARED.airtime(1).as_micros(), 9_166);
        // dlt645.md, section 7: reading one energy, 44 bytes.
        assert_eq!(PortSettings::INFRARED.airtime(44).as_millis(), 403);
        assert_eq!(
            PortSettings::rs485(0).airtime(1),
            Duration::from_secs(11),
            "and never divides by nothing"
        );
    }
}
