//! Whether what came is the answer to what was asked.

use std::fmt;

use crate::apdu::{
    ActionRequest, ActionResponse, Apdu, BlockContent, ClientMessage, ClientService, GetRequest,
    GetResponse, Piid, PiidAcd, ProxyRequest, ProxyResponse, ServerApdu, ServerMessage,
    ServerService, SetRequest, SetResponse,
};
use crate::axdr::Fault;
use crate::identifiers::{Oad, Omd};
use crate::link::{FragmentError, LinkFrame, ServerAddress};
use crate::tsa::Tsa;

/// What came instead of what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    #[error("expected an answer, received a frame of a client")]
    FromClient,
    #[error("expected an answer, received what the server began")]
    BegunByServer,
    #[error("expected what the server began, received an answer")]
    BegunByClient,
    #[error("expected an answer of {expected}, received one of {received}")]
    Server { expected: ServerAddress, received: ServerAddress },
    #[error("expected an answer to client {expected}, received one to {received}")]
    Client { expected: u8, received: u8 },
    #[error("expected number {expected}, received {received}")]
    Piid { expected: u8, received: u8 },
    #[error("expected {expected}, received {received}")]
    Service { expected: &'static str, received: &'static str },
    #[error("expected {service} of kind {expected}, received kind {received}")]
    Kind { service: &'static str, expected: u8, received: u8 },
    #[error("expected {expected} items, received {received}")]
    Count { expected: usize, received: usize },
    #[error("expected {expected} as item {at}, received {received}")]
    Item { at: usize, expected: Item, received: Item },
    #[error("expected block {expected}, received {received}")]
    Block { expected: u16, received: u16 },
    #[error("expected blocks of {expected}, received one of {received}")]
    BlockContent { expected: &'static str, received: &'static str },
    #[error("expected a protected answer, received a plain one")]
    NotProtected,
    #[error("expected a plain answer, received a protected one")]
    Protected,
    #[error("expected an APDU: {0}")]
    Apdu(#[source] Fault),
    #[error(transparent)]
    Fragment(#[from] FragmentError),
    #[error("expected an APDU of at most {max} bytes, received {received}")]
    TooLong { max: usize, received: usize },
}

/// What an item of a list is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Oad(Oad),
    Omd(Omd),
    Meter(Tsa),
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Oad(oad) => oad.fmt(f),
            Self::Omd(omd) => omd.fmt(f),
            Self::Meter(meter) => meter.fmt(f),
        }
    }
}

/// The frame is from the server that was asked, to this client, in answer.
pub(super) fn frame(
    frame: &LinkFrame,
    asked: &ServerAddress,
    client: u8,
) -> Result<(), ExchangeError> {
    if !frame.control.from_server {
        return Err(ExchangeError::FromClient);
    }
    if !frame.control.begun_by_client {
        return Err(ExchangeError::BegunByServer);
    }
    if !asked.may_be_answered_by(&frame.server) {
        return Err(ExchangeError::Server { expected: *asked, received: frame.server });
    }
    if frame.client != client {
        return Err(ExchangeError::Client { expected: client, received: frame.client });
    }
    Ok(())
}

/// What a server began by itself.
pub(super) fn heard(frame: &LinkFrame) -> Result<ServerApdu, ExchangeError> {
    if !frame.control.from_server {
        return Err(ExchangeError::FromClient);
    }
    // Some senders begin a LINK with the control of an answer (vector 6), so only other APDUs are held to it.
    let apdu = match Apdu::parse(&frame.payload).map_err(ExchangeError::Apdu)? {
        Apdu::Server(apdu) => apdu,
        Apdu::Client(_) => return Err(ExchangeError::FromClient),
    };
    if frame.control.begun_by_client && !matches!(apdu, ServerApdu::Link(_)) {
        return Err(ExchangeError::BegunByClient);
    }
    Ok(apdu)
}

/// The message answers the request: number, service, kind, and every item in its place. An ERROR-Response and, to a
/// GET, a block do so, too.
pub(super) fn message(request: &ClientMessage, reply: &ServerMessage) -> Result<(), ExchangeError> {
    piid(request.piid, reply.piid)?;
    match (&request.service, &reply.service) {
        (_, ServerService::Error(_))
        | (ClientService::Connect(_), ServerService::Connect(_))
        | (ClientService::Release, ServerService::Release(_)) => Ok(()),
        (ClientService::Get(request), ServerService::Get(reply)) => get(request, reply),
        (ClientService::Set(request), ServerService::Set(reply)) => {
            kind("SET-Response", request.number(), reply.number())?;
            items(&set_request(request), &set_response(reply))
        }
        (ClientService::Action(request), ServerService::Action(reply)) => {
            kind("ACTION-Response", request.number(), reply.number())?;
            items(&action_request(request), &action_response(reply))
        }
        (ClientService::Proxy(request), ServerService::Proxy(reply)) => {
            kind("PROXY-Response", request.number(), reply.number())?;
            items(&proxy_request(request), &proxy_response(reply))
        }
        (request, reply) => {
            let expected = expected_name(request);
            Err(ExchangeError::Service { expected, received: reply.name() })
        }
    }
}

/// A GET's answer in one piece, or put together from blocks.
pub(super) fn get(request: &GetRequest, reply: &GetResponse) -> Result<(), ExchangeError> {
    if let GetResponse::Next(_) = reply {
        return match request {
            GetRequest::Md5(_) => kind("GET-Response", request.number(), reply.number()),
            _ => Ok(()),
        };
    }
    kind("GET-Response", request.number(), reply.number())?;
    items(&get_request(request), &get_response(reply))
}

/// The number and the priority are those of the request; whether the server wants attention is its own.
fn piid(request: Piid, reply: PiidAcd) -> Result<(), ExchangeError> {
    let byte = |number, is_urgent| number | u8::from(is_urgent) << 7;
    let expected = byte(request.number, request.is_urgent);
    let received = byte(reply.number, reply.is_urgent);
    if expected == received { Ok(()) } else { Err(ExchangeError::Piid { expected, received }) }
}

fn kind(service: &'static str, expected: u8, received: u8) -> Result<(), ExchangeError> {
    if expected == received {
        return Ok(());
    }
    Err(ExchangeError::Kind { service, expected, received })
}

fn items(expected: &[Item], received: &[Item]) -> Result<(), ExchangeError> {
    if expected.len() != received.len() {
        let (expected, received) = (expected.len(), received.len());
        return Err(ExchangeError::Count { expected, received });
    }
    let pairs = expected.iter().zip(received).enumerate();
    let mut wrong = pairs.filter(|(_, (expected, received))| expected != received);
    wrong.next().map_or(Ok(()), |(at, (expected, received))| {
        let (expected, received) = (expected.clone(), received.clone());
        Err(ExchangeError::Item { at, expected, received })
    })
}

fn get_request(request: &GetRequest) -> Vec<Item> {
    match request {
        GetRequest::Normal(oad) | GetRequest::Md5(oad) => vec![Item::Oad(*oad)],
        GetRequest::NormalList(oads) => oads.iter().map(|oad| Item::Oad(*oad)).collect(),
        GetRequest::Record(query) => vec![Item::Oad(query.oad)],
        GetRequest::RecordList(queries) => {
            queries.iter().map(|query| Item::Oad(query.oad)).collect()
        }
        GetRequest::Next(_) => vec![],
    }
}

fn get_response(response: &GetResponse) -> Vec<Item> {
    match response {
        GetResponse::Normal(result) => vec![Item::Oad(result.oad)],
        GetResponse::NormalList(results) => oads(results.iter().map(|result| result.oad)),
        GetResponse::Record(result) => vec![Item::Oad(result.oad)],
        GetResponse::RecordList(results) => oads(results.iter().map(|result| result.oad)),
        GetResponse::Md5(result) => vec![Item::Oad(result.oad)],
        GetResponse::Next(_) => vec![],
    }
}

fn oads(oads: impl Iterator<Item = Oad>) -> Vec<Item> {
    oads.map(Item::Oad).collect()
}

fn set_request(request: &SetRequest) -> Vec<Item> {
    match request {
        SetRequest::Normal(item) => vec![Item::Oad(item.oad)],
        SetRequest::NormalList(items) => oads(items.iter().map(|item| item.oad)),
        SetRequest::ThenGetList(items) => oads(items.iter().flat_map(|item| [item.set, item.get])),
    }
}

fn set_response(response: &SetResponse) -> Vec<Item> {
    match response {
        SetResponse::Normal(result) => vec![Item::Oad(result.oad)],
        SetResponse::NormalList(results) => oads(results.iter().map(|result| result.oad)),
        SetResponse::ThenGetList(results) => {
            oads(results.iter().flat_map(|result| [result.set, result.read.oad]))
        }
    }
}

fn action_request(request: &ActionRequest) -> Vec<Item> {
    match request {
        ActionRequest::Normal(item) => vec![Item::Omd(item.omd)],
        ActionRequest::NormalList(items) => items.iter().map(|item| Item::Omd(item.omd)).collect(),
        ActionRequest::ThenGetList(items) => {
            items.iter().flat_map(|item| [Item::Omd(item.omd), Item::Oad(item.get)]).collect()
        }
    }
}

fn action_response(response: &ActionResponse) -> Vec<Item> {
    match response {
        ActionResponse::Normal(result) => vec![Item::Omd(result.omd)],
        ActionResponse::NormalList(results) => {
            results.iter().map(|result| Item::Omd(result.omd)).collect()
        }
        ActionResponse::ThenGetList(results) => {
            let items = results.iter();
            items.flat_map(|result| [Item::Omd(result.omd), Item::Oad(result.read.oad)]).collect()
        }
    }
}

/// Of a proxy only the meters: what it could not reach it leaves out, and says so per item.
fn proxy_request(request: &ProxyRequest) -> Vec<Item> {
    let meters = |meters: Vec<&Tsa>| meters.into_iter().cloned().map(Item::Meter).collect();
    match request {
        ProxyRequest::GetList(list) => meters(list.targets.iter().map(|t| &t.meter).collect()),
        ProxyRequest::GetRecord(record) => meters(vec![&record.meter]),
        ProxyRequest::SetList(list) => meters(list.targets.iter().map(|t| &t.meter).collect()),
        ProxyRequest::SetThenGetList(list) => {
            meters(list.targets.iter().map(|t| &t.meter).collect())
        }
        ProxyRequest::ActionList(list) => meters(list.targets.iter().map(|t| &t.meter).collect()),
        ProxyRequest::ActionThenGetList(list) => {
            meters(list.targets.iter().map(|t| &t.meter).collect())
        }
        ProxyRequest::TransCommand(command) => vec![Item::Oad(command.port)],
    }
}

fn proxy_response(response: &ProxyResponse) -> Vec<Item> {
    let meters = |meters: Vec<&Tsa>| meters.into_iter().cloned().map(Item::Meter).collect();
    match response {
        ProxyResponse::GetList(targets) => meters(targets.iter().map(|t| &t.meter).collect()),
        ProxyResponse::GetRecord(record) => meters(vec![&record.meter]),
        ProxyResponse::SetList(targets) => meters(targets.iter().map(|t| &t.meter).collect()),
        ProxyResponse::SetThenGetList(targets) => {
            meters(targets.iter().map(|t| &t.meter).collect())
        }
        ProxyResponse::ActionList(targets) => meters(targets.iter().map(|t| &t.meter).collect()),
        ProxyResponse::ActionThenGetList(targets) => {
            meters(targets.iter().map(|t| &t.meter).collect())
        }
        ProxyResponse::TransCommand(result) => vec![Item::Oad(result.port)],
    }
}

/// What a block holds, by name.
pub(super) const fn content_name(content: &BlockContent) -> &'static str {
    match content {
        BlockContent::Failed(_) => "a DAR",
        BlockContent::Normal(_) => "attributes",
        BlockContent::Record(_) => "records",
    }
}

const fn expected_name(request: &ClientService) -> &'static str {
    match request {
        ClientService::Connect(_) => "CONNECT-Response",
        ClientService::Release => "RELEASE-Response",
        ClientService::Get(_) => "GET-Response",
        ClientService::Set(_) => "SET-Response",
        ClientService::Action(_) => "ACTION-Response",
        ClientService::Proxy(_) => "PROXY-Response",
        ClientService::Report(_) | ClientService::Error(_) => "nothing",
    }
}
