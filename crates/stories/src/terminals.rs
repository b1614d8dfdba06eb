//! A terminal in the simulation: an agent that can be killed, a clock that can be wrong, a link that can be down.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use security_unit::{Pin, SigningToken, SoftwareCard};
use terminal::evidence::{Limits, RecordingLimits};
use terminal::{Agent, Settings, SpaceProbe, Tools};
use terminal_store::{Hazard, Options, Step};
use vocabulary::{Clock, Entropy, ManualClock};

use crate::filling_in::PHOTO_SIDES;
use crate::link::Link;
use crate::setup::PIN;

/// One handheld.
pub struct Handheld {
    folder: PathBuf,
    pub clock: Arc<ManualClock>,
    pub link: Arc<Link>,
    battery: Arc<Battery>,
    entropy: Arc<dyn Entropy>,
    agent: Option<Arc<Agent>>,
    /// Who is signed in: the worker's number.
    pub worker: Option<usize>,
    /// It was lost, and nobody has it in his hand.
    pub lost: bool,
}

impl Handheld {
    pub fn new(
        folder: PathBuf,
        clock: Arc<ManualClock>,
        link: Arc<Link>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        let battery = Arc::default();
        Self { folder, clock, link, battery, entropy, agent: None, worker: None, lost: false }
    }

    /// The running agent; started when it is not.
    pub async fn agent(&mut self) -> anyhow::Result<&Arc<Agent>> {
        if self.agent.is_none() {
            self.battery.insert();
            let tools = Tools {
                clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
                entropy: Arc::clone(&self.entropy),
                transport: Arc::clone(&self.link) as _,
                space: Arc::new(PlentyOfRoom),
            };
            let settings = Settings {
                folder: self.folder.clone(),
                release_no: "simulation".to_owned(),
                store: Options {
                    forgetful: true,
                    hazard: Some(Arc::clone(&self.battery) as Arc<dyn Hazard>),
                },
                photo_limits: small_photos(),
                recording_limits: RecordingLimits::default(),
                sealed_grace: vocabulary::minutes(30),
            };
            let agent = Agent::open(tools, settings).await.context("the agent starts")?;
            self.agent = Some(Arc::new(agent));
        }
        self.agent.as_ref().context("the agent was started above")
    }

    /// Kills the agent as a pulled battery does: nothing is closed in order.
    pub async fn kill(&mut self) {
        self.link.kill_at_call(None);
        self.worker = None;
        if let Some(agent) = self.agent.take() {
            agent.close().await;
        }
    }

    /// The battery will be pulled at the n-th step of a store from now.
    pub fn pull_battery_at(&self, n: u32) {
        self.battery.pull_at(n);
    }

    #[must_use]
    pub fn battery_is_out(&self) -> bool {
        self.battery.is_out()
    }

    /// Puts a worker's card in and types its PIN.
    pub async fn unlock(&mut self, cards: &Path, staff_no: &str) -> anyhow::Result<()> {
        let card: Arc<dyn SigningToken> =
            Arc::new(SoftwareCard::open(Arc::clone(&self.entropy), &cards.join(staff_no))?);
        let pin = Pin::parse(PIN)?;
        let agent = self.agent().await?;
        agent.unlock(agent.correlate(), card, &pin).await?;
        Ok(())
    }
}

/// Photos as large as a caption needs: what is on them is not what the simulation is about.
fn small_photos() -> Limits {
    let (width, height) = PHOTO_SIDES;
    Limits { pixels_min: u64::from(width * height), ..Limits::default() }
}

struct PlentyOfRoom;

impl SpaceProbe for PlentyOfRoom {
    fn free_bytes(&self) -> Option<u64> {
        Some(1 << 40)
    }
}

/// A battery that can be pulled between any two steps of the stores.
#[derive(Debug, Default)]
struct Battery(std::sync::Mutex<Charge>);

#[derive(Debug, Default)]
struct Charge {
    steps_left: Option<u32>,
    out: bool,
}

impl Battery {
    fn pull_at(&self, n: u32) {
        self.charge().steps_left = Some(n);
    }

    fn insert(&self) {
        *self.charge() = Charge::default();
    }

    fn is_out(&self) -> bool {
        self.charge().out
    }

    fn charge(&self) -> std::sync::MutexGuard<'_, Charge> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Hazard for Battery {
    fn strikes(&self, _step: Step) -> bool {
        let mut charge = self.charge();
        if let Some(left) = charge.steps_left.as_mut() {
            *left = left.saturating_sub(1);
            if *left == 0 {
                charge.out = true;
            }
        }
        charge.out
    }
}
