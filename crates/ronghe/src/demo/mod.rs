//! `ronghe demo`: a whole company on this machine, started from nothing or from where it was left.

mod handover;
mod table;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use city::{City, Customer, Size, Station};
use clap::{Args, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};
use vocabulary::Role;

pub use handover::arrived;

use crate::advice::{Advise as _, stop};
use crate::company::{
    Folders, Metered, Pages, Plan, Programs, Record, TerminalPlan, TerminalPorts, find_bundle,
    find_pages, found, free_ports, read_bundle, read_bundles_beside,
};

/// Starts platform, marketing system and terminals with a generated company; a second start goes on with its data.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Demo {
    /// Where everything lies; also gets `demo.json` with every address, password and PIN.
    #[arg(long, value_name = "DIR", default_value = "demo")]
    dir: PathBuf,
    /// Chooses the city: its places, people and orders.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How large the city is.
    #[arg(long, value_enum, default_value_t = CitySize::Demo)]
    size: CitySize,
    /// Where the platform's data lie: `sqlite`, or a PostgreSQL server's address.
    #[arg(long, value_name = "WHERE", default_value = "sqlite")]
    database: String,
    /// The folder of the process bundle, instead of the one that came with this program.
    #[arg(long, value_name = "DIR")]
    process: Option<PathBuf>,
    /// Sets everything up, stops it again and ends, instead of waiting for Ctrl-C.
    #[arg(long)]
    no_wait: bool,
}

const EXAMPLE: &str = "Example:
  ronghe demo --dir demo
  jq -r '.accounts[] | [.login, .password, .name] | @tsv' demo/demo.json";

/// How large a city is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CitySize {
    /// Two stations, 240 customers.
    Small,
    /// Six stations of one county, 7,200 customers.
    Demo,
}

impl CitySize {
    #[must_use]
    pub const fn size(self) -> Size {
        match self {
            Self::Small => Size::small(),
            Self::Demo => Size::demo(),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Demo => "demo",
        }
    }
}

const TERMINALS: usize = 4;

impl Demo {
    /// # Errors
    /// When a program does not start, or the folder holds something else.
    pub async fn run(self) -> anyhow::Result<()> {
        std::fs::create_dir_all(&self.dir)
            .with_context(|| format!("cannot make the folder {}", self.dir.display()))?;
        // Programs have their own folder to begin paths at.
        let folders = Folders::new(self.dir.canonicalize()?);
        let mut programs = Programs::default();
        let started = tokio::select! {
            started = self.start(&folders, &mut programs) => started,
            () = asked_to_stop() => Err(stop("stopped while starting", "start it again")),
        };
        if let Ok(record) = &started {
            table::print(record, &folders);
            if !self.no_wait {
                println!("\nCtrl-C stops everything; the data stay in {}.", self.dir.display());
                wait(&mut programs).await;
            }
        }
        let stopped = programs.stop_all().await;
        started?;
        stopped
    }

    async fn start(&self, folders: &Folders, programs: &mut Programs) -> anyhow::Result<Record> {
        if folders.record().is_file() {
            return resume(folders, programs).await;
        }
        if folders.platform().exists() {
            let cause = format!("{} was begun and not finished", self.dir.display());
            return Err(stop(cause, "remove the folder, or name another one with --dir"));
        }
        let city = City::generate(self.seed, self.size.size());
        let ports = free_ports(3 + 2 * TERMINALS + Metered::PORTS)?;
        let (ports, of_meters) = ports.split_at(ports.len() - Metered::PORTS);
        let station = city.stations.first().context("the city has no station")?;
        let ours = |customer: &Customer| customer.station == station.code;
        let metered = Metered::choose(&city, ours, of_meters)?;
        let plan = self.plan(folders, &city, ports, &metered)?;
        let mut record = found(&plan, &city, programs, &|what| println!("· {what}")).await?;
        println!("· handing over orders");
        record.orders = handover::hand_over(&record, &city, &metered).await?;
        record.write(&folders.record())?;
        Ok(record)
    }

    fn plan(
        &self,
        folders: &Folders,
        city: &City,
        ports: &[u16],
        metered: &[Metered],
    ) -> anyhow::Result<Plan> {
        let station = city.stations.first().context("the city has no station")?;
        let platform_url = format!("http://127.0.0.1:{}", ports[0]);
        let bundle = find_bundle(self.process.as_deref())?;
        Ok(Plan {
            folders: folders.clone(),
            seed: self.seed,
            size: self.size.word().to_owned(),
            database: Some(self.database.clone()).filter(|database| database != "sqlite"),
            platform_port: ports[0],
            marketing_port: ports[1],
            acquisition_port: ports[2],
            bundle: read_bundle(&bundle)?,
            other_bundles: read_bundles_beside(&bundle)?,
            pages: built_pages(),
            terminals: terminal_plans(station, &platform_url, &ports[3..]),
            marketing_retry_max_ms: 30_000,
            meters: metered.iter().flat_map(Metered::meters).cloned().collect(),
            stop_policies: None,
        })
    }
}

/// The pages; a demo without them is one for curl, and says so.
fn built_pages() -> Option<Pages> {
    let pages = find_pages();
    if pages.is_none() {
        println!(
            "· no pages are built, so the addresses below answer to programs only; `make web` builds them"
        );
    }
    pages
}

/// Two area managers, an installer and a clerk; the first and the third carry a second person's card too.
fn terminal_plans(station: &Station, platform_url: &str, ports: &[u16]) -> Vec<TerminalPlan> {
    let staff_no = |role: Role, n: usize| {
        let mut with_role = station.staff_with(role);
        with_role.nth(n).map(|person| person.staff_no.to_string())
    };
    let crew = [
        (staff_no(Role::AreaManager, 0), staff_no(Role::MeterInstaller, 1)),
        (staff_no(Role::AreaManager, 1), None),
        (staff_no(Role::MeterInstaller, 0), None),
        (staff_no(Role::BackOfficeClerk, 0), None),
    ];
    let crew = crew.into_iter().filter_map(|(worker, second)| Some((worker?, second)));
    let places = ports.as_chunks::<2>().0.iter().zip(1..);
    crew.zip(places)
        .map(|((carried_by, second), ([launcher, business], n))| TerminalPlan {
            name: format!("T-{n:02}"),
            platform_url: platform_url.to_owned(),
            ports: TerminalPorts { launcher: *launcher, business: *business },
            carried_by,
            second,
        })
        .collect()
}

/// Starts the programs of a company that was founded before.
async fn resume(folders: &Folders, programs: &mut Programs) -> anyhow::Result<Record> {
    let mut record = Record::read(&folders.record())?;
    println!("· going on with the data of seed {}", record.seed);
    programs
        .start_platform(folders)
        .await
        .next_step("is it running already? its port is in demo.json")?;
    programs.start_marketing(folders).await?;
    for meter in &record.meters {
        programs.start_meter(folders, meter).await?;
    }
    for terminal in &mut record.terminals {
        terminal.entry_url = programs.start_terminal(folders, &terminal.name, None).await?;
    }
    record.write(&folders.record())?;
    Ok(record)
}

/// Waits for Ctrl-C, or for a program that ends by itself.
async fn wait(programs: &mut Programs) {
    loop {
        tokio::select! {
            () = asked_to_stop() => {
                println!("\n· stopping");
                return;
            }
            () = tokio::time::sleep(LOOK_EVERY) => {
                let ended = programs.ended();
                if !ended.is_empty() {
                    eprintln!("ronghe: ended by itself: {}; its log says why", ended.join(", "));
                    return;
                }
            }
        }
    }
}

/// SIGINT or SIGTERM. Where signals cannot be had, only the programs' own end ends the demo.
async fn asked_to_stop() {
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

const LOOK_EVERY: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_terminal_has_a_carrier_and_ports_of_its_own() {
        let city = City::generate(9, Size::small());
        let ports: Vec<u16> = (1..=8).collect();
        let plans = terminal_plans(&city.stations[0], "http://p", &ports);
        assert_eq!(plans.len(), TERMINALS);
        let mut carriers: Vec<_> = plans.iter().map(|plan| plan.carried_by.clone()).collect();
        carriers.dedup();
        assert_eq!(carriers.len(), TERMINALS);
        assert_eq!((plans[3].ports.launcher, plans[3].ports.business), (7, 8));
        let second = plans[0].second.as_ref().expect("a second person");
        assert!(!carriers.contains(second));
    }
}
