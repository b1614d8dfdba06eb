//! Application data units (APDU, DL/T 698.45-2017, clause 6): one file per service, and here what holds them together.
//!
//! An APDU is its tag, for most services the number of their kind, the PIID, the body, and the tail: in a client's APDU
//! an optional [`TimeTag`], in a server's an optional [`FollowReport`] before it. LINK and SECURITY have no tail.

mod action;
mod connect;
mod dar;
mod error;
mod get;
mod link;
mod piid;
mod proxy;
mod release;
mod report;
mod set;
mod tail;

use serde::{Deserialize, Serialize};

pub use action::{
    ActionItem, ActionItemResult, ActionRequest, ActionResponse, ActionThenGetItem,
    ActionThenGetItemResult,
};
pub use connect::{
    ConnectRequest, ConnectResponse, ConnectResult, Credentials, FactoryVersion,
    FunctionConformance, Mechanism, Negotiation, ProtocolConformance, SecurityData,
};
pub use dar::Dar;
pub use error::ErrorKind;
pub use get::{
    Block, BlockContent, GetRequest, GetResponse, GetResult, Md5Result, RecordQuery, RecordResult,
    ResultMd5, ResultNormal, ResultRecord,
};
pub use link::{LinkKind, LinkRequest, LinkResponse, LinkResult};
pub use piid::{Piid, PiidAcd};
pub use proxy::{
    ProxyActionList, ProxyActionTarget, ProxyActionTargetResult, ProxyActionThenGetList,
    ProxyActionThenGetTarget, ProxyActionThenGetTargetResult, ProxyGetList, ProxyGetTarget,
    ProxyGetTargetResult, ProxyRecord, ProxyRecordResult, ProxyRequest, ProxyResponse,
    ProxySetList, ProxySetTarget, ProxySetTargetResult, ProxySetThenGetList, ProxySetThenGetTarget,
    ProxySetThenGetTargetResult, TransCommand, TransCommandResult, TransResult,
};
pub use release::{ReleaseNotification, ReleaseResult};
pub use report::{Report, ReportResponse, TransData};
pub use set::{
    SetItem, SetItemResult, SetRequest, SetResponse, SetThenGetItem, SetThenGetItemResult,
};
pub use tail::{FollowReport, TimeTag};

use crate::axdr::{Choice, Fault, Reader, Remark, Trace, Wire, emit, parse_all};
use crate::security::{SecurityRequest, SecurityResponse};

/// One APDU of either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apdu {
    Client(ClientApdu),
    Server(ServerApdu),
}

/// What a client sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientApdu {
    Message(ClientMessage),
    /// It answers a server's login, heartbeat or logout.
    Link(LinkResponse),
    Security(SecurityRequest),
}

/// What a server sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerApdu {
    Message(ServerMessage),
    /// A server logs in to its client, not the other way round.
    Link(LinkRequest),
    Security(SecurityResponse),
}

/// A client's APDU of a service with a tail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientMessage {
    pub piid: Piid,
    pub service: ClientService,
    pub time_tag: Option<TimeTag>,
}

/// A server's APDU of a service with a tail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerMessage {
    pub piid: PiidAcd,
    pub service: ServerService,
    pub follow_report: Option<FollowReport>,
    pub time_tag: Option<TimeTag>,
}

/// What a client asks for or answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientService {
    Connect(Box<ConnectRequest>),
    Release,
    Get(GetRequest),
    Set(SetRequest),
    Action(ActionRequest),
    Report(ReportResponse),
    Proxy(ProxyRequest),
    Error(ErrorKind),
}

/// What a server answers or tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerService {
    Connect(Box<ConnectResponse>),
    Release(ReleaseResult),
    ReleaseNotification(ReleaseNotification),
    Get(GetResponse),
    Set(SetResponse),
    Action(ActionResponse),
    Report(Report),
    Proxy(ProxyResponse),
    Error(ErrorKind),
}

impl Apdu {
    /// The APDU that all of the bytes are.
    ///
    /// # Errors
    /// Where they stop being one.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        parse_all(bytes).map(|(apdu, _)| apdu)
    }

    /// The APDU that all of the bytes are, with what was odd about them.
    ///
    /// # Errors
    /// Where they stop being one.
    pub fn parse_noting(bytes: &[u8]) -> Result<(Self, Vec<Remark>), Fault> {
        parse_all(bytes)
    }

    /// The bytes of it, in their only form.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        emit(self)
    }
}

impl ClientApdu {
    /// The bytes of it, in their only form.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    /// Its name in the standard.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Message(message) => message.service.name(),
            Self::Link(_) => "LINK-Response",
            Self::Security(_) => "SECURITY-Request",
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Message(message) => message.write(out),
            Self::Link(response) => {
                out.push(tag::LINK_RESPONSE);
                response.write(out);
            }
            Self::Security(request) => {
                out.push(tag::SECURITY_REQUEST);
                request.write(out);
            }
        }
    }
}

impl ServerApdu {
    /// The bytes of it, in their only form.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    /// Its name in the standard.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Message(message) => message.service.name(),
            Self::Link(_) => "LINK-Request",
            Self::Security(_) => "SECURITY-Response",
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Message(message) => message.write(out),
            Self::Link(request) => {
                out.push(tag::LINK_REQUEST);
                request.write(out);
            }
            Self::Security(response) => {
                out.push(tag::SECURITY_RESPONSE);
                response.write(out);
            }
        }
    }
}

impl Wire for Apdu {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let at = r.at();
        let TagByte(found) = r.field("apdu")?;
        match found {
            tag::LINK_REQUEST => Ok(Self::Server(ServerApdu::Link(LinkRequest::read(r)?))),
            tag::LINK_RESPONSE => Ok(Self::Client(ClientApdu::Link(LinkResponse::read(r)?))),
            tag::SECURITY_REQUEST => {
                Ok(Self::Client(ClientApdu::Security(SecurityRequest::read(r)?)))
            }
            tag::SECURITY_RESPONSE => {
                Ok(Self::Server(ServerApdu::Security(SecurityResponse::read(r)?)))
            }
            tag::CONNECT_REQUEST..=tag::PROXY_REQUEST | tag::ERROR_OF_CLIENT => {
                let message = ClientMessage::read(at, found, r)?;
                Ok(Self::Client(ClientApdu::Message(message)))
            }
            _ => {
                let message = ServerMessage::read(at, found, r)?;
                Ok(Self::Server(ServerApdu::Message(message)))
            }
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Client(apdu) => apdu.write(out),
            Self::Server(apdu) => apdu.write(out),
        }
    }
}

impl ClientMessage {
    fn read<T: Trace>(at: usize, tag: u8, r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let kind = kind_of(tag, r)?;
        let piid = r.field("piid")?;
        let service = ClientService::read_body(Choice { at, found: tag }, kind, r)?;
        Ok(Self { piid, service, time_tag: r.field("time_tag")? })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.service.tag());
        out.extend(self.service.kind());
        self.piid.write(out);
        self.service.write_body(out);
        self.time_tag.write(out);
    }
}

impl ServerMessage {
    fn read<T: Trace>(at: usize, tag: u8, r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let kind = kind_of(tag, r)?;
        let piid = r.field("piid")?;
        let service = ServerService::read_body(Choice { at, found: tag }, kind, r)?;
        let follow_report = r.field("follow_report")?;
        Ok(Self { piid, service, follow_report, time_tag: r.field("time_tag")? })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.service.tag());
        out.extend(self.service.kind());
        self.piid.write(out);
        self.service.write_body(out);
        self.follow_report.write(out);
        self.time_tag.write(out);
    }
}

impl ClientService {
    /// Its name in the standard.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        tag_name(self.tag())
    }

    const fn tag(&self) -> u8 {
        match self {
            Self::Connect(_) => tag::CONNECT_REQUEST,
            Self::Release => tag::RELEASE_REQUEST,
            Self::Get(_) => tag::GET_REQUEST,
            Self::Set(_) => tag::SET_REQUEST,
            Self::Action(_) => tag::ACTION_REQUEST,
            Self::Report(_) => tag::REPORT_RESPONSE,
            Self::Proxy(_) => tag::PROXY_REQUEST,
            Self::Error(_) => tag::ERROR_OF_CLIENT,
        }
    }

    /// The number of the kind, for services that have kinds.
    const fn kind(&self) -> Option<u8> {
        match self {
            Self::Connect(_) | Self::Release | Self::Error(_) => None,
            Self::Get(request) => Some(request.number()),
            Self::Set(request) => Some(request.number()),
            Self::Action(request) => Some(request.number()),
            Self::Report(response) => Some(response.number()),
            Self::Proxy(request) => Some(request.number()),
        }
    }

    fn read_body<T: Trace>(
        tag: Choice,
        kind: Option<Choice>,
        r: &mut Reader<'_, T>,
    ) -> Result<Self, Fault> {
        match (tag.found, kind) {
            (tag::CONNECT_REQUEST, _) => Wire::read(r).map(Self::Connect),
            (tag::RELEASE_REQUEST, _) => Ok(Self::Release),
            (tag::GET_REQUEST, Some(kind)) => GetRequest::read_body(kind, r).map(Self::Get),
            (tag::SET_REQUEST, Some(kind)) => SetRequest::read_body(kind, r).map(Self::Set),
            (tag::ACTION_REQUEST, Some(kind)) => {
                ActionRequest::read_body(kind, r).map(Self::Action)
            }
            (tag::REPORT_RESPONSE, Some(kind)) => {
                ReportResponse::read_body(kind, r).map(Self::Report)
            }
            (tag::PROXY_REQUEST, Some(kind)) => ProxyRequest::read_body(kind, r).map(Self::Proxy),
            (tag::ERROR_OF_CLIENT, _) => r.field("error").map(Self::Error),
            _ => Err(tag.unknown("tag of an APDU")),
        }
    }

    fn write_body(&self, out: &mut Vec<u8>) {
        match self {
            Self::Connect(request) => request.write(out),
            Self::Release => {}
            Self::Get(request) => request.write_body(out),
            Self::Set(request) => request.write_body(out),
            Self::Action(request) => request.write_body(out),
            Self::Report(response) => response.write_body(out),
            Self::Proxy(request) => request.write_body(out),
            Self::Error(kind) => kind.write(out),
        }
    }
}

impl ServerService {
    /// Its name in the standard.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        tag_name(self.tag())
    }

    const fn tag(&self) -> u8 {
        match self {
            Self::Connect(_) => tag::CONNECT_RESPONSE,
            Self::Release(_) => tag::RELEASE_RESPONSE,
            Self::ReleaseNotification(_) => tag::RELEASE_NOTIFICATION,
            Self::Get(_) => tag::GET_RESPONSE,
            Self::Set(_) => tag::SET_RESPONSE,
            Self::Action(_) => tag::ACTION_RESPONSE,
            Self::Report(_) => tag::REPORT_NOTIFICATION,
            Self::Proxy(_) => tag::PROXY_RESPONSE,
            Self::Error(_) => tag::ERROR_OF_SERVER,
        }
    }

    /// The number of the kind, for services that have kinds.
    const fn kind(&self) -> Option<u8> {
        match self {
            Self::Connect(_) | Self::Release(_) | Self::ReleaseNotification(_) | Self::Error(_) => {
                None
            }
            Self::Get(response) => Some(response.number()),
            Self::Set(response) => Some(response.number()),
            Self::Action(response) => Some(response.number()),
            Self::Report(report) => Some(report.number()),
            Self::Proxy(response) => Some(response.number()),
        }
    }

    fn read_body<T: Trace>(
        tag: Choice,
        kind: Option<Choice>,
        r: &mut Reader<'_, T>,
    ) -> Result<Self, Fault> {
        match (tag.found, kind) {
            (tag::CONNECT_RESPONSE, _) => Wire::read(r).map(Self::Connect),
            (tag::RELEASE_RESPONSE, _) => r.field("result").map(Self::Release),
            (tag::RELEASE_NOTIFICATION, _) => Wire::read(r).map(Self::ReleaseNotification),
            (tag::GET_RESPONSE, Some(kind)) => GetResponse::read_body(kind, r).map(Self::Get),
            (tag::SET_RESPONSE, Some(kind)) => SetResponse::read_body(kind, r).map(Self::Set),
            (tag::ACTION_RESPONSE, Some(kind)) => {
                ActionResponse::read_body(kind, r).map(Self::Action)
            }
            (tag::REPORT_NOTIFICATION, Some(kind)) => Report::read_body(kind, r).map(Self::Report),
            (tag::PROXY_RESPONSE, Some(kind)) => ProxyResponse::read_body(kind, r).map(Self::Proxy),
            (tag::ERROR_OF_SERVER, _) => r.field("error").map(Self::Error),
            _ => Err(tag.unknown("tag of an APDU")),
        }
    }

    fn write_body(&self, out: &mut Vec<u8>) {
        match self {
            Self::Connect(response) => response.write(out),
            Self::Release(result) => result.write(out),
            Self::ReleaseNotification(notification) => notification.write(out),
            Self::Get(response) => response.write_body(out),
            Self::Set(response) => response.write_body(out),
            Self::Action(response) => response.write_body(out),
            Self::Report(report) => report.write_body(out),
            Self::Proxy(response) => response.write_body(out),
            Self::Error(kind) => kind.write(out),
        }
    }
}

/// The number of the kind, where the tag is one of a service with kinds.
fn kind_of<T: Trace>(tag: u8, r: &mut Reader<'_, T>) -> Result<Option<Choice>, Fault> {
    match tag {
        tag::GET_REQUEST..=tag::PROXY_REQUEST | tag::GET_RESPONSE..=tag::PROXY_RESPONSE => {
            r.field("kind").map(Some)
        }
        _ => Ok(None),
    }
}

/// The first byte of an APDU, told by its name.
struct TagByte(u8);

impl Wire for TagByte {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        Ok(Self(r.octet()?))
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.0);
    }

    fn told(&self) -> Option<String> {
        Some(tag_name(self.0).to_owned())
    }
}

const fn tag_name(tag: u8) -> &'static str {
    match tag {
        tag::LINK_REQUEST => "LINK-Request",
        tag::LINK_RESPONSE => "LINK-Response",
        tag::CONNECT_REQUEST => "CONNECT-Request",
        tag::CONNECT_RESPONSE => "CONNECT-Response",
        tag::RELEASE_REQUEST => "RELEASE-Request",
        tag::RELEASE_RESPONSE => "RELEASE-Response",
        tag::RELEASE_NOTIFICATION => "RELEASE-Notification",
        tag::GET_REQUEST => "GET-Request",
        tag::GET_RESPONSE => "GET-Response",
        tag::SET_REQUEST => "SET-Request",
        tag::SET_RESPONSE => "SET-Response",
        tag::ACTION_REQUEST => "ACTION-Request",
        tag::ACTION_RESPONSE => "ACTION-Response",
        tag::REPORT_NOTIFICATION => "REPORT-Notification",
        tag::REPORT_RESPONSE => "REPORT-Response",
        tag::PROXY_REQUEST => "PROXY-Request",
        tag::PROXY_RESPONSE => "PROXY-Response",
        tag::SECURITY_REQUEST => "SECURITY-Request",
        tag::SECURITY_RESPONSE => "SECURITY-Response",
        tag::ERROR_OF_CLIENT | tag::ERROR_OF_SERVER => "ERROR-Response",
        _ => "unknown APDU",
    }
}

/// The first bytes of APDUs. LINK is the other way round than the rest: the server requests.
mod tag {
    pub const LINK_REQUEST: u8 = 1;
    pub const LINK_RESPONSE: u8 = 129;
    pub const CONNECT_REQUEST: u8 = 2;
    pub const CONNECT_RESPONSE: u8 = 130;
    pub const RELEASE_REQUEST: u8 = 3;
    pub const RELEASE_RESPONSE: u8 = 131;
    pub const RELEASE_NOTIFICATION: u8 = 132;
    pub const GET_REQUEST: u8 = 5;
    pub const GET_RESPONSE: u8 = 133;
    pub const SET_REQUEST: u8 = 6;
    pub const SET_RESPONSE: u8 = 134;
    pub const ACTION_REQUEST: u8 = 7;
    pub const ACTION_RESPONSE: u8 = 135;
    pub const REPORT_RESPONSE: u8 = 8;
    pub const REPORT_NOTIFICATION: u8 = 136;
    pub const PROXY_REQUEST: u8 = 9;
    pub const PROXY_RESPONSE: u8 = 137;
    pub const SECURITY_REQUEST: u8 = 16;
    pub const SECURITY_RESPONSE: u8 = 144;
    pub const ERROR_OF_CLIENT: u8 = 110;
    pub const ERROR_OF_SERVER: u8 = 238;
}
