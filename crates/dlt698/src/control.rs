//! Commands to a relay (遥控 8000, 保电 8001): who has a supply. Built by field name, so that nothing stands in the place of
//! something else.
//!
//! A meter takes trip, close and protection only enciphered with a MAC (security mode 4110 of 80xx), and the State Grid
//! only with a time tag ([`Command::needs_time_tag`], one source). Whether a command may be given at all is decided
//! elsewhere; it is never given twice.

use crate::apdu::ActionItem;
use crate::axdr::{Characters, Data};
use crate::identifiers::{Oad, Omd};

/// The relay of a meter (继电器输出).
pub const RELAY: Oad = Oad::element(0xF205, 2, 1);

/// What a meter is told to do with its supply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// 触发告警
    RaiseAlarm,
    /// 解除报警
    EndAlarm,
    /// 跳闸
    Trip(Vec<Trip>),
    /// 合闸
    Close(Vec<Close>),
    /// 明文合闸: the only one that meters take in plain.
    CloseInPlain(Vec<CloseInPlain>),
    /// 投入保电: from now on nothing trips.
    ProtectSupply,
    /// 解除保电
    EndProtection,
    /// 投入自动保电
    ProtectByItself,
}

/// Switches a supply off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trip {
    pub relay: Oad,
    /// For so long the meter warns before it trips.
    pub alarm_delay_min: u8,
    /// For so long it stays off; 0 for good.
    pub limited_time_min: u16,
    /// Whether the meter closes by itself when that time is over.
    pub closes_by_itself: bool,
}

/// Switches a supply on, or lets the customer do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Close {
    pub relay: Oad,
    pub command: CloseCommand,
}

/// The same with a password in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseInPlain {
    pub relay: Oad,
    pub command: CloseCommand,
    pub password: Characters,
}

/// Who closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseCommand {
    /// 合闸允许: the customer may, at the meter.
    Allowed,
    /// 直接合闸: the meter does at once.
    Direct,
}

impl Command {
    /// The method and its parameter.
    #[must_use]
    pub fn action(&self) -> ActionItem {
        let (omd, parameter) = match self {
            Self::RaiseAlarm => (RAISE_ALARM, Data::Null),
            Self::EndAlarm => (END_ALARM, Data::Null),
            Self::Trip(trips) => (TRIP, array(trips, Trip::data)),
            Self::Close(closes) => (CLOSE, array(closes, Close::data)),
            Self::CloseInPlain(closes) => (CLOSE_IN_PLAIN, array(closes, CloseInPlain::data)),
            Self::ProtectSupply => (PROTECT_SUPPLY, Data::Null),
            Self::EndProtection => (END_PROTECTION, Data::Null),
            Self::ProtectByItself => (PROTECT_BY_ITSELF, Data::Null),
        };
        ActionItem { omd, parameter }
    }

    /// The command that an ACTION is; nothing for another method, or for a parameter that is not exactly that of the
    /// method: what cannot be understood is not done.
    #[must_use]
    pub fn of(action: &ActionItem) -> Option<Self> {
        let ActionItem { omd, parameter } = action;
        if let Data::Null = parameter {
            return Some(match *omd {
                RAISE_ALARM => Self::RaiseAlarm,
                END_ALARM => Self::EndAlarm,
                PROTECT_SUPPLY => Self::ProtectSupply,
                END_PROTECTION => Self::EndProtection,
                PROTECT_BY_ITSELF => Self::ProtectByItself,
                _ => return None,
            });
        }
        let Data::Array(items) = parameter else { return None };
        match *omd {
            TRIP => items.iter().map(Trip::of).collect::<Option<_>>().map(Self::Trip),
            CLOSE => items.iter().map(Close::of).collect::<Option<_>>().map(Self::Close),
            CLOSE_IN_PLAIN => {
                items.iter().map(CloseInPlain::of).collect::<Option<_>>().map(Self::CloseInPlain)
            }
            _ => None,
        }
    }

    /// Whether the State Grid's meters refuse it without a time tag (DAR 32): trip, close, and protection.
    #[must_use]
    pub const fn needs_time_tag(&self) -> bool {
        matches!(self, Self::Trip(_) | Self::Close(_) | Self::ProtectSupply)
    }
}

impl Trip {
    fn data(&self) -> Data {
        Data::Structure(vec![
            Data::Oad(self.relay),
            Data::Unsigned(self.alarm_delay_min),
            Data::LongUnsigned(self.limited_time_min),
            Data::Bool(self.closes_by_itself),
        ])
    }

    fn of(data: &Data) -> Option<Self> {
        let Data::Structure(fields) = data else { return None };
        match fields[..] {
            [
                Data::Oad(relay),
                Data::Unsigned(alarm_delay_min),
                Data::LongUnsigned(limited_time_min),
                Data::Bool(closes_by_itself),
            ] => Some(Self { relay, alarm_delay_min, limited_time_min, closes_by_itself }),
            _ => None,
        }
    }
}

impl Close {
    fn data(&self) -> Data {
        Data::Structure(vec![Data::Oad(self.relay), Data::Enum(self.command.code())])
    }

    fn of(data: &Data) -> Option<Self> {
        let Data::Structure(fields) = data else { return None };
        match fields[..] {
            [Data::Oad(relay), Data::Enum(code)] => {
                Some(Self { relay, command: CloseCommand::of(code)? })
            }
            _ => None,
        }
    }
}

impl CloseInPlain {
    fn data(&self) -> Data {
        Data::Structure(vec![
            Data::Oad(self.relay),
            Data::Enum(self.command.code()),
            Data::VisibleString(self.password.clone()),
        ])
    }

    fn of(data: &Data) -> Option<Self> {
        let Data::Structure(fields) = data else { return None };
        match &fields[..] {
            [Data::Oad(relay), Data::Enum(code), Data::VisibleString(password)] => {
                let command = CloseCommand::of(*code)?;
                Some(Self { relay: *relay, command, password: password.clone() })
            }
            _ => None,
        }
    }
}

impl CloseCommand {
    const fn code(self) -> u8 {
        match self {
            Self::Allowed => 0,
            Self::Direct => 1,
        }
    }

    const fn of(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Allowed),
            1 => Some(Self::Direct),
            _ => None,
        }
    }
}

fn array<V>(items: &[V], data: impl Fn(&V) -> Data) -> Data {
    Data::Array(items.iter().map(data).collect())
}

const RAISE_ALARM: Omd = Omd::new(0x8000, 127);
const END_ALARM: Omd = Omd::new(0x8000, 128);
const TRIP: Omd = Omd::new(0x8000, 129);
const CLOSE: Omd = Omd::new(0x8000, 130);
const CLOSE_IN_PLAIN: Omd = Omd::new(0x8000, 131);
const PROTECT_SUPPLY: Omd = Omd::new(0x8001, 127);
const END_PROTECTION: Omd = Omd::new(0x8001, 128);
const PROTECT_BY_ITSELF: Omd = Omd::new(0x8001, 129);

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: Command, parameter: &str) {
        let action = command.action();
        let parameter = parameter.replace(' ', "");
        assert_eq!(hex::encode_upper(action.parameter.emit()), parameter, "{command:?}");
        assert_eq!(Command::of(&action), Some(command));
    }

    #[test]
    fn commands_as_the_vectors_have_them() {
        // Vectors 43 and 44 of dlt698-45.md.
        let trip =
            Trip { relay: RELAY, alarm_delay_min: 0, limited_time_min: 0, closes_by_itself: false };
        check(Command::Trip(vec![trip]), "01 01 02 04 51 F2 05 02 01 11 00 12 00 00 03 00");
        let close = Close { relay: RELAY, command: CloseCommand::Direct };
        check(Command::Close(vec![close]), "01 01 02 02 51 F2 05 02 01 16 01");
        let command = CloseCommand::Allowed;
        let plain = CloseInPlain { relay: RELAY, command, password: "11".into() };
        check(Command::CloseInPlain(vec![plain]), "01 01 02 03 51 F2 05 02 01 16 00 0A 02 31 31");
        for command in [
            Command::RaiseAlarm,
            Command::EndAlarm,
            Command::ProtectSupply,
            Command::EndProtection,
            Command::ProtectByItself,
        ] {
            check(command, "00");
        }
    }

    #[test]
    fn what_is_not_exactly_a_command_is_none() {
        let of = |omd, parameter: &str| {
            let bytes = hex::decode(parameter.replace(' ', "")).expect("hexadecimal");
            let parameter = Data::parse(&bytes).expect("data");
            Command::of(&ActionItem { omd, parameter })
        };
        assert_eq!(of(TRIP, "00"), None);
        assert_eq!(of(CLOSE, "01 01 02 02 51 F2 05 02 01 16 02"), None, "no such way of closing");
        assert_eq!(of(CLOSE, "01 01 02 04 51 F2 05 02 01 11 00 12 00 00 03 00"), None, "a trip");
        assert_eq!(of(Omd::new(0x8000, 1), "00"), None);
        assert_eq!(of(Omd { mode: 1, ..RAISE_ALARM }, "00"), None);
    }

    #[test]
    fn what_needs_a_time_tag() {
        assert!(Command::Trip(vec![]).needs_time_tag() && Command::ProtectSupply.needs_time_tag());
        assert!(!Command::EndAlarm.needs_time_tag() && !Command::EndProtection.needs_time_tag());
    }
}
