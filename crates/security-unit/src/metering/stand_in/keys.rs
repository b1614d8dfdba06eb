//! Which keys there are, and how each is made from the company's root by meter number.

use serde::{Deserialize, Serialize};
use vocabulary::MeterNo;

use super::sm4::{Label, Sm4Key};
use crate::metering::{ClockItem, KeyState, ParameterKind, diversifier};

/// One of a meter's keys, by its number. The numbers up to 3 are the four of 2009; the stand-in uses no others, though
/// an update brings all twenty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KeyNumber(u8);

impl KeyNumber {
    /// 主控密钥: opens new keys.
    pub(super) const MAIN: KeyNumber = KeyNumber(0);
    /// 远程控制密钥
    pub(super) const CONTROL: KeyNumber = KeyNumber(1);
    /// 参数更新密钥
    pub(super) const PARAMETER: KeyNumber = KeyNumber(2);
    /// 身份认证密钥
    pub(super) const IDENTITY: KeyNumber = KeyNumber(3);
    pub(super) const COUNT: usize = 20;

    pub(super) fn new(number: u8) -> Option<Self> {
        (usize::from(number) < Self::COUNT).then_some(Self(number))
    }

    pub(super) const fn code(self) -> u8 {
        self.0
    }

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Which keys a meter holds: their state, and the version of the company's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySet {
    /// The test keys; version 0.
    Public,
    /// The company's keys of a version from 1 on.
    Private { version: std::num::NonZeroU8 },
}

impl KeySet {
    #[must_use]
    pub const fn state(self) -> KeyState {
        match self {
            KeySet::Public => KeyState::Public,
            KeySet::Private { .. } => KeyState::Private,
        }
    }

    #[must_use]
    pub const fn version(self) -> u8 {
        match self {
            KeySet::Public => 0,
            KeySet::Private { version } => version.get(),
        }
    }

    /// The set with these two bytes; nothing for public keys of a version, or private ones without.
    pub(super) fn from_codes(state: u8, version: u8) -> Option<Self> {
        match (KeyState::from_code(state)?, std::num::NonZeroU8::new(version)) {
            (KeyState::Public, None) => Some(KeySet::Public),
            (KeyState::Private, Some(version)) => Some(KeySet::Private { version }),
            _ => None,
        }
    }
}

/// What one key is used for. A unit gets the work key of one purpose, never the meter's key itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To check a meter over infrared.
    InfraredCheck,
    /// To answer a meter over infrared.
    InfraredAnswer,
    Identity,
    Control,
    Class1,
    Class2,
    Prices,
    BackupPrices,
    Clock,
    KeyUpdate,
    Money,
    Customer,
    ReadBack,
    /// A session of DL/T 698.45.
    Connect,
    /// A protected command of DL/T 698.45 within such a session.
    Command,
    /// To encipher new keys; no authority is ever made for it.
    KeyWrap,
}

impl Purpose {
    pub const ALL: [Purpose; 16] = [
        Purpose::InfraredCheck,
        Purpose::InfraredAnswer,
        Purpose::Identity,
        Purpose::Control,
        Purpose::Class1,
        Purpose::Class2,
        Purpose::Prices,
        Purpose::BackupPrices,
        Purpose::Clock,
        Purpose::KeyUpdate,
        Purpose::Money,
        Purpose::Customer,
        Purpose::ReadBack,
        Purpose::Connect,
        Purpose::Command,
        Purpose::KeyWrap,
    ];

    pub(super) const fn code(self) -> u8 {
        match self {
            Purpose::InfraredCheck => 0x01,
            Purpose::InfraredAnswer => 0x02,
            Purpose::Identity => 0x03,
            Purpose::Control => 0x04,
            Purpose::Class1 => 0x05,
            Purpose::Class2 => 0x06,
            Purpose::Prices => 0x07,
            Purpose::BackupPrices => 0x08,
            Purpose::Clock => 0x09,
            Purpose::KeyUpdate => 0x0A,
            Purpose::Money => 0x0B,
            Purpose::Customer => 0x0C,
            Purpose::ReadBack => 0x0D,
            Purpose::Connect => 0x0E,
            Purpose::Command => 0x0F,
            Purpose::KeyWrap => 0x10,
        }
    }

    pub(super) fn of_parameter(kind: ParameterKind) -> Self {
        match kind {
            ParameterKind::Class1 => Purpose::Class1,
            ParameterKind::Class2 => Purpose::Class2,
            ParameterKind::Prices => Purpose::Prices,
            ParameterKind::BackupPrices => Purpose::BackupPrices,
        }
    }

    /// Of an enciphered write to `item` (DI3 to DI0): the clock has a key of its own.
    pub(super) fn of_class2(item: [u8; 4]) -> Self {
        if ClockItem::from_item(item).is_some() { Purpose::Clock } else { Purpose::Class2 }
    }

    const fn key(self) -> KeyNumber {
        match self {
            Purpose::KeyUpdate | Purpose::KeyWrap => KeyNumber::MAIN,
            Purpose::Control => KeyNumber::CONTROL,
            Purpose::Class1
            | Purpose::Class2
            | Purpose::Prices
            | Purpose::BackupPrices
            | Purpose::Clock
            | Purpose::Money
            | Purpose::Customer
            | Purpose::ReadBack => KeyNumber::PARAMETER,
            Purpose::InfraredCheck
            | Purpose::InfraredAnswer
            | Purpose::Identity
            | Purpose::Connect
            | Purpose::Command => KeyNumber::IDENTITY,
        }
    }
}

/// The two roots that meters' keys are made from.
pub(super) struct MeterRoots {
    private: Sm4Key,
}

impl MeterRoots {
    pub(super) fn new(private: Sm4Key) -> Self {
        Self { private }
    }

    /// The key of `meter` with this number.
    pub(super) fn key(&self, set: KeySet, number: KeyNumber, meter: &MeterNo) -> Sm4Key {
        let public = Sm4Key::from_bytes(PUBLIC_ROOT);
        let root = match set {
            KeySet::Public => &public,
            KeySet::Private { .. } => &self.private,
        };
        let head = [set.state().code(), set.version(), number.code()];
        root.derive(Label::MeterKey, &[&head, &diversifier(meter)])
    }

    /// The work key of `meter` for one purpose.
    pub(super) fn work_key(&self, set: KeySet, purpose: Purpose, meter: &MeterNo) -> Sm4Key {
        work_key(&self.key(set, purpose.key(), meter), purpose)
    }

    pub(super) fn private(&self) -> &Sm4Key {
        &self.private
    }
}

/// From a set of keys, the one that `purpose` stands on, and its work key.
pub(super) fn work_key_of<'a>(
    key_at: impl FnOnce(KeyNumber) -> &'a Sm4Key,
    purpose: Purpose,
) -> Sm4Key {
    work_key(key_at(purpose.key()), purpose)
}

fn work_key(key: &Sm4Key, purpose: Purpose) -> Sm4Key {
    key.derive(Label::WorkKey, &[&[purpose.code()]])
}

/// Test keys are no secret: their root is the example key of GB/T 32907.
const PUBLIC_ROOT: [u8; 16] = [
    0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn meter(text: &str) -> MeterNo {
        text.parse().expect("twelve digits")
    }

    #[test]
    fn every_set_number_meter_and_purpose_has_a_key_of_its_own() {
        let roots = MeterRoots::new(Sm4Key::from_bytes([7; 16]));
        let private = |version: u8| KeySet::Private { version: version.try_into().expect("not 0") };
        let mut keys = BTreeSet::new();
        let mut made = 0;
        for set in [KeySet::Public, private(1), private(2)] {
            for meter in [meter("000000000001"), meter("000000000002")] {
                for number in (0..20).filter_map(KeyNumber::new) {
                    keys.insert(*roots.key(set, number, &meter).bytes());
                    made += 1;
                }
                for purpose in Purpose::ALL {
                    keys.insert(*roots.work_key(set, purpose, &meter).bytes());
                    made += 1;
                }
            }
        }
        assert_eq!(keys.len(), made);
    }

    #[test]
    fn purposes_have_codes_of_their_own() {
        let codes: BTreeSet<_> = Purpose::ALL.iter().map(|purpose| purpose.code()).collect();
        assert_eq!(codes.len(), Purpose::ALL.len());
    }

    #[test]
    fn public_keys_have_no_version_and_private_ones_have() {
        assert_eq!(KeySet::from_codes(0, 0), Some(KeySet::Public));
        assert_eq!(KeySet::from_codes(1, 3).map(KeySet::version), Some(3));
        for (state, version) in [(0, 1), (1, 0), (2, 1)] {
            assert_eq!(KeySet::from_codes(state, version), None);
        }
    }
}
