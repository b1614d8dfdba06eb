//! The same frames in PyPI `dlt645` 3.2.0, where the reference says that it is right (dlt645.md, sections 1 and 4):
//! framing, finding frames in a stream, 11H, 13H, 15H, error replies, BCD and sign. Not its strings, passwords, 08H, 16H to
//! 1AH, and not the demand time that its client reads.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use dlt645::{
    ControlCode, DataIdentifier, Decoder, End, Event, Exchange, Frame, FrameView, Function,
    MeterAddress, OperatorCode, Outcome, Password, Request, Response, Skip, Step, Value,
    WriteContent, item,
};
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use vocabulary::Quantity;

/// What the peer makes of a job; none on a developer's machine without it.
fn peer(job: &serde_json::Value) -> Option<serde_json::Value> {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/peers");
    let python = peers.join(".venv/bin/python");
    if !python.exists() && std::env::var_os("CI").is_none() {
        eprintln!(
            "NOT TESTED against PyPI dlt645: there is no {}; run `make peers`",
            python.display()
        );
        return None;
    }
    let mut child = Command::new(&python)
        .arg(peers.join("dlt645_peer.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("no {}: run `make peers` ({error})", python.display()));
    let mut stdin = child.stdin.take().expect("its input is a pipe");
    // It reads all before it writes.
    stdin.write_all(job.to_string().as_bytes()).expect("the job is read");
    drop(stdin);
    let ended = child.wait_with_output().expect("it ends");
    assert!(ended.status.success(), "run `make peers` if it is not installed");
    Some(serde_json::from_slice(&ended.stdout).expect("JSON"))
}

fn meter() -> MeterAddress {
    "121078563412".parse().expect("an address")
}

fn hex_of(frame: &Frame) -> String {
    hex::encode(frame.to_octets())
}

fn random_frame(rng: &mut ChaCha8Rng) -> Frame {
    let mut address = [0; 6];
    rng.fill_bytes(&mut address);
    let data: Vec<u8> = (0..rng.random_range(0..=255)).map(|_| rng.random()).collect();
    let control = ControlCode::from_octet(rng.random());
    Frame::new(MeterAddress::from_wire(address), control, data).expect("fits")
}

/// Frames with noise around them, some of them cut or changed, and some bytes that begin a frame.
fn random_stream(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut stream = Vec::new();
    for _ in 0..rng.random_range(1..6) {
        stream.extend(vec![0xFE; rng.random_range(0..5)]);
        stream.extend(
            (0..rng.random_range(0..4)).map(|_| [0x68, 0x16, 0xFE, 0x00][rng.random_range(0..4)]),
        );
        let mut octets = random_frame(rng).to_octets();
        if rng.random_bool(0.3) {
            let at = rng.random_range(0..octets.len());
            octets[at] = rng.random();
        }
        if rng.random_bool(0.1) {
            octets.truncate(rng.random_range(0..octets.len()));
        }
        stream.extend(octets);
    }
    stream
}

/// The frames of both directions in a stream.
fn frames_of(stream: &[u8]) -> Vec<serde_json::Value> {
    let mut found = Vec::new();
    Decoder::new(End::Master).push(stream, |event| {
        let octets = match event {
            Event::Frame(view) => view.octets(),
            Event::Skipped { bytes, why: Skip::OtherDirection } => bytes,
            Event::Skipped { .. } => return,
        };
        let frame = Frame::parse(octets).expect("the decoder checked it");
        found.push(json!({
            "address": hex::encode(frame.address().to_wire()),
            "control": frame.control().octet(),
            "data": hex::encode(frame.data()),
        }));
    });
    found
}

/// What the peer's server is told to hold, and what our reading of its reply must say.
const HELD: [(&str, &str, f64, &str); 9] = [
    ("energies", "00010000", 1234.56, "1234.56 kWh"),
    ("energies", "00000000", -12.34, "-12.34 kWh"),
    ("energies", "00020101", 0.07, "0.07 kWh"),
    ("variables", "02010100", 220.1, "220.1 V"),
    ("variables", "02020100", -5.123, "-5.123 A"),
    ("variables", "02030000", -2.415, "-2.4150 kW"),
    ("variables", "02060000", 0.987, "0.987"),
    ("variables", "02060100", -0.5, "-0.500"),
    ("variables", "02800002", 50.03, "50.03 Hz"),
];

fn identifier(text: &str) -> DataIdentifier {
    text.parse().expect("eight digits")
}

#[test]
fn the_peer_agrees_where_it_is_right() {
    let mut rng = ChaCha8Rng::seed_from_u64(645);
    let built: Vec<Frame> = (0..500).map(|_| random_frame(&mut rng)).collect();
    let streams: Vec<Vec<u8>> = (0..500).map(|_| random_stream(&mut rng)).collect();

    let mut held = json!({
        "energies": {}, "variables": {},
        "demands": { "01010000": [6.5999, "2021-09-07T19:39:00"] },
        "parameters": { "04000101": "26113001" },
    });
    for (class, identifier, value, _) in HELD {
        held[class][identifier] = json!(value);
    }
    let mut expected: Vec<(Request, Result<&str, u8>)> = HELD
        .iter()
        .map(|(_, identifier_text, _, told)| {
            (Request::read(identifier(identifier_text)), Ok(*told))
        })
        .collect();
    let demand = "6.5999 kW @ 2021-09-07T19:39:00";
    expected.push((Request::read(identifier("01010000")), Ok(demand)));
    expected.push((Request::read(identifier("04000101")), Ok("2026-11-30 (weekday 1)")));
    // It knows no such item: error bit 1.
    expected.push((Request::read(identifier("02FE0000")), Err(0x02)));
    let content = WriteContent::Password {
        password: Password::new(2, [0x98, 0x76, 0x54]),
        operator: OperatorCode::default(),
        value: vec![0x01, 0x30, 0x11, 0x26],
    };
    let write = Request::Write { identifier: identifier("04000101"), content };
    // It knows no such password: error bit 2.
    expected.push((write, Err(0x04)));
    let exchanges: Vec<Exchange> = expected
        .iter()
        .map(|(request, _)| Exchange::begin(meter(), request.clone()).expect("can be asked"))
        .collect();
    let ask_address =
        Exchange::begin(MeterAddress::ANY, Request::ReadAddress).expect("can be asked");
    held["address"] = json!(hex::encode(meter().to_wire()));
    let given: MeterAddress = "201000000012".parse().expect("an address");
    let give_address = Exchange::begin(MeterAddress::ANY, Request::WriteAddress(given));
    let give_address = give_address.expect("can be asked");
    let asked = exchanges
        .iter()
        .chain([&ask_address, &give_address])
        .map(|exchange| hex_of(exchange.frame()));
    held["frames"] = asked.collect();

    // What our meter answers and the peer's client reads: its text of the same number.
    let served = [
        ("00010000", 123_456, "1234.56"),
        ("00000000", -1_234, "-12.34"),
        ("02010100", 2_201, "220.1"),
        ("02020100", -5_123, "-5.123"),
        ("02030000", -24_150, "-2.415"),
    ];
    let replies: Vec<String> = served
        .iter()
        .map(|(text, steps, _)| {
            let item = item(identifier(text)).expect("known");
            let Some(dlt645::Format::Number { decimals, unit, .. }) = item.format() else {
                panic!("{text} is no number")
            };
            let value = Value::Quantity(Quantity::new(*steps, decimals, unit));
            let data = item.encode(&[value]).expect("fits");
            let reply = Response::Data { identifier: item.identifier(), data, has_more: false };
            hex_of(&reply.to_frame(meter()).expect("fits"))
        })
        .collect();

    let job = json!({
        "build": built.iter().map(|frame| json!({
            "address": hex::encode(frame.address().to_wire()),
            "control": frame.control().octet(),
            "data": hex::encode(frame.data()),
        })).collect::<Vec<_>>(),
        "streams": streams.iter().map(hex::encode).collect::<Vec<_>>(),
        "meter": held,
        "master": { "address": hex::encode(meter().to_wire()), "frames": replies },
    });
    let Some(made) = peer(&job) else { return };

    for (frame, octets) in built.iter().zip(made["build"].as_array().expect("frames")) {
        assert_eq!(octets, &hex_of(frame));
    }
    let mut found = 0;
    for (stream, frames) in streams.iter().zip(made["streams"].as_array().expect("streams")) {
        let ours = frames_of(stream);
        assert_eq!(frames.as_array(), Some(&ours), "{}", hex::encode(stream));
        found += ours.len();
    }
    assert!(found > 500, "the streams hold frames: {found}");

    let answers = made["meter"].as_array().expect("answers");
    for ((exchange, (request, expected)), answer) in exchanges.iter().zip(&expected).zip(answers) {
        let outcome = take(exchange, answer);
        match (outcome.response, expected) {
            (Response::Data { identifier, data, .. }, Ok(told)) => {
                let readings = item(identifier).expect("known").decode(&data).expect("a value");
                assert_eq!(readings[0].value.to_string(), *told, "{request:?}");
            }
            (Response::Refused { error, .. }, Err(expected)) => {
                assert_eq!(error.octet(), *expected, "{request:?}");
            }
            (response, expected) => panic!("{response:?}, expected {expected:?}"),
        }
    }
    let [.., told, given_answer] = &answers[..] else { panic!("answers to all") };
    assert_eq!(take(&ask_address, told).meter, meter());
    let done = Response::Done(Function::WriteAddress);
    assert_eq!(take(&give_address, given_answer), Outcome { meter: given, response: done });

    for ((text, _, told), value) in served.iter().zip(made["master"].as_array().expect("values")) {
        assert_eq!(value, told, "{text}");
    }
}

fn take(exchange: &Exchange, answer: &serde_json::Value) -> Outcome {
    let octets = hex::decode(answer.as_str().expect("an answer")).expect("hexadecimal");
    let begin = octets.iter().position(|octet| *octet == 0x68).expect("a frame");
    let view = FrameView::new_checked(&octets[begin..]).expect("a frame");
    match exchange.take(&view).expect("expected") {
        Step::Done(outcome) => outcome,
        Step::Send(_) => panic!("the peer knows no following data"),
    }
}
