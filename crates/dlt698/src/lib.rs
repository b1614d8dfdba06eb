//! DL/T 698.45-2017 (面向对象的用电信息数据交换协议): what a client and a meter or acquisition terminal say to each other.
//!
//! Bytes in, values out, and back; no port, no clock, no cryptography. From the outside in:
//!
//! - [`Decoder`] finds frames in what comes over a line; [`FrameView`] is a checked view of one, [`LinkFrame`] its own
//!   values. The check of the header is verified before its length is believed.
//! - [`Apdu`] is what a frame carries, of either side, every service and kind ([`apdu`]); [`Data`] is a value with its
//!   type. Reading is lenient where the meaning is certain and tells what was odd ([`Remark`]); writing has one form.
//! - [`catalogue`] knows the objects that a field terminal needs and makes [`catalogue::Value`]s of what was read of them,
//!   with units and places. What it does not know is kept as it came.
//! - [`explain`] tells what every byte of a frame is, for people.
//!
//! # Reading a value
//!
//! ```
//! use dlt698::apdu::{ClientMessage, ClientService, GetRequest, GetResponse, Piid, ServerService};
//! use dlt698::{Apdu, ClientApdu, Control, LinkFrame, Oad, ServerAddress, ServerApdu};
//!
//! let server: ServerAddress = "201605190907".parse().expect("an address");
//! let request = ClientApdu::Message(ClientMessage {
//!     piid: Piid::new(1),
//!     service: ClientService::Get(GetRequest::Normal(Oad::new(0x4001, 2))),
//!     time_tag: None,
//! });
//! let frame =
//!     LinkFrame { control: Control::REQUEST, server, client: 0x10, payload: request.emit() };
//! assert_eq!(frame.emit(), b"\x68\x17\x00\x43\x05\x07\x09\x19\x05\x16\x20\x10\x94\x70\
//!     \x05\x01\x01\x40\x01\x02\x00\x00\xC6\x07\x16");
//!
//! let reply = b"\x85\x01\x01\x40\x01\x02\x00\x01\x09\x06\x12\x34\x56\x78\x90\x12\x00\x00";
//! let Ok(Apdu::Server(ServerApdu::Message(message))) = Apdu::parse(reply) else { panic!() };
//! let ServerService::Get(GetResponse::Normal(result)) = message.service else { panic!() };
//! assert_eq!(result.value().expect("no DAR").to_string(), "123456789012");
//! ```
//!
//! # What is unconfirmed
//!
//! The text of the standard was not at hand; the crate follows reference dlt698-45.md, whose section 10 lists what no
//! source confirms. Of it, this is decided here and can be decided otherwise:
//!
//! | unconfirmed | here | otherwise |
//! |---|---|---|
//! | bits 14 and 15 of the length | refused | [`ReservedLengthBits::Ignore`] |
//! | how an odd number of address digits is filled | an F behind the last | [`ServerAddress::from_wire`] |
//! | a delay of 0 in a time tag | no limit | the caller asks [`apdu::TimeTag::is_in_time`] or does not |
//! | Sunday as 0 or 7 | read as it comes; 0 is written | set [`DateTime::weekday`] |
//! | scales and units of 2002, 2003, 2011 to 2013, 201A to 201C, 401C, 401D | the catalogue's | [`catalogue::value_scaled`] with attribute 3 |
//! | lengths of RN, MAC, SID, and what they cover | any; bytes in, bytes out | – |

pub mod apdu;
mod axdr;
pub mod catalogue;
pub mod client;
mod crc;
mod explain;
mod identifiers;
mod line;
mod link;
mod scaling;
mod security;
mod selection;
pub mod server;
mod tsa;
mod words;

pub use apdu::{Apdu, ClientApdu, Dar, ServerApdu};
pub use axdr::{
    BitString, Characters, Data, Date, DateTime, DateTimeS, Fault, FixedCharacters, FixedOctets,
    Float32, Float64, Octets, Remark, Ti, TiUnit, Time, WrongBitCount,
};
pub use crc::crc16;
pub use explain::{Explanation, Field, Oddity, explain, explain_apdu, explain_by};
pub use identifiers::{Csd, NoIdentifier, Oad, Oi, Omd, Rcsd, Road};
pub use line::{Baud, Comdcb, FlowControl, Parity};
pub use link::{
    AddressError, AddressKind, Control, Decoder, Event, FRAME_LEN_MAX, FragmentError,
    FragmentHeader, FragmentKind, Fragmenter, FrameView, Function, LinkFault, LinkFrame, LinkRules,
    Reassembler, Reassembly, ReservedLengthBits, ServerAddress, SkipReason,
};
pub use scaling::{ScalerUnit, UnitCode};
pub use security::{
    PlainApdu, Protected, ProtectedReply, ReplyVerification, RnMac, SecurityRequest,
    SecurityResponse, Sid, SidMac, Verification,
};
pub use selection::{AtTime, InTime, LastN, Ms, Region, RegionKind, Rsd, Selector1, Selector2};
pub use tsa::Tsa;
pub use words::Words;

/// Values within values within values: deeper ones are refused. The standard needs about six.
pub const DEPTH_MAX: usize = 16;
