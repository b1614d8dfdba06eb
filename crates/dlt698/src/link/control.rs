//! The control byte (控制域 C): who sends, who began, and what the user data are.

use serde::{Deserialize, Serialize};

/// The control byte, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Control {
    /// Bit 7, DIR (传输方向位): the server sends.
    pub from_server: bool,
    /// Bit 6, PRM (启动标志位): the client began the exchange.
    pub begun_by_client: bool,
    /// Bit 5 (分帧标志): the user data are a fragment of an APDU.
    pub is_fragment: bool,
    /// Bit 3, SC (扰码标志): 33H is added to each byte of the user data.
    pub is_scrambled: bool,
    /// Bits 2 to 0.
    pub function: Function,
}

/// What the frame is for (功能码): 3 bits; 0, 2 and 4 to 7 are reserved and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Function(u8);

impl Function {
    /// Link management: login, heartbeat, logout (链路管理).
    pub const LINK: Self = Self(1);
    /// User data: everything else (用户数据).
    pub const USER_DATA: Self = Self(3);

    /// 0 to 7.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl Control {
    /// 43H: a client's request.
    pub const REQUEST: Self = Self::user_data(false, true);
    /// C3H: a server's response to it.
    pub const RESPONSE: Self = Self::user_data(true, true);
    /// 83H: a server's report.
    pub const REPORT: Self = Self::user_data(true, false);
    /// 03H: a client's answer to a report.
    pub const REPORT_RESPONSE: Self = Self::user_data(false, false);
    /// 81H: a server's login, heartbeat or logout.
    pub const LINK_REQUEST: Self = Self { function: Function::LINK, ..Self::REPORT };
    /// 01H: a client's answer to it.
    pub const LINK_RESPONSE: Self = Self { function: Function::LINK, ..Self::REPORT_RESPONSE };

    const fn user_data(from_server: bool, begun_by_client: bool) -> Self {
        let function = Function::USER_DATA;
        Self { from_server, begun_by_client, is_fragment: false, is_scrambled: false, function }
    }

    /// What a byte says; its reserved bit 4 is dropped.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Self {
        Self {
            from_server: byte & 0x80 != 0,
            begun_by_client: byte & 0x40 != 0,
            is_fragment: byte & 0x20 != 0,
            is_scrambled: byte & 0x08 != 0,
            function: Function(byte & 0x07),
        }
    }

    #[must_use]
    pub const fn byte(self) -> u8 {
        (self.from_server as u8) << 7
            | (self.begun_by_client as u8) << 6
            | (self.is_fragment as u8) << 5
            | (self.is_scrambled as u8) << 3
            | self.function.0
    }

    /// The control of the frame that answers this one: the other direction, the same exchange, whole.
    #[must_use]
    pub const fn answer(self) -> Self {
        Self { from_server: !self.from_server, is_fragment: false, ..self }
    }

    /// The same with or without scrambling.
    #[must_use]
    pub const fn scrambled(self, is_scrambled: bool) -> Self {
        Self { is_scrambled, ..self }
    }

    /// The same for a fragment.
    #[must_use]
    pub const fn fragment(self) -> Self {
        Self { is_fragment: true, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_bytes() {
        let named = [
            (Control::REQUEST, 0x43),
            (Control::RESPONSE, 0xC3),
            (Control::REPORT, 0x83),
            (Control::REPORT_RESPONSE, 0x03),
            (Control::LINK_REQUEST, 0x81),
            (Control::LINK_RESPONSE, 0x01),
            (Control::REQUEST.scrambled(true), 0x4B),
            (Control::RESPONSE.fragment(), 0xE3),
        ];
        for (control, byte) in named {
            assert_eq!(control.byte(), byte);
            assert_eq!(Control::from_byte(byte), control);
        }
        assert_eq!(Control::REQUEST.fragment().answer(), Control::RESPONSE);
        assert_eq!(Control::REPORT.answer(), Control::REPORT_RESPONSE);
    }

    #[test]
    fn every_byte_but_the_reserved_bit_survives() {
        for byte in 0..=255 {
            assert_eq!(Control::from_byte(byte).byte(), byte & !0x10);
        }
    }
}
