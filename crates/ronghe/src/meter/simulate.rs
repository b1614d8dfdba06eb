//! `ronghe meter simulate`: a virtual meter that other programs read, over TCP or a pseudo-terminal.

use std::io::Write as _;
use std::net::SocketAddr;
use std::num::NonZeroU8;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgGroup, Args};
use security_unit::metering::{KeySet, SoftwareKeyMachine};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use virtual_meter::{
    Faults, HELP, Line, LineClock, LineSetup, Load, Meter, MeterSetup, Port, Protocol, Pty,
    WireSetup, Wiring, serve_pty, serve_tcp,
};
use vocabulary::{AssetNo, Clock as _, CommAddress, SeededEntropy, SystemClock};

use crate::advice::Advise as _;
use crate::keys::MachineFile;

/// Simulates a meter until it is told to stop (SIGTERM, Ctrl-C).
///
/// It counts by a household's load curve, keeps tariffs, freezes and events, moves its relay, and has a stand-in of the
/// security module (SM4 in place of SM1) with the test keys, or those of the company's key machine.
#[derive(Debug, Args)]
#[command(after_help = after_help())]
#[command(group = ArgGroup::new("where").required(true).args(["listen", "pty"]))]
pub struct Simulate {
    /// dlt645 or dlt698.
    #[arg(long)]
    protocol: Protocol,
    /// HOST:PORT to listen on; port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// A new pseudo-terminal, whose path is printed.
    #[arg(long)]
    pty: bool,
    /// Twelve digits; the meter number is the same.
    #[arg(long)]
    address: CommAddress,
    /// The asset number that it tells, twenty-two digits; without it, it tells none.
    #[arg(long, value_name = "22DIGITS")]
    asset_no: Option<AssetNo>,
    #[arg(long)]
    three_phase: bool,
    /// What stands in the register at the start, kWh; before that the meter has counted for some weeks.
    #[arg(long, value_name = "KWH", default_value_t = 1_000)]
    start: u32,
    /// Nothing is drawn: a new meter before its customer has supply.
    #[arg(long)]
    idle: bool,
    /// Seconds by which its clock is ahead of this machine's; behind with a minus.
    #[arg(long, value_name = "SECONDS", default_value_t = 0, allow_negative_numbers = true,
        value_parser = clap::value_parser!(i64).range(-86_400..=86_400))]
    clock_ahead: i64,
    /// The same seed makes the same meter: load, delays, random numbers, faults by chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What is wrong with it, on purpose; see below.
    #[arg(long, default_value = "")]
    faults: Faults,
    /// Characters take their time at the speed that the meter is set to (2400 bit/s, DL/T 698.45 9600), and the meter its
    /// own before it answers.
    #[arg(long)]
    paced: bool,
    /// Whether whoever asks hears itself, as under an infrared head.
    #[arg(long)]
    echo: bool,
    /// So many of a million bits arrive wrong.
    #[arg(long, default_value_t = 0, value_name = "PER_MILLION", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    noise: u32,
    /// The company's key machine, whose keys the meter takes in an update; without it, of a machine of its own.
    #[arg(long, value_name = "FILE", requires = "passphrase_file")]
    keys: Option<PathBuf>,
    /// A file whose only line is the key machine's passphrase.
    #[arg(long, value_name = "FILE", requires = "keys")]
    passphrase_file: Option<PathBuf>,
    /// The version of the company's keys that the meter holds, 1 to 255; without it the test keys, which are the same
    /// everywhere.
    #[arg(long, value_name = "VERSION", requires = "keys")]
    key_version: Option<NonZeroU8>,
}

fn after_help() -> String {
    format!(
        "{HELP}
Examples:
  ronghe meter simulate --protocol dlt645 --listen 127.0.0.1:7645 --address 000000000001
  ronghe meter simulate --protocol dlt698 --pty --address 000000000002 --three-phase --paced
  ronghe meter simulate --protocol dlt645 --listen 127.0.0.1:7645 --address 000000000001 \\
      --keys /srv/keys/machine.json --passphrase-file /srv/keys/machine.passphrase
Then, in another terminal:
  ronghe meter read --link tcp:127.0.0.1:7645 --items billing"
    )
}

impl Simulate {
    /// # Errors
    /// When nothing can be listened on, or the line fails.
    pub async fn run(self) -> anyhow::Result<()> {
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        tokio::select! {
            served = self.serve() => served,
            _ = terminate.recv() => Ok(()),
            _ = interrupt.recv() => Ok(()),
        }
    }

    async fn serve(&self) -> anyhow::Result<()> {
        let now = SystemClock::new().now();
        let machine = self.machine()?;
        let meter = Meter::new(&self.meter(), &machine, now);
        let speed = meter.speed(Port::Rs485);
        let line = Line::new(self.line(speed), vec![meter]);
        let clock = LineClock::starting_at(now);
        if let Some(address) = self.listen {
            let listener = TcpListener::bind(address)
                .await
                .next_step("name a free port of this machine, or 0 for any")?;
            say(&format!("tcp:{}", listener.local_addr()?))?;
            serve_tcp(listener, line, clock).await?;
        } else {
            let pty = Pty::open()?;
            say(&format!("serial:{}:{speed}", pty.path().display()))?;
            serve_pty(pty, line, clock).await?;
        }
        Ok(())
    }

    fn machine(&self) -> anyhow::Result<SoftwareKeyMachine> {
        let entropy = Arc::new(SeededEntropy::new(self.seed));
        match (&self.keys, &self.passphrase_file) {
            (Some(keys), Some(passphrase)) => {
                MachineFile::new(keys.clone(), passphrase.clone()).open(entropy)
            }
            _ => Ok(SoftwareKeyMachine::in_memory(entropy)),
        }
    }

    fn meter(&self) -> MeterSetup {
        let wiring = if self.three_phase { Wiring::ThreePhase } else { Wiring::SinglePhase };
        let setup = MeterSetup::new(self.protocol, self.address.clone());
        let keys = self.key_version.map_or(KeySet::Public, |version| KeySet::Private { version });
        MeterSetup {
            wiring,
            asset_no: self.asset_no.clone(),
            keys,
            seed: self.seed,
            load: if self.idle { Load::Constant { watts: 0 } } else { setup.load },
            start_kwh: self.start,
            clock_offset_s: self.clock_ahead,
            faults: self.faults.clone(),
            ..setup
        }
    }

    fn line(&self, speed: u32) -> LineSetup {
        let wire = WireSetup {
            speed: self.paced.then_some(speed),
            wrong_bits_per_million: self.noise,
            checks_parity: true,
            seed: self.seed,
        };
        LineSetup { wire, echoes: self.echo, ..LineSetup::default() }
    }
}

/// Prints the link that `ronghe meter read` takes, at once: a program may wait for it.
fn say(link: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{link}")?;
    out.flush()
}
