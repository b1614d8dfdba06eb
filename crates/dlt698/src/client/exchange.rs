//! The steps of one exchange.

use crate::apdu::{
    Apdu, Block, BlockContent, ClientApdu, ClientMessage, ClientService, GetRequest, GetResponse,
    ProxyRequest, RecordResult, ResultNormal, ResultRecord, ServerApdu, ServerMessage,
    ServerService,
};
use crate::client::Client;
use crate::client::matching::{self, ExchangeError};
use crate::client::reply::{Content, Reply};
use crate::link::{Control, FragmentHeader, Fragmenter, LinkFrame, Reassembler, Reassembly};
use crate::security::{ProtectedReply, SecurityRequest, SecurityResponse};

/// What is to be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a step is taken apart at once, never kept")]
pub enum Step {
    /// Send the frame, then give what comes to `next`.
    Send {
        frame: Vec<u8>,
        next: Expect,
    },
    /// Send the frame; nobody answers a group or a broadcast, and nobody is to wait.
    SendOnly {
        frame: Vec<u8>,
    },
    /// Have the security unit check and open this, then give what was inside to `next`. One that does not check ends the
    /// exchange.
    Open {
        response: SecurityResponse,
        next: ExpectOpened,
    },
    /// Have the security unit protect this, then give what it made to `next`.
    Protect {
        message: ClientMessage,
        next: ExpectProtected,
    },
    Done(Reply),
}

/// A frame that is not what was expected; the exchange waits on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct Unexpected {
    #[source]
    pub error: ExchangeError,
    /// What takes the next frame.
    pub next: Box<Expect>,
}

/// A frame is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expect {
    exchange: Exchange,
    state: State,
}

/// What the frame is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// The confirmation of a fragment.
    Confirm(Fragmenter),
    /// The answer, or a fragment of it.
    Reply(Reassembler),
}

/// The opened answer is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectOpened {
    exchange: Exchange,
}

/// The protected request is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectProtected {
    exchange: Exchange,
}

/// What stays the same from the first step to the last, and what was gathered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Exchange {
    client: Client,
    /// What was asked first: the answer is to be its answer.
    request: ClientMessage,
    is_protected: bool,
    /// What was sent last: of it, or of a request for the next block.
    sent: Vec<u8>,
    blocks: Option<Blocks>,
}

/// Begins the exchange; `protected` is what goes out instead of the request.
pub(super) fn begin(
    client: &Client,
    request: ClientMessage,
    protected: Option<SecurityRequest>,
) -> Step {
    let exchange = Exchange {
        client: client.clone(),
        request,
        is_protected: protected.is_some(),
        sent: Vec::new(),
        blocks: None,
    };
    let apdu = match protected {
        Some(protected) => ClientApdu::Security(protected),
        None => ClientApdu::Message(exchange.request.clone()),
    };
    exchange.send(&apdu)
}

impl Expect {
    /// Takes a frame that came.
    ///
    /// # Errors
    /// [`Unexpected`] for one that is not what was expected: of another server, to another client, with another number
    /// or other items. It changes nothing.
    pub fn take(self, frame: &LinkFrame) -> Result<Step, Unexpected> {
        let unchanged = self.clone();
        self.step(frame).map_err(|error| Unexpected { error, next: Box::new(unchanged) })
    }

    /// What may be sent again when nothing came: a fragment, or a request that changes nothing. Nothing for a SET, an
    /// ACTION or what a proxy does of them: whether it was done is unknown, and is to be asked for.
    #[must_use]
    pub fn again(&self) -> Option<&[u8]> {
        let is_repeatable = match self.state {
            State::Confirm(_) => true,
            State::Reply(_) => self.exchange.changes_nothing(),
        };
        is_repeatable.then_some(&self.exchange.sent)
    }

    fn step(mut self, frame: &LinkFrame) -> Result<Step, ExchangeError> {
        matching::frame(frame, &self.exchange.client.server, self.exchange.client.address)?;
        // Whoever answered a wildcard is spoken to from now on.
        self.exchange.client.server = frame.server;
        if !frame.control.is_fragment {
            // While fragments are sent, too: a server that could not take one says so at once.
            return self.exchange.apdu(&frame.payload);
        }
        let (header, data, _) = FragmentHeader::parse(&frame.payload)?;
        match self.state {
            State::Confirm(mut fragments) => {
                fragments.confirm(header)?;
                Ok(self.exchange.send_fragment(fragments))
            }
            State::Reply(mut whole) => match whole.take(header, data)? {
                Reassembly::Confirm(confirm) => Ok(self.exchange.send_confirm(confirm, whole)),
                Reassembly::Whole(apdu) => self.exchange.apdu(&apdu),
            },
        }
    }
}

impl ExpectOpened {
    /// Takes what the security unit found inside.
    ///
    /// # Errors
    /// What keeps it from being the answer. The exchange is over: an answer that checks and is none to this request was
    /// made for another.
    pub fn take(self, apdu: &[u8]) -> Result<Step, ExchangeError> {
        self.exchange.opened(apdu)
    }
}

impl ExpectProtected {
    /// Takes what the security unit made.
    #[must_use]
    pub fn take(self, protected: SecurityRequest) -> Step {
        self.exchange.send(&ClientApdu::Security(protected))
    }
}

impl Exchange {
    /// Sends an APDU in one frame, or its first fragment.
    fn send(self, apdu: &ClientApdu) -> Step {
        let payload = apdu.emit();
        let len_max = LinkFrame::payload_len_max(&self.client.server, self.client.frame_len_max);
        if payload.len() > len_max {
            return self.send_fragment(Fragmenter::new(payload, len_max));
        }
        let whole = Reassembler::new(self.client.apdu_len_max);
        self.send_frame(Control::REQUEST, payload, State::Reply(whole))
    }

    fn send_fragment(self, fragments: Fragmenter) -> Step {
        let payload = fragments.payload();
        let state = if fragments.is_last() {
            State::Reply(Reassembler::new(self.client.apdu_len_max))
        } else {
            State::Confirm(fragments)
        };
        self.send_frame(Control::REQUEST.fragment(), payload, state)
    }

    fn send_confirm(self, confirm: FragmentHeader, whole: Reassembler) -> Step {
        let payload = confirm.emit().to_vec();
        self.send_frame(Control::REQUEST.fragment(), payload, State::Reply(whole))
    }

    fn send_frame(mut self, control: Control, payload: Vec<u8>, state: State) -> Step {
        let control = control.scrambled(self.client.is_scrambling);
        let (server, client) = (self.client.server, self.client.address);
        let frame = LinkFrame { control, server, client, payload }.emit();
        if !self.client.is_answered() {
            return Step::SendOnly { frame };
        }
        self.sent.clone_from(&frame);
        Step::Send { frame, next: Expect { exchange: self, state } }
    }

    /// Takes a whole APDU off the line.
    fn apdu(self, payload: &[u8]) -> Result<Step, ExchangeError> {
        match Apdu::parse(payload).map_err(ExchangeError::Apdu)? {
            Apdu::Client(_) => Err(ExchangeError::FromClient),
            Apdu::Server(ServerApdu::Link(_)) => Err(ExchangeError::BegunByServer),
            Apdu::Server(ServerApdu::Security(_)) if !self.is_protected => {
                Err(ExchangeError::Protected)
            }
            Apdu::Server(ServerApdu::Security(response)) => match response.payload {
                ProtectedReply::Refused(dar) => Ok(self.done(Content::Refused(dar))),
                _ => Ok(Step::Open { response, next: ExpectOpened { exchange: self } }),
            },
            // That a server cannot read a protected request it can only say in plain.
            Apdu::Server(ServerApdu::Message(message))
                if self.is_protected && !matches!(message.service, ServerService::Error(_)) =>
            {
                Err(ExchangeError::NotProtected)
            }
            Apdu::Server(ServerApdu::Message(message)) => self.message(message),
        }
    }

    /// Takes what was inside a protected answer.
    fn opened(self, apdu: &[u8]) -> Result<Step, ExchangeError> {
        match Apdu::parse(apdu).map_err(ExchangeError::Apdu)? {
            Apdu::Server(ServerApdu::Message(message)) => self.message(message),
            Apdu::Server(ServerApdu::Security(_)) => Err(ExchangeError::Protected),
            Apdu::Server(ServerApdu::Link(_)) => Err(ExchangeError::BegunByServer),
            Apdu::Client(_) => Err(ExchangeError::FromClient),
        }
    }

    fn message(mut self, message: ServerMessage) -> Result<Step, ExchangeError> {
        matching::message(&self.request, &message)?;
        let (ClientService::Get(asked), ServerService::Get(GetResponse::Next(block))) =
            (&self.request.service, &message.service)
        else {
            if self.blocks.is_some() && !matches!(message.service, ServerService::Error(_)) {
                let received = message.service.name();
                return Err(ExchangeError::Service { expected: "the next block", received });
            }
            return Ok(self.done(Content::Message(message)));
        };
        let (number, is_last) = (block.number, block.is_last);
        if let BlockContent::Failed(dar) = block.content {
            return Ok(self.done(Content::BlocksFailed(dar)));
        }
        let gathered = self
            .blocks
            .take()
            .map_or_else(|| Blocks::first(asked, block), |gathered| gathered.follow(block))?;
        if !is_last {
            self.blocks = Some(gathered);
            return Ok(self.next_block(number));
        }
        let whole = gathered.whole(asked)?;
        let service = ServerService::Get(whole);
        Ok(self.done(Content::Message(ServerMessage { service, ..message })))
    }

    /// Asks for what follows a block, under the number of the request.
    fn next_block(self, number: u16) -> Step {
        let service = ClientService::Get(GetRequest::Next(number));
        let message = ClientMessage { service, ..self.request.clone() };
        if self.is_protected {
            return Step::Protect { message, next: ExpectProtected { exchange: self } };
        }
        self.send(&ClientApdu::Message(message))
    }

    fn done(self, content: Content) -> Step {
        Step::Done(Reply { server: self.client.server, content })
    }

    fn changes_nothing(&self) -> bool {
        // A block that is asked for a second time is told a second time.
        matches!(
            self.request.service,
            ClientService::Get(_)
                | ClientService::Proxy(ProxyRequest::GetList(_) | ProxyRequest::GetRecord(_))
        )
    }
}

/// What came in blocks so far.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Blocks {
    last: u16,
    gathered: Gathered,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Gathered {
    Normal(Vec<ResultNormal>),
    Record(Vec<ResultRecord>),
}

impl Blocks {
    /// The first block; its number is the server's to choose.
    fn first(asked: &GetRequest, block: &Block) -> Result<Self, ExchangeError> {
        let is_record = matches!(asked, GetRequest::Record(_) | GetRequest::RecordList(_));
        let gathered = if is_record { Gathered::Record(vec![]) } else { Gathered::Normal(vec![]) };
        Self { last: block.number, gathered }.with(block)
    }

    fn follow(mut self, block: &Block) -> Result<Self, ExchangeError> {
        let expected = self.last.wrapping_add(1);
        if block.number != expected {
            return Err(ExchangeError::Block { expected, received: block.number });
        }
        self.last = expected;
        self.with(block)
    }

    fn with(mut self, block: &Block) -> Result<Self, ExchangeError> {
        match (&mut self.gathered, &block.content) {
            (Gathered::Normal(gathered), BlockContent::Normal(results)) => {
                gathered.extend_from_slice(results);
            }
            (Gathered::Record(gathered), BlockContent::Record(results)) => {
                append_records(gathered, results);
            }
            (gathered, received) => {
                let expected = match gathered {
                    Gathered::Normal(_) => "attributes",
                    Gathered::Record(_) => "records",
                };
                let received = matching::content_name(received);
                return Err(ExchangeError::BlockContent { expected, received });
            }
        }
        Ok(self)
    }

    /// The answer as it would have come in one piece.
    fn whole(self, asked: &GetRequest) -> Result<GetResponse, ExchangeError> {
        let count = match &self.gathered {
            Gathered::Normal(results) => results.len(),
            Gathered::Record(results) => results.len(),
        };
        let one = ExchangeError::Count { expected: 1, received: count };
        let whole = match (asked, self.gathered) {
            (GetRequest::Normal(_), Gathered::Normal(results)) => {
                let [result] = <[_; 1]>::try_from(results).map_err(|_| one)?;
                GetResponse::Normal(result)
            }
            (GetRequest::Record(_), Gathered::Record(results)) => {
                let [result] = <[_; 1]>::try_from(results).map_err(|_| one)?;
                GetResponse::Record(result)
            }
            (_, Gathered::Normal(results)) => GetResponse::NormalList(results),
            (_, Gathered::Record(results)) => GetResponse::RecordList(results),
        };
        matching::get(asked, &whole)?;
        Ok(whole)
    }
}

/// A record whose rows go on in the next block has the same head there.
fn append_records(gathered: &mut Vec<ResultRecord>, results: &[ResultRecord]) {
    let mut results = results.iter();
    if let (Some(last), Some(first)) = (gathered.last_mut(), results.clone().next())
        && last.oad == first.oad
        && last.columns == first.columns
        && let (RecordResult::Rows(rows), RecordResult::Rows(more)) =
            (&mut last.result, &first.result)
    {
        rows.extend_from_slice(more);
        results.next();
    }
    gathered.extend(results.cloned());
}
