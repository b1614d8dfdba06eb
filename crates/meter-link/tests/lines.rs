//! Exchanges on a line whose other end is a script: echo, noise, other meters, silence, and what is sent again.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use dlt645::{DataIdentifier, MeterAddress, Octets, Password, Plain, Request};
use meter_link::{
    Beam, Found, ItemSet, Line, LineEvent, LinkFault, Observer, Pace, Parity, Port, PortSettings,
    Protocol, Silent, StopBits, Way, find_meter, read,
};

/// What the other end does after a request.
#[derive(Clone)]
enum Then {
    Says(Vec<u8>),
    Silence,
    Gone,
}

/// A port that records what was sent and answers by a script.
#[derive(Clone, Default)]
struct ScriptedPort {
    sent: Arc<Mutex<Vec<Vec<u8>>>>,
    script: Arc<Mutex<VecDeque<Vec<Then>>>>,
    now: Arc<Mutex<VecDeque<Then>>>,
    settings: Arc<Mutex<Vec<PortSettings>>>,
    echoes: bool,
}

impl ScriptedPort {
    /// For each request what comes, one piece after the other.
    fn with(script: Vec<Vec<Then>>) -> Self {
        Self { script: Arc::new(Mutex::new(script.into())), ..Self::default() }
    }

    fn sent(&self) -> Vec<Vec<u8>> {
        self.sent.lock().expect("whole").clone()
    }
}

#[async_trait]
impl Port for ScriptedPort {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sent.lock().expect("whole").push(bytes.to_vec());
        let mut now: VecDeque<Then> =
            self.script.lock().expect("whole").pop_front().unwrap_or_default().into();
        if self.echoes {
            now.push_front(Then::Says(bytes.to_vec()));
        }
        *self.now.lock().expect("whole") = now;
        Ok(())
    }

    async fn hear(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize> {
        let next = self.now.lock().expect("whole").pop_front();
        match next {
            Some(Then::Says(bytes)) => {
                into[..bytes.len()].copy_from_slice(&bytes);
                Ok(bytes.len())
            }
            Some(Then::Gone) => Err(io::ErrorKind::BrokenPipe.into()),
            Some(Then::Silence) | None => {
                tokio::time::sleep(patience).await;
                Ok(0)
            }
        }
    }

    async fn discard(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn settings(&self) -> Option<PortSettings> {
        self.settings.lock().expect("whole").last().copied()
    }

    fn set(&mut self, settings: PortSettings) -> io::Result<()> {
        self.settings.lock().expect("whole").push(settings);
        Ok(())
    }
}

fn infrared(port: &ScriptedPort) -> Line {
    Line::new(Box::new(port.clone()), Pace::serial(PortSettings::INFRARED), Box::new(Silent))
}

fn hex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hex"))
        .collect()
}

fn says(text: &str) -> Then {
    Then::Says(hex(text))
}

// dlt645-2007.md: P9 answers P8.
const VOLTAGE_ASKED: &str = "68 61 01 00 00 00 00 68 11 04 33 34 34 35 17 16";
const VOLTAGE: &str = "68 61 01 00 00 00 00 68 91 06 33 34 34 35 34 43 10 16";
const OTHER_METERS: &str = "68 62 01 00 00 00 00 68 91 06 33 34 34 35 34 43 11 16";
const REFUSED: &str = "68 61 01 00 00 00 00 68 D1 01 35 39 16";

fn meter() -> MeterAddress {
    "000000000161".parse().expect("an address")
}

fn voltage() -> Request {
    Request::read(DataIdentifier::new(0x0201_0100))
}

async fn ask(
    script: Vec<Vec<Then>>,
    request: Request,
) -> (Result<dlt645::Outcome, LinkFault>, usize) {
    let port = ScriptedPort::with(script);
    let answered = infrared(&port).ask_645(meter(), request).await;
    (answered, port.sent().len())
}

#[tokio::test(start_paused = true)]
async fn a_request_is_woken_up_and_its_echo_is_no_answer() {
    let mut port = ScriptedPort::with(vec![vec![says("FE FE"), says(VOLTAGE)]]);
    port.echoes = true;
    let outcome = infrared(&port).ask_645(meter(), voltage()).await.expect("an answer");
    assert_eq!(outcome.meter, meter());
    assert_eq!(port.sent(), [[hex("FE FE FE FE"), hex(VOLTAGE_ASKED)].concat()]);
}

#[tokio::test(start_paused = true)]
async fn what_changes_nothing_is_asked_three_times() {
    let (answered, sent) =
        ask(vec![vec![], vec![Then::Silence], vec![says(VOLTAGE)]], voltage()).await;
    assert_eq!((answered.is_ok(), sent), (true, 3));
    let (answered, sent) = ask(vec![], voltage()).await;
    assert!(matches!(answered, Err(LinkFault::NoAnswer { tries: 3 })), "{answered:?}");
    assert_eq!(sent, 3);
}

#[tokio::test(start_paused = true)]
async fn what_changes_a_meter_is_sent_once_and_silence_is_not_knowing() {
    let trip = || {
        let password = Password { level: 0x02, secret: Octets::new([0; 3]) };
        Request::ClearDemand(Plain { password, operator: dlt645::OperatorCode::default() })
    };
    for script in [
        vec![],
        vec![vec![says("68 61 01 00 00")]],
        vec![vec![says(OTHER_METERS)]],
        vec![vec![Then::Gone]],
    ] {
        let (answered, sent) = ask(script, trip()).await;
        assert!(matches!(answered, Err(LinkFault::Unknown)), "{answered:?}");
        assert_eq!(sent, 1);
    }
    let (answered, sent) =
        ask(vec![vec![says("68 61 01 00 00 00 00 68 D9 01 37 E3 16")]], trip()).await;
    assert_eq!(sent, 1);
    assert!(answered.is_err(), "a broken refusal is no knowledge either");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_told_in_words() {
    let (answered, _) = ask(vec![vec![says(REFUSED)]], voltage()).await;
    let Err(LinkFault::Refused { reason }) = answered else { panic!("{answered:?}") };
    assert_eq!((reason.zh.as_str(), reason.en.as_str()), ("无请求数据", "no such data"));
}

#[tokio::test(start_paused = true)]
async fn another_meters_answer_is_no_answer_and_named() {
    let (answered, sent) = ask(vec![vec![says(OTHER_METERS)]; 3], voltage()).await;
    let Err(LinkFault::OtherMeter { heard, .. }) = answered else { panic!("{answered:?}") };
    assert_eq!((heard.as_str(), sent), ("000000000162", 3));
    // The right one may answer behind it.
    let (answered, sent) = ask(vec![vec![says(OTHER_METERS), says(VOLTAGE)]], voltage()).await;
    assert_eq!((answered.is_ok(), sent), (true, 1));
}

#[tokio::test(start_paused = true)]
async fn noise_before_and_around_a_frame_costs_nothing_and_noise_alone_is_named() {
    let noisy = format!("00 68 16 {VOLTAGE} 68 68");
    let (answered, sent) = ask(vec![vec![says(&noisy)]], voltage()).await;
    assert_eq!((answered.is_ok(), sent), (true, 1));
    let broken = VOLTAGE.replace("34 43", "35 43");
    let (answered, _) = ask(vec![vec![says(&broken)]; 3], voltage()).await;
    assert!(matches!(answered, Err(LinkFault::OnlyNoise { tries: 3 })), "{answered:?}");
}

#[tokio::test(start_paused = true)]
async fn a_lost_port_ends_it_at_once() {
    let (answered, sent) = ask(vec![vec![Then::Gone]], voltage()).await;
    assert!(matches!(answered, Err(LinkFault::Port(_))), "{answered:?}");
    assert_eq!(sent, 1);
}

#[tokio::test(start_paused = true)]
async fn it_stops_between_two_frames() {
    let port = ScriptedPort::with(vec![vec![says(VOLTAGE)]]);
    let mut line = infrared(&port);
    let cancel = line.cancel();
    line.ask_645(meter(), voltage()).await.expect("an answer");
    cancel.ask();
    let stopped = line.ask_645(meter(), voltage()).await;
    assert!(matches!(stopped, Err(LinkFault::Cancelled)), "{stopped:?}");
    assert_eq!(port.sent().len(), 1, "nothing was sent any more");
}

#[tokio::test(start_paused = true)]
async fn the_wait_is_as_long_as_the_request_takes_and_the_meter_may() {
    let port = ScriptedPort::with(vec![]);
    let begun = tokio::time::Instant::now();
    let mut line = Line::new(
        Box::new(port),
        Pace { tries: 1, ..Pace::serial(PortSettings::INFRARED) },
        Box::new(Silent),
    );
    let _ = line.ask_645(meter(), voltage()).await;
    // 20 bytes and the first of the reply take 192.5 ms at 1200 baud; then Td of 500 ms and a moment for the buffers. The
    // clock of the test goes by whole milliseconds.
    assert_eq!(begun.elapsed().as_millis(), 793);
}

#[tokio::test(start_paused = true)]
async fn both_protocols_are_found_by_themselves() {
    // P1 and P3.
    let of_645 = "68 02 00 00 00 00 00 68 93 06 35 33 33 33 33 33 9F 16";
    let port = ScriptedPort::with(vec![vec![says(of_645)]]);
    let found = find_meter(&mut infrared(&port), None, Beam::Focused).await.expect("a meter");
    assert_eq!((found.protocol, found.address.as_str()), (Protocol::Dlt645, "000000000002"));
    // dlt698-45.md, vector 20, from another client address: silence in the one protocol, an answer in the other.
    let of_698 = "68 21 00 C3 05 07 09 19 05 16 20 10 FB D2 85 01 01 40 01 02 00 01 09 06 12 34 56 78 90 12 00 00 CB 89 16";
    let port = ScriptedPort::with(vec![vec![], vec![], vec![], vec![says(of_698)]]);
    let found = find_meter(&mut infrared(&port), None, Beam::Focused).await.expect("a meter");
    assert_eq!((found.protocol, found.address.as_str()), (Protocol::Dlt698, "201605190907"));
}

#[tokio::test(start_paused = true)]
async fn two_meters_in_a_diffuse_beam_are_told_apart() {
    let one = "68 02 00 00 00 00 00 68 93 06 35 33 33 33 33 33 9F 16";
    let other = "68 12 00 00 00 10 20 68 93 06 45 33 33 33 43 53 1F 16";
    let both = vec![vec![says(one), says(other)]];
    let port = ScriptedPort::with(both.clone());
    let found = find_meter(&mut infrared(&port), None, Beam::Diffuse).await;
    let Err(LinkFault::SeveralMeters { addresses }) = found else { panic!("{found:?}") };
    assert_eq!(addresses, "000000000002, 201000000012");
    // Whoever aims at one takes the first answer.
    let port = ScriptedPort::with(both);
    assert!(find_meter(&mut infrared(&port), None, Beam::Focused).await.is_ok());
}

/// What an observer saw, as words.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Observer for Seen {
    fn see(&mut self, _at: vocabulary::Instant, event: LineEvent<'_>) {
        let word = match event {
            LineEvent::Frame { way: Way::Sent, .. } => "sent".to_owned(),
            LineEvent::Frame { way: Way::Heard, .. } => "heard".to_owned(),
            LineEvent::Skipped { why, .. } => why.to_owned(),
            LineEvent::Again { tries } => format!("try {tries}"),
            LineEvent::Progress { done, of } => format!("{done}/{of}"),
        };
        self.0.lock().expect("whole").push(word);
    }
}

#[tokio::test(start_paused = true)]
async fn somebody_sees_every_frame_in_its_order() {
    let mut port = ScriptedPort::with(vec![vec![], vec![says(VOLTAGE)]]);
    port.echoes = true;
    let seen = Seen::default();
    let pace = Pace::serial(PortSettings::INFRARED);
    let mut line = Line::new(Box::new(port), pace, Box::new(seen.clone()));
    line.ask_645(meter(), voltage()).await.expect("an answer");
    let seen = seen.0.lock().expect("whole").clone();
    assert_eq!(seen, ["sent", "wake-up", "echo", "try 2", "sent", "wake-up", "echo", "heard"]);
}

// P10 and P11: total and four tariffs; refusals for what the bench meter does not have.
const ENERGY: &str = "68 12 00 00 00 10 20 68 91 18 33 32 34 33 5C 34 33 33 95 33 33 33 93 33 33 33 36 33 33 33 35 33 33 33 74 16";
const NO_REVERSE: &str = "68 12 00 00 00 10 20 68 D1 01 35 19 16";

fn bench_meter() -> Found {
    Found { protocol: Protocol::Dlt645, address: "201000000012".parse().expect("an address") }
}

#[tokio::test(start_paused = true)]
async fn energies_come_by_tariff_and_a_refusal_stands_beside_them() {
    let port = ScriptedPort::with(vec![vec![says(ENERGY)], vec![says(NO_REVERSE)]]);
    let readout = read(&mut infrared(&port), &bench_meter(), ItemSet::Energy).await.expect("read");
    let told: Vec<_> =
        readout.items.iter().map(|item| (item.identifier.as_str(), item.told())).collect();
    let expect = [
        ("00010000", "1.29 kWh"),
        ("00010100", "0.62 kWh"),
        ("00010200", "0.60 kWh"),
        ("00010300", "0.03 kWh"),
        ("00010400", "0.02 kWh"),
        ("0002FF00", "-"),
    ];
    assert_eq!(told, expect.map(|(identifier, told)| (identifier, told.to_owned())));
    assert_eq!(
        readout.items[5].refused.as_ref().map(|name| name.en.as_str()),
        Some("no such data")
    );
    assert_eq!((readout.exchanges, readout.is_noisy), (2, false));
}

#[tokio::test(start_paused = true)]
async fn on_a_noisy_line_what_is_billed_is_read_twice() {
    let noisy = format!("55 {ENERGY}");
    let twice = |second: &str| {
        vec![vec![says(&noisy)], vec![says(NO_REVERSE)], vec![says(second)], vec![says(NO_REVERSE)]]
    };
    let port = ScriptedPort::with(twice(ENERGY));
    let readout = read(&mut infrared(&port), &bench_meter(), ItemSet::Energy).await.expect("read");
    assert_eq!((readout.exchanges, readout.is_noisy), (4, true));
    // 12.29 kWh with a checksum that is right: nobody could have told from one reading.
    let other = ENERGY.replace("5C 34", "5C 45").replace("74 16", "85 16");
    let port = ScriptedPort::with(twice(&other));
    let doubtful = read(&mut infrared(&port), &bench_meter(), ItemSet::Energy).await;
    let Err(LinkFault::Doubtful { first, second, .. }) = doubtful else { panic!("{doubtful:?}") };
    assert_eq!((first.as_str(), second.as_str()), ("1.29 kWh", "12.29 kWh"));
}

#[test]
fn infrared_is_1200_8_e_1() {
    let mut port = ScriptedPort::default();
    port.set(PortSettings::INFRARED).expect("settable");
    let wanted = PortSettings { baud: 1_200, parity: Parity::Even, stop_bits: StopBits::One };
    assert_eq!(port.settings(), Some(wanted));
}
