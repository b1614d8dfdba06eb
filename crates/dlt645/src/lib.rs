//! The meter protocol DL/T 645-2007: frames, values and exchanges, for both ends of the line.
//!
//! Bytes in, typed values out, and back. Nothing here knows a port, a clock or a key: whoever owns the port drives a
//! [`Decoder`] and an [`Exchange`], whoever owns the keys makes and checks ciphertexts and MACs.
//!
//! | to | use |
//! |---|---|
//! | find frames in what a line brings | [`Decoder`] |
//! | look at a frame without copying it | [`FrameView`] |
//! | ask a meter, and take long replies in parts | [`Request`], [`Exchange`] |
//! | answer as a meter | [`Request::parse`], [`Response::to_frame`], [`paged`] |
//! | know what an identifier means, read and write its values | [`item`], [`Item::decode`], [`Item::encode`] |
//! | read with the fewest bytes | [`read_cost`], [`blocks_with`] |
//! | show a frame to a person, or take one from him | [`explain`], [`Message`] |
//!
//! # A reading, from the line to the value
//!
//! ```
//! use dlt645::{DataIdentifier, Decoder, End, Event, Exchange, Request, Response, Step, item};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let energy = DataIdentifier::new(0x0001_FF00);
//! let exchange = Exchange::begin("201000000012".parse()?, Request::read(energy))?;
//! let mut sent = dlt645::WAKE_UP.to_vec();
//! exchange.frame().emit(&mut sent);
//! // The owner of the port sends these bytes; the line brings their echo and the reply.
//! let reply = [
//!     0xFE, 0xFE, 0x68, 0x12, 0, 0, 0, 0x10, 0x20, 0x68, 0x91, 0x18, 0x33, 0x32, 0x34, 0x33, 0x5C, 0x34, 0x33, 0x33,
//!     0x95, 0x33, 0x33, 0x33, 0x93, 0x33, 0x33, 0x33, 0x36, 0x33, 0x33, 0x33, 0x35, 0x33, 0x33, 0x33, 0x74, 0x16,
//! ];
//! let mut decoder = Decoder::new(End::Master);
//! let mut outcome = None;
//! for bytes in [&sent[..], &reply[..]] {
//!     decoder.push(bytes, |event| {
//!         if let Event::Frame(view) = event {
//!             outcome = Some(exchange.take(&view));
//!         }
//!     });
//! }
//! let Some(Ok(Step::Done(outcome))) = outcome else { panic!("no reply") };
//! let Response::Data { identifier, data, .. } = outcome.response else { panic!("refused") };
//! let readings = item(identifier).ok_or("not in the catalogue")?.decode(&data)?;
//! let told: Vec<_> = readings.iter().map(|r| format!("{} {}", r.name.zh, r.value)).collect();
//! assert_eq!(told[0], "正向有功总电能 1.29 kWh");
//! assert_eq!(told[4], "正向有功费率4电能 0.02 kWh");
//! # Ok(())
//! # }
//! ```
//!
//! # Where the facts come from, and which are unconfirmed
//!
//! Sections in the comments are those of the project's reference `dlt645-2007.md`, which names its sources. The
//! standard's own text was not at hand. What no two sources confirm stays open or is the caller's to choose:
//!
//! | unconfirmed | here |
//! |---|---|
//! | 070302FF | [`SecurityCommand::Unknown`], bytes kept |
//! | two-byte status of DCH | [`Response::SwitchRefused`], bytes kept |
//! | 1DH value 03 | [`TerminalOutput::Unknown`] |
//! | plaintext of 1AH and 1BH under level 98 | [`Sealed`] takes the ciphertext as it is; 19H has none |
//! | unit of the time before a pre-trip (N2 of 1DH, 1EH) | [`SwitchCommand::delay`], as it travels |
//! | limits of 08H, whether 15H needs a key pressed, when 17H takes effect | the owner of the port decides |
//! | level 11, levels of vendors | [`Password::level`] is any byte |
//! | padding and order of a class-2 plaintext | [`Padding`], [`class_2_plaintext`] |
//! | what 0507 freezes, tariffs within freeze blocks, blocks of 0502, 0503, 0505 | read as the daily block, by length |
//! | 02800021, 02800023, 0406xxxx, 033012xx, load records 06 | not known, or [`Value::Octets`] |
//! | filler of unused table entries | entries are read as they are; the writer gives all of them |
//! | on which side short texts are padded | taken off on both; written at the end of the wire |
//! | blocks over settlement days (DI0 = FF) | read; whether a meter answers them is its matter |
//! | unit of accumulated times of events | minutes |
//! | sign of apparent power, neutral current, average power | read as signed, like other powers and currents (6.3) |
//! | whether the reply to 18H holds the new password | expected; one source |
//! | data fields above 200 bytes | taken up to 255 |

mod address;
mod authority;
mod bcd;
mod catalogue;
mod control;
mod decoder;
mod error_word;
mod exchange;
mod explain;
mod fields;
mod format;
mod frame;
mod identifier;
mod message;
mod meter_clock;
mod name;
mod octets;
mod planning;
mod request;
mod response;
mod security;
mod speed;
mod status_word;
mod switch;
mod value;
mod write_class;

pub use address::{AddressKind, MeterAddress, NoMeterAddress};
pub use authority::{Grid, Password, Plain, Sealed, SealedBlock, WriteContent};
pub use catalogue::{Fitted, Item, Reading, item};
pub use control::{ControlCode, Function};
pub use decoder::{Decoder, End, Event, Skip};
pub use error_word::{ErrorReason, ErrorWord, SecurityErrorWord, SecurityReason};
pub use exchange::{
    Exchange, ExpectFollowing, ExpectReply, JOINED_LEN_MAX, NoExchange, Outcome, PARTS_MAX, Step,
    Unexpected,
};
pub use explain::{ExplainedFault, Explanation, Part, explain};
pub use fields::FieldFault;
pub use format::{Format, ValueFault};
pub use frame::{
    DATA_LEN_MAX, Data, DataTooLong, FRAME_LEN_MAX, FRAME_LEN_MIN, Frame, FrameFault, FrameView,
    WAKE_UP,
};
pub use identifier::{DataIdentifier, NoDataIdentifier};
pub use message::{Message, MessageFault, NoFrame, Says};
pub use meter_clock::{ClockTime, MeterDate, NoStamp, Stamp, StampForm};
pub use name::{FullName, Name};
pub use octets::{Mac, NoOctets, Octets, OperatorCode};
pub use planning::{READ_DATA_LEN_MAX, ReadCost, blocks_with, read_cost};
pub use request::{
    ClearContent, ClearEvents, FreezeTime, LoadRecords, Request, RequestFault, TerminalOutput,
    UnsendableRequest,
};
pub use response::{Response, ResponseFault, paged};
pub use security::{
    EsamFile, EsamFileKind, Generation, KeyInfo, KeyRecord, KeyRole, Purchase, PurseFilling,
    ReadBack, ReadBackContent, SecurityCommand, SecurityReply, SoftwareCompare,
};
pub use speed::Speed;
pub use status_word::{Prepayment, StatusFlag, StatusWord, Supply};
pub use switch::{SwitchAction, SwitchCommand, SwitchContent};
pub use value::Value;
pub use write_class::{
    Padding, WriteClass, class_2_plaintext, from_class_2_plaintext,
    is_told_before_infrared_authentication, write_class,
};
