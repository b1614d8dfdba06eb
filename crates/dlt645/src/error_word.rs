//! Why a meter refuses: the error byte ERR, and the security error SERR of 03H.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Name, Octets};

/// Error byte (错误信息字, ERR): one bit for one reason (dlt645-2007.md, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Octets<1>", into = "Octets<1>")]
pub struct ErrorWord(u8);

/// Security error (安全认证错误信息字, SERR): two bytes, one bit for one reason (dlt645-2007.md, 9.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Octets<2>", into = "Octets<2>")]
pub struct SecurityErrorWord(u16);

/// A reason of [`ErrorWord`]: its bit is its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorReason {
    Other,
    NoSuchData,
    /// Wrong password, or not authorised.
    Password,
    Speed,
    YearlyZones,
    DailyPeriods,
    Tariffs,
    Reserved,
}

/// A reason of [`SecurityErrorWord`]: its bit is its place in the list. The last three are later additions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecurityReason {
    Other,
    RepeatedRecharge,
    /// The ESAM refused: a MAC or a cipher is wrong.
    Esam,
    /// Identity authentication failed, or is valid no longer.
    Identity,
    CustomerNumber,
    PurchaseCount,
    HoardingLimit,
    AddressRange,
    Suspended,
    Close,
}

impl ErrorWord {
    #[must_use]
    pub const fn from_octet(octet: u8) -> Self {
        Self(octet)
    }

    /// The word that gives one reason.
    #[must_use]
    pub const fn of(reason: ErrorReason) -> Self {
        Self(1 << reason as u8)
    }

    #[must_use]
    pub const fn octet(self) -> u8 {
        self.0
    }

    #[must_use]
    pub const fn has(self, reason: ErrorReason) -> bool {
        self.0 & Self::of(reason).0 != 0
    }

    /// The reasons that it gives, by bit.
    pub fn reasons(self) -> impl Iterator<Item = ErrorReason> {
        ErrorReason::ALL.into_iter().filter(move |reason| self.has(*reason))
    }
}

impl SecurityErrorWord {
    #[must_use]
    pub const fn from_number(number: u16) -> Self {
        Self(number)
    }

    /// The word that gives one reason.
    #[must_use]
    pub const fn of(reason: SecurityReason) -> Self {
        Self(1 << reason as u16)
    }

    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    #[must_use]
    pub const fn has(self, reason: SecurityReason) -> bool {
        self.0 & Self::of(reason).0 != 0
    }

    /// The reasons that it gives, by bit.
    pub fn reasons(self) -> impl Iterator<Item = SecurityReason> {
        SecurityReason::ALL.into_iter().filter(move |reason| self.has(*reason))
    }
}

impl ErrorReason {
    pub const ALL: [Self; 8] = [
        Self::Other,
        Self::NoSuchData,
        Self::Password,
        Self::Speed,
        Self::YearlyZones,
        Self::DailyPeriods,
        Self::Tariffs,
        Self::Reserved,
    ];

    #[must_use]
    pub const fn name(self) -> Name {
        match self {
            Self::Other => Name::new("其他错误", "other error"),
            Self::NoSuchData => Name::new("无请求数据", "no such data"),
            Self::Password => Name::new("密码错或未授权", "wrong password or not authorised"),
            Self::Speed => Name::new("通信速率不能更改", "the speed cannot change"),
            Self::YearlyZones => Name::new("年时区数超", "too many yearly zones"),
            Self::DailyPeriods => Name::new("日时段数超", "too many daily periods"),
            Self::Tariffs => Name::new("费率数超", "too many tariffs"),
            Self::Reserved => Name::new("保留", "reserved"),
        }
    }
}

impl SecurityReason {
    pub const ALL: [Self; 10] = [
        Self::Other,
        Self::RepeatedRecharge,
        Self::Esam,
        Self::Identity,
        Self::CustomerNumber,
        Self::PurchaseCount,
        Self::HoardingLimit,
        Self::AddressRange,
        Self::Suspended,
        Self::Close,
    ];

    #[must_use]
    pub const fn name(self) -> Name {
        match self {
            Self::Other => Name::new("其他错误", "other error"),
            Self::RepeatedRecharge => Name::new("重复充值", "repeated recharge"),
            Self::Esam => Name::new("ESAM验证失败", "the ESAM's check failed"),
            Self::Identity => {
                Name::new("身份认证失败或失效", "identity authentication failed or expired")
            }
            Self::CustomerNumber => Name::new("客户编号不匹配", "another customer number"),
            Self::PurchaseCount => Name::new("充值次数错误", "wrong purchase count"),
            Self::HoardingLimit => Name::new("购电超囤积", "over the hoarding limit"),
            Self::AddressRange => Name::new("地址越界", "address out of range"),
            Self::Suspended => Name::new("电表挂起", "the meter is suspended"),
            Self::Close => Name::new("合闸失败", "closing failed"),
        }
    }
}

impl From<Octets<1>> for ErrorWord {
    fn from(octet: Octets<1>) -> Self {
        let [octet] = *octet.natural();
        Self(octet)
    }
}

impl From<ErrorWord> for Octets<1> {
    fn from(word: ErrorWord) -> Self {
        Self::new([word.0])
    }
}

impl From<Octets<2>> for SecurityErrorWord {
    fn from(octets: Octets<2>) -> Self {
        Self(u16::from_be_bytes(*octets.natural()))
    }
}

impl From<SecurityErrorWord> for Octets<2> {
    fn from(word: SecurityErrorWord) -> Self {
        Self::new(word.0.to_be_bytes())
    }
}

/// The hexadecimal word and its reasons in Chinese and English.
impl fmt::Display for ErrorWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02X}H", self.0)?;
        self.reasons().try_for_each(|reason| write!(f, " {}", both(reason.name())))
    }
}

impl fmt::Display for SecurityErrorWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}H", self.0)?;
        self.reasons().try_for_each(|reason| write!(f, " {}", both(reason.name())))
    }
}

fn both(name: Name) -> String {
    format!("{} ({})", name.zh, name.en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_gives_its_reasons_in_words() {
        let refused = ErrorWord::from_octet(0x06);
        let reasons: Vec<_> = refused.reasons().collect();
        assert_eq!(reasons, [ErrorReason::NoSuchData, ErrorReason::Password]);
        assert_eq!(
            ErrorWord::of(ErrorReason::Password).to_string(),
            "04H 密码错或未授权 (wrong password or not authorised)"
        );
        let expired = SecurityErrorWord::from_number(0x0008);
        assert!(expired.has(SecurityReason::Identity) && !expired.has(SecurityReason::Esam));
        assert_eq!(SecurityErrorWord::of(SecurityReason::Close).number(), 0x0200);
        assert_eq!(SecurityErrorWord::from_number(0x8000).to_string(), "8000H");
    }
}
