//! `ronghe meter read`: reads a meter that hangs on a line.

use clap::{Args, ValueEnum};
use meter_link::{Beam, Found, ItemSet, Line, LineEvent, LinkFault, Observer, Readout, find_meter};
use serde::Serialize;
use vocabulary::{Clock as _, CommAddress, SystemClock};

use super::link::Link;
use super::protocol::Protocol;
use crate::advice::Advise as _;
use crate::told::tell;

/// Reads a set of items from a meter.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Read {
    /// tcp:HOST:PORT or serial:PATH:BAUD.
    #[arg(long)]
    link: Link,
    #[arg(long, value_enum, default_value = "auto")]
    protocol: Protocol,
    /// Twelve digits; whoever answers, unless told.
    #[arg(long)]
    address: Option<CommAddress>,
    #[arg(long, value_enum)]
    items: Items,
    /// How wide the infrared beam is: a diffuse one may reach several meters.
    #[arg(long, value_enum, default_value = "focused")]
    beam: BeamChoice,
    /// One JSON object instead of lines; while it is read, progress goes to standard error.
    #[arg(long)]
    json: bool,
}

const EXAMPLE: &str = "Example:
  ronghe meter read --link serial:/dev/ttyUSB0:1200 --items billing
  ronghe meter read --link tcp:127.0.0.1:7645 --protocol dlt645 --address 000000000001 --items energy --json

A value that may be wrong is never shown: the fault is named and the exit status is 1.";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Items {
    Identity,
    Energy,
    Billing,
    Snapshot,
    Freeze,
    Events,
}

impl Items {
    const fn set(self) -> ItemSet {
        match self {
            Self::Identity => ItemSet::Identity,
            Self::Energy => ItemSet::Energy,
            Self::Billing => ItemSet::Billing,
            Self::Snapshot => ItemSet::Snapshot,
            Self::Freeze => ItemSet::Freeze,
            Self::Events => ItemSet::Events,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum BeamChoice {
    Focused,
    Diffuse,
}

/// The readout as JSON.
#[derive(Serialize)]
struct Told<'r> {
    #[serde(flatten)]
    readout: &'r Readout,
    seconds: f64,
}

/// A readout that there is not.
#[derive(Serialize)]
struct Failed<'f> {
    error: &'f str,
    message: String,
}

impl Read {
    pub async fn run(self) -> anyhow::Result<()> {
        let opened = self.link.open().await;
        let (port, pace) =
            opened.next_step("check that the meter or its converter is connected")?;
        let mut line = Line::new(port, pace, Box::new(Progress));
        let clock = SystemClock::new();
        let read = self.read(&mut line).await;
        let seconds = clock.monotonic().as_secs_f64();
        match read {
            Ok(readout) => {
                self.tell(&readout, seconds)?;
                Ok(())
            }
            Err(fault) => {
                if self.json {
                    let failed = Failed { error: fault.code(), message: fault.to_string() };
                    tell(format_args!("{}", serde_json::to_string(&failed)?))?;
                }
                Err(anyhow::Error::new(fault)).next_step("aim again, or name protocol and address")
            }
        }
    }

    async fn read(&self, line: &mut Line) -> Result<Readout, LinkFault> {
        let beam = match self.beam {
            BeamChoice::Focused => Beam::Focused,
            BeamChoice::Diffuse => Beam::Diffuse,
        };
        let before = line.traffic();
        let meter = match (&self.address, self.protocol.wanted()) {
            // Both are known: nobody has to be found.
            (Some(address), Some(protocol)) => Found { protocol, address: address.clone() },
            (Some(address), None) => {
                let found = find_meter(line, None, beam).await?;
                if found.address != *address {
                    return Err(LinkFault::OtherMeter {
                        expected: address.to_string(),
                        heard: found.address.to_string(),
                    });
                }
                found
            }
            (None, protocol) => find_meter(line, protocol, beam).await?,
        };
        let readout = meter_link::read(line, &meter, self.items.set()).await?;
        let after = line.traffic();
        Ok(Readout {
            exchanges: after.exchanges - before.exchanges,
            bytes: after.bytes - before.bytes,
            ..readout
        })
    }

    fn tell(&self, readout: &Readout, seconds: f64) -> anyhow::Result<()> {
        if self.json {
            tell(format_args!("{}", serde_json::to_string(&Told { readout, seconds })?))?;
            return Ok(());
        }
        tell(format_args!("{:?} {}", readout.protocol, readout.address))?;
        for item in &readout.items {
            let told = match &item.refused {
                Some(reason) => format!("({})", reason.en),
                None => item.told(),
            };
            tell(format_args!("{:<12} {:<28} {}", item.identifier, item.name.en, told))?;
        }
        tell(format_args!(
            "{} exchanges, {} bytes, {seconds:.2} s",
            readout.exchanges, readout.bytes
        ))?;
        Ok(())
    }
}

/// Says on standard error what is asked again and how far it is.
struct Progress;

impl Observer for Progress {
    fn see(&mut self, _at: vocabulary::Instant, event: LineEvent<'_>) {
        match event {
            LineEvent::Again { tries } => eprintln!("nothing came, try {tries}"),
            LineEvent::Progress { done, of } if of > 1 => eprintln!("{done} of {of}"),
            LineEvent::Skipped { bytes, why, is_damage: true } => {
                eprintln!("skipped {} bytes: {why}", bytes.len());
            }
            _ => {}
        }
    }
}
