//! How a client and a server agree (CONNECT-Request 02H, CONNECT-Response 82H): versions, sizes, and who it is.

use serde::{Deserialize, Serialize};

use crate::axdr::{
    Characters, Fault, FixedCharacters, FixedOctets, Octets, Reader, Trace, Wire, choice, codes,
    sequence,
};

sequence! {
    /// A client asks for an association (建立应用连接请求).
    pub struct ConnectRequest {
        pub negotiation: Negotiation,
        pub mechanism: Mechanism,
    }

    /// The server's answer (建立应用连接响应).
    pub struct ConnectResponse {
        pub factory: FactoryVersion,
        pub negotiation: Negotiation,
        pub result: ConnectResult,
        pub security: Option<SecurityData>,
    }

    /// What both must agree on; the response has what the server makes of the request.
    pub struct Negotiation {
        /// 0010H in Annex D; which others a meter takes is unconfirmed.
        pub version: u16,
        pub protocol: ProtocolConformance,
        pub functions: FunctionConformance,
        pub send_frame_len_max: u16,
        pub receive_frame_len_max: u16,
        /// Frames that may be under way at once.
        pub receive_window: u8,
        pub apdu_len_max: u16,
        /// The association ends when nothing was said for so long.
        pub timeout_s: u32,
    }

    /// Who made the server and what runs on it (厂商版本信息): 32 characters.
    #[derive(Copy)]
    pub struct FactoryVersion {
        pub vendor: FixedCharacters<4>,
        pub software: FixedCharacters<4>,
        pub software_date: FixedCharacters<6>,
        pub hardware: FixedCharacters<4>,
        pub hardware_date: FixedCharacters<6>,
        pub extension: FixedCharacters<8>,
    }

    /// What the server proves itself with.
    pub struct SecurityData {
        pub rn: Octets,
        pub signature: Octets,
    }

    /// What a client proves itself with, as its security unit made it: ciphertext 1 or 2 and the client's signature
    /// over it.
    pub struct Credentials {
        pub ciphertext: Octets,
        pub signature: Octets,
    }
}

choice! {
    /// How a client proves who it is (认证机制).
    pub enum Mechanism: "mechanism (0 null, 1 password, 2 symmetric, 3 signature)" {
        /// 公共连接
        0 Null,
        /// 一般密码
        1 Password(password: Characters),
        /// 对称加密
        2 Symmetric(credentials: Credentials),
        /// 数字签名
        3 Signature(credentials: Credentials),
    }
}

codes! {
    /// What a server says to a CONNECT.
    pub struct ConnectResult {
        ALLOWED = 0, "allowed", "允许建立应用连接";
        WRONG_PASSWORD = 1, "wrong password", "密码错误";
        SYMMETRIC_DECRYPTION = 2, "symmetric decryption error", "对称解密错误";
        ASYMMETRIC_DECRYPTION = 3, "asymmetric decryption error", "非对称解密错误";
        SIGNATURE = 4, "signature error", "签名错误";
        VERSION = 5, "protocol version does not match", "协议版本不匹配";
        OTHER = 255, "other", "其它";
    }
}

impl Default for Negotiation {
    /// As in Annex D of the standard: version 0010H, everything supported, 1024 bytes each, a window of 1, 100 s.
    fn default() -> Self {
        Self {
            version: 0x0010,
            protocol: ProtocolConformance(FixedOctets([0xFF; 8])),
            functions: FunctionConformance(FixedOctets([0xFF; 16])),
            send_frame_len_max: 1024,
            receive_frame_len_max: 1024,
            receive_window: 1,
            apdu_len_max: 1024,
            timeout_s: 100,
        }
    }
}

macro_rules! conformance {
    ($($(#[$meta:meta])* $name:ident, $len:literal: $($(#[$bit_meta:meta])* $bit:ident = $number:literal,)*;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub FixedOctets<$len>);

        impl $name {
            $($(#[$bit_meta])* pub const $bit: u8 = $number;)*

            /// Bit `bit`, counted from 0 at the most significant bit of the first byte.
            #[must_use]
            pub const fn has(self, bit: u8) -> bool {
                let (byte, shift) = (bit as usize / 8, 7 - bit % 8);
                byte < $len && self.0.0[byte] >> shift & 1 == 1
            }

            /// The same with a bit set.
            #[must_use]
            pub const fn with(mut self, bit: u8) -> Self {
                if (bit as usize) < $len * 8 {
                    self.0.0[bit as usize / 8] |= 0x80 >> (bit % 8);
                }
                self
            }

            /// What both have.
            #[must_use]
            pub fn both(self, other: Self) -> Self {
                let mut both = self;
                both.0.0.iter_mut().zip(other.0.0).for_each(|(mine, theirs)| *mine &= theirs);
                both
            }
        }

        impl Wire for $name {
            fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
                FixedOctets::read(r).map(Self)
            }

            fn write(&self, out: &mut Vec<u8>) {
                self.0.write(out);
            }

            fn told(&self) -> Option<String> {
                self.0.told()
            }
        }
    )*};
}

conformance! {
    /// Which parts of the protocol a side knows (协议一致性块): 64 bits.
    ProtocolConformance, 8:
        ASSOCIATION = 0, GET_NORMAL = 1, GET_LIST = 2, GET_RECORD = 3, PROXY_GET = 4, PROXY_GET_RECORD = 5,
        GET_NEXT = 6, SET_NORMAL = 7, SET_LIST = 8, SET_THEN_GET = 9, PROXY_SET = 10, PROXY_SET_THEN_GET = 11,
        ACTION_NORMAL = 12, ACTION_LIST = 13, ACTION_THEN_GET = 14, PROXY_ACTION = 15,
        PROXY_ACTION_THEN_GET = 16, EVENT_REPORT = 17, FOLLOW_REPORT = 18, ACD = 19, SPLIT_TRANSFER = 20,
        GET_REQUEST_SPLIT = 21, GET_RESPONSE_SPLIT = 22, SET_REQUEST_SPLIT = 23, SET_RESPONSE_SPLIT = 24,
        ACTION_REQUEST_SPLIT = 25, ACTION_RESPONSE_SPLIT = 26, PROXY_REQUEST_SPLIT = 27,
        PROXY_RESPONSE_SPLIT = 28, REPORT_SPLIT = 29, DLT645_2007 = 30, SECURE_TRANSFER = 31,
        READ_ATTRIBUTE_0 = 32, WRITE_ATTRIBUTE_0 = 33,;
    /// Which functions a device has (功能一致性块): 128 bits.
    FunctionConformance, 16:
        ENERGY = 0, BIDIRECTIONAL_ACTIVE = 1, REACTIVE_ENERGY = 2, APPARENT_ENERGY = 3, ACTIVE_DEMAND = 4,
        REACTIVE_DEMAND = 5, APPARENT_DEMAND = 6, TARIFFS = 7, VALVE = 8, LOCAL_PREPAY = 9,
        REMOTE_PREPAY = 10, FUNDAMENTAL_ENERGY = 11, HARMONIC_ENERGY = 12, HARMONIC_CONTENT = 13,
        DISTORTION = 14, MULTI_FUNCTION_OUTPUT = 15, EVENT_RECORD = 16, EVENT_REPORT = 17, TEMPERATURE = 18,
        STATE_MONITORING = 19, ETHERNET = 20, INFRARED = 21, BLUETOOTH = 22, MULTIMEDIA = 23, CASCADE = 24,
        DC_ANALOG = 25, OUTPUT_12_V = 26, METER_SEARCH = 27, PHASE_BALANCE = 28, UPGRADE = 29,;
}
