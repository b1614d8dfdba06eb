//! A frame with its APDU taken apart: what people read and write as JSON.

use serde::{Deserialize, Serialize};

use crate::apdu::Apdu;
use crate::axdr::{Fault, Remark};
use crate::edition::Edition;
use crate::link::{Control, LinkFault, LinkFrame, ServerAddress};

/// A whole frame and the APDU in it.
///
/// ```
/// let bytes = b"\x68\x17\x00\x43\x05\x07\x09\x19\x05\x16\x20\x10\x94\x70\
///     \x05\x01\x01\x40\x01\x02\x00\x00\xC6\x07\x16";
/// let (framed, _) = dlt698::Framed::parse(bytes).expect("a frame");
/// let json = serde_json::to_string(&framed).expect("JSON");
/// assert!(json.contains(r#""service":{"get":{"normal":"4001-02-00"}}"#), "{json}");
/// let again: dlt698::Framed = serde_json::from_str(&json).expect("the same");
/// assert_eq!(again.emit(), bytes);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framed {
    pub control: Control,
    pub server: ServerAddress,
    pub client: u8,
    pub apdu: Apdu,
}

/// Why bytes are no frame with an APDU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FramedFault {
    #[error(transparent)]
    Link(#[from] LinkFault),
    /// Offsets count from the first byte of the APDU.
    #[error("in the APDU: {0}")]
    Apdu(#[source] Fault),
    #[error("the frame holds a fragment of an APDU")]
    Fragment,
}

impl Framed {
    /// The frame that all of the bytes are, with what was odd about its APDU.
    ///
    /// # Errors
    /// What keeps them from being one.
    pub fn parse(bytes: &[u8]) -> Result<(Self, Vec<Remark>), FramedFault> {
        Self::parse_by(bytes, Edition::default())
    }

    /// The same in an edition.
    ///
    /// # Errors
    /// What keeps them from being one.
    pub fn parse_by(bytes: &[u8], edition: Edition) -> Result<(Self, Vec<Remark>), FramedFault> {
        let LinkFrame { control, server, client, payload } = LinkFrame::parse(bytes)?;
        if control.is_fragment {
            return Err(FramedFault::Fragment);
        }
        let (apdu, remarks) = Apdu::parse_by(&payload, edition).map_err(FramedFault::Apdu)?;
        Ok((Self { control, server, client, apdu }, remarks))
    }

    /// The bytes of it.
    ///
    /// # Panics
    /// When the APDU does not fit into one frame.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let Self { control, server, client, ref apdu } = *self;
        LinkFrame { control, server, client, payload: apdu.emit() }.emit()
    }
}
