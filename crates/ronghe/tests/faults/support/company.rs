//! A small company on the real programs: a founded platform, workers with cards, orders that wait for them, and
//! terminals.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use city::{City, Size};
use platform::orders::operations::NewOrder;
use platform_store::orders as order_rows;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use ronghe::bench::orders;
use ronghe::bench::small_company::{PIN, SmallCompany, Worker};
use ronghe::company::{Card, Custody, PROCESS, application_data, applications_of, free_ports};
use ronghe::day::page::At;
use ronghe::day::scene::Case;
use ronghe::day::worker::Worker as AtTerminal;
use serde_json::json;
use sync::OrderView;

use super::Process;

/// A company and where it lies.
pub struct Company {
    folder: tempfile::TempDir,
    pub small: SmallCompany,
    pub cases: Vec<Case>,
    pub port: u16,
}

impl Company {
    /// A company of one worker with `orders` orders, each of which waits for its acceptance.
    ///
    /// # Errors
    /// When it cannot be founded.
    pub async fn with_orders(orders: usize) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let small = SmallCompany::found(&folder.path().join("platform"), None, 1).await?;
        let port = free_ports(1)?[0];
        let mut company = Self { folder, small, cases: Vec::new(), port };
        company.listen_at_port()?;
        company.cases = company.start_orders(orders).await?;
        Ok(company)
    }

    pub fn worker(&self) -> &Worker {
        &self.small.workers[0]
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn config(&self) -> PathBuf {
        self.small.folder.join("platform.toml")
    }

    pub fn platform_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// # Errors
    /// When it does not start.
    pub async fn start_platform(&self) -> anyhow::Result<Process> {
        self.start_platform_behind(&[]).await
    }

    /// # Errors
    /// When it does not start.
    pub async fn start_platform_behind(&self, wrapper: &[OsString]) -> anyhow::Result<Process> {
        let arguments = ["--config".into(), self.config().into()];
        Process::start(wrapper, "ronghe-platform", &arguments, &self.path("platform.log")).await
    }

    /// Lays a terminal out, not enrolled yet, with the worker's card in its slot. It syncs only when it is told.
    ///
    /// # Errors
    /// When its files cannot be written.
    pub fn lay_terminal_out(&self) -> anyhow::Result<Terminal> {
        let folder = self.path("terminal");
        let slot = folder.join("slot");
        std::fs::create_dir_all(&slot)?;
        std::fs::create_dir_all(folder.join("second"))?;
        let card = &self.worker().card_file;
        std::fs::copy(card, slot.join(card.file_name().context("a card is a file")?))?;
        let ports = free_ports(2)?;
        let config = json!({
            "platform": { "url": self.platform_url() },
            "data": { "folder": "data" },
            "cards": { "operator": "slot", "second": "second" },
            "pages": { "launcher": ports[0], "business": ports[1] },
            "sync": { "every_s": 3_600, "offline_max_s": 3_600 },
        });
        std::fs::write(folder.join("terminal.toml"), toml::to_string(&config)?)?;
        Ok(Terminal { folder })
    }

    /// Starts the platform and a new terminal, and waits until the first order is on it.
    ///
    /// # Errors
    /// When a program does not start or the order does not come.
    pub async fn at_work(&self) -> anyhow::Result<AtWork> {
        let platform = self.start_platform().await?;
        let terminal = self.lay_terminal_out()?;
        let agent = terminal.start(Some(&self.worker().enrolment_code)).await?;
        let worker = self.enter(&agent, 1).await?;
        let at = worker.finds(self.cases[0].order, "acceptance").await?;
        Ok(AtWork { platform, terminal, agent, worker, at })
    }

    /// The worker takes the terminal into his hands.
    ///
    /// # Errors
    /// When the agent does not let him in.
    pub async fn enter(&self, agent: &Process, seed: u64) -> anyhow::Result<AtTerminal> {
        let worker = self.worker();
        let card = Card {
            card: worker.card,
            serial: String::new(),
            person: worker.person,
            name: "王建国".to_owned(),
            staff_no: "T0000".to_owned(),
            pin: PIN.to_owned(),
            unlock_code: String::new(),
            file: String::new(),
            terminal: None,
        };
        let rng = ChaCha8Rng::seed_from_u64(seed);
        AtTerminal::enter(&agent.ready, "T-01", card, None, "赵刚", rng).await
    }

    /// An order as the platform's data have it, whether the platform runs or not.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn view(&self, case: &Case) -> anyhow::Result<OrderView> {
        let platform = self.small.open().await?;
        let mut snapshot = platform.store().read().await?;
        let record = order_rows::find(&mut snapshot.tx(), platform.org(), case.order).await?;
        snapshot.finish().await?;
        platform.close().await;
        Ok(record.context("the order is there")?.view)
    }

    fn listen_at_port(&self) -> anyhow::Result<()> {
        let text = std::fs::read_to_string(self.config())?;
        let text = text.replace("127.0.0.1:0", &format!("127.0.0.1:{}", self.port));
        Ok(std::fs::write(self.config(), text)?)
    }

    async fn start_orders(&self, count: usize) -> anyhow::Result<Vec<Case>> {
        let city = City::generate(1, Size::small());
        let station = city.stations.first().context("a station")?.code.as_str();
        let mut cases = Vec::with_capacity(count);
        let mut new = Vec::with_capacity(count);
        for (n, application) in applications_of(&city, station).take(count) {
            let custody = Custody::of(1, n);
            let mut data = application_data(&application, &custody);
            data["area_code"] = json!(self.worker().area_code);
            let order_no = application.order_no;
            let process = PROCESS.to_owned();
            new.push(NewOrder::of_marketing(order_no.clone(), process, data.clone()));
            cases.push((order_no, data, custody));
        }
        let platform = self.small.open().await?;
        let started = orders::start(&platform, new).await?;
        platform.close().await;
        let cases = cases.into_iter().zip(started);
        Ok(cases
            .map(|((order_no, data, custody), order)| Case { order_no, data, custody, order })
            .collect())
    }
}

/// A platform, and a worker at his terminal before the acceptance of the first order.
pub struct AtWork {
    pub platform: Process,
    pub terminal: Terminal,
    pub agent: Process,
    pub worker: AtTerminal,
    pub at: At,
}

/// A terminal's folder.
pub struct Terminal {
    pub folder: PathBuf,
}

impl Terminal {
    /// # Errors
    /// When the agent does not start.
    pub async fn start(&self, enrolment_code: Option<&str>) -> anyhow::Result<Process> {
        self.start_behind(&[], enrolment_code).await
    }

    /// # Errors
    /// When the agent does not start.
    pub async fn start_behind(
        &self,
        wrapper: &[OsString],
        enrolment_code: Option<&str>,
    ) -> anyhow::Result<Process> {
        let mut arguments = vec!["--config".into(), self.folder.join("terminal.toml").into()];
        if let Some(code) = enrolment_code {
            arguments.extend(["--enrol".into(), code.into()]);
        }
        let log = self.log();
        Process::start(wrapper, "ronghe-terminal", &arguments, &log).await
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        let beside: &Path = self.folder.parent().unwrap_or(&self.folder);
        beside.join("terminal.log")
    }
}
