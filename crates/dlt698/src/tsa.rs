//! The address of a meter as it stands inside an APDU (TSA, tag 85): high byte first, unlike in the link frame.

use std::fmt;

use serde::{Deserialize, Serialize};
use vocabulary::CommAddress;

use crate::axdr::{Fault, Octets, Reader, Trace, Wire};
use crate::link::ServerAddress;

/// Target server address (目标服务器地址, TSA): a length, a byte coded like the link's address flag, then the address,
/// high byte first.
///
/// `07 05 20 16 01 20 00 01` is the meter 201601200001. What comes is kept as it is, whatever its flag says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tsa(Octets);

impl Tsa {
    /// The flag and the bytes behind it.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0.0
    }

    /// The address as the link frame has it; nothing if the flag tells another length.
    #[must_use]
    pub fn server_address(&self) -> Option<ServerAddress> {
        let (flag, digits) = self.bytes().split_first()?;
        let mut low_first = digits.to_vec();
        low_first.reverse();
        ServerAddress::from_wire(*flag, &low_first)
    }
}

impl From<&ServerAddress> for Tsa {
    fn from(address: &ServerAddress) -> Self {
        let mut bytes = vec![address.flag()];
        bytes.extend(address.wire_bytes().iter().rev());
        Self(Octets(bytes))
    }
}

impl From<&CommAddress> for Tsa {
    fn from(address: &CommAddress) -> Self {
        Self::from(&ServerAddress::from(address))
    }
}

impl fmt::Display for Tsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.server_address() {
            Some(address) => address.fmt(f),
            None => self.0.fmt(f),
        }
    }
}

impl Wire for Tsa {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        Octets::read(r).map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::axdr::{emit, parse_all};

    #[test]
    fn the_address_stands_high_byte_first() {
        let bytes = [0x07, 0x05, 0x20, 0x16, 0x01, 0x20, 0x00, 0x01];
        let (tsa, _) = parse_all::<Tsa>(&bytes).expect("an address");
        assert_eq!(tsa.to_string(), "201601200001");
        let meter: CommAddress = "201601200001".parse().expect("an address");
        assert_eq!(emit(&Tsa::from(&meter)), bytes);
    }

    #[test]
    fn a_flag_that_tells_another_length_is_kept() {
        let (tsa, _) = parse_all::<Tsa>(&[0x03, 0x05, 0x20, 0x16]).expect("octets");
        assert_eq!((tsa.server_address(), tsa.to_string().as_str()), (None, "052016"));
    }
}
