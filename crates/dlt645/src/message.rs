//! A frame in named parts, for whoever takes frames apart or puts them together by hand.

use serde::{Deserialize, Serialize};

use crate::{
    DataTooLong, Frame, FrameView, MeterAddress, Request, RequestFault, Response, ResponseFault,
    UnsendableRequest,
};

/// Whom a frame is for or from, and what it says. It reads and writes JSON.
///
/// ```
/// use dlt645::{FrameView, Message};
///
/// let text = r#"{"address": "000000000161", "request": {"read": {"identifier": "02010100"}}}"#;
/// let message: Message = serde_json::from_str(text)?;
/// let octets = message.frame()?.to_octets();
/// assert_eq!(octets.len(), 16);
/// assert_eq!(Message::parse(&FrameView::new_checked(&octets)?)?, message);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub address: MeterAddress,
    #[serde(flatten)]
    pub says: Says,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    Request(Request),
    Response(Response),
}

/// Why a frame is no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageFault {
    #[error(transparent)]
    Request(#[from] RequestFault),
    #[error(transparent)]
    Response(#[from] ResponseFault),
}

/// Why a message has no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoFrame {
    #[error(transparent)]
    Request(#[from] UnsendableRequest),
    #[error(transparent)]
    TooLong(#[from] DataTooLong),
}

impl Message {
    /// # Errors
    /// [`MessageFault`] with the byte of the data that is not as it should be.
    pub fn parse(view: &FrameView<'_>) -> Result<Self, MessageFault> {
        let says = if view.control().is_from_meter() {
            Says::Response(Response::parse(view)?)
        } else {
            Says::Request(Request::parse(view)?)
        };
        Ok(Self { address: view.address(), says })
    }

    /// The frame, whether or not a request should go to this address: what is really sent is made by
    /// [`Request::to_frame`], which refuses a trip for all meters on the line.
    ///
    /// # Errors
    /// [`NoFrame`] for what would be read as something else, or is too long.
    pub fn frame(&self) -> Result<Frame, NoFrame> {
        match &self.says {
            Says::Request(request) => Ok(request.to_frame_for_anybody(self.address)?),
            Says::Response(response) => Ok(response.to_frame(self.address)?),
        }
    }
}
