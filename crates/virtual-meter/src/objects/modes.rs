//! Who may read, write and do what: the security mode of each object (F101), and the gate of the infrared port
//! (dlt698-45.md, section 6 and 7.7).

use dlt698::apdu::{
    ConnectRequest, ConnectResponse, Dar, GetResult, Md5Result, RecordQuery, RecordResult,
    ResultRecord,
};
use dlt698::server::{Acted, Objects};
use dlt698::{Data, Oad, Oi, Omd};
use security_unit::metering::Protection;
use vocabulary::Instant;

use crate::meter::Meter;
use crate::port::Port;

/// How a request came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Access {
    pub port: Port,
    /// None for a plain one.
    pub protection: Option<Protection>,
    pub is_broadcast: bool,
}

/// The meter's objects behind their guard.
pub(super) struct Guard<'m> {
    pub meter: &'m mut Meter,
    pub access: Access,
    pub now: Instant,
}

/// What is asked of an object; its nibble of the mode word says how it has to be protected.
#[derive(Debug, Clone, Copy)]
enum Service {
    Get,
    Set,
    Action,
}

impl Guard<'_> {
    fn may(&self, service: Service, oi: Oi) -> Result<(), Dar> {
        let shift = match service {
            Service::Get => 12,
            Service::Set => 8,
            Service::Action => 4,
        };
        if matches!(service, Service::Get) && !self.meter.rules.holds_reads_to_mode {
            return Ok(());
        }
        let allowed = mode(oi) >> shift & 0xF;
        let bit = match self.access.protection {
            None => PLAIN,
            Some(Protection::PlainMac) => PLAIN_MAC,
            Some(Protection::Cipher) => CIPHER,
            Some(Protection::CipherMac) => CIPHER_MAC,
        };
        let is_enough = allowed & bit != 0
            || (bit == CIPHER_MAC && allowed != 0)
            || (bit != PLAIN && allowed & PLAIN != 0);
        if is_enough { Ok(()) } else { Err(Dar::SECURITY_MISMATCH) }
    }

    /// Before infrared authentication nothing is written or done over infrared but the authentication itself and the
    /// closing with a password. That reads pass is unconfirmed.
    fn passes_gate(&self, omd: Option<Omd>) -> Result<(), Dar> {
        let is_open = omd.is_some_and(|omd| OPEN_TO_INFRARED.contains(&omd));
        if is_open || !self.meter.is_gated(self.access.port) {
            return Ok(());
        }
        Err(Dar::NOT_AUTHORISED)
    }
}

impl Objects for Guard<'_> {
    fn get(&mut self, oad: Oad) -> GetResult {
        match self.may(Service::Get, oad.oi) {
            Ok(()) => self.meter.attribute(oad).map_or_else(GetResult::Failed, GetResult::Found),
            Err(dar) => GetResult::Failed(dar),
        }
    }

    fn set(&mut self, oad: Oad, data: Data) -> Dar {
        let may = self.may(Service::Set, oad.oi).and_then(|()| self.passes_gate(None));
        let done = may.and_then(|()| self.meter.set_attribute(oad, &data, self.now));
        done.err().unwrap_or(Dar::SUCCESS)
    }

    fn act(&mut self, omd: Omd, parameter: Data) -> Acted {
        // Methods that nobody protects: the infrared handshake, the closing with a password, and what may be broadcast.
        let is_plain = PLAIN_METHODS.contains(&omd);
        let may = if is_plain { Ok(()) } else { self.may(Service::Action, omd.oi) };
        let may = may.and_then(|()| {
            if self.access.is_broadcast { Ok(()) } else { self.passes_gate(Some(omd)) }
        });
        match may.and_then(|()| self.meter.act(omd, &parameter, self.now)) {
            Ok(data) => Acted { dar: Dar::SUCCESS, data },
            Err(dar) => Acted { dar, data: None },
        }
    }

    fn records(&mut self, query: &RecordQuery) -> ResultRecord {
        let may = self.may(Service::Get, query.oad.oi);
        match may.and_then(|()| self.meter.records(query)) {
            Ok(record) => record,
            Err(dar) => {
                let result = RecordResult::Failed(dar);
                ResultRecord { oad: query.oad, columns: query.columns.clone(), result }
            }
        }
    }

    fn md5(&mut self, _: Oad) -> Md5Result {
        // Nobody has shown over which bytes it is.
        Md5Result::Failed(Dar::UNDEFINED)
    }

    fn connect(&mut self, request: &ConnectRequest) -> Option<ConnectResponse> {
        Some(self.meter.connect(request))
    }
}

/// The mode word of an object: nibbles for GET, SET, ACTION and PROXY, in each 8 plain, 4 plain with MAC, 2 cipher,
/// 1 cipher with MAC. From one firmware (reference, section 6).
pub(super) fn mode(oi: Oi) -> u16 {
    match oi.0 {
        0x202C => 0x8004,
        0x4000 => 0x8184,
        0x4001 => 0x8104,
        0x4002 => 0x8404,
        0x4003 => 0x4400,
        0x400A | 0x400B | 0x401C | 0x401D | 0x401E | 0x4019 | 0x401B => 0x4300,
        0x4018 | 0x401A => 0x4000,
        0x4111 => 0x8104,
        0x5000 => 0x4140,
        0xF000 => 0x8110,
        0xF001 => 0x8220,
        0xF002 => 0x8880,
        0xF100 => 0x8414,
        0xF101 => 0x8124,
        oi => match oi >> 12 {
            0x0 => 0x8004,
            0x1 => 0x4000,
            0x2 => 0x4040,
            0x3 | 0x4 | 0x8 => 0x4110,
            0x5 if oi >> 8 == 0x50 => 0x4110,
            0x6 if oi >> 8 == 0x60 => 0x8887,
            0x7 if oi >> 8 == 0x70 => 0x8085,
            0xF if matches!(oi >> 8, 0xF2 | 0xFF) => 0x8887,
            // If nothing matches: plain with MAC to read, cipher with MAC for everything else.
            _ => 0x4111,
        },
    }
}

const PLAIN: u16 = 8;
const PLAIN_MAC: u16 = 4;
const CIPHER: u16 = 2;
const CIPHER_MAC: u16 = 1;

/// Infrared authentication request and command, and 明文合闸.
const OPEN_TO_INFRARED: [Omd; 3] =
    [Omd::new(0xF100, 11), Omd::new(0xF100, 12), Omd::new(0x8000, 131)];
/// The same, and what may be broadcast.
const PLAIN_METHODS: [Omd; 5] = [
    Omd::new(0xF100, 11),
    Omd::new(0xF100, 12),
    Omd::new(0x8000, 131),
    Omd::new(0x4000, 127),
    Omd::new(0x5000, 3),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_of_an_object_is_the_one_of_the_reference() {
        let check = |oi, expected| assert_eq!(mode(Oi(oi)), expected, "{oi:04X}");
        check(0x0010, 0x8004);
        check(0x202C, 0x8004);
        check(0x2000, 0x4040);
        check(0x4001, 0x8104);
        check(0x4103, 0x4110);
        check(0x8000, 0x4110);
        check(0xF100, 0x8414);
        check(0x9000, 0x4111);
    }
}
