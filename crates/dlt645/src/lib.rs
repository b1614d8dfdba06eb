//! The meter protocol DL/T 645-2007.

mod address;
mod bcd;
mod catalogue;
mod control;
mod decoder;
mod format;
mod frame;
mod identifier;
mod meter_clock;
mod name;
mod speed;
mod status_word;
mod value;

pub use address::{AddressKind, MeterAddress, NoMeterAddress};
pub use catalogue::{Fitted, Item, Reading, item};
pub use control::{ControlCode, Function};
pub use decoder::{Decoder, End, Event, Skip};
pub use format::{Format, ValueFault};
pub use frame::{
    DATA_LEN_MAX, Data, DataTooLong, FRAME_LEN_MAX, FRAME_LEN_MIN, Frame, FrameFault, FrameView,
    WAKE_UP,
};
pub use identifier::{DataIdentifier, NoDataIdentifier};
pub use meter_clock::{ClockTime, MeterDate, NoStamp, Stamp, StampForm};
pub use name::{FullName, Name};
pub use speed::Speed;
pub use status_word::{Prepayment, StatusFlag, StatusWord, Supply};
pub use value::Value;
