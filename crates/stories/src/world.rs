//! The world of one seed: the company, its people, its machines, and the time.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use http::{Method, Request};
use http_body_util::BodyExt as _;
use neighbour_sims::marketing::{Entry, MarketingSystem, ResultAnswer, ResultMessage};
use neighbour_sims::{Delivery, Retry};
use platform::neighbours::{Answer, NeighbourLink, Outgoing};
use platform::{Platform, PlatformKeys, jobs::Job};
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tower::ServiceExt as _;
use vocabulary::{Clock, Entropy, Epoch, GridId, Instant, ManualClock, PersonId, SeededEntropy};

use crate::ledger::Ledger;
use crate::link::Link;
use crate::plug::Plug;
use crate::processes::Processes;
use crate::setup::{Desk, MORNING, Template, copy_folder, open_platform};
use crate::terminals::Handheld;
use crate::{Dice, office};

/// Everything there is.
pub struct World {
    pub dice: Dice,
    /// Some days nearly nothing goes wrong, and orders come to their end; on others nearly everything does. In percent.
    pub trouble: u32,
    pub clock: Arc<ManualClock>,
    pub ledger: Ledger,
    pub handhelds: Vec<Handheld>,
    pub workers: Vec<PersonId>,
    /// By their place in [`Desk::ALL`].
    pub desks: Vec<PersonId>,
    pub grids: Vec<GridId>,
    pub processes: Arc<Processes>,
    pub plug: Arc<Plug>,
    pub marketing: Arc<Mutex<MarketingSystem<Vec<Entry>>>>,
    /// Network between the platform and the marketing system.
    pub marketing_up: bool,
    pub orders: Vec<String>,
    keys: PlatformKeys,
    entropy: Arc<dyn Entropy>,
    folder: tempfile::TempDir,
    platform: Option<Platform>,
    router: Option<Router>,
    commands: u64,
    pub has_backup: bool,
    pub restores: u32,
    /// When last night's copy was put in place.
    pub restored_at: Option<Instant>,
}

impl World {
    /// Opens the company of a seed in the morning.
    pub async fn open(seed: u64, template: &Template) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        template.copy_to(&folder.path().join("company"))?;
        let mut dice = Dice::new(seed);
        let trouble = dice.pick(&[10, 30, 60, 100]).copied().unwrap_or(100);
        let clock = Arc::new(ManualClock::at(MORNING));
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(seed));
        let plug = Arc::new(Plug::default());
        let handhelds = (0..2)
            .map(|n| {
                let link = Arc::new(Link::new(dice.split(), Arc::clone(&plug)));
                let clock = Arc::new(ManualClock::at(MORNING));
                let folder = folder.path().join(format!("handheld-{n}"));
                Handheld::new(folder, clock, link, Arc::clone(&entropy))
            })
            .collect();
        let marketing = MarketingSystem::open(Vec::new(), &[], Retry::default(), MORNING);
        let mut world = Self {
            dice,
            trouble,
            clock,
            ledger: Ledger::default(),
            handhelds,
            workers: template.workers.clone(),
            desks: template.desks.clone(),
            grids: template.grids.clone(),
            processes: Arc::clone(&template.processes),
            plug,
            marketing: Arc::new(Mutex::new(marketing)),
            marketing_up: true,
            orders: Vec::new(),
            keys: template.keys.clone(),
            entropy,
            folder,
            platform: None,
            router: None,
            commands: 0,
            has_backup: false,
            restores: 0,
            restored_at: None,
        };
        world.start_platform().await?;
        world.enrol().await?;
        Ok(world)
    }

    async fn enrol(&mut self) -> anyhow::Result<()> {
        for n in 0..self.handhelds.len() {
            let name = json!({ "name": format!("终端-{n}") });
            let made = self
                .order_office(Desk::Officer, "/api/v1/terminals/enrolment-codes", name)
                .await
                .map_err(|problem| anyhow::anyhow!("no enrolment code: {problem}"))?;
            let code = made["code"].as_str().context("a code")?.to_owned();
            self.handhelds[n].agent().await?.enrol(&code).await.context("a terminal enrols")?;
        }
        Ok(())
    }

    /// Lets time pass everywhere.
    pub fn pass(&self, by: Duration) {
        self.clock.advance(by);
        for handheld in &self.handhelds {
            handheld.clock.advance(by);
        }
    }

    pub fn platform(&self) -> anyhow::Result<&Platform> {
        self.platform.as_ref().context("the platform runs")
    }

    pub fn router(&self) -> anyhow::Result<Router> {
        self.router.clone().context("the platform runs")
    }

    /// Starts the platform, after a kill or for the first time.
    pub async fn start_platform(&mut self) -> anyhow::Result<()> {
        if let Some(platform) = self.platform.take() {
            platform.close().await;
        }
        self.plug.restore();
        let platform = open_platform(
            &self.company(),
            self.keys.clone(),
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            Arc::clone(&self.entropy),
            Arc::clone(&self.plug) as _,
        )
        .await?;
        let router = platform::router(platform.clone());
        for handheld in &self.handhelds {
            handheld.link.connect(Some(router.clone()));
        }
        self.platform = Some(platform);
        self.router = Some(router);
        Ok(())
    }

    /// Copies the company's data as the night's backup does.
    pub async fn back_up(&mut self) -> anyhow::Result<()> {
        let target = self.folder.path().join("backup");
        if target.exists() {
            std::fs::remove_dir_all(&target)?;
        }
        std::fs::create_dir_all(&target)?;
        self.platform()?.store().copy_to(&target.join("platform.db")).await?;
        copy_folder(&self.company().join("evidence"), &target.join("evidence"))?;
        self.has_backup = true;
        Ok(())
    }

    /// Puts the backup in place of the data: a new epoch begins, and the marketing system hands over again what it
    /// sent.
    pub async fn restore(&mut self) -> anyhow::Result<()> {
        if let Some(platform) = self.platform.take() {
            platform.close().await;
        }
        let company = self.company();
        for name in ["platform.db", "platform.db-wal", "platform.db-shm"] {
            let _ = std::fs::remove_file(company.join(name));
        }
        std::fs::remove_dir_all(company.join("evidence"))?;
        let backup = self.folder.path().join("backup");
        std::fs::copy(backup.join("platform.db"), company.join("platform.db"))?;
        copy_folder(&backup.join("evidence"), &company.join("evidence"))?;
        let epoch = Epoch::make(&*self.clock, &*self.entropy);
        let location = platform_store::Location::Sqlite(company.join("platform.db"));
        let options = platform_store::Options { forgetful: true, hazard: None };
        let store = platform_store::Store::open(&location, options).await?;
        store.write(platform::BeginEpoch { epoch }).await?;
        store.close().await;
        self.ledger.forget_the_office();
        self.restores += 1;
        self.restored_at = Some(self.clock.now());
        self.start_platform().await?;
        self.hand_over_again().await
    }

    async fn hand_over_again(&mut self) -> anyhow::Result<()> {
        let sent: Vec<u64> = {
            let marketing = self.marketing.lock().await;
            let acknowledged = marketing.book().messages();
            acknowledged
                .filter(|(_, posted)| {
                    posted.state != neighbour_sims::marketing::MessageState::Waiting
                })
                .map(|(n, _)| n)
                .collect()
        };
        for n in sent {
            let Some(copy) = self.marketing.lock().await.copy_of(n) else { continue };
            let body = serde_json::to_value(&copy.message)?;
            let (delivery, _) = self.deliver(copy.correlation.to_string(), body).await;
            let now = self.clock.now();
            self.marketing.lock().await.copy_answered(now, n, &delivery)?;
        }
        Ok(())
    }

    /// Carries a message of the marketing system to the platform; gives what came of it, and the answer's own words.
    pub async fn deliver(&self, correlation: String, body: Value) -> (Delivery, Value) {
        let lost = |why: &str| (Delivery::ComeAgain { why: why.to_owned() }, Value::Null);
        let Some(router) = self.router.clone().filter(|_| !self.plug.is_pulled()) else {
            return lost("down");
        };
        let request = Request::post("/neighbours/v1/marketing/messages")
            .header("authorization", "Bearer marketing-key")
            .header("x-correlation-id", correlation)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        let Ok(request) = request else { return lost("no request") };
        let answer = match router.oneshot(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        };
        let status = answer.status().as_u16();
        let Ok(body) = answer.into_body().collect().await else { return lost("no body") };
        if self.plug.is_pulled() {
            return lost("killed before the answer");
        }
        let body = body.to_bytes();
        let answer = serde_json::from_slice(&body).unwrap_or_default();
        (Delivery::of_answer(status, &body), answer)
    }

    /// Gives a command at the console, under a key of its own.
    pub async fn order_office(
        &mut self,
        desk: Desk,
        path: &str,
        body: Value,
    ) -> Result<Value, Value> {
        self.command(desk, Method::POST, path, body).await
    }

    /// As [`World::order_office`], by any method.
    pub async fn command(
        &mut self,
        desk: Desk,
        method: Method,
        path: &str,
        body: Value,
    ) -> Result<Value, Value> {
        self.commands += 1;
        let key = format!("command-{}", self.commands);
        let Some(router) = self.router.clone() else { return Err(Value::Null) };
        let give =
            async |body| office::call(&router, desk, method.clone(), path, Some(body), &key).await;
        let first = give(body.clone()).await;
        // A page that hears nothing sends the same command again; the key makes it one.
        if self.dice.percent(10) {
            let again = give(body).await;
            if let (Ok(first), Ok(again)) = (&first, &again) {
                assert_eq!(first, again, "a repeated command was answered differently");
            }
        }
        first.map_err(|(_, problem)| problem)
    }

    /// Runs a job of the platform once.
    pub async fn run_job(&self, job: Job) -> anyhow::Result<()> {
        let link = ToMarketing {
            marketing: Arc::clone(&self.marketing),
            clock: Arc::clone(&self.clock),
            up: self.marketing_up,
        };
        // A killed platform fails its jobs; they come again.
        let _ = job.run(self.platform()?, &link).await;
        Ok(())
    }

    /// Whether something goes wrong that does in so many of a hundred cases on the worst of days.
    pub fn goes_wrong(&mut self, chance: u32) -> bool {
        self.dice.percent(self.trouble) && self.dice.percent(chance)
    }

    /// Whoever sits there.
    #[must_use]
    pub fn desk(&self, desk: Desk) -> PersonId {
        self.desks[desk as usize]
    }

    pub fn entropy(&self) -> Arc<dyn Entropy> {
        Arc::clone(&self.entropy)
    }

    pub fn cards(&self) -> PathBuf {
        self.company().join("cards")
    }

    pub fn company(&self) -> PathBuf {
        self.folder.path().join("company")
    }
}

/// The way of results to the marketing system.
struct ToMarketing {
    marketing: Arc<Mutex<MarketingSystem<Vec<Entry>>>>,
    clock: Arc<ManualClock>,
    up: bool,
}

#[async_trait]
impl NeighbourLink for ToMarketing {
    async fn hand_over(&self, message: &Outgoing<'_>) -> Answer {
        let silent = |error: &str| Answer::Silent { error: error.to_owned() };
        if !self.up {
            return silent("the marketing system is down");
        }
        let Ok(result) = serde_json::from_value::<ResultMessage>(message.body.clone()) else {
            return Answer::Refused { code: "malformed".to_owned(), reason: String::new() };
        };
        let now = self.clock.now();
        match self.marketing.lock().await.take_result(now, &message.message.to_string(), result) {
            Ok(ResultAnswer::Accepted) => Answer::Accepted,
            Ok(ResultAnswer::AlreadyFinished) => {
                Answer::Refused { code: "already_finished".to_owned(), reason: String::new() }
            }
            Ok(ResultAnswer::Refused { code, reason }) => Answer::Refused { code, reason },
            Ok(ResultAnswer::Unavailable | ResultAnswer::HangUp) => silent("out of service"),
            Err(fault) => silent(&fault.to_string()),
        }
    }
}
