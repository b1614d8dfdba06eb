//! What a meter answers, by control code (dlt645-2007.md, section 3).

use serde::{Deserialize, Serialize};

use crate::fields::{FieldFault, Fields};
use crate::octets::{as_hex, as_hex_octet};
use crate::request::{
    DATA, SEQUENCE, take_address, take_identifier, take_security_identifier, take_speed,
};
use crate::{
    ControlCode, DataIdentifier, DataTooLong, ErrorWord, Frame, FrameView, Function, MeterAddress,
    Name, Octets, Password, Request, SecurityErrorWord, SecurityReply, Speed, TerminalOutput,
};

/// A reply, typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// 91H, or B1H if more follows. [`item`](crate::item) says what the data are.
    Data {
        identifier: DataIdentifier,
        #[serde(with = "as_hex")]
        data: Vec<u8>,
        has_more: bool,
    },
    /// 92H, or B2H if more follows: the next part, under the sequence that was asked for.
    Following {
        identifier: DataIdentifier,
        #[serde(with = "as_hex")]
        data: Vec<u8>,
        sequence: u8,
        has_more: bool,
    },
    /// 93H.
    Address(MeterAddress),
    /// 94H, 95H, 96H, 99H, 9AH, 9BH and 9CH: done.
    Done(Function),
    /// 97H: the speed that the meter goes over to.
    SpeedChanged(Speed),
    /// 98H: the new password. One source only says what this reply holds.
    PasswordChanged(Password),
    /// 9DH.
    TerminalOutput(TerminalOutput),
    /// 83H.
    Security(SecurityReply),
    /// The error reply of every function but 03H.
    Refused { function: Function, error: ErrorWord },
    /// DCH with a status of two bytes, of some meters; its meaning is unconfirmed.
    SwitchRefused { status: Octets<2> },
    /// C3H.
    SecurityRefused(SecurityErrorWord),
    /// What this standard does not have: kept as it is.
    Unknown {
        #[serde(with = "as_hex_octet")]
        control: u8,
        #[serde(with = "as_hex")]
        data: Vec<u8>,
    },
}

/// Why a frame is no reply, or not the one that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResponseFault {
    #[error("control code {control} is a master's, expected a reply")]
    Direction { control: ControlCode },
    #[error(transparent)]
    Field(#[from] FieldFault),
    #[error("control code {received} does not answer {asked}")]
    Function { asked: ControlCode, received: ControlCode },
    #[error("the reply is about {received}, expected {expected}")]
    Identifier { expected: DataIdentifier, received: DataIdentifier },
    #[error("the reply has sequence number {received}, expected {expected}")]
    Sequence { expected: u8, received: u8 },
}

impl Response {
    /// The reply that a frame carries, whatever was asked.
    ///
    /// # Errors
    /// [`ResponseFault::Direction`] and [`ResponseFault::Field`].
    pub fn parse(view: &FrameView<'_>) -> Result<Self, ResponseFault> {
        Self::parse_data(view.control(), &mut Fields::of(&view.data()))
    }

    /// The reply to a request. A refusal is a reply too.
    ///
    /// # Errors
    /// [`ResponseFault`]: another function, identifier or sequence number than was asked for, or a data field that is
    /// not as it should be.
    pub fn parse_for(request: &Request, view: &FrameView<'_>) -> Result<Self, ResponseFault> {
        let (asked, received) = (request.control(), view.control());
        if received.is_from_meter() && received.function() != request.function() {
            return Err(ResponseFault::Function { asked, received });
        }
        let response = Self::parse(view)?;
        let is_unknown = matches!(response, Self::Unknown { .. });
        if is_unknown && !matches!(request, Request::Unknown { .. }) {
            return Err(ResponseFault::Function { asked, received });
        }
        if let (Some(expected), Some(received)) = (request.identifier(), response.identifier())
            && expected != received
        {
            return Err(ResponseFault::Identifier { expected, received });
        }
        if let (
            Request::ReadFollowing { sequence: expected, .. },
            Self::Following { sequence: received, .. },
        ) = (request, &response)
            && expected != received
        {
            return Err(ResponseFault::Sequence { expected: *expected, received: *received });
        }
        Ok(response)
    }

    pub(crate) fn parse_data(
        control: ControlCode,
        fields: &mut Fields<'_>,
    ) -> Result<Self, ResponseFault> {
        if !control.is_from_meter() {
            return Err(ResponseFault::Direction { control });
        }
        let function = control.function();
        let response = if control == ControlCode::refusal(function) {
            Self::parse_refusal(function, fields)?
        } else if control == ControlCode::reply(function) {
            Self::parse_reply(function, false, fields)?
        } else if control == ControlCode::reply_with_more(function)
            && matches!(function, Function::Read | Function::ReadFollowing)
        {
            Self::parse_reply(function, true, fields)?
        } else {
            None
        };
        let Some(response) = response else {
            let data = fields.rest_but(DATA, 0)?.to_vec();
            return Ok(Self::Unknown { control: control.octet(), data });
        };
        fields.end()?;
        Ok(response)
    }

    /// None for a function that this standard does not have.
    fn parse_reply(
        function: Function,
        has_more: bool,
        fields: &mut Fields<'_>,
    ) -> Result<Option<Self>, FieldFault> {
        Ok(Some(match function {
            Function::SecurityAuthentication => {
                let identifier = take_security_identifier(fields)?;
                Self::Security(SecurityReply::parse(identifier, fields)?)
            }
            Function::Read => {
                let identifier = take_identifier(fields)?;
                let data = fields.rest_but(DATA, 0)?.to_vec();
                Self::Data { identifier, data, has_more }
            }
            Function::ReadFollowing => {
                let identifier = take_identifier(fields)?;
                let data = fields.rest_but(DATA, 1)?.to_vec();
                let sequence = fields.octet(SEQUENCE)?;
                Self::Following { identifier, data, sequence, has_more }
            }
            Function::ReadAddress => Self::Address(take_address(fields)?),
            Function::ChangeSpeed => Self::SpeedChanged(take_speed(fields)?),
            Function::ChangePassword => Self::PasswordChanged(Password::parse(fields)?),
            Function::TerminalOutput => Self::TerminalOutput(TerminalOutput::parse(fields)?),
            Function::Write
            | Function::WriteAddress
            | Function::Freeze
            | Function::ClearDemand
            | Function::ClearMeter
            | Function::ClearEvents
            | Function::Switch => Self::Done(function),
            Function::BroadcastTime | Function::Unknown(_) => return Ok(None),
        }))
    }

    fn parse_refusal(
        function: Function,
        fields: &mut Fields<'_>,
    ) -> Result<Option<Self>, FieldFault> {
        Ok(Some(match function {
            Function::SecurityAuthentication => {
                let error = SecurityErrorWord::from_number(fields.short(SECURITY_ERROR)?);
                fields.tell(|| error.to_string());
                Self::SecurityRefused(error)
            }
            Function::Switch if fields.left() == 2 => {
                Self::SwitchRefused { status: fields.group(SWITCH_STATUS)? }
            }
            Function::Unknown(_) => return Ok(None),
            _ => {
                let error = ErrorWord::from_octet(fields.octet(ERROR)?);
                fields.tell(|| error.to_string());
                Self::Refused { function, error }
            }
        }))
    }

    #[must_use]
    pub const fn control(&self) -> ControlCode {
        match self {
            Self::Data { has_more: true, .. } => ControlCode::reply_with_more(Function::Read),
            Self::Data { .. } => ControlCode::reply(Function::Read),
            Self::Following { has_more: true, .. } => {
                ControlCode::reply_with_more(Function::ReadFollowing)
            }
            Self::Following { .. } => ControlCode::reply(Function::ReadFollowing),
            Self::Address(_) => ControlCode::reply(Function::ReadAddress),
            Self::Done(function) => ControlCode::reply(*function),
            Self::SpeedChanged(_) => ControlCode::reply(Function::ChangeSpeed),
            Self::PasswordChanged(_) => ControlCode::reply(Function::ChangePassword),
            Self::TerminalOutput(_) => ControlCode::reply(Function::TerminalOutput),
            Self::Security(_) => ControlCode::reply(Function::SecurityAuthentication),
            Self::Refused { function, .. } => ControlCode::refusal(*function),
            Self::SwitchRefused { .. } => ControlCode::refusal(Function::Switch),
            Self::SecurityRefused(_) => ControlCode::refusal(Function::SecurityAuthentication),
            Self::Unknown { control, .. } => ControlCode::from_octet(*control),
        }
    }

    /// The identifier that the reply is about.
    #[must_use]
    pub const fn identifier(&self) -> Option<DataIdentifier> {
        match self {
            Self::Data { identifier, .. } | Self::Following { identifier, .. } => Some(*identifier),
            Self::Security(reply) => Some(reply.identifier()),
            _ => None,
        }
    }

    /// The data field, without the 33H.
    #[must_use]
    pub fn data(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Data { identifier, data, .. } => {
                out.extend(identifier.to_wire());
                out.extend(data);
            }
            Self::Following { identifier, data, sequence, .. } => {
                out.extend(identifier.to_wire());
                out.extend(data);
                out.push(*sequence);
            }
            Self::Address(address) => out.extend(address.to_wire()),
            Self::Done(_) => {}
            Self::SpeedChanged(speed) => out.push(speed.octet()),
            Self::PasswordChanged(password) => password.emit(&mut out),
            Self::TerminalOutput(output) => out.push(output.octet()),
            Self::Security(reply) => {
                out.extend(reply.identifier().to_wire());
                reply.emit(&mut out);
            }
            Self::Refused { error, .. } => out.push(error.octet()),
            Self::SwitchRefused { status } => out.extend(status.to_wire()),
            Self::SecurityRefused(error) => out.extend(error.number().to_le_bytes()),
            Self::Unknown { data, .. } => out.extend(data),
        }
        out
    }

    /// The frame of the meter that has this address as its own.
    ///
    /// # Errors
    /// [`DataTooLong`]; [`paged`] cuts long data into parts.
    pub fn to_frame(&self, meter: MeterAddress) -> Result<Frame, DataTooLong> {
        Frame::new(meter, self.control(), self.data())
    }
}

/// The replies of a meter that answers at most `part_len` bytes of an item at a time: 91H or B1H, then 92H or B2H for
/// each 12H, with sequence numbers that begin with 1 and go from 255 to 1.
///
/// # Panics
/// When `part_len` is 0.
#[must_use]
pub fn paged(identifier: DataIdentifier, data: &[u8], part_len: usize) -> Vec<Response> {
    let (first, rest) = data.split_at(part_len.min(data.len()));
    let mut responses =
        vec![Response::Data { identifier, data: first.to_vec(), has_more: !rest.is_empty() }];
    let mut sequence = 0;
    let mut parts = rest.chunks(part_len).peekable();
    while let Some(part) = parts.next() {
        sequence = next_sequence(sequence);
        responses.push(Response::Following {
            identifier,
            data: part.to_vec(),
            sequence,
            has_more: parts.peek().is_some(),
        });
    }
    responses
}

/// The sequence number behind another: 1 behind 255 (dlt645-2007.md, section 3).
pub(crate) const fn next_sequence(sequence: u8) -> u8 {
    if sequence == u8::MAX { 1 } else { sequence + 1 }
}

const ERROR: Name = Name::new("错误信息字ERR", "error byte ERR");
const SECURITY_ERROR: Name = Name::new("安全认证错误信息字SERR", "security error SERR");
const SWITCH_STATUS: Name = Name::new("执行状态", "execution status");
