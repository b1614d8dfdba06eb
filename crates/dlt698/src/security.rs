//! The envelope around protected APDUs (SECURITY-Request 10H, SECURITY-Response 90H, DL/T 698.45-2017, clause 6).
//!
//! Nothing is computed here: ciphertexts, random numbers and MACs go in and come out as bytes. Their making, their
//! lengths and what a MAC covers are not public; a security unit or an ESAM knows.

use crate::apdu::{Apdu, Dar};
use crate::axdr::{Fault, Length, Octets, Reader, Trace, Wire, choice, sequence};

sequence! {
    /// Security identity (安全标识, SID): 4 bytes and attached data, both as the ESAM gives them.
    pub struct Sid {
        pub identity: u32,
        pub attached: Octets,
    }

    /// A SID and a message authentication code (SID_MAC).
    pub struct SidMac {
        pub sid: Sid,
        pub mac: Octets,
    }

    /// A random number and a message authentication code (RN_MAC).
    pub struct RnMac {
        pub rn: Octets,
        pub mac: Octets,
    }

    /// A client's protected APDU (SECURITY-Request, 10H).
    pub struct SecurityRequest {
        pub payload: Protected,
        pub verification: Verification,
    }

    /// A server's protected APDU (SECURITY-Response, 90H).
    pub struct SecurityResponse {
        pub payload: ProtectedReply,
        pub verification: Option<ReplyVerification>,
    }
}

choice! {
    /// The APDU inside a request.
    pub enum Protected: "unit of application data (0 plain, 1 cipher)" {
        /// 明文应用数据单元
        0 Plain(apdu: PlainApdu),
        /// 密文应用数据单元
        1 Cipher(apdu: Octets),
    }

    /// How a request proves what it is (数据验证信息).
    pub enum Verification: "verification of a request (0 SID_MAC, 1 RN, 2 RN_MAC, 3 SID)" {
        0 SidMac(sid_mac: SidMac),
        /// The answer is to carry a MAC made with this random number.
        1 Rn(rn: Octets),
        2 RnMac(rn_mac: RnMac),
        3 Sid(sid: Sid),
    }

    /// The APDU inside a response.
    pub enum ProtectedReply: "unit of application data (0 plain, 1 cipher, 2 DAR)" {
        0 Plain(apdu: PlainApdu),
        1 Cipher(apdu: Octets),
        /// The request was not taken.
        2 Refused(dar: Dar),
    }

    /// How a response proves what it is.
    pub enum ReplyVerification: "verification of a response (0 MAC, 1 SID_MAC)" {
        0 Mac(mac: Octets),
        /// A single source has it.
        1 SidMac(sid_mac: SidMac),
    }
}

/// The bytes of an APDU that is protected but not enciphered. They are kept as they came, because a MAC is over them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct PlainApdu(pub Octets);

impl Wire for PlainApdu {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        if !T::TELLS {
            return Octets::read(r).map(Self);
        }
        // Whoever listens hears what is inside, if it is an APDU.
        let Length(len) = r.field("length")?;
        let bytes = r.peek(len)?;
        if Apdu::parse(bytes).is_ok() {
            r.group("apdu", |r| r.within(len, Apdu::read))?;
        } else {
            r.group("apdu", |r| r.octets(len))?;
        }
        Ok(Self(bytes.into()))
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }
}
