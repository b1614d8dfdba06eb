//! What 1CH tells a meter to do: trip, close, alarm, protect (dlt645-2007.md, 9.4).

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

use crate::fields::{FieldFault, Fields};
use crate::{Name, Plain, Sealed, Stamp, StampForm, bcd};

/// A switching command (跳合闸、报警、保电): N1..N8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SwitchCommand {
    pub action: SwitchAction,
    /// N2: for a pre-trip the time until it, in steps of 5 minutes (of one vendor); else 0.
    pub delay: u8,
    /// N3..N8: until when the command is valid, by the meter's clock. A meter refuses one whose time has passed.
    pub deadline: MeterTime,
}

/// N1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwitchAction {
    /// 1A 跳闸: the customer goes off, after the trip delay 04001401.
    Trip,
    /// 1B 合闸允许: the customer may close by key or card.
    AllowClose,
    /// 1C 直接合闸.
    Close,
    /// 1D 预跳闸1.
    PreTrip1,
    /// 1E 预跳闸2.
    PreTrip2,
    /// 2A 报警.
    Alarm,
    /// 2B 报警解除.
    AlarmOff,
    /// 3A 保电: trips are refused from now on.
    Protect,
    /// 3B 保电解除.
    ProtectOff,
    Unknown(u8),
}

/// A switching command and by what right it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwitchContent {
    Plain {
        authority: Plain,
        command: SwitchCommand,
    },
    /// The ciphertext of [`SwitchCommand::plaintext`].
    Sealed(Sealed),
}

impl SwitchAction {
    #[must_use]
    pub const fn from_octet(octet: u8) -> Self {
        match octet {
            0x1A => Self::Trip,
            0x1B => Self::AllowClose,
            0x1C => Self::Close,
            0x1D => Self::PreTrip1,
            0x1E => Self::PreTrip2,
            0x2A => Self::Alarm,
            0x2B => Self::AlarmOff,
            0x3A => Self::Protect,
            0x3B => Self::ProtectOff,
            octet => Self::Unknown(octet),
        }
    }

    #[must_use]
    pub const fn octet(self) -> u8 {
        match self {
            Self::Trip => 0x1A,
            Self::AllowClose => 0x1B,
            Self::Close => 0x1C,
            Self::PreTrip1 => 0x1D,
            Self::PreTrip2 => 0x1E,
            Self::Alarm => 0x2A,
            Self::AlarmOff => 0x2B,
            Self::Protect => 0x3A,
            Self::ProtectOff => 0x3B,
            Self::Unknown(octet) => octet,
        }
    }

    #[must_use]
    pub const fn name(self) -> Name {
        match self {
            Self::Trip => Name::new("跳闸", "trip"),
            Self::AllowClose => Name::new("合闸允许", "allow closing"),
            Self::Close => Name::new("直接合闸", "close"),
            Self::PreTrip1 => Name::new("预跳闸1", "pre-trip 1"),
            Self::PreTrip2 => Name::new("预跳闸2", "pre-trip 2"),
            Self::Alarm => Name::new("报警", "alarm"),
            Self::AlarmOff => Name::new("报警解除", "alarm off"),
            Self::Protect => Name::new("保电", "power protect"),
            Self::ProtectOff => Name::new("保电解除", "power protect off"),
            Self::Unknown(_) => Name::new("未知命令", "unknown command"),
        }
    }
}

impl SwitchCommand {
    /// What the security unit encrypts for level 98: N1, N2 and the deadline year first, 8 bytes. None for a deadline
    /// outside this century.
    #[must_use]
    pub fn plaintext(self) -> Option<[u8; 8]> {
        let mut octets = [0; 8];
        octets[0] = self.action.octet();
        octets[1] = self.delay;
        let deadline = StampForm::Second.emit(Stamp::At(self.deadline))?;
        for (octet, sent) in octets[2..].iter_mut().zip(deadline.iter().rev()) {
            *octet = *sent;
        }
        Some(octets)
    }

    /// What the meter's ESAM decrypted.
    ///
    /// # Errors
    /// [`FieldFault::Value`] for a deadline that no calendar has.
    pub fn from_plaintext(octets: [u8; 8]) -> Result<Self, FieldFault> {
        let mut sent = octets;
        sent[2..].reverse();
        Self::parse(&mut Fields::of(&sent))
    }

    pub(crate) fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let action = SwitchAction::from_octet(fields.octet(ACTION)?);
        fields.tell(|| format!("{} ({})", action.name().zh, action.name().en));
        let delay = fields.octet(DELAY)?;
        Ok(Self { action, delay, deadline: take_time(fields, DEADLINE)? })
    }

    pub(crate) fn emit(self, out: &mut Vec<u8>) {
        out.extend([self.action.octet(), self.delay]);
        emit_time(self.deadline, out);
    }
}

impl SwitchContent {
    pub(crate) fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        if let Some(sealed) = Sealed::parse(fields)? {
            return Ok(Self::Sealed(sealed));
        }
        let authority = Plain::parse(fields)?;
        Ok(Self::Plain { authority, command: SwitchCommand::parse(fields)? })
    }

    pub(crate) fn emit(self, out: &mut Vec<u8>) {
        match self {
            Self::Plain { authority, command } => {
                authority.emit(out);
                command.emit(out);
            }
            Self::Sealed(sealed) => sealed.emit(out),
        }
    }
}

/// A date and time to the second (YYMMDDhhmmss) that must be one: `ss mm hh DD MM YY`.
pub(crate) fn take_time(fields: &mut Fields<'_>, name: Name) -> Result<MeterTime, FieldFault> {
    let octets: [u8; 6] = fields.take(name)?;
    let Ok(Stamp::At(time)) = StampForm::Second.parse(&octets) else {
        return Err(fields.value_fault(name, octets.len(), "a date and time (ss mm hh DD MM YY)"));
    };
    fields.tell(|| time.to_string());
    Ok(time)
}

/// The six bytes of a time; only the two low digits of its year travel.
pub(crate) fn emit_time(time: MeterTime, out: &mut Vec<u8>) {
    let year = (time.year() % 100) as u8;
    let pairs = [time.second(), time.minute(), time.hour(), time.day(), time.month(), year];
    out.extend(pairs.map(bcd::octet_of));
}

const ACTION: Name = Name::new("控制命令类型N1", "command N1");
const DELAY: Name = Name::new("N2", "N2");
const DEADLINE: Name = Name::new("命令有效截止时间", "valid until");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plaintext_has_the_deadline_year_first() {
        let command = SwitchCommand {
            action: SwitchAction::Trip,
            delay: 0,
            deadline: "2026-12-31T23:59:58".parse().expect("a time"),
        };
        let plaintext = command.plaintext().expect("in this century");
        assert_eq!(plaintext, [0x1A, 0, 0x26, 0x12, 0x31, 0x23, 0x59, 0x58]);
        assert_eq!(SwitchCommand::from_plaintext(plaintext), Ok(command));
    }

    #[test]
    fn a_deadline_that_no_calendar_has_is_refused() {
        let fault = SwitchCommand::from_plaintext([0x1A, 0, 0x26, 0x13, 0x31, 0x23, 0x59, 0x58]);
        assert!(matches!(fault, Err(FieldFault::Value { at: 2, .. })), "{fault:?}");
    }

    #[test]
    fn every_action_keeps_its_octet() {
        for octet in 0..=0xFF {
            assert_eq!(SwitchAction::from_octet(octet).octet(), octet);
        }
    }
}
