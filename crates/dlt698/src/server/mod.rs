//! The server's end: a meter that takes requests off its line and answers them.
//!
//! [`Server`] knows which frames are for it, puts fragments together and cuts answers to what the client takes;
//! [`Objects`] is what the meter has, and [`answer`] turns a request into an answer by it. Time is handed in.
//!
//! ```
//! use dlt698::apdu::{Dar, GetResult, ResultRecord, RecordQuery, RecordResult};
//! use dlt698::server::{Acted, Heard, Objects, Server, answer};
//! use dlt698::{ClientApdu, Data, LinkFrame, Oad, Octets, Omd};
//!
//! struct Address;
//!
//! impl Objects for Address {
//!     fn get(&mut self, oad: Oad) -> GetResult {
//!         match oad == Oad::new(0x4001, 2) {
//!             true => GetResult::Found(Data::OctetString(Octets(vec![0x20, 0x16, 0x05, 0x19, 0x09, 0x07]))),
//!             false => GetResult::Failed(Dar::UNDEFINED),
//!         }
//!     }
//! }
//!
//! let mut server = Server::new("201605190907".parse().expect("an address"));
//! let request = LinkFrame::parse(b"\x68\x17\x00\x43\x45\xAA\xAA\xAA\xAA\xAA\xAA\x10\xDA\x5F\x05\x01\x01\
//!     \x40\x01\x02\x00\x00\xC6\x07\x16").expect("a frame");
//! let Heard::Request { apdu: ClientApdu::Message(message), from } = server.take(&request) else { panic!() };
//! let reply = answer(&message, &mut Address).expect("a request");
//! let frame = server.send(from, reply.into()).expect("a single meter answers");
//! assert_eq!(LinkFrame::parse(&frame).expect("a frame").server.to_string(), "201605190907");
//! ```

mod answering;
mod blocks;

use crate::apdu::{
    Apdu, ClientApdu, ErrorKind, FollowReport, Piid, ServerApdu, ServerMessage, ServerService,
    TimeTag,
};
use crate::axdr::Fault;
use crate::link::{
    AddressKind, Control, FragmentError, FragmentHeader, Fragmenter, LinkFrame, Reassembler,
    Reassembly, ServerAddress,
};

pub use answering::{Acted, Objects, answer};

/// A server on a line: its addresses, what is half received and half sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    address: ServerAddress,
    groups: Vec<ServerAddress>,
    /// What the client takes in one frame.
    frame_len_max: usize,
    /// What the client takes as one APDU: a longer GET is answered in blocks.
    apdu_len_max: usize,
    first_block: u16,
    receiving: Reassembler,
    sending: Option<(Origin, Fragmenter)>,
    blocks: Option<blocks::Blocks>,
}

/// Where a request came from, so that its answer goes there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    control: Control,
    client: u8,
    is_answered: bool,
}

/// What a frame meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// It is for another server, or of one.
    NotForUs,
    /// A request, or the client's answer to what the server began.
    Request { apdu: ClientApdu, from: Origin },
    /// This frame is to be sent: a confirmation, the next fragment, the next block.
    Send(Vec<u8>),
    /// Nothing is to be done: the last fragment was taken.
    Nothing,
    /// The fragment does not fit in.
    BadFragment(FragmentError),
    /// It is for this server and no APDU of a client. [`Server::unreadable`] answers it.
    Unreadable { fault: Option<Fault>, piid: Piid, from: Origin },
}

impl Server {
    /// A server with an address. Until a CONNECT agrees on something else a client takes frames and APDUs of 1024 bytes.
    #[must_use]
    pub fn new(address: ServerAddress) -> Self {
        Self {
            address,
            groups: Vec::new(),
            frame_len_max: LEN_USUAL,
            apdu_len_max: LEN_USUAL,
            first_block: 0,
            receiving: Reassembler::new(RECEIVED_LEN_MAX),
            sending: None,
            blocks: None,
        }
    }

    /// The same, in some groups.
    #[must_use]
    pub fn in_groups(self, groups: Vec<ServerAddress>) -> Self {
        Self { groups, ..self }
    }

    /// The same for a client that takes frames and APDUs of other lengths.
    #[must_use]
    pub fn with_lengths(self, frame_len_max: usize, apdu_len_max: usize) -> Self {
        Self { frame_len_max, apdu_len_max, ..self }
    }

    /// The same, whose first block has another number than 0; which one the standard wants is unconfirmed.
    #[must_use]
    pub fn with_first_block(self, first_block: u16) -> Self {
        Self { first_block, ..self }
    }

    /// From now on sends what the client said that it takes.
    pub fn agree(&mut self, frame_len_max: u16, apdu_len_max: u16) {
        self.frame_len_max = usize::from(frame_len_max).max(LEN_LEAST);
        self.apdu_len_max = usize::from(apdu_len_max).max(LEN_LEAST);
    }

    /// Takes a frame off the line.
    pub fn take(&mut self, frame: &LinkFrame) -> Heard {
        if frame.control.from_server || !frame.server.reaches(&self.address, &self.groups) {
            return Heard::NotForUs;
        }
        // Whether groups are answered is unconfirmed; two answers at once are none.
        let is_answered =
            matches!(frame.server.kind(), AddressKind::Single | AddressKind::Wildcard);
        let from = Origin { control: frame.control, client: frame.client, is_answered };
        if !frame.control.is_fragment {
            return self.apdu(&frame.payload, from);
        }
        match FragmentHeader::parse(&frame.payload) {
            Ok((header, data, _)) => self.fragment(header, data, from),
            Err(error) => Heard::BadFragment(error),
        }
    }

    /// Sends an answer, or what the server begins by itself with [`Origin::server`]. The frame is the first fragment if
    /// it does not fit into one; the others follow as the client confirms. Nothing for what nobody answers.
    pub fn send(&mut self, to: Origin, apdu: ServerApdu) -> Option<Vec<u8>> {
        if !to.is_answered {
            return None;
        }
        let apdu = match apdu {
            ServerApdu::Message(message) => ServerApdu::Message(self.in_blocks(message)),
            other => other,
        };
        let payload = apdu.emit();
        let len_max = LinkFrame::payload_len_max(&self.address, self.frame_len_max);
        if payload.len() <= len_max {
            self.sending = None;
            return Some(self.frame(to, to.control.answer(), payload));
        }
        let fragments = Fragmenter::new(payload, len_max);
        let first = fragments.payload();
        self.sending = Some((to, fragments));
        Some(self.frame(to, to.control.answer().fragment(), first))
    }

    /// The frame that tells a client that its APDU cannot be read.
    pub fn unreadable(&mut self, piid: Piid, to: Origin) -> Option<Vec<u8>> {
        let service = ServerService::Error(ErrorKind::UNPARSABLE);
        let message = ServerMessage {
            piid: piid.answer(false),
            service,
            follow_report: None,
            time_tag: None,
        };
        self.send(to, message.into())
    }

    fn fragment(&mut self, header: FragmentHeader, data: &[u8], from: Origin) -> Heard {
        if header.kind == crate::link::FragmentKind::Confirm {
            let Some((to, mut fragments)) = self.sending.take() else {
                let (received, sequence) = (header.kind, header.sequence);
                return Heard::BadFragment(FragmentError::NoFirst { received, sequence });
            };
            let confirmed = fragments.confirm(header);
            let payload = fragments.payload();
            self.sending = Some((to, fragments));
            return match confirmed {
                Ok(()) => Heard::Send(self.frame(to, to.control.answer().fragment(), payload)),
                Err(error) => Heard::BadFragment(error),
            };
        }
        match self.receiving.take(header, data) {
            Ok(Reassembly::Confirm(confirm)) if from.is_answered => {
                let control = from.control.answer().fragment();
                Heard::Send(self.frame(from, control, confirm.emit().to_vec()))
            }
            Ok(Reassembly::Confirm(_)) => Heard::Nothing,
            Ok(Reassembly::Whole(apdu)) => {
                let control = Control { is_fragment: false, ..from.control };
                self.apdu(&apdu, Origin { control, ..from })
            }
            Err(error) => Heard::BadFragment(error),
        }
    }

    fn apdu(&mut self, payload: &[u8], from: Origin) -> Heard {
        let unreadable = |fault| {
            // Behind the tag, or behind tag and kind: where most services have it.
            let piid = Piid::new(payload.get(2).copied().unwrap_or_default());
            Heard::Unreadable { fault, piid, from }
        };
        let apdu = match Apdu::parse(payload) {
            Ok(Apdu::Client(apdu)) => apdu,
            Ok(Apdu::Server(_)) => return unreadable(None),
            Err(fault) => return unreadable(Some(fault)),
        };
        if let Some(block) = self.next_block(&apdu) {
            return match self.send(from, block.into()) {
                Some(frame) => Heard::Send(frame),
                None => Heard::Nothing,
            };
        }
        Heard::Request { apdu, from }
    }

    /// A frame of this server: with its own address, scrambled if the request was.
    fn frame(&self, to: Origin, control: Control, payload: Vec<u8>) -> Vec<u8> {
        LinkFrame { control, server: self.address, client: to.client, payload }.emit()
    }
}

impl Origin {
    /// For what the server begins by itself: a report (`Control::REPORT`) or a login (`Control::LINK_REQUEST`).
    #[must_use]
    pub const fn server(control: Control, client: u8) -> Self {
        Self { control: control.answer(), client, is_answered: true }
    }

    /// Address of the client.
    #[must_use]
    pub const fn client(self) -> u8 {
        self.client
    }

    /// Whether the client waits for an answer: it sent to one server, not to a group or to all.
    #[must_use]
    pub const fn is_answered(self) -> bool {
        self.is_answered
    }
}

impl From<ServerMessage> for ServerApdu {
    fn from(message: ServerMessage) -> Self {
        Self::Message(message)
    }
}

impl ServerMessage {
    /// The same with a report that rides along.
    #[must_use]
    pub fn with_follow_report(self, report: FollowReport) -> Self {
        Self { follow_report: Some(report), ..self }
    }

    /// The same with a time tag; an answer repeats that of the request.
    #[must_use]
    pub fn with_time_tag(self, time_tag: Option<TimeTag>) -> Self {
        Self { time_tag, ..self }
    }
}

/// What the negotiation of Annex D begins with.
const LEN_USUAL: usize = 1_024;
/// A client that says it takes less is not believed: not even a fragment would fit.
const LEN_LEAST: usize = 64;
/// Longer requests are not put together.
const RECEIVED_LEN_MAX: usize = 65_535;
