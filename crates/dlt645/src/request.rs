//! What a master asks, by control code (dlt645-2007.md, section 3).

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

use crate::authority::OPERATOR;
use crate::fields::{FieldFault, Fields};
use crate::octets::{as_hex, as_hex_octet};
use crate::switch::{emit_time, take_time};
use crate::{
    AddressKind, ControlCode, DataIdentifier, DataTooLong, Frame, FrameView, Function,
    MeterAddress, Name, OperatorCode, Password, Plain, Sealed, SecurityCommand, Speed, Stamp,
    StampForm, SwitchContent, WriteContent, bcd, security,
};

/// A request, typed.
///
/// ```
/// use dlt645::{DataIdentifier, FrameView, MeterAddress, Request};
///
/// let request = Request::read(DataIdentifier::new(0x0001_0000));
/// let frame = request.to_frame("123456789012".parse()?)?;
/// let octets = frame.to_octets();
/// assert_eq!(octets[7..], [0x68, 0x11, 0x04, 0x33, 0x33, 0x34, 0x33, 0x68, 0x16]);
/// // The meter reads the same.
/// assert_eq!(Request::parse(&FrameView::new_checked(&octets)?)?, request);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// 03H.
    Security { operator: OperatorCode, command: SecurityCommand },
    /// 08H: no meter answers. A meter moves its clock by 5 minutes at most.
    BroadcastTime(MeterTime),
    /// 11H.
    Read {
        identifier: DataIdentifier,
        #[serde(default)]
        records: LoadRecords,
    },
    /// 12H: the sequence begins with 1 and goes from 255 to 1.
    ReadFollowing { identifier: DataIdentifier, sequence: u8 },
    /// 13H.
    ReadAddress,
    /// 14H.
    Write { identifier: DataIdentifier, content: WriteContent },
    /// 15H. Whether a meter wants its programming key pressed is unconfirmed.
    WriteAddress(MeterAddress),
    /// 16H.
    Freeze(FreezeTime),
    /// 17H. At which moment the meter switches, and when it falls back, is unconfirmed.
    ChangeSpeed(Speed),
    /// 18H: the identifier is 04000C01 plus the level whose password changes.
    ChangePassword { identifier: DataIdentifier, old: Password, new: Password },
    /// 19H. Nobody has shown it under a ciphertext; Southern Grid sends level 96 with no password.
    ClearDemand(Plain),
    /// 1AH.
    ClearMeter(ClearContent),
    /// 1BH.
    ClearEvents(ClearEvents),
    /// 1CH.
    Switch(SwitchContent),
    /// 1DH.
    TerminalOutput(TerminalOutput),
    /// A function that this standard does not have: kept as it is.
    Unknown {
        #[serde(with = "as_hex_octet")]
        control: u8,
        #[serde(with = "as_hex")]
        data: Vec<u8>,
    },
}

/// Which load records a read asks for; none but for load records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadRecords {
    /// The item itself.
    #[default]
    None,
    /// The given number of blocks.
    Blocks(u8),
    /// The given number of blocks from a minute on.
    BlocksFrom { blocks: u8, from: MeterTime },
}

/// When a meter freezes its registers (dlt645-2007.md, 6.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FreezeTime {
    /// 99999999: now.
    Instantly,
    /// 999999mm.
    Hourly { minute: u8 },
    /// 9999hhmm.
    Daily { hour: u8, minute: u8 },
    /// 99DDhhmm.
    Monthly { day: u8, hour: u8, minute: u8 },
    /// MMDDhhmm.
    Yearly { month: u8, day: u8, hour: u8, minute: u8 },
}

/// By what right a meter is cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClearContent {
    Plain(Plain),
    /// What the ciphertext holds is unconfirmed.
    Sealed(Sealed),
}

/// Which events are cleared, and by what right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClearEvents {
    /// FFFFFFFF clears all, an identifier that ends in FF one class.
    Plain { authority: Plain, events: DataIdentifier },
    /// What the ciphertext holds is unconfirmed.
    Sealed(Sealed),
}

/// What the multi-function terminal puts out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminalOutput {
    /// 00 秒脉冲.
    SecondPulse,
    /// 01 需量周期.
    DemandPeriod,
    /// 02 时段投切.
    TariffSwitching,
    /// 03 has been seen; its meaning is unconfirmed.
    Unknown(u8),
}

/// Why a frame is no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestFault {
    #[error("control code {control} is a meter's, expected a request")]
    Direction { control: ControlCode },
    #[error(transparent)]
    Field(#[from] FieldFault),
}

/// Why a request has no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnsendableRequest {
    /// One meter is meant where the address means several, or the other way round.
    #[error("{function:?} cannot be sent to {address}, expected {expected}")]
    Address { function: Function, address: MeterAddress, expected: &'static str },
    #[error("{reason}")]
    Content { reason: &'static str },
    #[error(transparent)]
    TooLong(#[from] DataTooLong),
}

impl Request {
    /// Reads one item or block.
    #[must_use]
    pub const fn read(identifier: DataIdentifier) -> Self {
        Self::Read { identifier, records: LoadRecords::None }
    }

    /// The request that a frame carries, whomever it is for.
    ///
    /// # Errors
    /// [`RequestFault`] with the byte of the data that is not as it should be. The frame itself is whole: a meter
    /// answers it with error bit 0, or not at all if it was broadcast.
    pub fn parse(view: &FrameView<'_>) -> Result<Self, RequestFault> {
        Self::parse_data(view.control(), &mut Fields::of(&view.data()))
    }

    pub(crate) fn parse_data(
        control: ControlCode,
        fields: &mut Fields<'_>,
    ) -> Result<Self, RequestFault> {
        if control.is_from_meter() {
            return Err(RequestFault::Direction { control });
        }
        let function = control.function();
        if control != ControlCode::request(function) || matches!(function, Function::Unknown(_)) {
            let data = fields.rest_but(DATA, 0)?.to_vec();
            return Ok(Self::Unknown { control: control.octet(), data });
        }
        let request = match function {
            Function::SecurityAuthentication => {
                let identifier = take_security_identifier(fields)?;
                let operator = fields.group(OPERATOR)?;
                let command = SecurityCommand::parse(identifier, fields)?;
                Self::Security { operator, command }
            }
            Function::BroadcastTime => Self::BroadcastTime(take_time(fields, TIME)?),
            Function::Read => {
                let identifier = take_identifier(fields)?;
                Self::Read { identifier, records: LoadRecords::parse(fields)? }
            }
            Function::ReadFollowing => Self::ReadFollowing {
                identifier: take_identifier(fields)?,
                sequence: fields.octet(SEQUENCE)?,
            },
            Function::ReadAddress => Self::ReadAddress,
            Function::Write => Self::Write {
                identifier: take_identifier(fields)?,
                content: WriteContent::parse(fields)?,
            },
            Function::WriteAddress => Self::WriteAddress(take_address(fields)?),
            Function::Freeze => Self::Freeze(FreezeTime::parse(fields)?),
            Function::ChangeSpeed => Self::ChangeSpeed(take_speed(fields)?),
            Function::ChangePassword => Self::ChangePassword {
                identifier: take_identifier(fields)?,
                old: Password::parse(fields)?,
                new: Password::parse(fields)?,
            },
            Function::ClearDemand => Self::ClearDemand(Plain::parse(fields)?),
            Function::ClearMeter => Self::ClearMeter(match Sealed::parse(fields)? {
                Some(sealed) => ClearContent::Sealed(sealed),
                None => ClearContent::Plain(Plain::parse(fields)?),
            }),
            Function::ClearEvents => Self::ClearEvents(match Sealed::parse(fields)? {
                Some(sealed) => ClearEvents::Sealed(sealed),
                None => ClearEvents::Plain {
                    authority: Plain::parse(fields)?,
                    events: take_identifier(fields)?,
                },
            }),
            Function::Switch => Self::Switch(SwitchContent::parse(fields)?),
            Function::TerminalOutput => Self::TerminalOutput(TerminalOutput::parse(fields)?),
            Function::Unknown(_) => unreachable!("taken care of above"),
        };
        fields.end()?;
        Ok(request)
    }

    #[must_use]
    pub const fn control(&self) -> ControlCode {
        match self {
            Self::Unknown { control, .. } => ControlCode::from_octet(*control),
            _ => ControlCode::request(self.function()),
        }
    }

    #[must_use]
    pub const fn function(&self) -> Function {
        match self {
            Self::Security { .. } => Function::SecurityAuthentication,
            Self::BroadcastTime(_) => Function::BroadcastTime,
            Self::Read { .. } => Function::Read,
            Self::ReadFollowing { .. } => Function::ReadFollowing,
            Self::ReadAddress => Function::ReadAddress,
            Self::Write { .. } => Function::Write,
            Self::WriteAddress(_) => Function::WriteAddress,
            Self::Freeze(_) => Function::Freeze,
            Self::ChangeSpeed(_) => Function::ChangeSpeed,
            Self::ChangePassword { .. } => Function::ChangePassword,
            Self::ClearDemand(_) => Function::ClearDemand,
            Self::ClearMeter(_) => Function::ClearMeter,
            Self::ClearEvents(_) => Function::ClearEvents,
            Self::Switch(_) => Function::Switch,
            Self::TerminalOutput(_) => Function::TerminalOutput,
            Self::Unknown { control, .. } => ControlCode::from_octet(*control).function(),
        }
    }

    /// The identifier that a reply must repeat; none where replies have none.
    #[must_use]
    pub fn identifier(&self) -> Option<DataIdentifier> {
        match self {
            Self::Security { command, .. } => Some(command.identifier()),
            Self::Read { identifier, .. } | Self::ReadFollowing { identifier, .. } => {
                Some(*identifier)
            }
            _ => None,
        }
    }

    /// Whether a meter answers when it is asked at this address: none does to a broadcast, nor to a time for all.
    #[must_use]
    pub fn is_answered(&self, address: MeterAddress) -> bool {
        address.kind() != AddressKind::Broadcast && !matches!(self, Self::BroadcastTime(_))
    }

    /// The data field, without the 33H.
    #[must_use]
    pub fn data(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Security { operator, command } => {
                out.extend(command.identifier().to_wire());
                out.extend(operator.to_wire());
                command.emit(&mut out);
            }
            Self::BroadcastTime(time) => emit_time(*time, &mut out),
            Self::Read { identifier, records } => {
                out.extend(identifier.to_wire());
                records.emit(&mut out);
            }
            Self::ReadFollowing { identifier, sequence } => {
                out.extend(identifier.to_wire());
                out.push(*sequence);
            }
            Self::ReadAddress => {}
            Self::Write { identifier, content } => {
                out.extend(identifier.to_wire());
                content.emit(&mut out);
            }
            Self::WriteAddress(address) => out.extend(address.to_wire()),
            Self::Freeze(time) => out.extend(time.to_wire()),
            Self::ChangeSpeed(speed) => out.push(speed.octet()),
            Self::ChangePassword { identifier, old, new } => {
                out.extend(identifier.to_wire());
                old.emit(&mut out);
                new.emit(&mut out);
            }
            Self::ClearDemand(plain) | Self::ClearMeter(ClearContent::Plain(plain)) => {
                plain.emit(&mut out);
            }
            Self::ClearEvents(ClearEvents::Plain { authority, events }) => {
                authority.emit(&mut out);
                out.extend(events.to_wire());
            }
            Self::ClearMeter(ClearContent::Sealed(sealed))
            | Self::ClearEvents(ClearEvents::Sealed(sealed)) => sealed.emit(&mut out),
            Self::Switch(content) => content.emit(&mut out),
            Self::TerminalOutput(output) => out.push(output.octet()),
            Self::Unknown { data, .. } => out.extend(data),
        }
        out
    }

    /// The frame for one meter, or for all.
    ///
    /// # Errors
    /// [`UnsendableRequest`] for an address that this request must not go to: a shortened one reads only, a broadcast
    /// sets time, freezes or chooses an output, everything else names one meter. And for contents that no meter reads
    /// as what was meant. [`Frame::new`] makes any frame whatever.
    pub fn to_frame(&self, address: MeterAddress) -> Result<Frame, UnsendableRequest> {
        self.check_address(address)?;
        if let Self::WriteAddress(given) = self
            && given.kind() != AddressKind::Meter
        {
            let reason = "a meter's own address has twelve digits and is not the broadcast address";
            return Err(UnsendableRequest::Content { reason });
        }
        self.to_frame_for_anybody(address)
    }

    /// The frame without a look at the address.
    pub(crate) fn to_frame_for_anybody(
        &self,
        address: MeterAddress,
    ) -> Result<Frame, UnsendableRequest> {
        if let Some(reason) = self.content_fault() {
            return Err(UnsendableRequest::Content { reason });
        }
        Ok(Frame::new(address, self.control(), self.data())?)
    }

    fn check_address(&self, address: MeterAddress) -> Result<(), UnsendableRequest> {
        let expected = match self {
            Self::Unknown { .. } => return Ok(()),
            Self::BroadcastTime(_) | Self::Freeze(_) | Self::TerminalOutput(_) => {
                match address.kind() {
                    AddressKind::Meter | AddressKind::Broadcast => return Ok(()),
                    _ => "one meter or the broadcast address",
                }
            }
            Self::Read { .. } | Self::ReadFollowing { .. } => match address.kind() {
                AddressKind::Meter | AddressKind::Any | AddressKind::Shortened => return Ok(()),
                _ => "one meter, any meter or a shortened address",
            },
            Self::ReadAddress | Self::WriteAddress(_) => match address.kind() {
                AddressKind::Meter | AddressKind::Any => return Ok(()),
                _ => "one meter or any meter",
            },
            _ => match address.kind() {
                AddressKind::Meter => return Ok(()),
                _ => "one meter",
            },
        };
        Err(UnsendableRequest::Address { function: self.function(), address, expected })
    }

    /// Only two digits of a year travel, and values of more than their bytes hold would be cut.
    fn content_fault(&self) -> Option<&'static str> {
        const CENTURY: &str = "a time before 2000 or after 2099 reads as another";
        let travels = |time: &MeterTime| StampForm::Second.emit(Stamp::At(*time)).is_some();
        match self {
            Self::BroadcastTime(time) if !travels(time) => Some(CENTURY),
            Self::Read { records: LoadRecords::BlocksFrom { from, .. }, .. }
                if StampForm::Minute.emit(Stamp::At(*from)).is_none() =>
            {
                Some("load records begin at a full minute from 2000 to 2099")
            }
            Self::Switch(SwitchContent::Plain { command, .. }) if !travels(&command.deadline) => {
                Some(CENTURY)
            }
            Self::Freeze(time) if !time.exists() => {
                Some("no calendar and no clock shows this time")
            }
            Self::Security { command, .. } => command.fault(),
            Self::Write { content: WriteContent::Sealed { ciphertext, .. }, .. }
                if ciphertext.is_empty() || ciphertext.len() % 16 != 0 =>
            {
                Some("a ciphertext is a multiple of 16 bytes")
            }
            Self::Write { content: WriteContent::Password { password, .. }, .. }
                if is_mac_level(password.level) =>
            {
                Some("levels 96 to 99 go with a MAC, not with a password")
            }
            Self::Unknown { control, .. } if ControlCode::from_octet(*control).is_from_meter() => {
                Some("a request has bit 7 of the control code clear")
            }
            _ => None,
        }
    }
}

impl LoadRecords {
    fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        if fields.left() == 0 {
            return Ok(Self::None);
        }
        let blocks = fields.octet(Name::new("负荷记录块数", "blocks of load records"))?;
        if fields.left() == 0 {
            return Ok(Self::Blocks(blocks));
        }
        let octets: [u8; 5] = fields.take(TIME)?;
        let Ok(Stamp::At(from)) = StampForm::Minute.parse(&octets) else {
            return Err(fields.value_fault(TIME, octets.len(), "a date and time (mm hh DD MM YY)"));
        };
        fields.tell(|| from.to_string());
        Ok(Self::BlocksFrom { blocks, from })
    }

    fn emit(self, out: &mut Vec<u8>) {
        match self {
            Self::None => {}
            Self::Blocks(blocks) => out.push(blocks),
            Self::BlocksFrom { blocks, from } => {
                out.push(blocks);
                let mut time = Vec::new();
                emit_time(from, &mut time);
                out.extend(&time[1..]);
            }
        }
    }
}

impl FreezeTime {
    fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let octets: [u8; 4] = fields.take(FREEZE_TIME)?;
        let fault =
            fields.value_fault(FREEZE_TIME, octets.len(), "a time (mm hh DD MM) with 99 for any");
        let mut pairs = [0; 4];
        for (pair, octet) in pairs.iter_mut().zip(octets) {
            *pair = bcd::pair(octet).ok_or(fault)?;
        }
        let time = match pairs {
            [ANY, ANY, ANY, ANY] => Self::Instantly,
            [minute, ANY, ANY, ANY] => Self::Hourly { minute },
            [minute, hour, ANY, ANY] => Self::Daily { hour, minute },
            [minute, hour, day, ANY] => Self::Monthly { day, hour, minute },
            [minute, hour, day, month] => Self::Yearly { month, day, hour, minute },
        };
        if !time.exists() {
            return Err(fault);
        }
        fields.tell(|| format!("{time:?}"));
        Ok(time)
    }

    fn exists(self) -> bool {
        let (month, day, hour, minute) = match self {
            Self::Instantly => (1, 1, 0, 0),
            Self::Hourly { minute } => (1, 1, 0, minute),
            Self::Daily { hour, minute } => (1, 1, hour, minute),
            Self::Monthly { day, hour, minute } => (1, day, hour, minute),
            Self::Yearly { month, day, hour, minute } => (month, day, hour, minute),
        };
        // A leap year, since the 29th of February exists in some.
        MeterTime::new((2000, month, day), (hour, minute, 0)).is_ok()
    }

    fn to_wire(self) -> [u8; 4] {
        let pairs = match self {
            Self::Instantly => [ANY; 4],
            Self::Hourly { minute } => [minute, ANY, ANY, ANY],
            Self::Daily { hour, minute } => [minute, hour, ANY, ANY],
            Self::Monthly { day, hour, minute } => [minute, hour, day, ANY],
            Self::Yearly { month, day, hour, minute } => [minute, hour, day, month],
        };
        pairs.map(|pair| bcd::octet_of(pair % 100))
    }
}

impl TerminalOutput {
    pub(crate) fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let output = match fields.octet(OUTPUT)? {
            0 => Self::SecondPulse,
            1 => Self::DemandPeriod,
            2 => Self::TariffSwitching,
            octet => Self::Unknown(octet),
        };
        fields.tell(|| format!("{output:?}"));
        Ok(output)
    }

    #[must_use]
    pub const fn octet(self) -> u8 {
        match self {
            Self::SecondPulse => 0,
            Self::DemandPeriod => 1,
            Self::TariffSwitching => 2,
            Self::Unknown(octet) => octet,
        }
    }
}

pub(crate) fn take_identifier(fields: &mut Fields<'_>) -> Result<DataIdentifier, FieldFault> {
    let identifier = DataIdentifier::from_wire(fields.take(IDENTIFIER)?);
    fields.tell(|| match crate::item(identifier) {
        Some(item) => {
            let name = item.name();
            format!("{identifier} {} ({})", name.zh, name.en)
        }
        None => identifier.to_string(),
    });
    Ok(identifier)
}

pub(crate) fn take_security_identifier(
    fields: &mut Fields<'_>,
) -> Result<DataIdentifier, FieldFault> {
    let identifier = DataIdentifier::from_wire(fields.take(IDENTIFIER)?);
    fields.tell(|| match security::name(identifier) {
        Some(name) => format!("{identifier} {} ({})", name.zh, name.en),
        None => identifier.to_string(),
    });
    Ok(identifier)
}

pub(crate) fn take_address(fields: &mut Fields<'_>) -> Result<MeterAddress, FieldFault> {
    let address = MeterAddress::from_wire(fields.take(ADDRESS)?);
    fields.tell(|| address.to_string());
    Ok(address)
}

pub(crate) fn take_speed(fields: &mut Fields<'_>) -> Result<Speed, FieldFault> {
    let speed = Speed::from_octet(fields.octet(Name::new("通信速率特征字", "speed word"))?);
    fields.tell(|| speed.to_string());
    Ok(speed)
}

const fn is_mac_level(level: u8) -> bool {
    matches!(level, 0x96..=0x99)
}

/// 99 in a time to freeze at.
const ANY: u8 = 99;
pub(crate) const IDENTIFIER: Name = Name::new("数据标识", "data identifier");
pub(crate) const SEQUENCE: Name = Name::new("帧序号", "sequence number");
pub(crate) const DATA: Name = Name::new("数据", "data");
const ADDRESS: Name = Name::new("通信地址", "communication address");
const TIME: Name = Name::new("时间", "time");
const FREEZE_TIME: Name = Name::new("冻结时间", "time to freeze at");
const OUTPUT: Name = Name::new("多功能端子输出信号", "output of the multi-function terminal");
