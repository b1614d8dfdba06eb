//! Ten thousand exchanges per protocol with a virtual meter behind a line that spoils bits by seed: a right value or a
//! named error, and a wrong value only for noise that neither parity nor checksum can see.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use dlt645::{DataIdentifier, Request, Response};
use dlt698::Oad;
use dlt698::apdu::{ClientService, GetRequest};
use meter_link::{
    Found, ItemSet, Line, LinkFault, Pace, Port, PortSettings, Protocol, Silent, read,
};
use security_unit::metering::SoftwareKeyMachine;
use virtual_meter::{AskingEnd, LineClock, LineSetup, Load, Meter, MeterSetup, WireSetup};
use vocabulary::{MeterTime, SeededEntropy};

const ADDRESS: &str = "000000000161";
/// What a meter's RS-485 is set to when it is put up.
const fn baud(protocol: Protocol) -> u32 {
    match protocol {
        Protocol::Dlt645 => 2_400,
        Protocol::Dlt698 => 9_600,
    }
}

/// A virtual line as a port, which keeps what it heard.
struct OverheardPort {
    end: AskingEnd,
    heard: Arc<Mutex<Vec<u8>>>,
    settings: PortSettings,
}

#[async_trait]
impl Port for OverheardPort {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.heard.lock().expect("whole").clear();
        self.end.send(bytes);
        Ok(())
    }

    async fn hear(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize> {
        let arrived = self.end.hear(patience).await;
        into[..arrived.len()].copy_from_slice(&arrived);
        self.heard.lock().expect("whole").extend(&arrived);
        Ok(arrived.len())
    }

    async fn discard(&mut self) -> io::Result<()> {
        self.end.discard();
        Ok(())
    }

    fn settings(&self) -> Option<PortSettings> {
        Some(self.settings)
    }

    fn set(&mut self, _: PortSettings) -> io::Result<()> {
        Ok(())
    }
}

/// A meter whose registers stand still, behind a wire that spoils so many bits of a million.
struct Bench {
    line: Line,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Bench {
    fn new(protocol: Protocol, seed: u64, wrong_bits_per_million: u32) -> Self {
        let now = "2026-11-30T10:00:00".parse::<MeterTime>().expect("a time").instant();
        let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1)));
        let mut setup =
            MeterSetup::new(virtual_protocol(protocol), ADDRESS.parse().expect("an address"));
        setup.load = Load::Constant { watts: 0 };
        setup.history_days = 1;
        let settings = PortSettings::rs485(baud(protocol));
        let speed = Some(settings.baud);
        let wire = WireSetup { speed, wrong_bits_per_million, checks_parity: true, seed };
        let line = virtual_meter::Line::new(
            LineSetup { wire, ..LineSetup::default() },
            vec![Meter::new(&setup, &machine, now)],
        );
        let heard = Arc::new(Mutex::new(Vec::new()));
        let end = AskingEnd::new(Arc::new(Mutex::new(line)), LineClock::starting_at(now));
        let port = OverheardPort { end, heard: Arc::clone(&heard), settings };
        let pace = Pace::serial(settings);
        Self { line: Line::new(Box::new(port), pace, Box::new(Silent)), heard }
    }

    /// What the meter says of one of its items, as it came.
    async fn ask(&mut self, protocol: Protocol, round: usize) -> Result<String, LinkFault> {
        match protocol {
            Protocol::Dlt645 => {
                let item = DataIdentifier::new(ITEMS_645[round % ITEMS_645.len()]);
                let address = ADDRESS.parse().expect("an address");
                let outcome = self.line.ask_645(address, Request::read(item)).await?;
                let Response::Data { data, .. } = outcome.response else {
                    panic!("no data: {:?}", outcome.response)
                };
                Ok(hex::encode(data))
            }
            Protocol::Dlt698 => {
                let mut client = found(protocol).client()?;
                let items = ITEMS_698[round % ITEMS_698.len()].to_vec();
                let asked = ClientService::Get(GetRequest::NormalList(items));
                let reply = self.line.ask_698(&mut client, asked).await?;
                Ok(format!("{:?}", reply.reads()))
            }
        }
    }

    /// What was heard since the last frame was sent.
    fn heard(&self) -> Vec<u8> {
        self.heard.lock().expect("whole").clone()
    }
}

/// Total, all tariffs, meter number, address.
const ITEMS_645: [u32; 4] = [0x0001_0000, 0x0001_FF00, 0x0400_0402, 0x0400_0401];
const ITEMS_698: [&[Oad]; 3] = [
    &[Oad::new(0x0010, 2)],
    &[Oad::new(0x4002, 2), Oad::new(0x4001, 2)],
    &[Oad::element(0x0010, 2, 1)],
];

fn found(protocol: Protocol) -> Found {
    Found { protocol, address: ADDRESS.parse().expect("an address") }
}

fn virtual_protocol(protocol: Protocol) -> virtual_meter::Protocol {
    match protocol {
        Protocol::Dlt645 => virtual_meter::Protocol::Dlt645,
        Protocol::Dlt698 => virtual_meter::Protocol::Dlt698,
    }
}

/// Whether bytes hold a frame whose checksum is right, counted here and not by the crates: the additive one of
/// DL/T 645, or the FCS of DL/T 698.45 (CRC-16/X-25).
fn holds_a_right_frame(protocol: Protocol, heard: &[u8]) -> bool {
    (0..heard.len()).any(|begin| {
        let frame = &heard[begin..];
        if frame[0] != 0x68 {
            return false;
        }
        match protocol {
            Protocol::Dlt645 => {
                let Some(len) = frame.get(9).map(|len| usize::from(*len)) else { return false };
                let Some(frame) = frame.get(..12 + len) else { return false };
                let sum = frame[..10 + len].iter().fold(0u8, |sum, byte| sum.wrapping_add(*byte));
                frame[7] == 0x68 && frame[10 + len] == sum && frame[11 + len] == 0x16
            }
            Protocol::Dlt698 => {
                let Some([low, high]) = frame.get(1..3) else { return false };
                let len = usize::from(u16::from_le_bytes([*low, *high]) & 0x3FFF);
                let Some(frame) = frame.get(..len + 2).filter(|frame| frame.len() >= 12) else {
                    return false;
                };
                let (body, tail) = frame[1..].split_at(len - 2);
                tail[..2] == x25(body).to_le_bytes() && tail[2] == 0x16
            }
        }
    })
}

fn x25(bytes: &[u8]) -> u16 {
    let step = |crc: u16, _| if crc & 1 == 1 { crc >> 1 ^ 0x8408 } else { crc >> 1 };
    !bytes.iter().fold(0xFFFF, |crc, byte| (0..8).fold(crc ^ u16::from(*byte), step))
}

const LINES: u64 = 20;
const EXCHANGES_OF_A_LINE: usize = 500;

async fn ten_thousand_noisy_exchanges(protocol: Protocol) {
    let mut clean = Bench::new(protocol, 0, 0);
    let mut right = Vec::new();
    for round in 0..12 {
        right.push(clean.ask(protocol, round).await.expect("a clean line says everything"));
    }
    let (mut came_right, mut unseen) = (0, 0);
    let mut faults = BTreeMap::<&str, usize>::new();
    for seed in 0..LINES {
        // From a wrong bit in every tenth exchange to several in each.
        let wrong_bits = [300, 1_000, 3_000, 8_000][usize::try_from(seed % 4).expect("small")];
        let mut noisy = Bench::new(protocol, seed, wrong_bits);
        for round in 0..EXCHANGES_OF_A_LINE {
            match noisy.ask(protocol, round).await {
                Ok(told) if told == right[round % 12] => came_right += 1,
                Ok(told) => {
                    let heard = noisy.heard();
                    let why = "a frame was taken whose checksum is wrong";
                    let line = hex::encode(&heard);
                    assert!(holds_a_right_frame(protocol, &heard), "{why}: {told} of {line}");
                    unseen += 1;
                }
                Err(fault) => *faults.entry(fault.code()).or_default() += 1,
            }
        }
    }
    println!("{protocol:?}: {came_right} right, {unseen} wrong unseen, {faults:?}");
    // All kinds of ends have to have come, or the noise proves nothing.
    assert!(came_right > 3_000, "{came_right}");
    assert!(faults.values().sum::<usize>() > 500, "{faults:?}");
    let known = ["no_answer", "only_noise", "not_the_answer", "other_meter", "refused", "value"];
    let known = BTreeSet::from(known);
    assert!(faults.keys().all(|name| known.contains(name)), "{faults:?}");
    // An additive checksum lets one of 256 through that parity let through; a CRC of 16 bits next to none.
    assert!(unseen <= MAY_BE_UNSEEN, "{unseen}");
}

/// Of ten thousand. What is billed is read twice for their sake.
const MAY_BE_UNSEEN: usize = 100;

#[tokio::test(start_paused = true)]
async fn noise_on_a_line_of_dlt645_is_seen() {
    ten_thousand_noisy_exchanges(Protocol::Dlt645).await;
}

#[tokio::test(start_paused = true)]
async fn noise_on_a_line_of_dlt698_is_seen() {
    ten_thousand_noisy_exchanges(Protocol::Dlt698).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_billed_is_never_wrong_on_a_noisy_line() {
    for protocol in [Protocol::Dlt645, Protocol::Dlt698] {
        let told = |items: &[meter_link::ReadItem]| -> Vec<String> {
            items.iter().map(meter_link::ReadItem::told).collect()
        };
        let meter = found(protocol);
        let mut clean = Bench::new(protocol, 0, 0);
        let readout = read(&mut clean.line, &meter, ItemSet::Energy).await.expect("it is clean");
        let right = told(&readout.items);
        let (mut came, mut failed) = (0, 0);
        for seed in 0..8 {
            let mut noisy = Bench::new(protocol, seed, 1_500);
            for _ in 0..50 {
                match read(&mut noisy.line, &meter, ItemSet::Energy).await {
                    // What the meter refused, because the request came spoilt, is told as refused.
                    Ok(readout) if readout.items.iter().any(|item| item.refused.is_some()) => {}
                    Ok(readout) => {
                        assert_eq!(told(&readout.items), right);
                        came += 1;
                    }
                    Err(_) => failed += 1,
                }
            }
        }
        assert!(came > 50, "{protocol:?}: {came} came, {failed} failed");
    }
}
