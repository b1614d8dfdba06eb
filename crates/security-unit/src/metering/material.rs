//! The octets that unit, meter and key machine hand to each other, each kind in a type of its own.
//!
//! All of them are in natural order, the highest octet first, as the unit takes and gives them. DL/T 645 sends most of
//! them reversed; that is the frame's business.

use std::fmt;

use serde::{Deserialize, Serialize};
use vocabulary::CustomerNo;

macro_rules! octets {
    ($($(#[$doc:meta])* $name:ident $len:literal $($printed:ident)?;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(#[serde(with = "hex::serde")] [u8; $len]);

        impl $name {
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            #[must_use]
            pub const fn bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        octets!(@debug $name $($printed)?);
    )*};
    (@debug $name:ident printed) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), hex::encode(self.0))
            }
        }
    };
    (@debug $name:ident) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

octets! {
    /// Serial number of an ESAM (ESAM序列号): 8 bytes, in the replies to `070000FF` and `078003FF`.
    EsamSerial 8 printed;
    /// Random 1 (随机数1): 8 bytes, drawn by the unit.
    Random1 8 printed;
    /// Random 2 (随机数2) of the identity authentication: 4 bytes, drawn by the meter; every MAC until the end of the
    /// authentication is made with it.
    Random2 4 printed;
    /// Random 2 of the infrared authentication: 8 bytes, drawn by the meter.
    InfraredRandom2 8 printed;
    /// Ciphertext of a random (随机数密文): 8 bytes, the proof that both sides have the same key.
    RandomCipher 8 printed;
    /// Message authentication code (MAC): 4 bytes.
    Mac 4 printed;
    /// The key machine's own MAC over what it permits (任务数据MAC, MAC1): 4 bytes.
    TaskMac 4 printed;
    /// Authority (权限) for one kind of work at one meter: 48 bytes, made by the company's key machine for one unit and
    /// carried by the order. Never printed: inside is a wrapped key.
    Authority 48;
    /// Customer number as a meter's purse (钱包) holds it: 6 bytes, twelve BCD digits.
    PurseCustomer 6 printed;
}

/// A customer number that no purse can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the customer number {0} has more than the twelve digits that a meter's purse holds")]
pub struct TooLongForPurse(CustomerNo);

impl TryFrom<&CustomerNo> for PurseCustomer {
    type Error = TooLongForPurse;

    /// Zeros in front fill the number up to twelve digits. What a purse holds for a number of thirteen is unconfirmed.
    fn try_from(number: &CustomerNo) -> Result<Self, TooLongForPurse> {
        let digits = format!("{:0>12}", number.as_str());
        let mut bytes = [0; 6];
        hex::decode_to_slice(digits, &mut bytes).map_err(|_| TooLongForPurse(number.clone()))?;
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_prints_nothing_of_itself() {
        let authority = Authority::from_bytes([0xAB; 48]);
        assert_eq!(format!("{authority:?}"), "Authority");
        assert_eq!(format!("{:?}", Mac::from_bytes([1, 2, 3, 4])), "Mac(01020304)");
    }

    #[test]
    fn octets_are_hexadecimal_in_json_and_have_their_length() {
        let mac = Mac::from_bytes([0xF1, 0xF2, 0xF3, 0xF4]);
        assert_eq!(serde_json::json!(mac), "f1f2f3f4");
        assert!(serde_json::from_str::<Mac>("\"f1f2f3\"").is_err());
    }

    #[test]
    fn a_customer_number_fills_a_purse_from_the_right() {
        let ten: CustomerNo = "0301234567".parse().expect("ten digits");
        let purse = PurseCustomer::try_from(&ten).expect("fits");
        assert_eq!(purse.bytes(), &[0x00, 0x03, 0x01, 0x23, 0x45, 0x67]);
        let thirteen: CustomerNo = "1300301234567".parse().expect("thirteen digits");
        assert_eq!(PurseCustomer::try_from(&thirteen), Err(TooLongForPurse(thirteen)));
    }
}
