//! What PyPI's dlt698 1.0.1, a library of another hand, makes of what we write, and we of what it writes.
//!
//! It is strict where we are lenient: what it takes, we take, and write as it does. `tools/peers/dlt698_py.py` is its end.

mod support;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use dlt698::apdu::{
    ClientService, ConnectRequest, ConnectResponse, ConnectResult, Dar, FactoryVersion, GetRequest,
    GetResult, LinkKind, LinkRequest, LinkResult, Mechanism, Negotiation, PiidAcd, SetItem,
    SetRequest,
};
use dlt698::catalogue::{self, Shape};
use dlt698::client::{Client, Reply, Step};
use dlt698::server::{Acted, Heard, Objects, Origin, Server, answer};
use dlt698::{
    Apdu, ClientApdu, Control, Data, DateTime, Decoder, Edition, Event, FixedCharacters, LinkFrame,
    Oad, Oi, Omd, RoadColumns, ServerApdu, UnitCode,
};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use vocabulary::Unit;

use support::Dice;

/// It has one value for a ROAD column.
const PEER: Edition = Edition { road_columns: RoadColumns::PerColumn };

fn tools() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/peers")
}

/// The peer's Python; nothing, said aloud, on a machine of somebody who did not `make peers`.
fn python() -> Option<PathBuf> {
    let python = tools().join(".venv/bin/python");
    if python.exists() {
        return Some(python);
    }
    assert!(std::env::var_os("CI").is_none(), "no {}: run `make peers`", python.display());
    eprintln!("SKIPPED: no {}; `make peers` brings it", python.display());
    None
}

fn start(arguments: &[&str]) -> Option<Child> {
    let mut peer = Command::new(python()?);
    peer.arg(tools().join("dlt698_py.py")).args(arguments);
    peer.stdin(Stdio::piped()).stdout(Stdio::piped());
    Some(peer.spawn().expect("the peer starts"))
}

/// What the peer makes of each: the bytes that it writes after reading them, or why it does not read them.
fn asked(questions: &[(&str, Vec<u8>)]) -> Option<Vec<Result<Vec<u8>, String>>> {
    let mut peer = start(&["codec"])?;
    let lines: String = questions
        .iter()
        .map(|(kind, bytes)| format!("{}\n", json!({ *kind: hex::encode(bytes) })))
        .collect();
    let mut stdin = peer.stdin.take().expect("its input is a pipe");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let mut told = String::new();
    let mut stdout = peer.stdout.take().expect("its output is a pipe");
    stdout.read_to_string(&mut told).expect("it is text");
    writer.join().expect("it is written").expect("the peer reads");
    assert!(peer.wait().expect("it ends").success());
    let answers: Vec<_> = told
        .lines()
        .map(|line| {
            let answer: Value = serde_json::from_str(line).expect("JSON");
            match answer["hex"].as_str() {
                Some(bytes) => Ok(hex::decode(bytes).expect("hexadecimal")),
                None => Err(answer["error"].to_string()),
            }
        })
        .collect();
    assert_eq!(answers.len(), questions.len());
    Some(answers)
}

fn bytes_of(random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = vec![0; 20 + random.next_u32() as usize % 500];
    random.fill_bytes(&mut bytes);
    bytes
}

fn kind_of(apdu: &Apdu) -> &'static str {
    match apdu {
        Apdu::Client(ClientApdu::Security(_)) | Apdu::Server(ServerApdu::Security(_)) => "security",
        _ => "apdu",
    }
}

#[test]
fn the_peer_reads_what_we_write_and_writes_the_same() {
    let mut random = ChaCha8Rng::seed_from_u64(698);
    let mut questions = Vec::new();
    for _ in 0..4_000 {
        let bytes = bytes_of(&mut random);
        let apdu = Dice::strict(&bytes).apdu();
        questions.push((kind_of(&apdu), apdu.emit()));
        questions.push(("data", Dice::strict(&bytes).data().emit()));
        let frame = Dice::strict(&bytes).frame();
        questions.push(("frame", frame.emit()));
    }
    let Some(answers) = asked(&questions) else { return };
    let mut refused = BTreeMap::<String, usize>::new();
    for ((kind, bytes), answered) in questions.iter().zip(&answers) {
        match answered {
            Ok(same) => assert_eq!(hex::encode(same), hex::encode(bytes), "{kind}"),
            Err(why) => {
                *refused.entry(format!("{kind}: {why} {}", hex::encode(bytes))).or_default() += 1
            }
        }
    }
    for (why, count) in refused.iter() {
        eprintln!("{count} {}", why.chars().take(900).collect::<String>());
    }
    assert_eq!(refused.len(), 0);
}

#[test]
fn what_the_peer_takes_of_changed_bytes_we_take_and_write_as_it_does() {
    let mut random = ChaCha8Rng::seed_from_u64(45);
    let mut questions = Vec::new();
    for _ in 0..8_000 {
        let bytes = bytes_of(&mut random);
        let apdu = Dice::strict(&bytes[..bytes.len().min(80)]).apdu();
        let mut written = apdu.emit();
        let at = 1 + random.next_u32() as usize % (written.len() - 1);
        written[at] = random.next_u32() as u8;
        questions.push((kind_of(&apdu), written));
    }
    let Some(answers) = asked(&questions) else { return };
    let mut taken = 0;
    for ((_, bytes), answered) in questions.iter().zip(&answers) {
        let Ok(theirs) = answered else { continue };
        taken += 1;
        let ours = Apdu::parse_by(bytes, PEER)
            .unwrap_or_else(|fault| panic!("{fault}: {}", hex::encode(bytes)));
        assert_eq!(hex::encode(ours.0.emit()), hex::encode(theirs), "{}", hex::encode(bytes));
    }
    assert!(taken > 1_000, "{taken} of them were taken");
}

/// The tag of a shape, of its elements, and its scale.
fn described(shape: &Shape) -> (u64, Option<u64>, Option<(i64, Unit)>) {
    match shape {
        Shape::Any => panic!("it is described"),
        Shape::Of(tag) => (u64::from(*tag), None, None),
        Shape::Number { tag, scaler, unit } => {
            (u64::from(*tag), None, Some((i64::from(*scaler), *unit)))
        }
        Shape::Digits => (0x09, None, None),
        Shape::Structure(_) => (0x02, None, None),
        Shape::Array { of: Shape::Any, .. } => (0x01, Some(0x02), None),
        Shape::Array { of, .. } => {
            let (tag, _, scale) = described(of);
            (0x01, Some(tag), scale)
        }
    }
}

#[test]
fn its_catalogue_and_ours_agree() {
    let Some(mut peer) = start(&["catalogue"]) else { return };
    let mut told = String::new();
    peer.stdout.take().expect("a pipe").read_to_string(&mut told).expect("text");
    let objects: Vec<Value> = serde_json::from_str(&told).expect("JSON");
    assert_eq!(objects.len(), 131);
    let mut compared = 0;
    for object in &objects {
        let oi = Oi(object["oi"].as_u64().and_then(|oi| u16::try_from(oi).ok()).expect("an OI"));
        let ours = catalogue::object(oi).unwrap_or_else(|| panic!("{oi} {}", object["name"]));
        assert_eq!(Some(u64::from(ours.class)), object["class"].as_u64(), "{oi}");
        for (number, theirs) in object["attributes"].as_object().expect("attributes") {
            let number: u8 = number.parse().expect("a number");
            // Attribute 1 is the logical name of every object.
            if number == 1 {
                continue;
            }
            let oad = Oad::new(oi.0, number);
            let ours = catalogue::attribute(oad).unwrap_or_else(|| panic!("{oad}"));
            if ours.shape == Shape::Any {
                continue;
            }
            let (tag, element, scale) = described(&ours.shape);
            assert_eq!(Some(tag), theirs["type"].as_u64(), "{oad}");
            assert_eq!(element, theirs["element"].as_u64(), "{oad}");
            let Some(theirs) = theirs["scaling"].as_array() else { continue };
            let unit = theirs[1].as_u64().and_then(|unit| u8::try_from(unit).ok());
            let unit = UnitCode(unit.expect("a unit")).unit().expect("one of ours");
            assert_eq!(scale, Some((theirs[0].as_i64().expect("a scale"), unit)), "{oad}");
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared} scales");
}

const FREQUENCY: Oad = Oad::new(0x200F, 2);
const VOLTAGE: Oad = Oad::new(0x2000, 2);
const CLOCK: Oad = Oad::new(0x4000, 2);
const ASSET: u16 = 0x4103;

/// A TCP connection as a line: frames in, frames out.
struct Line {
    stream: TcpStream,
    decoder: Decoder,
}

impl Line {
    fn new(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).expect("a time-out");
        Self { stream, decoder: Decoder::default() }
    }

    fn send(&mut self, frame: &[u8]) {
        self.stream.write_all(frame).expect("the peer takes it");
    }

    /// The next frame; nothing when the peer hung up.
    fn next(&mut self) -> Option<LinkFrame> {
        loop {
            match self.decoder.poll() {
                Some(Event::Frame(frame)) => return Some(frame),
                Some(Event::Skipped { bytes, why }) => panic!("{why}: {}", hex::encode(bytes)),
                None => {}
            }
            let mut bytes = [0; 4_096];
            match self.stream.read(&mut bytes).expect("the peer says something in time") {
                0 => return None,
                len => self.decoder.push(&bytes[..len]),
            }
        }
    }

    /// Carries an exchange to its end.
    fn carry(&mut self, mut step: Step) -> Reply {
        loop {
            let (frame, next) = match step {
                Step::Send { frame, next } => (frame, next),
                Step::Done(reply) => return reply,
                other => panic!("{other:?}"),
            };
            self.send(&frame);
            step = next.take(&self.next().expect("an answer")).expect("what was expected");
        }
    }
}

fn now() -> DateTime {
    "2026-11-30T10:15:30".parse::<vocabulary::MeterTime>().expect("a time").into()
}

#[test]
fn our_client_reads_its_server() {
    let Some(mut peer) = start(&["serve"]) else { return };
    let mut port = String::new();
    BufReader::new(peer.stdout.take().expect("a pipe")).read_line(&mut port).expect("a port");
    let port: u16 = port.trim().parse().expect("a port");
    let mut line = Line::new(TcpStream::connect(("127.0.0.1", port)).expect("it listens"));

    // The server logs in first.
    let login = line.next().expect("a login");
    let mut client = Client::new(login.server, login.client).with_edition(PEER);
    let Ok(ServerApdu::Link(request)) = client.hear(&login) else { panic!("a login") };
    assert_eq!(request.kind, LinkKind::LOGIN);
    let result = LinkResult { is_clock_trusted: true, result: 0 };
    line.send(&client.answer_link(&login, &request, (now(), now()), result));

    let connect =
        ConnectRequest { negotiation: Negotiation::default(), mechanism: Mechanism::Null };
    let request = client.request(ClientService::Connect(Box::new(connect)));
    let reply = line.carry(client.begin(request));
    let response = reply.connection().expect("a CONNECT");
    assert_eq!(response.result, ConnectResult::ALLOWED);
    client.agree(response);

    let absent = Oad::new(0x4002, 2);
    let read = GetRequest::NormalList(vec![FREQUENCY, absent, VOLTAGE]);
    let request = client.request(ClientService::Get(read));
    let reply = line.carry(client.begin(request));
    let reads = reply.reads().expect("a GET");
    assert_eq!(reads[0].value().expect("found").to_string(), "50.00 Hz");
    assert!(reads[1].value().is_err(), "{:?}", reads[1]);
    assert_eq!(reads[2].value().expect("found").to_string(), "[241.3 V, 241.3 V, 241.3 V]");

    let item =
        SetItem { oad: CLOCK, data: Data::DateTimeS(now().meter_time().expect("a time").into()) };
    let request = client.request(ClientService::Set(SetRequest::Normal(item)));
    let reply = line.carry(client.begin(request));
    let writes = reply.writes().expect("a SET");
    assert_eq!((writes[0].oad, writes[0].dar.is_success()), (CLOCK, false), "it is not for us");

    let request = client.request(ClientService::Release);
    let reply = line.carry(client.begin(request));
    assert!(matches!(reply.service(), Some(dlt698::apdu::ServerService::Release(_))));
    drop(peer.stdin.take());
    assert!(peer.wait().expect("it ends").success());
}

/// What its client finds at ours.
struct Meter {
    clock: Data,
    acted: Vec<Omd>,
}

impl Objects for Meter {
    fn get(&mut self, oad: Oad) -> GetResult {
        match oad {
            FREQUENCY => GetResult::Found(Data::LongUnsigned(5_000)),
            VOLTAGE => GetResult::Found(Data::Array(vec![Data::LongUnsigned(2_413)])),
            CLOCK => GetResult::Found(self.clock.clone()),
            _ if oad.oi.0 == ASSET => {
                GetResult::Found(Data::VisibleString("A".repeat(30).as_str().into()))
            }
            _ => GetResult::Failed(Dar::UNDEFINED),
        }
    }

    fn set(&mut self, _oad: Oad, data: Data) -> Dar {
        self.clock = data;
        Dar::SUCCESS
    }

    fn act(&mut self, omd: Omd, _parameter: Data) -> Acted {
        self.acted.push(omd);
        Acted { dar: Dar::SUCCESS, data: None }
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
        let negotiation = request.negotiation.clone();
        let result = ConnectResult::ALLOWED;
        Some(ConnectResponse { factory, negotiation, result, security: None })
    }
}

#[test]
fn its_client_reads_our_server() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("a port").port().to_string();
    let Some(mut peer) = start(&["call", &port]) else { return };
    let mut line = Line::new(listener.accept().expect("it calls").0);
    let mut meter = Meter { clock: Data::Null, acted: vec![] };
    let mut server = Server::new("201605190907".parse().expect("an address"));

    let piid = PiidAcd { number: 0, is_urgent: false, wants_attention: false };
    let login = LinkRequest { piid, kind: LinkKind::LOGIN, heartbeat_s: 60, sent: now() };
    let to = Origin::server(Control::LINK_REQUEST, 0);
    line.send(&server.send(to, ServerApdu::Link(login)).expect("a login"));
    let mut blocks = 0;
    while let Some(frame) = line.next() {
        let answered = match server.take(&frame) {
            Heard::Request { apdu: ClientApdu::Message(message), from } => {
                answer(&message, &mut meter).and_then(|reply| server.send(from, reply.into()))
            }
            Heard::Request { apdu: ClientApdu::Link(response), .. } => {
                assert_eq!(response.result.result, 0);
                None
            }
            Heard::Send(frame) => {
                blocks += 1;
                Some(frame)
            }
            other => panic!("{other:?}"),
        };
        if let Some(frame) = answered {
            line.send(&frame);
        }
    }
    let mut told = String::new();
    peer.stdout.take().expect("a pipe").read_to_string(&mut told).expect("text");
    assert!(peer.wait().expect("it ends").success());
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let expected = json!({
        "frequency": 5_000,
        "absent": 4,
        "list": ["121388", 4, "010112096d"],
        "long": 60,
        "set": 0,
        "action": 0,
    });
    assert_eq!(told, expected);
    assert_eq!(blocks, 2, "blocks behind the first");
    assert_eq!(meter.acted, [Omd::new(0x0010, 1)]);
    assert_eq!(hex::encode(meter.clock.emit()), "1c07ea0b1e0a1000");
}
