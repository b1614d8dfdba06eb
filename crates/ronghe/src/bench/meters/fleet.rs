//! Five hundred virtual meters, each behind a TCP port of its own, in one process; another reads them all at once.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use dlt645::{DataIdentifier, MeterAddress, Request};
use meter_link::{Line, Pace, Silent, TcpPort};
use security_unit::metering::SoftwareKeyMachine;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use virtual_meter::{LineClock, LineSetup, Meter, MeterSetup, Protocol, serve_tcp};
use vocabulary::{Clock as _, SeededEntropy, SystemClock};

use super::peer;
use crate::bench::figure::{Figure, Unit, Wanted};
use crate::bench::part::Part;

/// A meter and where it listens.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Listening {
    address: String,
    socket: SocketAddr,
}

pub async fn measure(tool: &Path, runs: usize) -> anyhow::Result<Vec<Figure>> {
    let (mut ours, mut theirs, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let mut meters = Part::own("meter-fleet", &json!({})).await?;
        let before = meters.resident_mebibytes()?;
        let listening: Vec<Listening> = meters.ask("listen").await?;
        memory.push((meters.resident_mebibytes()? - before) * MEBIBYTE / METERS as f64);
        ours.push(read_all(listening).await?);
        meters.end().await?;
        theirs.push(peer(tool, "exchanges_645.py", &[SECONDS]).await?);
    }
    Ok(vec![
        Figure::of(
            "exchanges with 500 meters at once, over TCP",
            Unit::PerSecond,
            Wanted::AtLeast(8.0),
            "PyPI dlt645 3.2.0, client and server",
            ours,
            theirs,
        ),
        Figure::within("memory of a virtual meter that listens", Unit::Bytes, 20_000.0, memory),
    ])
}

/// Exchanges in a second, all meters together; each is asked again as soon as it has answered.
async fn read_all(listening: Vec<Listening>) -> anyhow::Result<f64> {
    let mut lines = Vec::new();
    for meter in listening {
        let port = TcpPort::connect(meter.socket).await?;
        let address: MeterAddress = meter.address.parse()?;
        lines.push((Line::new(Box::new(port), Pace::tcp(), Box::new(Silent)), address));
    }
    let clock = Arc::new(SystemClock::new());
    let mut readers = JoinSet::new();
    for (mut line, address) in lines {
        let clock = Arc::clone(&clock);
        readers.spawn(async move {
            let mut count = 0_u32;
            while clock.monotonic() < MEASURED_FOR {
                let asked = Request::read(DataIdentifier::new(TOTAL));
                line.ask_645(address, asked).await?;
                count += 1;
            }
            anyhow::Ok(count)
        });
    }
    let mut count = 0;
    while let Some(read) = readers.join_next().await {
        count += read??;
    }
    Ok(f64::from(count) / clock.monotonic().as_secs_f64())
}

/// The part: makes the meters and lets them listen when it is told.
///
/// # Errors
/// When a port cannot be had.
pub async fn run_part() -> anyhow::Result<()> {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let job = lines.next_line().await?.context("no job came")?;
    let _: Value = serde_json::from_str(&job)?;
    println!("{}", json!({ "ready": true }));
    while let Some(line) = lines.next_line().await? {
        anyhow::ensure!(line == "listen", "{line} is nothing that meters do");
        println!("{}", json!(listen().await?));
    }
    Ok(())
}

async fn listen() -> anyhow::Result<Vec<Listening>> {
    let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1)));
    let now = SystemClock::new().now();
    let clock = LineClock::starting_at(now);
    let mut listening = Vec::new();
    for number in 1..=METERS {
        let address = format!("{number:012}");
        let mut setup = MeterSetup::new(Protocol::Dlt645, address.parse()?);
        setup.seed = number as u64;
        let line =
            virtual_meter::Line::new(LineSetup::default(), vec![Meter::new(&setup, &machine, now)]);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        listening.push(Listening { address, socket: listener.local_addr()? });
        tokio::spawn(serve_tcp(listener, line, clock));
    }
    Ok(listening)
}

const METERS: usize = 500;
/// Total forward active energy.
const TOTAL: u32 = 0x0001_0000;
const SECONDS: &str = "3";
const MEASURED_FOR: Duration = Duration::from_secs(3);
const MEBIBYTE: f64 = 1_048_576.0;
