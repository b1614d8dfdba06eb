//! What may be sent, and to whom: a request has a frame only for the meters that it may be meant for.

use vocabulary::MeterTime;

use crate::{
    AddressKind, ClearContent, ClearEvents, ControlCode, DataTooLong, Frame, Function, Grid,
    LoadRecords, MeterAddress, Request, Stamp, StampForm, SwitchContent, WriteContent,
};

/// Why a request has no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnsendableRequest {
    /// One meter is meant where the address means several, or the other way round.
    #[error("{} cannot be sent to {address}, expected {expected}", function.name().en)]
    Address { function: Function, address: MeterAddress, expected: &'static str },
    #[error("{reason}")]
    Content { reason: &'static str },
    #[error(transparent)]
    TooLong(#[from] DataTooLong),
}

impl Request {
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
            Self::Unknown { .. } if matches!(self.function(), Function::Unknown(_)) => {
                return Ok(());
            }
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
            Self::Switch(SwitchContent::Plain { authority, .. })
            | Self::ClearMeter(ClearContent::Plain(authority))
            | Self::ClearEvents(ClearEvents::Plain { authority, .. })
                if Grid::of_class_2(authority.password.level).is_some() =>
            {
                Some("levels 96 and 98 go with a ciphertext, not with a password")
            }
            Self::Unknown { control, .. } if ControlCode::from_octet(*control).is_from_meter() => {
                Some("a request has bit 7 of the control code clear")
            }
            // Else a trip could hide from what is said of trips.
            Self::Unknown { control, .. }
                if !matches!(self.function(), Function::Unknown(_))
                    && ControlCode::from_octet(*control)
                        == ControlCode::request(self.function()) =>
            {
                Some("a function of the standard is told by its own name")
            }
            _ => None,
        }
    }
}

const fn is_mac_level(level: u8) -> bool {
    matches!(level, 0x96..=0x99)
}
