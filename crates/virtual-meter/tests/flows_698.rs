//! Whole flows of DL/T 698.45 with the software security unit at the other end, and what the meter refuses.

mod bench;

use bench::{Bench, NUMBER, at, setup};
use dlt698::apdu::{
    ActionItem, ActionRequest, ClientService, ConnectRequest, ConnectResult, Credentials, Dar,
    GetRequest, Mechanism, Negotiation, RecordQuery, RecordResult, SetItem, SetRequest, TimeTag,
};
use dlt698::client::{Client, Content, Reply, Step};
use dlt698::{
    Characters, Control, Csd, Data, DateTimeS, Decoder, Event, LinkFrame, Oad, Octets, Omd,
    PlainApdu, Protected, ProtectedReply, ReplyVerification, Rsd, SecurityRequest, ServerAddress,
    SidMac, Ti, TiUnit, Verification,
};
use security_unit::metering::*;
use virtual_meter::{MeterSetup, Port, Protocol, PurseSetup, Wiring};

/// A client, and the bench that its meter and unit are on.
struct Station {
    bench: Bench,
    client: Client,
}

impl Station {
    fn new(setup: &MeterSetup, port: Port) -> Self {
        let address: ServerAddress = NUMBER.parse().expect("an address");
        Self { bench: Bench::new(setup, port), client: Client::new(address, 0x10) }
    }

    fn wired() -> Self {
        Self::new(&setup(Protocol::Dlt698), Port::Rs485)
    }

    /// Carries frames until it is over; nothing if the meter is silent.
    fn carry(&mut self, mut step: Step) -> Option<Reply> {
        loop {
            match step {
                Step::Send { frame, next } => {
                    let sent = self.bench.send(&frame);
                    let mut decoder = Decoder::default();
                    sent.iter().for_each(|sent| decoder.push(&sent.bytes));
                    let frame =
                        std::iter::from_fn(|| decoder.poll()).find_map(|event| match event {
                            Event::Frame(frame) => Some(frame),
                            Event::Skipped { .. } => None,
                        })?;
                    step = next.take(&frame).expect("the answer");
                }
                Step::Open { response, next } => {
                    let reply = match (response.payload, response.verification) {
                        (ProtectedReply::Plain(PlainApdu(apdu)), Some(mac)) => {
                            security_unit::metering::ProtectedReply::Plain {
                                apdu: apdu.0,
                                mac: mac_of(mac),
                            }
                        }
                        (ProtectedReply::Cipher(cipher), mac) => {
                            security_unit::metering::ProtectedReply::Cipher {
                                cipher: cipher.0,
                                mac: mac.map(mac_of),
                            }
                        }
                        other => panic!("{other:?}"),
                    };
                    let apdu = self.bench.unit.unprotect(&reply).expect("authentic");
                    step = next.take(&apdu).expect("the answer to this request");
                }
                Step::Done(reply) => return Some(reply),
                other => panic!("{other:?}"),
            }
        }
    }

    fn ask(&mut self, service: ClientService) -> Reply {
        let request = self.client.request(service);
        let step = self.client.begin(request);
        self.carry(step).expect("an answer")
    }

    /// Reads attributes; their values as they are displayed, or the DAR.
    fn read(&mut self, oads: &[Oad]) -> Vec<String> {
        let reply = self.ask(ClientService::Get(GetRequest::NormalList(oads.to_vec())));
        let reads = reply.reads().expect("a GET");
        let told = |read: &dlt698::apdu::ResultNormal| match read.value() {
            Ok(value) => value.to_string(),
            Err(dar) => format!("DAR {}", dar.0),
        };
        reads.iter().map(told).collect()
    }

    fn one(&mut self, oi: u16, attribute: u8) -> String {
        self.read(&[Oad::new(oi, attribute)]).remove(0)
    }

    fn set(&mut self, oad: Oad, data: Data) -> Dar {
        let service = ClientService::Set(SetRequest::Normal(SetItem { oad, data }));
        self.ask(service).writes().expect("a SET")[0].dar
    }

    fn act(&mut self, omd: Omd, parameter: Data) -> Dar {
        self.ask(action(omd, parameter)).actions().expect("an ACTION")[0].dar
    }

    /// CONNECT by symmetric key.
    fn connect(&mut self) {
        let authority = self.bench.machine.permit(&self.bench.grant, Purpose::Connect);
        let counter = self.negotiations() + 1;
        let Data::OctetString(serial) = self.data(Oad::new(0xF100, 2)) else { panic!() };
        let esam = EsamSerial::from_bytes(serial.0.try_into().expect("eight bytes"));
        let authority = authority.expect("permitted");
        let proof = self.bench.unit.begin_connect(&self.bench.target, &authority, esam, counter);
        let proof = proof.expect("begun");
        let credentials =
            Credentials { ciphertext: Octets(proof.cipher), signature: Octets(proof.signature) };
        let request = ConnectRequest {
            negotiation: Negotiation::default(),
            mechanism: Mechanism::Symmetric(credentials),
        };
        let reply = self.ask(ClientService::Connect(Box::new(request)));
        let response = reply.connection().expect("a CONNECT");
        assert_eq!(response.result, ConnectResult::ALLOWED);
        let security = response.security.clone().expect("its proof");
        let server = ServerProof { random: security.rn.0, signature: security.signature.0 };
        self.bench.unit.confirm_connect(&server).expect("authentic");
    }

    fn negotiations(&mut self) -> u32 {
        let Data::Structure(counters) = self.data(Oad::new(0xF100, 7)) else { panic!() };
        u32::try_from(counters[0].whole_number().expect("a number")).expect("small")
    }

    fn data(&mut self, oad: Oad) -> Data {
        let reply = self.ask(ClientService::Get(GetRequest::Normal(oad)));
        reply.reads().expect("a GET")[0].result.data().expect("no DAR").clone()
    }

    /// A command under cipher and MAC, as the company permitted it.
    fn command(&mut self, service: ClientService, tag: Option<TimeTag>) -> Reply {
        let request = match tag {
            Some(tag) => self.client.request_in_time(service, tag),
            None => self.client.request(service),
        };
        let apdu = dlt698::ClientApdu::Message(request.clone()).emit();
        let tag_len = if tag.is_some() { 11 } else { 1 };
        let (content, tag) = apdu[3..].split_at(apdu.len() - 3 - tag_len);
        let task = CommandTask::new(Protection::CipherMac, [apdu[0], apdu[1]], content.to_vec());
        let task = task.expect("a command");
        let permitted = self.bench.machine.permit_command(&self.bench.grant, task);
        let permitted = permitted.expect("permitted");
        let tag = security_unit::metering::TimeTag::parse(tag).expect("a tag");
        let protected = self
            .bench
            .unit
            .protect_command(&self.bench.target, &permitted, apdu[2], &tag)
            .expect("protected");
        let step = self.client.begin_protected(request, request_of(protected));
        self.carry(step).expect("an answer")
    }

    /// The clock as the unit sets it: permitted is the work, the time is the moment's.
    fn set_clock_by_the_unit(&mut self) -> Dar {
        let task = ClockTask { item: ClockItem::DateTime };
        let permitted = self.bench.machine.permit_clock(&self.bench.grant, task);
        let permitted = permitted.expect("permitted");
        let time = Data::DateTimeS(DateTimeS::from(self.bench.target.now));
        let set = SetRequest::Normal(SetItem { oad: Oad::new(0x4000, 2), data: time });
        let request = self.client.request(ClientService::Set(set));
        let apdu = dlt698::ClientApdu::Message(request.clone()).emit();
        let none = security_unit::metering::TimeTag::parse(&[0]).expect("no tag");
        let protected = self
            .bench
            .unit
            .protect_clock(&self.bench.target, &permitted, apdu[2], &none)
            .expect("protected");
        let step = self.client.begin_protected(request, request_of(protected));
        let reply = self.carry(step).expect("an answer");
        reply.writes().expect("a SET")[0].dar
    }

    fn command_dar(&mut self, omd: Omd, parameter: Data, tag: Option<TimeTag>) -> Dar {
        let reply = self.command(action(omd, parameter), tag);
        reply.actions().expect("an ACTION")[0].dar
    }
}

fn request_of(protected: ProtectedCommand) -> SecurityRequest {
    let sid = dlt698::Sid {
        identity: u32::from_be_bytes(protected.sid.identity),
        attached: Octets(protected.sid.attached),
    };
    let mac = Octets(protected.mac.expect("cipher and MAC").bytes().to_vec());
    SecurityRequest {
        payload: Protected::Cipher(Octets(protected.body)),
        verification: Verification::SidMac(SidMac { sid, mac }),
    }
}

fn mac_of(verification: ReplyVerification) -> Mac {
    let ReplyVerification::Mac(mac) = verification else { panic!("{verification:?}") };
    Mac::from_bytes(mac.0.try_into().expect("four bytes"))
}

fn action(omd: Omd, parameter: Data) -> ClientService {
    ClientService::Action(ActionRequest::Normal(ActionItem { omd, parameter }))
}

fn tag(text: &str) -> Option<TimeTag> {
    let delay_max = Ti { unit: TiUnit::MINUTE, count: 5 };
    Some(TimeTag { sent: at(text).into(), delay_max })
}

fn trip() -> Data {
    Data::Array(vec![Data::Structure(vec![
        Data::Oad(RELAY),
        Data::Unsigned(0),
        Data::LongUnsigned(0),
        Data::Bool(false),
    ])])
}

fn close(direct: bool) -> Data {
    let command = Data::Enum(u8::from(direct));
    Data::Array(vec![Data::Structure(vec![Data::Oad(RELAY), command])])
}

const RELAY: Oad = Oad::element(0xF205, 2, 1);
const TRIP: Omd = Omd::new(0x8000, 129);
const CLOSE: Omd = Omd::new(0x8000, 130);
const GUARD: Omd = Omd::new(0x8001, 127);

#[test]
fn plain_reads_need_no_association() {
    let mut station = Station::wired();
    assert_eq!(station.one(0x4001, 2), NUMBER);
    assert_eq!(station.one(0x4002, 2), NUMBER);
    assert_eq!(station.one(0x4000, 2), "2026-11-30T10:00:00");
    let energies = station.one(0x0010, 2);
    assert!(energies.contains("kWh"), "{energies}");
    assert!(station.one(0x2000, 2).contains(" V"));
    assert_eq!(station.one(0x9999, 2), "DAR 4");
    assert_eq!(station.one(0x4001, 9), "DAR 6");
    assert_eq!(station.read(&[Oad::element(0x0010, 2, 6)]), ["DAR 6"], "no sixth element");
    assert_eq!(station.one(0x202C, 2), "DAR 4", "not prepaid");
    let mut three = setup(Protocol::Dlt698);
    three.wiring = Wiring::ThreePhase;
    three.purse = Some(PurseSetup::default());
    let mut station = Station::new(&three, Port::Rs485);
    let Data::Array(voltages) = station.data(Oad::new(0x2000, 2)) else { panic!() };
    let Data::Array(powers) = station.data(Oad::new(0x2004, 2)) else { panic!() };
    assert_eq!((voltages.len(), powers.len()), (3, 4), "powers begin with the total");
    let Data::Structure(wallet) = station.data(Oad::new(0x202C, 2)) else { panic!() };
    assert_eq!(wallet, [Data::DoubleLongUnsigned(10_000), Data::DoubleLongUnsigned(0)]);
}

#[test]
fn both_protocols_tell_the_same_register() {
    let mut station = Station::wired();
    let mut other = Bench::new(&setup(Protocol::Dlt645), Port::Rs485);
    let total = station.read(&[Oad::element(0x0010, 2, 1)]).remove(0);
    assert_eq!(other.read(0x0001_0000), [total]);
}

#[test]
fn an_unknown_meter_is_asked_by_wildcard() {
    let mut station = Station::wired();
    let mut client = Client::new(ServerAddress::ANY, 0x10);
    let request = client.request(ClientService::Get(GetRequest::Normal(Oad::new(0x4001, 2))));
    let reply = station.carry(client.begin(request)).expect("it answers for itself");
    assert_eq!(reply.server.to_string(), NUMBER);
}

#[test]
fn a_stop_and_a_restore_under_cipher_and_mac() {
    let mut station = Station::wired();
    let now = "2026-11-30T10:00:00";
    assert_eq!(station.act(TRIP, trip()), Dar::TIME_TAG_INVALID, "no time tag");
    let plain = station.client.request_in_time(action(TRIP, trip()), tag(now).expect("a tag"));
    let step = station.client.begin(plain);
    let refused = station.carry(step).expect("an answer");
    assert_eq!(refused.actions().expect("an ACTION")[0].dar, Dar::SECURITY_MISMATCH, "in plain");
    assert!(!station.bench.view().relay_is_open);

    station.connect();
    assert_eq!(station.command_dar(TRIP, trip(), None), Dar::TIME_TAG_INVALID);
    let old = station.command_dar(TRIP, trip(), tag("2026-11-30T09:54:59"));
    assert_eq!(old, Dar::TIME_TAG_INVALID, "its time has run out");
    assert!(!station.bench.view().relay_is_open);
    assert_eq!(station.command_dar(TRIP, trip(), tag(now)), Dar::SUCCESS);
    assert!(station.bench.view().relay_is_open);
    assert_eq!(station.command_dar(CLOSE, close(false), tag(now)), Dar::SUCCESS);
    assert!(station.bench.view().relay_is_open && station.bench.view().may_be_closed);
    assert_eq!(station.command_dar(CLOSE, close(true), tag(now)), Dar::SUCCESS);
    assert!(!station.bench.view().relay_is_open);
    assert_eq!(station.command_dar(GUARD, Data::Null, tag(now)), Dar::SUCCESS);
    assert_eq!(station.one(0x8001, 2), "1");
    assert_eq!(station.command_dar(TRIP, trip(), tag(now)), Dar::REFUSED, "under guard");
    assert!(!station.bench.view().relay_is_open);
    let elsewhere = Data::Array(vec![Data::Structure(vec![
        Data::Oad(Oad::element(0xF205, 2, 2)),
        Data::Enum(1),
    ])]);
    assert_eq!(station.command_dar(CLOSE, elsewhere, tag(now)), Dar::OUT_OF_RANGE);
}

#[test]
fn a_command_is_taken_once_and_not_without_a_session() {
    let mut station = Station::wired();
    let sid = dlt698::Sid { identity: 1, attached: Octets(vec![0, 1]) };
    let protected = SecurityRequest {
        payload: Protected::Cipher(Octets(vec![0; 16])),
        verification: Verification::SidMac(SidMac { sid, mac: Octets(vec![0; 4]) }),
    };
    let request = station.client.request(action(GUARD, Data::Null));
    let step = station.client.begin_protected(request, protected);
    let reply = station.carry(step).expect("an answer");
    assert_eq!(reply.content, Content::Refused(Dar::SECURITY_FAILED));
    station.connect();
    station.bench.pass(30 * 60);
    let command = Omd::new(0x8000, 127);
    let reply = station.command(action(command, Data::Null), None);
    assert_eq!(reply.content, Content::Refused(Dar::SECURITY_FAILED), "the session is over");
}

#[test]
fn a_plain_read_may_ask_for_a_proof() {
    let mut station = Station::wired();
    station.connect();
    let rn = station.bench.unit.protect_read().expect("drawn");
    let request =
        station.client.request(ClientService::Get(GetRequest::Normal(Oad::new(0x0010, 2))));
    let apdu = dlt698::ClientApdu::Message(request.clone()).emit();
    let protected = SecurityRequest {
        payload: Protected::Plain(PlainApdu(Octets(apdu))),
        verification: Verification::Rn(Octets(rn.0)),
    };
    let step = station.client.begin_protected(request, protected);
    let reply = station.carry(step).expect("an authentic answer");
    assert!(reply.reads().expect("a GET")[0].value().is_ok());
}

#[test]
fn the_clock_is_set_under_cipher_and_mac_and_moved_by_broadcast() {
    let mut slow = setup(Protocol::Dlt698);
    slow.clock_offset_s = -900;
    let mut station = Station::new(&slow, Port::Rs485);
    let time = |text: &str| Data::DateTimeS(DateTimeS::from(at(text)));
    let clock = Oad::new(0x4000, 2);
    assert_eq!(station.set(clock, time("2026-11-30T10:00:00")), Dar::SECURITY_MISMATCH);
    let broadcast = |station: &mut Station, omd: Omd, parameter: Data| {
        let client = Client::new(ServerAddress::BROADCAST, 0);
        let request = client.clone().request(action(omd, parameter));
        let Step::SendOnly { frame } = client.begin(request) else { panic!("nobody answers") };
        assert_eq!(station.bench.send(&frame), []);
        station.bench.view().shows
    };
    let sync = Omd::new(0x4000, 127);
    let shown = broadcast(&mut station, sync, time("2026-11-30T10:00:00"));
    assert_eq!(shown, at("2026-11-30T09:45:00"), "a quarter of an hour is too much");
    let shown = broadcast(&mut station, sync, time("2026-11-30T09:50:00"));
    assert_eq!(shown, at("2026-11-30T09:50:00"));
    broadcast(&mut station, TRIP, trip());
    assert!(!station.bench.view().relay_is_open, "nobody trips all meters at once");
    broadcast(&mut station, Omd::new(0x5000, 3), Data::Null);

    station.connect();
    let set = SetRequest::Normal(SetItem { oad: clock, data: time("2026-11-30T10:00:00") });
    let reply = station.command(ClientService::Set(set), None);
    assert_eq!(reply.writes().expect("a SET")[0].dar, Dar::SUCCESS);
    assert_eq!(station.bench.view().shows, at("2026-11-30T10:00:00"));
    station.bench.pass(60);
    assert_eq!(station.set_clock_by_the_unit(), Dar::SUCCESS);
    assert_eq!(station.bench.view().shows, at("2026-11-30T10:01:00"), "the unit chose the moment");
    let set = SetItem { oad: Oad::new(0x2000, 2), data: Data::Null };
    let reply = station.command(ClientService::Set(SetRequest::Normal(set)), None);
    assert_ne!(reply.writes().expect("a SET")[0].dar, Dar::SUCCESS, "nobody sets a voltage");
}

#[test]
fn a_closing_in_plain_text_has_a_password_and_three_tries() {
    let mut station = Station::wired();
    station.connect();
    station.command_dar(TRIP, trip(), tag("2026-11-30T10:00:00"));
    let omd = Omd::new(0x8000, 131);
    let with = |password: &str| {
        let password = Data::VisibleString(Characters(password.as_bytes().to_vec()));
        Data::Array(vec![Data::Structure(vec![Data::Oad(RELAY), Data::Enum(1), password])])
    };
    assert_eq!(station.act(omd, with("000000")), Dar::NOT_AUTHORISED);
    assert_eq!(station.act(omd, with("123456")), Dar::SUCCESS);
    assert!(!station.bench.view().relay_is_open);
    for _ in 0..3 {
        station.act(omd, with("000000"));
    }
    assert_eq!(station.act(omd, with("123456")), Dar::NOT_AUTHORISED, "locked");
    station.bench.pass(86_400);
    assert_eq!(station.act(omd, with("123456")), Dar::SUCCESS);
}

#[test]
fn infrared_opens_after_the_handshake() {
    let mut station = Station::new(&setup(Protocol::Dlt698), Port::Infrared);
    assert_eq!(station.one(0x4001, 2), NUMBER);
    station.connect();
    let alarm = Omd::new(0x8000, 127);
    assert_eq!(station.command_dar(alarm, Data::Null, None), Dar::NOT_AUTHORISED);
    let random1 = station.bench.unit.draw_random().expect("drawn");
    let rn = Data::Rn(Octets(random1.bytes().to_vec()));
    let reply = station.ask(action(Omd::new(0xF100, 11), rn));
    let done = &reply.actions().expect("an ACTION")[0];
    let Some(Data::Structure(parts)) = &done.data else { panic!("{done:?}") };
    let [
        Data::OctetString(meter),
        Data::OctetString(esam),
        Data::OctetString(cipher),
        Data::Rn(random2),
    ] = &parts[..]
    else {
        panic!("{parts:?}")
    };
    let eight = |octets: &Octets| <[u8; 8]>::try_from(&octets.0[..]).expect("eight bytes");
    let number: [u8; 6] = meter.0[..].try_into().expect("six bytes");
    let challenge = InfraredChallenge {
        meter: vocabulary::MeterNo::from_bcd(number).expect("digits"),
        esam: EsamSerial::from_bytes(eight(esam)),
        random1_cipher: RandomCipher::from_bytes(eight(cipher)),
        random2: InfraredRandom2::from_bytes(eight(random2)),
    };
    let bench = &mut station.bench;
    let authorities = bench.machine.permit_infrared(&bench.grant).expect("permitted");
    let answer = bench.unit.answer_infrared(&bench.target, &authorities, &challenge);
    let answer = answer.expect("the meter is authentic");
    let answer = Data::OctetString(Octets(answer.bytes().to_vec()));
    assert_eq!(station.act(Omd::new(0xF100, 12), answer), Dar::SUCCESS);
    assert_eq!(station.command_dar(alarm, Data::Null, None), Dar::SUCCESS);
    assert!(station.bench.view().has_alarm);
}

#[test]
fn keys_are_updated_within_a_session() {
    let mut station = Station::wired();
    let private = KeySet::Private { version: 1.try_into().expect("not 0") };
    let bench = &station.bench;
    let task = bench.machine.permit_key_update(&bench.grant, Generation::Of2013, private);
    let material = task.expect("permitted").material;
    station.connect();
    let records = material.bytes().chunks_exact(36).take(20);
    // Four keys at a time, as a command holds them; the main control key comes last.
    let records: Vec<&[u8]> = records.collect();
    for four in records.chunks(4) {
        let keys = Data::OctetString(Octets(four.concat()));
        let sid = dlt698::Sid { identity: 0, attached: Octets(vec![]) };
        let proof = Data::SidMac(Box::new(SidMac { sid, mac: Octets(vec![0; 4]) }));
        let parameter = Data::Structure(vec![keys, proof]);
        assert_eq!(station.command_dar(Omd::new(0xF100, 7), parameter, None), Dar::SUCCESS);
    }
    assert_eq!(station.bench.view().key_map, 0xF_FFFF);
    assert_eq!(station.data(Oad::new(0xF100, 4)), Data::OctetString(Octets(vec![1; 20])));
}

#[test]
fn money_is_taken_within_a_session_once() {
    let mut prepaid = setup(Protocol::Dlt698);
    prepaid.purse = Some(PurseSetup::default());
    let mut station = Station::new(&prepaid, Port::Rs485);
    let wallet = |operation, count, meter: [u8; 6]| {
        let octets = |octets: [u8; 6]| Data::OctetString(Octets(octets.to_vec()));
        let sid = dlt698::Sid { identity: 0, attached: Octets(vec![]) };
        Data::Structure(vec![
            Data::Integer(operation),
            Data::DoubleLongUnsigned(5_000),
            Data::DoubleLongUnsigned(count),
            octets([0, 3, 1, 0x23, 0x45, 0x67]),
            Data::SidMac(Box::new(SidMac { sid, mac: Octets(vec![0; 4]) })),
            octets(meter),
        ])
    };
    let here = station.bench.target.meter.bcd();
    let omd = Omd::new(0xF100, 6);
    assert_eq!(station.act(omd, wallet(0, 1, here)), Dar::SECURITY_MISMATCH, "in plain");
    station.connect();
    let mut buy =
        |operation, count, meter| station.command_dar(omd, wallet(operation, count, meter), None);
    assert_eq!(buy(0, 1, [0, 0, 0, 0, 0, 2]), Dar::ADDRESS_ABNORMAL);
    assert_eq!(buy(0, 1, here), Dar::SUCCESS);
    assert_eq!(buy(1, 1, here), Dar::REPEATED_RECHARGE);
    assert_eq!(buy(1, 3, here), Dar::RECHARGE_COUNT);
    assert_eq!(buy(1, 2, here), Dar::SUCCESS);
    assert_eq!(station.bench.view().balance_fen, Some((20_000, 0)));
    let Data::Structure(wallet) = station.data(Oad::new(0x202C, 2)) else { panic!() };
    assert_eq!(wallet, [Data::DoubleLongUnsigned(20_000), Data::DoubleLongUnsigned(2)]);
    assert_eq!(station.command_dar(Omd::new(0xF100, 5), Data::Null, None), Dar::SUCCESS);
    let alarm = action(Omd::new(0x8000, 127), Data::Null);
    let refused = station.command(alarm, None);
    assert_eq!(refused.content, Content::Refused(Dar::SECURITY_FAILED), "the session is over");
}

#[test]
fn frozen_days_are_found_by_date_and_by_number() {
    let mut station = Station::wired();
    let mut rows = |selection: Rsd| {
        let columns = [Oad::new(0x2021, 2), Oad::element(0x0010, 2, 1)];
        let columns = columns.into_iter().map(Csd::Oad).collect();
        let query = RecordQuery { oad: Oad::new(0x5004, 2), selection, columns };
        let reply = station.ask(ClientService::Get(GetRequest::Record(query)));
        match reply.records().expect("a GET")[0].result.clone() {
            RecordResult::Rows(rows) => rows,
            RecordResult::Failed(dar) => panic!("{dar}"),
        }
    };
    let last = rows(Rsd::NthLast(1));
    let day = Data::DateTimeS(at("2026-11-30T00:00:00").into());
    assert_eq!(last[0][0], day);
    let equal = dlt698::Selector1 { oad: Oad::new(0x2021, 2), value: day };
    assert_eq!(rows(Rsd::Equal(equal)), last);
    let from = Data::DateTimeS(at("2026-11-29T00:00:00").into());
    let to = Data::DateTimeS(at("2026-11-30T00:00:00").into());
    let range = dlt698::Selector2 { oad: Oad::new(0x2021, 2), from, to, interval: Data::Null };
    assert_eq!(rows(Rsd::Range(range)).len(), 2);
    assert!(rows(Rsd::NthLast(40)).is_empty());
}

#[test]
fn a_password_association_counts_wrong_passwords() {
    let mut station = Station::wired();
    let mut connect = |password: &str| {
        let mechanism = Mechanism::Password(Characters(password.as_bytes().to_vec()));
        let request = ConnectRequest { negotiation: Negotiation::default(), mechanism };
        let reply = station.ask(ClientService::Connect(Box::new(request)));
        reply.connection().expect("a CONNECT").result
    };
    assert_eq!(connect("123456"), ConnectResult::ALLOWED);
    for _ in 0..3 {
        assert_eq!(connect("654321"), ConnectResult::WRONG_PASSWORD);
    }
    assert_eq!(connect("123456"), ConnectResult::WRONG_PASSWORD);
}

#[test]
fn a_false_length_hides_no_frame_that_follows() {
    let mut station = Station::wired();
    let request =
        station.client.request(ClientService::Get(GetRequest::Normal(Oad::new(0x4001, 2))));
    let Step::Send { frame, .. } = station.client.begin(request) else { panic!() };
    // A header that promises 16000 bytes and whose check is wrong: it is not believed.
    let mut bytes = vec![0x68, 0x80, 0x3E, 0x43, 0x05, 1, 0, 0, 0, 0, 0, 0x10, 0x00, 0x00];
    bytes.extend(&frame);
    assert_eq!(station.bench.send(&bytes).len(), 1, "the frame behind it is answered at once");
    assert!(LinkFrame::parse(&frame).is_ok_and(|frame| frame.control == Control::REQUEST));
}
