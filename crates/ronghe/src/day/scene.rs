//! What the story is played with: a company, its programs, the network between them, and its people.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::Context as _;
use city::{Application, BusinessApplication, City, Customer, Size};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use vocabulary::{Clock as _, OrderId, OrderNo, PersonId, Role, SystemClock};

use super::cast::{
    CLERKS_TERMINAL, COUNTERS_TERMINAL, Cast, DEPUTYS_TERMINAL, INSPECTORS_TERMINAL,
    INSTALLERS_TERMINAL, MANAGERS_TERMINAL, SPARE_TERMINAL,
};
use super::link::{Link, Weather};
use super::report::Counts;
use super::worker::Worker;
use crate::advice::stop;
use crate::client::{AcquisitionControl, Console, Control};
use crate::company::{
    Custody, Folders, Metered, Plan, Programs, Record, TerminalPlan, TerminalPorts,
    application_data, applications_of, business_data, businesses_of, customer_batches, find_pages,
    found, free_ports, move_card,
};

/// The stage on which the day is played.
pub struct Scene {
    pub seed: u64,
    pub rng: ChaCha8Rng,
    pub folders: Folders,
    bundle: BTreeMap<String, String>,
    /// The other processes of the company.
    pub other_bundles: Vec<BTreeMap<String, String>>,
    database: Option<String>,
    pub marketing_down_seconds: u64,
    pub city: City,
    pub cast: Cast,
    pub programs: Programs,
    pub links: BTreeMap<&'static str, Link>,
    pub counts: Counts,
    /// Once the company is founded.
    pub metered: Vec<Metered>,
    company: Option<Company>,
}

/// The company once it is founded.
pub struct Company {
    pub record: Record,
    pub control: Control,
    pub acquisition: AcquisitionControl,
    pub head: Console,
    pub monitor: Console,
    pub officer: Console,
    pub clerk: Console,
}

/// An order of the story.
#[derive(Debug, Clone)]
pub struct Case {
    pub order_no: OrderNo,
    /// What the marketing system sent.
    pub data: Value,
    pub custody: Custody,
    /// Known once the platform has taken it.
    pub order: OrderId,
}

impl Scene {
    #[must_use]
    pub fn new(
        seed: u64,
        folders: Folders,
        bundle: BTreeMap<String, String>,
        database: Option<String>,
        marketing_down_seconds: u64,
    ) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let city = City::generate(seed, Size::small());
        let cast = Cast::choose(&mut rng, &city.stations[0]);
        Self {
            seed,
            rng,
            folders,
            bundle,
            other_bundles: Vec::new(),
            database,
            marketing_down_seconds,
            city,
            cast,
            programs: Programs::default(),
            links: BTreeMap::new(),
            counts: Counts::default(),
            metered: Vec::new(),
            company: None,
        }
    }

    #[must_use]
    pub fn database_name(&self) -> &'static str {
        if self.database.is_some() { "postgres" } else { "sqlite" }
    }

    /// Founds the company; every terminal reaches the platform through a link of ours.
    ///
    /// # Errors
    /// When a program does not start.
    pub async fn found(&mut self, say: &dyn Fn(&str)) -> anyhow::Result<()> {
        let ports = free_ports(3 + 7 * 3 + Metered::PORTS)?;
        let (ports, of_meters) = ports.split_at(ports.len() - Metered::PORTS);
        let ours = |customer: &Customer| self.is_in_the_grid(customer.area.as_str());
        self.metered = Metered::choose(&self.city, ours, of_meters)?.into();
        let (platform_port, marketing_port, acquisition_port) = (ports[0], ports[1], ports[2]);
        let platform = SocketAddr::from(([127, 0, 0, 1], platform_port));
        let cast = self.cast.clone();
        let [with_manager, with_deputy, with_installer] = cast.seconds.map(Some);
        let carried = [
            (MANAGERS_TERMINAL, cast.manager, with_manager),
            (DEPUTYS_TERMINAL, cast.deputy, with_deputy),
            (CLERKS_TERMINAL, cast.clerk, None),
            (INSTALLERS_TERMINAL, cast.installer, with_installer),
            (INSPECTORS_TERMINAL, cast.inspector.clone(), None),
            (COUNTERS_TERMINAL, cast.counter, None),
            (SPARE_TERMINAL, cast.inspector, None),
        ];
        let mut terminals = Vec::new();
        let places = ports[3..].as_chunks::<3>().0;
        for ((name, carried_by, second), [launcher, business, link]) in
            carried.into_iter().zip(places)
        {
            let link = Link::open(platform, *link).await?;
            terminals.push(TerminalPlan {
                name: name.to_owned(),
                platform_url: format!("http://{}", link.address),
                ports: TerminalPorts { launcher: *launcher, business: *business },
                carried_by,
                second,
            });
            self.links.insert(name, link);
        }
        let plan = Plan {
            folders: self.folders.clone(),
            seed: self.seed,
            size: "small".to_owned(),
            database: self.database.clone(),
            platform_port,
            marketing_port,
            acquisition_port,
            bundle: self.bundle.clone(),
            other_bundles: self.other_bundles.clone(),
            pages: find_pages(),
            terminals,
            marketing_retry_max_ms: 2_000,
            meters: self.metered.iter().flat_map(Metered::meters).cloned().collect(),
            stop_policies: Some(STOPS_AT_ANY_HOUR.to_owned()),
        };
        let record = found(&plan, &self.city, &mut self.programs, say).await?;
        record.write(&self.folders.record())?;
        let sign_in = async |role, station: Option<&str>| {
            let account = record.account_with(role, station).context("a role has no account")?;
            let url = &record.platform.url;
            anyhow::Ok(Console::sign_in(url, &account.login, &account.password).await?)
        };
        let acquisition =
            record.acquisition.clone().context("the acquisition system is founded")?;
        let company = Company {
            control: Control::new(&record.marketing.url, &record.marketing.control_key),
            acquisition: AcquisitionControl::new(&acquisition.url, &acquisition.control_key),
            head: sign_in(Role::StationHead, Some(&self.cast.station)).await?,
            monitor: sign_in(Role::MonitorOperator, None).await?,
            officer: sign_in(Role::SecurityOfficer, None).await?,
            clerk: sign_in(Role::BackOfficeClerk, Some(&self.cast.station)).await?,
            record,
        };
        self.company = Some(company);
        Ok(())
    }

    /// Lets the marketing system tell the platform of the customers of the story's station.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn tell_customers(&self) -> anyhow::Result<()> {
        let station = self.city.stations.iter().find(|one| one.code.as_str() == self.cast.station);
        let station = station.context("the story's station is the city's")?;
        let now = SystemClock::new().now();
        for (id, records) in customer_batches(&self.city, station, now) {
            self.company()?.control.customers(&id, &records).await?;
        }
        Ok(())
    }

    /// The company.
    ///
    /// # Errors
    /// Before it is founded.
    pub fn company(&self) -> anyhow::Result<&Company> {
        self.company.as_ref().context("the company is not founded yet")
    }

    /// A process as it was deployed.
    ///
    /// # Errors
    /// When the company does not have it.
    pub fn bundle_of(&self, process: &str) -> anyhow::Result<&BTreeMap<String, String>> {
        // They are on record in the order in which they were deployed.
        let deployed = self.company()?.record.processes.iter();
        let bundles = std::iter::once(&self.bundle).chain(&self.other_bundles);
        let found = deployed.zip(bundles).find(|(deployed, _)| deployed.process == process);
        found.map(|(_, files)| files).ok_or_else(|| {
            let cause = format!("the company has no process {process}");
            stop(cause, "lay its bundle beside the one that --process names")
        })
    }

    /// Signs the administrator in at the console.
    ///
    /// # Errors
    /// When he is not let in.
    pub async fn administrator(&self) -> anyhow::Result<Console> {
        let record = &self.company()?.record;
        let account = record.account_with(Role::Administrator, None);
        let account = account.context("there is no administrator")?;
        Ok(Console::sign_in(&record.platform.url, &account.login, &account.password).await?)
    }

    /// Applications in the manager's grid that one visit can finish.
    #[must_use]
    pub fn applications(&self, count: usize) -> Vec<(Application, Custody, Value)> {
        let ours = applications_of(&self.city, &self.cast.station);
        ours.filter(|(_, one)| self.is_in_the_grid(one.area.as_str()))
            .take(count)
            .map(|(n, application)| {
                let custody = Custody::of(self.seed, n);
                let data = application_data(&application, &custody);
                (application, custody, data)
            })
            .collect()
    }

    /// A business's application in the manager's grid.
    ///
    /// # Errors
    /// When nobody there asks.
    pub fn business(&self) -> anyhow::Result<(BusinessApplication, Custody, Value)> {
        let mut ours = businesses_of(&self.city, &self.cast.station);
        let first = ours.find(|(_, one)| self.is_in_the_grid(one.area.as_str()));
        let (n, application) = first.context("no business asks in the grid")?;
        let custody = Custody::of(self.seed, n);
        let data = business_data(&application, &custody);
        Ok((application, custody, data))
    }

    fn is_in_the_grid(&self, area: &str) -> bool {
        self.cast.areas.iter().any(|ours| ours == area)
    }

    /// The network of one terminal.
    ///
    /// # Errors
    /// When there is no such terminal.
    pub fn link(&self, terminal: &str) -> anyhow::Result<&Link> {
        self.links.get(terminal).context("no such terminal")
    }

    /// Changes the weather at one terminal.
    ///
    /// # Errors
    /// When there is no such terminal.
    pub fn weather(&self, terminal: &str, weather: Weather) -> anyhow::Result<()> {
        self.link(terminal)?.set(weather);
        Ok(())
    }

    /// Somebody takes his terminal into his hands: his page, opened with his PIN.
    ///
    /// # Errors
    /// When the agent does not let him in.
    pub async fn worker(&mut self, terminal: &'static str) -> anyhow::Result<Worker> {
        let record = &self.company()?.record;
        let carried = record.terminals.iter().find(|one| one.name == terminal);
        let carried = carried.context("no such terminal")?;
        let card = record.card_of(carried.person).context("the carrier has no card")?;
        let second = record.cards.iter().find(|other| {
            other.terminal.as_deref() == Some(terminal) && other.person != carried.person
        });
        let (card, entry_url) = (card.clone(), carried.entry_url.clone());
        let second_pin = second.map(|second| second.pin.clone());
        let issuer = self.name_of(&self.cast.head)?;
        let rng = ChaCha8Rng::seed_from_u64(self.rng.random());
        Worker::enter(&entry_url, terminal, card, second_pin, &issuer, rng).await
    }

    /// Pulls the plug of a terminal's agent and starts it again.
    ///
    /// # Errors
    /// When it does not start again.
    pub async fn kill_and_start(&mut self, terminal: &'static str) -> anyhow::Result<Worker> {
        self.programs.kill_terminal(terminal).await?;
        self.start_again(terminal).await
    }

    /// A terminal breaks for good, and whoever carried it puts his card into the spare one.
    ///
    /// # Errors
    /// When he does not get in there.
    pub async fn takes_spare(
        &mut self,
        broken: &'static str,
        spare: &'static str,
    ) -> anyhow::Result<Worker> {
        self.programs.kill_terminal(broken).await?;
        let record = &self.company()?.record;
        let carried = record.terminals.iter().find(|one| one.name == broken);
        let carried = carried.context("no such terminal")?;
        let card = record.card_of(carried.person).context("the carrier has no card")?;
        move_card(&carried.operator_slot.join(&card.file), &self.folders.operator_slot(spare))?;
        self.worker(spare).await
    }

    /// Starts an agent that was killed.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start_again(&mut self, terminal: &'static str) -> anyhow::Result<Worker> {
        let entry_url = self.programs.start_terminal(&self.folders, terminal, None).await?;
        let company = self.company.as_mut().context("the company is not founded yet")?;
        let carried = company.record.terminals.iter_mut().find(|one| one.name == terminal);
        carried.context("no such terminal")?.entry_url = entry_url;
        self.worker(terminal).await
    }

    /// The platform's id of somebody in the cast.
    ///
    /// # Errors
    /// When nobody has the number.
    pub fn person(&self, staff_no: &str) -> anyhow::Result<PersonId> {
        let accounts = &self.company()?.record.accounts;
        let found = accounts.iter().find(|account| account.staff_no == staff_no);
        Ok(found.with_context(|| format!("nobody has the number {staff_no}"))?.person)
    }

    /// The name of somebody in the cast as others write it down: namesakes happen, and are told apart by their numbers.
    ///
    /// # Errors
    /// When nobody has the number.
    pub fn name_of(&self, staff_no: &str) -> anyhow::Result<String> {
        let accounts = &self.company()?.record.accounts;
        let found = accounts.iter().find(|account| account.staff_no == staff_no);
        let name = &found.with_context(|| format!("nobody has the number {staff_no}"))?.name;
        let namesakes = accounts.iter().filter(|account| account.name == *name).count();
        Ok(if namesakes == 1 { name.clone() } else { format!("{name}（{staff_no}）") })
    }

    /// To whom an installed meter goes: by the seed a role, or the clerk himself.
    ///
    /// # Errors
    /// When nobody archives.
    pub fn archivist(&mut self) -> anyhow::Result<Value> {
        if self.rng.random_bool(0.5) {
            return Ok(json!({ "role": "back_office_clerk" }));
        }
        Ok(json!({ "person": self.person(&self.cast.clerk)? }))
    }

    /// Adds what the platform has counted since it was started.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn count_duplicates(&mut self) -> anyhow::Result<()> {
        let http = crate::client::Http::new(&self.company()?.record.platform.url);
        let answer = http.get("/metrics").send().await?.accepted()?;
        let text = String::from_utf8_lossy(&answer.body);
        self.counts.duplicates_refused += duplicates(&text);
        Ok(())
    }
}

/// This company's own: as shipped, but for night and days off, since the story is played whenever somebody wants to see it.
const STOPS_AT_ANY_HOUR: &str = r#"[{
  "from": "2022-01-01", "source": "this company's own decision, for the story",
  "notice_days": 7, "second_notice_min": 30, "night_from_h": 24, "night_until_h": 0,
  "days_off": false, "failed_attempt_min": 10, "restores_travel": true
}]"#;

/// The counter of repeated operations in a page of metrics.
fn duplicates(metrics: &str) -> u64 {
    let line = metrics.lines().find(|line| {
        line.starts_with("ronghe_platform_operations_total") && line.contains("\"duplicate\"")
    });
    line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn any_seed_finds_its_cast() {
        for seed in 0..200 {
            let folders = Folders::new("nowhere".into());
            let scene = Scene::new(seed, folders, BTreeMap::new(), None, 1);
            let Cast { manager, deputy, clerk, installer, inspector, counter, head, .. } =
                &scene.cast;
            let alone = [manager, deputy, clerk, installer, inspector, counter, head];
            let all: BTreeSet<_> = alone.into_iter().chain(&scene.cast.seconds).collect();
            assert_eq!(all.len(), 10, "seed {seed}");
            assert!(all.iter().all(|staff_no| !staff_no.is_empty()), "seed {seed}");
            assert_eq!(scene.applications(7).len(), 7, "seed {seed}");
            assert!(scene.business().is_ok(), "seed {seed}");
            let metered = Metered::choose(
                &scene.city,
                |one| scene.is_in_the_grid(one.area.as_str()),
                &[1, 2, 3, 4],
            );
            assert!(metered.is_ok(), "seed {seed}: {metered:?}");
        }
    }

    #[test]
    fn finds_the_counter() {
        let metrics = "# HELP x\nronghe_platform_operations_total{outcome=\"applied\"} 9\n\
            ronghe_platform_operations_total{outcome=\"duplicate\"} 4\n# EOF\n";
        assert_eq!((duplicates(metrics), duplicates("")), (4, 0));
    }
}
