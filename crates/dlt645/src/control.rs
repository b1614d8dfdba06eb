//! What a frame asks or answers: the control code C.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Name;

/// Control code (控制码, C): bit 7 from the meter, bit 6 error, bit 5 more follows, bits 4..0 the function
/// (dlt645-2007.md, section 2).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ControlCode(u8);

/// Function (功能码): bits 4..0 of the control code (dlt645-2007.md, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// 03H 安全认证.
    SecurityAuthentication,
    /// 08H 广播校时.
    BroadcastTime,
    /// 11H 读数据.
    Read,
    /// 12H 读后续数据.
    ReadFollowing,
    /// 13H 读通信地址.
    ReadAddress,
    /// 14H 写数据.
    Write,
    /// 15H 写通信地址.
    WriteAddress,
    /// 16H 冻结.
    Freeze,
    /// 17H 更改通信速率.
    ChangeSpeed,
    /// 18H 修改密码.
    ChangePassword,
    /// 19H 最大需量清零.
    ClearDemand,
    /// 1AH 电表清零.
    ClearMeter,
    /// 1BH 事件清零.
    ClearEvents,
    /// 1CH 跳合闸、报警、保电.
    Switch,
    /// 1DH 多功能端子输出.
    TerminalOutput,
    /// A function of a vendor, a region or another edition: bits 4..0.
    Unknown(u8),
}

impl ControlCode {
    #[must_use]
    pub const fn from_octet(octet: u8) -> Self {
        Self(octet)
    }

    /// What a master asks.
    #[must_use]
    pub const fn request(function: Function) -> Self {
        Self(function.bits())
    }

    /// What a meter answers when all went well.
    #[must_use]
    pub const fn reply(function: Function) -> Self {
        Self(function.bits() | FROM_METER)
    }

    /// What a meter answers when more of the data follows.
    #[must_use]
    pub const fn reply_with_more(function: Function) -> Self {
        Self(function.bits() | FROM_METER | MORE)
    }

    /// What a meter answers when it refuses.
    #[must_use]
    pub const fn refusal(function: Function) -> Self {
        Self(function.bits() | FROM_METER | ERROR)
    }

    #[must_use]
    pub const fn octet(self) -> u8 {
        self.0
    }

    #[must_use]
    pub const fn function(self) -> Function {
        Function::from_bits(self.0 & FUNCTION)
    }

    #[must_use]
    pub const fn is_from_meter(self) -> bool {
        self.0 & FROM_METER != 0
    }

    #[must_use]
    pub const fn is_error(self) -> bool {
        self.0 & ERROR != 0
    }

    #[must_use]
    pub const fn has_more(self) -> bool {
        self.0 & MORE != 0
    }
}

impl fmt::Display for ControlCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02X}H", self.0)
    }
}

impl fmt::Debug for ControlCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ControlCode({self})")
    }
}

impl Function {
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        match bits {
            0x03 => Self::SecurityAuthentication,
            0x08 => Self::BroadcastTime,
            0x11 => Self::Read,
            0x12 => Self::ReadFollowing,
            0x13 => Self::ReadAddress,
            0x14 => Self::Write,
            0x15 => Self::WriteAddress,
            0x16 => Self::Freeze,
            0x17 => Self::ChangeSpeed,
            0x18 => Self::ChangePassword,
            0x19 => Self::ClearDemand,
            0x1A => Self::ClearMeter,
            0x1B => Self::ClearEvents,
            0x1C => Self::Switch,
            0x1D => Self::TerminalOutput,
            bits => Self::Unknown(bits & FUNCTION),
        }
    }

    #[must_use]
    pub const fn bits(self) -> u8 {
        match self {
            Self::SecurityAuthentication => 0x03,
            Self::BroadcastTime => 0x08,
            Self::Read => 0x11,
            Self::ReadFollowing => 0x12,
            Self::ReadAddress => 0x13,
            Self::Write => 0x14,
            Self::WriteAddress => 0x15,
            Self::Freeze => 0x16,
            Self::ChangeSpeed => 0x17,
            Self::ChangePassword => 0x18,
            Self::ClearDemand => 0x19,
            Self::ClearMeter => 0x1A,
            Self::ClearEvents => 0x1B,
            Self::Switch => 0x1C,
            Self::TerminalOutput => 0x1D,
            Self::Unknown(bits) => bits & FUNCTION,
        }
    }

    #[must_use]
    pub const fn name(self) -> Name {
        match self {
            Self::SecurityAuthentication => Name::new("安全认证", "security authentication"),
            Self::BroadcastTime => Name::new("广播校时", "broadcast time"),
            Self::Read => Name::new("读数据", "read data"),
            Self::ReadFollowing => Name::new("读后续数据", "read following data"),
            Self::ReadAddress => Name::new("读通信地址", "read communication address"),
            Self::Write => Name::new("写数据", "write data"),
            Self::WriteAddress => Name::new("写通信地址", "write communication address"),
            Self::Freeze => Name::new("冻结", "freeze"),
            Self::ChangeSpeed => Name::new("更改通信速率", "change speed"),
            Self::ChangePassword => Name::new("修改密码", "change password"),
            Self::ClearDemand => Name::new("最大需量清零", "clear maximum demand"),
            Self::ClearMeter => Name::new("电表清零", "clear meter"),
            Self::ClearEvents => Name::new("事件清零", "clear events"),
            Self::Switch => Name::new("跳合闸、报警、保电", "switch, alarm, protect"),
            Self::TerminalOutput => Name::new("多功能端子输出", "multi-function terminal output"),
            Self::Unknown(_) => Name::new("未知功能", "unknown function"),
        }
    }
}

const FROM_METER: u8 = 0x80;
const ERROR: u8 = 0x40;
const MORE: u8 = 0x20;
const FUNCTION: u8 = 0x1F;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_keeps_its_bits() {
        for bits in 0..=FUNCTION {
            assert_eq!(Function::from_bits(bits).bits(), bits);
        }
    }

    #[test]
    fn the_flags_of_a_reply() {
        let more = ControlCode::from_octet(0xB1);
        assert!(more.is_from_meter() && more.has_more() && !more.is_error());
        assert_eq!(more.function(), Function::Read);
        assert_eq!(ControlCode::refusal(Function::Switch).octet(), 0xDC);
        assert_eq!(ControlCode::reply(Function::SecurityAuthentication).octet(), 0x83);
    }
}
