//! A bill's readout of a three-phase meter over an infrared line of 1200 bit/s, 8E1, in real time: what the line itself
//! needs for those bytes, and what it took.

use std::sync::Arc;
use std::time::Duration;

use meter_link::{Found, ItemSet, Line, Pace, PortSettings, Protocol, Silent, TcpPort, read};
use security_unit::metering::SoftwareKeyMachine;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use virtual_meter::{
    LineClock, LineSetup, Medium, Meter, MeterSetup, WireSetup, Wiring, serve_tcp,
};
use vocabulary::{Clock as _, CommAddress, SeededEntropy, SystemClock};

use crate::bench::figure::{Figure, Unit, Wanted};

pub async fn measure(runs: usize) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (protocol, name) in [
        (Protocol::Dlt645, "645 billing readout at 1200 bit/s"),
        (Protocol::Dlt698, "698 billing readout at 1200 bit/s"),
    ] {
        let (mut took, mut limits) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            let once = read_once(protocol).await?;
            println!(
                "{name}: {} items, {} exchanges, {} bytes on the wire, limit {:.0} ms, took {:.0} ms",
                once.items, once.exchanges, once.bytes, once.limit_ms, once.took_ms
            );
            took.push(once.took_ms);
            limits.push(once.limit_ms);
        }
        let wanted = Wanted::AtMost(1.03);
        figures.push(Figure::of(name, Unit::Millis, wanted, "the line's own time", took, limits));
    }
    Ok(figures)
}

struct Once {
    items: usize,
    exchanges: u32,
    bytes: u64,
    limit_ms: f64,
    took_ms: f64,
}

async fn read_once(protocol: Protocol) -> anyhow::Result<Once> {
    let address: CommAddress = ADDRESS.parse()?;
    let speaks = match protocol {
        Protocol::Dlt645 => virtual_meter::Protocol::Dlt645,
        Protocol::Dlt698 => virtual_meter::Protocol::Dlt698,
    };
    let mut setup = MeterSetup::new(speaks, address.clone());
    setup.wiring = Wiring::ThreePhase;
    // The gate is passed before: it is no part of the readout.
    setup.rules.gates_infrared = false;
    setup.rules.reply_delay_ms = REPLY_DELAY_MS..=REPLY_DELAY_MS;
    let now = SystemClock::new().now();
    let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1)));
    let settings = PortSettings::INFRARED;
    let wire = WireSetup { speed: Some(settings.baud), ..WireSetup::default() };
    let setup_of_line = LineSetup { wire, medium: Medium::Focused { meter: 0 }, echoes: false };
    let line = virtual_meter::Line::new(setup_of_line, vec![Meter::new(&setup, &machine, now)]);
    // A socket has no speed of its own: the line behind it has.
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = TcpPort::connect(listener.local_addr()?).await?;
    let mut meters = JoinSet::new();
    meters.spawn(serve_tcp(listener, line, LineClock::starting_at(now)));
    let mut line = Line::new(Box::new(port), Pace::serial(settings), Box::new(Silent));
    let began = SystemClock::new();
    let readout = read(&mut line, &Found { protocol, address }, ItemSet::Billing).await?;
    let took_ms = began.monotonic().as_secs_f64() * 1_000.0;
    let airtime =
        Duration::from_micros(readout.bytes * BITS_OF_BYTE * 1_000_000 / u64::from(settings.baud));
    let thinking = Duration::from_millis(u64::from(REPLY_DELAY_MS)) * readout.exchanges;
    Ok(Once {
        items: readout.items.len(),
        exchanges: readout.exchanges,
        bytes: readout.bytes,
        limit_ms: (airtime + thinking).as_secs_f64() * 1_000.0,
        took_ms,
    })
}

const ADDRESS: &str = "000000000161";
/// Td of the virtual meter: the middle of the 20 to 500 ms that the standard allows is longer, most meters are quicker.
const REPLY_DELAY_MS: u16 = 100;
/// Start, eight of data, parity, stop.
const BITS_OF_BYTE: u64 = 11;
