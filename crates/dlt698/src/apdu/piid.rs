//! The number that holds a request and its answers together (PIID, PIID-ACD).

use serde::{Deserialize, Serialize};

use crate::axdr::{Fault, Reader, Remark, Trace, Wire};

/// Service number and priority of a client (服务序号-优先级, PIID): 1 byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piid {
    /// 0 to 63; higher bits are not sent.
    pub number: u8,
    /// Bit 7: the server is asked to hurry.
    pub is_urgent: bool,
}

/// Service number, priority and wish for attention of a server (服务序号-优先级-ACD, PIID-ACD): 1 byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PiidAcd {
    /// 0 to 63, as in the request; higher bits are not sent.
    pub number: u8,
    /// Bit 7, as in the request.
    pub is_urgent: bool,
    /// Bit 6, ACD (请求访问): the server has something that is worth asking for.
    pub wants_attention: bool,
}

impl Piid {
    /// A normal one; the number is taken modulo 64.
    #[must_use]
    pub const fn new(number: u8) -> Self {
        Self { number: number & NUMBER, is_urgent: false }
    }

    /// The one of the answer.
    #[must_use]
    pub const fn answer(self, wants_attention: bool) -> PiidAcd {
        PiidAcd { number: self.number, is_urgent: self.is_urgent, wants_attention }
    }
}

impl PiidAcd {
    /// The one that a client answers a report or login with.
    #[must_use]
    pub const fn answer(self) -> Piid {
        Piid { number: self.number, is_urgent: self.is_urgent }
    }
}

impl Wire for Piid {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let at = r.at();
        let found = r.octet()?;
        if found & ACD != 0 {
            r.remark(Remark::ReservedBits { at, found });
        }
        Ok(Self { number: found & NUMBER, is_urgent: found & URGENT != 0 })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_urgent) << 7 | self.number & NUMBER);
    }

    fn told(&self) -> Option<String> {
        Some(format!("{}{}", self.number, if self.is_urgent { ", urgent" } else { "" }))
    }
}

impl Wire for PiidAcd {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let found = r.octet()?;
        Ok(Self {
            number: found & NUMBER,
            is_urgent: found & URGENT != 0,
            wants_attention: found & ACD != 0,
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let acd = u8::from(self.wants_attention) << 6;
        out.push(u8::from(self.is_urgent) << 7 | acd | self.number & NUMBER);
    }

    fn told(&self) -> Option<String> {
        let urgent = if self.is_urgent { ", urgent" } else { "" };
        let acd = if self.wants_attention { ", wants attention" } else { "" };
        Some(format!("{}{urgent}{acd}", self.number))
    }
}

const NUMBER: u8 = 0x3F;
const ACD: u8 = 0x40;
const URGENT: u8 = 0x80;
