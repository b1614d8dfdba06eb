//! How fast a port speaks: the speed word of 17H and of 04000701 to 04000705.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Octets;

/// Speed word (通信速率特征字, Z): one bit for one speed, bit 1 for 600 baud to bit 6 for 19200 (dlt645-2007.md, 6.7).
///
/// What has no meaning is kept: a meter answers it with error bit 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Octets<1>", into = "Octets<1>")]
pub struct Speed(u8);

impl Speed {
    #[must_use]
    pub const fn from_octet(octet: u8) -> Self {
        Self(octet)
    }

    #[must_use]
    pub const fn octet(self) -> u8 {
        self.0
    }

    /// The word for a speed in baud; none for a speed that no word stands for.
    #[must_use]
    pub fn from_baud(baud: u32) -> Option<Self> {
        (1..=6).map(|bit| Self(1 << bit)).find(|speed| speed.baud() == Some(baud))
    }

    /// The speed in baud; none if not exactly one of the six bits is set.
    #[must_use]
    pub const fn baud(self) -> Option<u32> {
        match self.0 {
            0x02 => Some(600),
            0x04 => Some(1_200),
            0x08 => Some(2_400),
            0x10 => Some(4_800),
            0x20 => Some(9_600),
            0x40 => Some(19_200),
            _ => None,
        }
    }
}

impl From<Octets<1>> for Speed {
    fn from(octet: Octets<1>) -> Self {
        let [octet] = *octet.natural();
        Self(octet)
    }
}

impl From<Speed> for Octets<1> {
    fn from(speed: Speed) -> Self {
        Self::new([speed.0])
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.baud() {
            Some(baud) => write!(f, "{baud} baud"),
            None => write!(f, "{:02X}H", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bit_stands_for_one_speed() {
        for (octet, baud) in
            [(0x02, 600), (0x08, 2_400), (0x10, 4_800), (0x20, 9_600), (0x40, 19_200)]
        {
            assert_eq!(Speed::from_octet(octet).baud(), Some(baud));
            assert_eq!(Speed::from_baud(baud), Some(Speed::from_octet(octet)));
        }
        // N3 of the reference: a master that forgot to add 33H to the word for 2400.
        assert_eq!(Speed::from_octet(0xD5).baud(), None);
        assert_eq!(Speed::from_octet(0x06).baud(), None);
        assert_eq!(Speed::from_baud(300), None);
    }
}
