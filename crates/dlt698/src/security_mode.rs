//! How an object has to be spoken to: the security mode words of F101 attribute 3 (安全模式字).

use crate::identifiers::Oi;

/// Which protections a meter accepts for an object: four half bytes, for GET, SET, ACTION and PROXY from the highest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecurityMode(pub u16);

/// What is done with an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Get,
    Set,
    Action,
    Proxy,
}

/// How a request is protected, from nothing to everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protection {
    /// 明文
    Plain,
    /// 明文+MAC
    PlainWithMac,
    /// 密文
    Cipher,
    /// 密文+MAC
    CipherWithMac,
}

impl SecurityMode {
    /// Where no word says otherwise: reads in plain with a MAC, everything else enciphered with a MAC.
    pub const FALLBACK: Self = Self(0x4111);

    /// The word that one terminal's firmware has for an object when F101 has none (a single source).
    #[must_use]
    pub fn usual(oi: Oi) -> Self {
        let named = NAMED.iter().find(|(named, _)| *named == oi.0).map(|(_, mode)| *mode);
        let by_prefix = || {
            let mut families = FAMILIES.iter();
            families.find(|(value, mask, _)| oi.0 & mask == *value).map(|(_, _, mode)| *mode)
        };
        named.or_else(by_prefix).map_or(Self::FALLBACK, Self)
    }

    /// Whether the meter accepts an access with a protection.
    #[must_use]
    pub fn allows(self, access: Access, protection: Protection) -> bool {
        self.half_byte(access) & protection.bit() != 0
    }

    /// The protections that the meter accepts, the weakest first; none for what is not allowed at all.
    pub fn allowed(self, access: Access) -> impl Iterator<Item = Protection> {
        Protection::ALL.into_iter().filter(move |protection| self.allows(access, *protection))
    }

    const fn half_byte(self, access: Access) -> u8 {
        let shift = match access {
            Access::Get => 12,
            Access::Set => 8,
            Access::Action => 4,
            Access::Proxy => 0,
        };
        (self.0 >> shift) as u8 & 0x0F
    }
}

impl Protection {
    pub const ALL: [Self; 4] = [Self::Plain, Self::PlainWithMac, Self::Cipher, Self::CipherWithMac];

    const fn bit(self) -> u8 {
        match self {
            Self::Plain => 8,
            Self::PlainWithMac => 4,
            Self::Cipher => 2,
            Self::CipherWithMac => 1,
        }
    }
}

/// Objects with a word of their own.
const NAMED: [(u16, u16); 21] = [
    (0x202C, 0x8004),
    (0x4000, 0x8184),
    (0x4001, 0x8104),
    (0x4002, 0x8404),
    (0x4003, 0x4400),
    (0x400A, 0x4300),
    (0x400B, 0x4300),
    (0x4018, 0x4000),
    (0x4019, 0x4300),
    (0x401A, 0x4000),
    (0x401B, 0x4300),
    (0x401C, 0x4300),
    (0x401D, 0x4300),
    (0x401E, 0x4300),
    (0x4111, 0x8104),
    (0x5000, 0x4140),
    (0xF000, 0x8110),
    (0xF001, 0x8220),
    (0xF002, 0x8880),
    (0xF100, 0x8414),
    (0xF101, 0x8124),
];

/// Value, mask and word of whole families.
const FAMILIES: [(u16, u16, u16); 11] = [
    (0x0000, 0xF000, 0x8004),
    (0x1000, 0xF000, 0x4000),
    (0x2000, 0xF000, 0x4040),
    (0x3000, 0xF000, 0x4110),
    (0x4000, 0xF000, 0x4110),
    (0x5000, 0xFF00, 0x4110),
    (0x6000, 0xFF00, 0x8887),
    (0x7000, 0xFF00, 0x8085),
    (0x8000, 0xFF00, 0x4110),
    (0xF200, 0xFF00, 0x8887),
    (0xFF00, 0xFF00, 0x8887),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_moves_only_for_enciphered_commands_with_a_mac() {
        let mode = SecurityMode::usual(Oi(0x8000));
        assert!(mode.allowed(Access::Action).eq([Protection::CipherWithMac]));
        assert!(mode.allowed(Access::Get).eq([Protection::PlainWithMac]));
        assert_eq!(mode.allowed(Access::Proxy).count(), 0);
    }

    #[test]
    fn several_protections_may_be_allowed() {
        let energy = SecurityMode::usual(Oi(0x0010));
        assert!(energy.allowed(Access::Get).eq([Protection::Plain]));
        let archive = SecurityMode::usual(Oi(0x6000));
        let with_proxy = [Protection::PlainWithMac, Protection::Cipher, Protection::CipherWithMac];
        assert!(archive.allowed(Access::Proxy).eq(with_proxy));
    }

    #[test]
    fn an_object_of_no_family_is_protected() {
        let mode = SecurityMode::usual(Oi(0xA000));
        assert_eq!(mode, SecurityMode::FALLBACK);
        assert!(!mode.allows(Access::Set, Protection::Plain));
    }

    #[test]
    fn named_words_stand_in_order() {
        assert!(NAMED.is_sorted_by_key(|(oi, _)| *oi));
    }
}
