//! The client's end of an exchange: what is sent, what is expected, what came of it.
//!
//! [`Client`] numbers requests and begins exchanges. An exchange is a chain of steps: each [`Step`] says what is to be
//! done now, and what stands in it takes what comes of that. Whoever has the line sends the bytes, waits as long as is
//! right, and gives the frame that came; whoever has the security unit protects and opens. A frame that is not what was
//! expected is told with both, and the exchange goes on waiting.
//!
//! ```
//! use dlt698::apdu::{ClientService, GetRequest};
//! use dlt698::client::{Client, Step};
//! use dlt698::{LinkFrame, Oad, ServerAddress};
//!
//! let mut client = Client::new("201605190907".parse().expect("an address"), 0x10);
//! let request = client.request(ClientService::Get(GetRequest::Normal(Oad::new(0x4001, 2))));
//! let Step::Send { frame, next } = client.begin(request) else { panic!("a request is sent") };
//! assert_eq!(frame.len(), 25);
//!
//! // What the meter answers (reference dlt698-45.md, vector 20).
//! let reply = b"\x68\x21\x00\xC3\x05\x07\x09\x19\x05\x16\x20\x10\xFB\xD2\x85\x01\x01\x40\x01\x02\x00\
//!     \x01\x09\x06\x12\x34\x56\x78\x90\x12\x00\x00\xCB\x89\x16";
//! let reply = LinkFrame::parse(reply).expect("a frame");
//! let Step::Done(reply) = next.take(&reply).expect("the answer") else { panic!("it is over") };
//! let read = reply.reads().expect("a GET was answered");
//! assert_eq!(read[0].value().expect("no DAR").to_string(), "123456789012");
//! ```

mod exchange;
mod matching;
mod reply;

use crate::apdu::{
    ClientApdu, ClientMessage, ClientService, ConnectResponse, LinkRequest, LinkResponse,
    LinkResult, Piid, ServerApdu, ServerMessage, ServerService, TimeTag,
};
use crate::axdr::DateTime;
use crate::link::{AddressKind, Control, LinkFrame, ServerAddress};
use crate::security::SecurityRequest;

pub use exchange::{Expect, ExpectOpened, ExpectProtected, Step, Unexpected};
pub use matching::{ExchangeError, Item};
pub use reply::{Content, Reply};

/// A client, as one server sees it: its addresses, its numbers, and what was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    pub(crate) server: ServerAddress,
    pub(crate) address: u8,
    pub(crate) is_scrambling: bool,
    /// What the server takes in one frame.
    pub(crate) frame_len_max: usize,
    /// What this side takes as one APDU.
    pub(crate) apdu_len_max: usize,
    next_number: u8,
}

impl Client {
    /// A client with an address of its own towards one server. Frames have at most 1024 bytes until a CONNECT agrees on
    /// something else.
    #[must_use]
    pub const fn new(server: ServerAddress, address: u8) -> Self {
        Self {
            server,
            address,
            is_scrambling: false,
            frame_len_max: FRAME_LEN_USUAL,
            apdu_len_max: APDU_LEN_MAX,
            next_number: 1,
        }
    }

    /// The same, with the user data scrambled; a server answers likewise.
    #[must_use]
    pub const fn scrambling(self, is_scrambling: bool) -> Self {
        Self { is_scrambling, ..self }
    }

    /// The same, for a server that takes frames of another length.
    #[must_use]
    pub const fn with_frame_len_max(self, frame_len_max: usize) -> Self {
        Self { frame_len_max, ..self }
    }

    /// Numbers a request: 1 to 63, then 1 again.
    pub fn request(&mut self, service: ClientService) -> ClientMessage {
        let piid = Piid::new(self.next_number);
        self.next_number = if self.next_number == NUMBER_MAX { 1 } else { self.next_number + 1 };
        ClientMessage { piid, service, time_tag: None }
    }

    /// Numbers a request that a server may refuse when it comes late. Control needs one (8000 methods 129 and 130, 8001
    /// method 127: one source).
    pub fn request_in_time(&mut self, service: ClientService, time_tag: TimeTag) -> ClientMessage {
        ClientMessage { time_tag: Some(time_tag), ..self.request(service) }
    }

    /// Sends a request as it is.
    #[must_use]
    pub fn begin(&self, request: ClientMessage) -> Step {
        exchange::begin(self, request, None)
    }

    /// Sends a request as the security unit protected it. Only a protected answer is taken for one.
    #[must_use]
    pub fn begin_protected(&self, request: ClientMessage, protected: SecurityRequest) -> Step {
        exchange::begin(self, request, Some(protected))
    }

    /// From now on sends what the server said that it takes.
    pub fn agree(&mut self, response: &ConnectResponse) {
        let told = usize::from(response.negotiation.receive_frame_len_max);
        if told >= FRAME_LEN_LEAST {
            self.frame_len_max = told;
        }
    }

    /// From now on speaks to the server that answered a wildcard.
    pub fn found(&mut self, server: ServerAddress) {
        self.server = server;
    }

    /// The frame that answers a login, heartbeat or logout, with the client's own times.
    #[must_use]
    pub fn answer_link(
        &self,
        frame: &LinkFrame,
        request: &LinkRequest,
        (received, answered): (DateTime, DateTime),
        result: LinkResult,
    ) -> Vec<u8> {
        let piid = request.piid.answer();
        let response = LinkResponse { piid, result, sent: request.sent, received, answered };
        answer(frame, &ClientApdu::Link(response))
    }

    /// The frame that says that a report is held durably; nothing for a message that is no report. The same report may
    /// come again, with the same number: it is answered again.
    #[must_use]
    pub fn answer_report(&self, frame: &LinkFrame, report: &ServerMessage) -> Option<Vec<u8>> {
        let ServerService::Report(reported) = &report.service else { return None };
        let service = ClientService::Report(reported.answer());
        let message =
            ClientMessage { piid: report.piid.answer(), service, time_tag: report.time_tag };
        Some(answer(frame, &ClientApdu::Message(message)))
    }

    /// What a server began by itself: a report, a login, the end of an association.
    ///
    /// # Errors
    /// What keeps the frame from being one of these.
    pub fn hear(&self, frame: &LinkFrame) -> Result<ServerApdu, ExchangeError> {
        matching::heard(frame)
    }

    /// Whether anybody answers what is sent to this server.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        matches!(self.server.kind(), AddressKind::Single | AddressKind::Wildcard)
    }
}

/// A frame in answer to one that the server began.
fn answer(frame: &LinkFrame, apdu: &ClientApdu) -> Vec<u8> {
    let control: Control = frame.control.answer();
    LinkFrame { control, payload: apdu.emit(), ..*frame }.emit()
}

/// What the negotiation of Annex D begins with.
const FRAME_LEN_USUAL: usize = 1_024;
/// A server that says it takes less is not believed: not even a fragment would fit.
const FRAME_LEN_LEAST: usize = 64;
/// Longer answers are not put together.
const APDU_LEN_MAX: usize = 65_535;
const NUMBER_MAX: u8 = 63;
