//! A client and a server talk to each other without a line between them.

use std::collections::BTreeMap;

use dlt698::apdu::{
    ActionItem, ActionRequest, ClientMessage, ClientService, ConnectRequest, ConnectResponse,
    ConnectResult, Dar, ErrorKind, FactoryVersion, GetRequest, GetResponse, GetResult, LinkKind,
    LinkRequest, LinkResult, Mechanism, Negotiation, PiidAcd, RecordQuery, RecordResult, Report,
    ResultNormal, ResultRecord, ServerMessage, ServerService, SetItem, SetRequest,
};
use dlt698::client::{Client, Content, ExchangeError, Expect, Item, Reply, Step};
use dlt698::server::{Acted, Heard, Objects, Origin, Server, answer};
use dlt698::{
    Apdu, ClientApdu, Control, Csd, Data, DateTimeS, FixedCharacters, LinkFrame, Oad, Octets, Omd,
    PlainApdu, Protected, ProtectedReply, ReplyVerification, Rsd, SecurityRequest,
    SecurityResponse, ServerAddress, ServerApdu, Verification,
};

/// A meter of a few attributes.
#[derive(Default)]
struct Meter {
    attributes: BTreeMap<Oad, Data>,
    rows: Vec<Vec<Data>>,
    acted: Vec<(Omd, Data)>,
}

impl Objects for Meter {
    fn get(&mut self, oad: Oad) -> GetResult {
        match self.attributes.get(&oad) {
            Some(data) => GetResult::Found(data.clone()),
            None => GetResult::Failed(Dar::UNDEFINED),
        }
    }

    fn set(&mut self, oad: Oad, data: Data) -> Dar {
        self.attributes.insert(oad, data);
        Dar::SUCCESS
    }

    fn act(&mut self, omd: Omd, parameter: Data) -> Acted {
        self.acted.push((omd, parameter));
        Acted { dar: Dar::SUCCESS, data: None }
    }

    fn records(&mut self, query: &RecordQuery) -> ResultRecord {
        let result = RecordResult::Rows(self.rows.clone());
        ResultRecord { oad: query.oad, columns: query.columns.clone(), result }
    }

    fn connect(&mut self, request: &ConnectRequest) -> Option<ConnectResponse> {
        let factory = FactoryVersion {
            vendor: FixedCharacters(*b"RHHE"),
            software: FixedCharacters(*b"0100"),
            software_date: FixedCharacters(*b"261130"),
            hardware: FixedCharacters(*b"0100"),
            hardware_date: FixedCharacters(*b"261130"),
            extension: FixedCharacters(*b"00000000"),
        };
        let result = match request.mechanism {
            Mechanism::Null => ConnectResult::ALLOWED,
            _ => ConnectResult::WRONG_PASSWORD,
        };
        let negotiation = Negotiation { receive_frame_len_max: 200, ..request.negotiation.clone() };
        Some(ConnectResponse { factory, negotiation, result, security: None })
    }
}

const METER: &str = "201605190907";

fn address(digits: &str) -> ServerAddress {
    digits.parse().expect("an address")
}

fn client() -> Client {
    Client::new(address(METER), 0x10)
}

fn read(oads: &[Oad]) -> ClientService {
    ClientService::Get(GetRequest::NormalList(oads.to_vec()))
}

/// Carries frames back and forth until it is over; gives how many frames the client sent, too.
fn carry(mut step: Step, server: &mut Server, meter: &mut Meter) -> (Reply, usize) {
    for sent in 1.. {
        let (frame, next) = match step {
            Step::Send { frame, next } => (frame, next),
            Step::Done(reply) => return (reply, sent - 1),
            other => panic!("{other:?}"),
        };
        let frame = LinkFrame::parse(&frame).expect("a frame");
        let answered = match server.take(&frame) {
            Heard::Send(frame) => frame,
            Heard::Request { apdu: ClientApdu::Message(message), from } => {
                let message = answer(&message, meter).expect("a request");
                server.send(from, message.into()).expect("an answer")
            }
            other => panic!("{other:?}"),
        };
        step = next.take(&LinkFrame::parse(&answered).expect("a frame")).expect("the answer");
    }
    unreachable!("the loop has no end but the return")
}

#[test]
fn a_list_tells_each_item_apart() {
    let mut meter = Meter::default();
    let voltage = Oad::element(0x2000, 2, 1);
    meter.attributes.insert(voltage, Data::LongUnsigned(2_413));
    let request = client().request(read(&[voltage, Oad::new(0x2001, 2)]));
    let mut server = Server::new(address(METER));
    let (reply, _) = carry(client().begin(request), &mut server, &mut meter);
    let reads = reply.reads().expect("a GET");
    assert_eq!(reads[0].value().expect("found").to_string(), "241.3 V");
    assert_eq!(reads[1].value(), Err(Dar::UNDEFINED));
}

#[test]
fn a_long_list_comes_in_blocks_and_a_long_request_in_fragments() {
    let mut meter = Meter::default();
    let oads: Vec<Oad> = (1..=60).map(|index| Oad::element(0x4001, 2, index)).collect();
    for oad in &oads {
        meter.attributes.insert(*oad, Data::OctetString(Octets(vec![oad.index; 30])));
    }
    let mut client = client().with_frame_len_max(100);
    let mut server = Server::new(address(METER)).with_lengths(90, 300);
    let (reply, sent) =
        carry(client.begin(client.clone().request(read(&oads))), &mut server, &mut meter);
    let reads = reply.reads().expect("a GET");
    assert!(sent > 20, "{sent} frames");
    assert!(reads.iter().map(|read| read.oad).eq(oads.iter().copied()));
    assert!(reads.iter().all(|read| read.result.data() == Ok(&meter.attributes[&read.oad])));
    // The same in one piece.
    client = client.with_frame_len_max(4_096);
    let mut server = Server::new(address(METER)).with_lengths(4_096, 4_096);
    let (whole, sent) =
        carry(client.begin(client.clone().request(read(&oads))), &mut server, &mut meter);
    assert_eq!((whole.reads(), sent), (Some(reads), 1));
}

#[test]
fn the_rows_of_a_record_go_on_in_the_next_block() {
    let time = DateTimeS { year: 2026, month: 11, day: 30, hour: 0, minute: 0, second: 0 };
    let row = |n| vec![Data::DateTimeS(time), Data::DoubleLongUnsigned(n)];
    let mut meter = Meter { rows: (0..100).map(row).collect(), ..Meter::default() };
    let columns = vec![Csd::Oad(Oad::new(0x2021, 2)), Csd::Oad(Oad::new(0x0010, 2))];
    let query = RecordQuery { oad: Oad::new(0x5004, 2), selection: Rsd::NthLast(1), columns };
    let requests = [
        GetRequest::Record(query.clone()),
        GetRequest::RecordList(vec![
            query.clone(),
            RecordQuery { oad: Oad::new(0x5006, 2), ..query },
        ]),
    ];
    for request in requests {
        for first_block in [0, 1, 0xFFFF] {
            let mut client = client();
            let request = client.request(ClientService::Get(request.clone()));
            let mut server =
                Server::new(address(METER)).with_lengths(1_024, 200).with_first_block(first_block);
            let (reply, sent) = carry(client.begin(request), &mut server, &mut meter);
            assert!(sent > 5, "{sent} frames");
            for record in reply.records().expect("records") {
                assert_eq!(record.result, RecordResult::Rows(meter.rows.clone()));
            }
        }
    }
}

#[test]
fn a_long_set_goes_in_fragments_and_is_done_once() {
    let mut meter = Meter::default();
    let oad = Oad::new(0x4016, 2);
    let data = Data::OctetString(Octets(vec![7; 500]));
    let item = SetItem { oad, data: data.clone() };
    let mut client = client().with_frame_len_max(80).scrambling(true);
    let request = client.request(ClientService::Set(SetRequest::Normal(item)));
    let mut server = Server::new(address(METER));
    let (reply, sent) = carry(client.begin(request), &mut server, &mut meter);
    assert!(sent > 8, "{sent} frames");
    assert_eq!(reply.writes().map(|writes| writes[0].dar), Some(Dar::SUCCESS));
    assert_eq!(meter.attributes[&oad], data);
}

#[test]
fn a_connect_agrees_on_what_the_server_takes() {
    let mut client = client();
    let connect = |mechanism| {
        let negotiation = Negotiation::default();
        ClientService::Connect(Box::new(ConnectRequest { negotiation, mechanism }))
    };
    let mut server = Server::new(address(METER));
    let mut meter = Meter::default();
    let request = client.request(connect(Mechanism::Null));
    let (reply, _) = carry(client.begin(request), &mut server, &mut meter);
    let response = reply.connection().expect("a CONNECT");
    assert_eq!(response.result, ConnectResult::ALLOWED);
    client.agree(response);
    let long = client.request(ClientService::Action(ActionRequest::Normal(ActionItem {
        omd: Omd::new(0x4300, 1),
        parameter: Data::OctetString(Octets(vec![1; 300])),
    })));
    let Step::Send { frame, .. } = client.begin(long) else { panic!("a request is sent") };
    assert!(frame.len() <= 200, "{} bytes", frame.len());

    let request = client.request(connect(Mechanism::Password("123456".into())));
    let (reply, _) = carry(client.begin(request), &mut server, &mut meter);
    let refused = reply.connection().expect("a CONNECT").result;
    assert_eq!(refused.to_string(), "1 wrong password 密码错误");
    let request = client.request(ClientService::Release);
    let (reply, _) = carry(client.begin(request), &mut server, &mut meter);
    assert!(matches!(reply.service(), Some(ServerService::Release(_))));
}

#[test]
fn whoever_answers_a_wildcard_is_found() {
    let mut meter = Meter::default();
    let mut client = Client::new(ServerAddress::ANY, 0x10);
    let request = client.request(read(&[Oad::new(0x4001, 2)]));
    let mut server = Server::new(address(METER));
    let (reply, _) = carry(client.begin(request), &mut server, &mut meter);
    assert_eq!(reply.server, address(METER));
    client.found(reply.server);
    assert!(client.is_answered());
}

#[test]
fn nobody_answers_a_broadcast() {
    let mut client = Client::new(ServerAddress::BROADCAST, 0);
    let time = DateTimeS { year: 2026, month: 11, day: 22, hour: 10, minute: 30, second: 0 };
    let item = ActionItem { omd: Omd::new(0x4000, 127), parameter: Data::DateTimeS(time) };
    let request = client.request(ClientService::Action(ActionRequest::Normal(item)));
    let Step::SendOnly { frame } = client.begin(request) else { panic!("it is only sent") };
    let mut server = Server::new(address(METER));
    let mut meter = Meter::default();
    let heard = server.take(&LinkFrame::parse(&frame).expect("a frame"));
    let Heard::Request { apdu: ClientApdu::Message(message), from } = heard else { panic!() };
    let reply = answer(&message, &mut meter).expect("it is done");
    assert_eq!(server.send(from, reply.into()), None);
    assert_eq!(meter.acted, [(Omd::new(0x4000, 127), Data::DateTimeS(time))]);
}

/// A request for one attribute, and what waits for its answer.
fn asked() -> (ClientMessage, Expect) {
    let mut client = client();
    let request = client.request(ClientService::Get(GetRequest::Normal(Oad::new(0x4001, 2))));
    let Step::Send { next, .. } = client.begin(request.clone()) else { panic!("it is sent") };
    (request, next)
}

fn reply_frame(server: &str, client: u8, message: ServerMessage) -> LinkFrame {
    let payload = ServerApdu::from(message).emit();
    LinkFrame { control: Control::RESPONSE, server: address(server), client, payload }
}

fn read_reply(number: u8, oad: Oad) -> ServerMessage {
    let result = ResultNormal { oad, result: GetResult::Found(Data::Unsigned(1)) };
    ServerMessage {
        piid: PiidAcd { number, is_urgent: false, wants_attention: true },
        service: ServerService::Get(GetResponse::Normal(result)),
        follow_report: None,
        time_tag: None,
    }
}

#[test]
fn what_was_not_expected_is_told_with_what_was_and_the_exchange_waits_on() {
    let oad = Oad::new(0x4001, 2);
    let (_, mut next) = asked();
    let mut refused = |frame: LinkFrame| {
        let unexpected = next.clone().take(&frame).expect_err("refused");
        next = *unexpected.next;
        unexpected.error.to_string()
    };
    assert_eq!(
        refused(reply_frame("000000000001", 0x10, read_reply(1, oad))),
        "expected an answer of 201605190907, received one of 000000000001"
    );
    assert_eq!(
        refused(reply_frame(METER, 0x11, read_reply(1, oad))),
        "expected an answer to client 16, received one to 17"
    );
    assert_eq!(
        refused(reply_frame(METER, 0x10, read_reply(2, oad))),
        "expected number 1, received 2"
    );
    assert_eq!(
        refused(reply_frame(METER, 0x10, read_reply(1, Oad::new(0x4002, 2)))),
        "expected 4001-02-00 as item 0, received 4002-02-00"
    );
    let results = vec![];
    let list = ServerMessage {
        service: ServerService::Get(GetResponse::NormalList(results)),
        ..read_reply(1, oad)
    };
    assert_eq!(
        refused(reply_frame(METER, 0x10, list)),
        "expected GET-Response of kind 1, received kind 2"
    );
    let release = ServerMessage {
        service: ServerService::Release(dlt698::apdu::ReleaseResult::SUCCESS),
        ..read_reply(1, oad)
    };
    assert_eq!(
        refused(reply_frame(METER, 0x10, release)),
        "expected GET-Response, received RELEASE-Response"
    );
    let report =
        LinkFrame { control: Control::REPORT, ..reply_frame(METER, 0x10, read_reply(1, oad)) };
    assert_eq!(refused(report), "expected an answer, received what the server began");
    let cut =
        LinkFrame { payload: vec![0x85, 0x01], ..reply_frame(METER, 0x10, read_reply(1, oad)) };
    assert_eq!(refused(cut), "expected an APDU: the bytes end at 2, 1 more are needed");
    // The right one still counts.
    let Ok(Step::Done(reply)) = next.take(&reply_frame(METER, 0x10, read_reply(1, oad))) else {
        panic!("the answer")
    };
    assert_eq!(reply.reads().map(<[_]>::len), Some(1));
}

#[test]
fn what_changes_something_is_never_sent_again() {
    let (_, next) = asked();
    assert!(next.again().is_some(), "a GET changes nothing");
    let mut client = client();
    let item = ActionItem { omd: Omd::new(0x8000, 129), parameter: Data::Null };
    let services = [
        ClientService::Action(ActionRequest::Normal(item)),
        ClientService::Set(SetRequest::NormalList(vec![])),
        ClientService::Release,
    ];
    for service in services {
        let request = client.request(service);
        let Step::Send { next, .. } = client.begin(request) else { panic!("it is sent") };
        assert_eq!(next.again(), None);
    }
}

#[test]
fn an_error_of_the_server_ends_the_exchange() {
    let (request, next) = asked();
    let service = ServerService::Error(ErrorKind::UNSUPPORTED);
    let message = ServerMessage { service, ..read_reply(request.piid.number, Oad::new(0, 0)) };
    let Ok(Step::Done(reply)) = next.take(&reply_frame(METER, 0x10, message)) else { panic!() };
    assert_eq!(reply.error(), Some(ErrorKind::UNSUPPORTED));
    assert_eq!(reply.reads(), None);
}

#[test]
fn a_request_that_nobody_can_read_is_answered() {
    let mut server = Server::new(address(METER));
    let payload = vec![0x05, 0x09, 0x07, 0x00];
    let frame = LinkFrame { control: Control::REQUEST, server: address(METER), client: 1, payload };
    let Heard::Unreadable { fault, piid, from } = server.take(&frame) else { panic!() };
    assert_eq!(fault.map(|fault| fault.at()), Some(1));
    let answered = server.unreadable(piid, from).expect("an answer");
    let payload = LinkFrame::parse(&answered).expect("a frame").payload;
    assert_eq!(hex::encode_upper(payload), "EE07010000");
}

/// What a security unit does, but that it proves nothing: the APDU stays plain and the MAC is its length.
mod unit {
    use super::*;

    pub fn protect(message: &ClientMessage) -> SecurityRequest {
        let apdu = ClientApdu::Message(message.clone()).emit();
        let rn = Octets(vec![apdu.len() as u8; 4]);
        SecurityRequest {
            payload: Protected::Plain(PlainApdu(Octets(apdu))),
            verification: Verification::Rn(rn),
        }
    }

    pub fn answer(message: ServerMessage) -> ServerApdu {
        let apdu = ServerApdu::from(message).emit();
        ServerApdu::Security(SecurityResponse {
            verification: Some(ReplyVerification::Mac(Octets(vec![apdu.len() as u8; 4]))),
            payload: ProtectedReply::Plain(PlainApdu(Octets(apdu))),
        })
    }
}

#[test]
fn a_protected_exchange_takes_protected_answers_only() {
    let oad = Oad::new(0x4001, 2);
    let mut client = client();
    let request = client.request(ClientService::Get(GetRequest::Normal(oad)));
    let step = client.begin_protected(request.clone(), unit::protect(&request));
    let Step::Send { frame, next } = step else { panic!("it is sent") };
    let sent = Apdu::parse(&LinkFrame::parse(&frame).expect("a frame").payload).expect("an APDU");
    assert!(matches!(sent, Apdu::Client(ClientApdu::Security(_))));

    let plain = reply_frame(METER, 0x10, read_reply(1, oad));
    let unexpected = next.take(&plain).expect_err("a plain answer");
    assert_eq!(unexpected.error, ExchangeError::NotProtected);

    let payload = unit::answer(read_reply(1, oad)).emit();
    let step = unexpected.next.take(&LinkFrame { payload, ..plain.clone() });
    let Ok(Step::Open { response, next }) = step else { panic!("it is to be opened") };
    let ProtectedReply::Plain(PlainApdu(Octets(apdu))) = response.payload else { panic!() };
    let Ok(Step::Done(reply)) = next.clone().take(&apdu) else { panic!("the answer") };
    assert_eq!(reply.reads().map(|reads| reads[0].oad), Some(oad));

    // What was inside is held to the request as any answer is.
    let other = ServerApdu::from(read_reply(1, Oad::new(0x4002, 2))).emit();
    let expected = Item::Oad(oad);
    let received = Item::Oad(Oad::new(0x4002, 2));
    assert_eq!(next.take(&other), Err(ExchangeError::Item { at: 0, expected, received }));
}

#[test]
fn a_protected_request_may_be_refused() {
    let mut client = client();
    let request = client.request(ClientService::Get(GetRequest::Normal(Oad::new(0x4001, 2))));
    let step = client.begin_protected(request.clone(), unit::protect(&request));
    let Step::Send { next, .. } = step else { panic!("it is sent") };
    let payload = ProtectedReply::Refused(Dar::ESAM_VERIFICATION);
    let refused = ServerApdu::Security(SecurityResponse { payload, verification: None });
    let frame = LinkFrame {
        control: Control::RESPONSE,
        server: address(METER),
        client: 0x10,
        payload: refused.emit(),
    };
    let Ok(Step::Done(reply)) = next.take(&frame) else { panic!("it is over") };
    assert_eq!(reply.content, Content::Refused(Dar::ESAM_VERIFICATION));
}

#[test]
fn the_next_block_of_a_protected_answer_is_asked_for_protected() {
    let mut client = client();
    let oads = [Oad::new(0x4001, 2), Oad::new(0x4002, 2)];
    let request = client.request(read(&oads));
    let block = |number, is_last, oad| {
        let content = dlt698::apdu::BlockContent::Normal(vec![ResultNormal {
            oad,
            result: GetResult::Failed(Dar::UNDEFINED),
        }]);
        let block = dlt698::apdu::Block { is_last, number, content };
        let service = ServerService::Get(GetResponse::Next(block));
        ServerMessage { service, ..read_reply(1, oad) }
    };
    let mut step = client.begin_protected(request.clone(), unit::protect(&request));
    for (number, oad) in oads.into_iter().enumerate() {
        let Step::Send { next, .. } = step else { panic!("it is sent") };
        let message = block(number as u16, number == 1, oad);
        let payload = unit::answer(message.clone()).emit();
        let frame = LinkFrame { payload, ..reply_frame(METER, 0x10, message.clone()) };
        let Ok(Step::Open { next, .. }) = next.take(&frame) else { panic!("it is to be opened") };
        step = match next.take(&ServerApdu::from(message).emit()).expect("a block") {
            Step::Protect { message, next } => next.take(unit::protect(&message)),
            over => over,
        };
    }
    let Step::Done(reply) = step else { panic!("it is over") };
    assert_eq!(reply.reads().map(<[_]>::len), Some(2));
}

#[test]
fn reports_and_logins_are_heard_and_answered() {
    let mut server = Server::new(address(METER));
    let client = client();
    let report = Report::List(vec![ResultNormal {
        oad: Oad::new(0x3011, 2),
        result: GetResult::Found(Data::Null),
    }]);
    let message =
        ServerMessage { service: ServerService::Report(report), ..read_reply(9, Oad::new(0, 0)) };
    let to = Origin::server(Control::REPORT, 0x10);
    let frame = server.send(to, message.clone().into()).expect("a report");
    let frame = LinkFrame::parse(&frame).expect("a frame");
    assert_eq!(frame.control, Control::REPORT);
    assert_eq!(client.hear(&frame), Ok(ServerApdu::Message(message.clone())));
    let answered = client.answer_report(&frame, &message).expect("an answer");
    let answered = LinkFrame::parse(&answered).expect("a frame");
    assert_eq!(answered.control, Control::REPORT_RESPONSE);
    let Heard::Request { apdu, .. } = server.take(&answered) else { panic!("it is heard") };
    assert_eq!(hex::encode_upper(apdu.emit()), "0801090130110200".to_owned() + "00");

    let time = dlt698::DateTime::from(
        "2026-11-30T10:00:00".parse::<vocabulary::MeterTime>().expect("a time"),
    );
    let piid = PiidAcd { number: 0, is_urgent: false, wants_attention: false };
    let login = LinkRequest { piid, kind: LinkKind::LOGIN, heartbeat_s: 180, sent: time };
    let to = Origin::server(Control::LINK_REQUEST, 0);
    let frame = server.send(to, ServerApdu::Link(login.clone())).expect("a login");
    let frame = LinkFrame::parse(&frame).expect("a frame");
    assert_eq!(client.hear(&frame), Ok(ServerApdu::Link(login.clone())));
    let result = LinkResult { is_clock_trusted: true, result: 0 };
    let answered = client.answer_link(&frame, &login, (time, time), result);
    let answered = LinkFrame::parse(&answered).expect("a frame");
    assert_eq!(answered.control, Control::LINK_RESPONSE);
    assert!(matches!(server.take(&answered), Heard::Request { apdu: ClientApdu::Link(_), .. }));
}

#[test]
fn a_frame_for_another_meter_is_none_of_ours() {
    let (_, next) = asked();
    let sent = LinkFrame::parse(next.again().expect("a request")).expect("a frame");
    assert_eq!(Server::new(address("000000000001")).take(&sent), Heard::NotForUs);
    let own = LinkFrame { control: sent.control.answer(), ..sent };
    assert_eq!(Server::new(address(METER)).take(&own), Heard::NotForUs, "what a server sent");
}
