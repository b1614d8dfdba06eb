//! A terminal that can be killed at any step, its worker, and a platform that he works against.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use security_unit::{CardOwner, FakeCard, Pin, SigningToken, UnlockCode};
use terminal::evidence::{Limits, RecordingLimits};
use terminal::{Agent, AgentFault, Settings, SpaceProbe, Tools};
use terminal_store::{Hazard, Options, Step};
use vocabulary::{Entropy, Instant, ManualClock, PersonId, SeededEntropy};

use super::platform::{ModelPlatform, Worker};

pub const NOON: Instant = Instant::from_micros(1_790_000_000_000_000);

/// Dies at a chosen step, and stays dead until it is changed.
#[derive(Default)]
pub struct Battery {
    left: AtomicI64,
    dead: AtomicBool,
}

impl Battery {
    /// Dies at the `steps`-th step from now; 0 never.
    pub fn set(&self, steps: i64) {
        self.dead.store(false, Ordering::SeqCst);
        self.left.store(steps, Ordering::SeqCst);
    }

    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::SeqCst)
    }
}

impl Hazard for Battery {
    fn strikes(&self, _step: Step) -> bool {
        if self.is_dead() {
            return true;
        }
        if self.left.load(Ordering::SeqCst) == 0 {
            return false;
        }
        let dies = self.left.fetch_sub(1, Ordering::SeqCst) == 1;
        self.dead.store(dies, Ordering::SeqCst);
        dies
    }
}

/// Room as the test says.
pub struct Space(pub Mutex<Option<u64>>);

impl SpaceProbe for Space {
    fn free_bytes(&self) -> Option<u64> {
        *self.0.lock().expect("no test panicked here")
    }
}

pub struct Bench {
    pub clock: Arc<ManualClock>,
    pub entropy: Arc<SeededEntropy>,
    pub platform: Arc<ModelPlatform>,
    pub battery: Arc<Battery>,
    pub space: Arc<Space>,
    pub card: Arc<FakeCard>,
    pub folder: tempfile::TempDir,
}

impl Bench {
    pub fn new(seed: u64) -> Self {
        let clock = Arc::new(ManualClock::at(NOON));
        let entropy = Arc::new(SeededEntropy::new(seed));
        let card = Arc::new(card(&clock, &entropy, "王建国"));
        let owner = card.identity().owner;
        let worker = Worker {
            person: owner.person,
            name: owner.name,
            staff_no: owner.staff_no,
            card_key: card.identity().public_key,
        };
        let platform = Arc::new(ModelPlatform::new(Arc::clone(&clock), seed + 1, worker));
        Self {
            clock,
            entropy,
            platform,
            battery: Arc::new(Battery::default()),
            space: Arc::new(Space(Mutex::new(Some(8 << 30)))),
            card,
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// Another terminal of the same worker.
    pub fn another_terminal(&self) -> Self {
        Self {
            clock: Arc::clone(&self.clock),
            entropy: Arc::clone(&self.entropy),
            platform: Arc::clone(&self.platform),
            battery: Arc::new(Battery::default()),
            space: Arc::new(Space(Mutex::new(Some(8 << 30)))),
            card: Arc::clone(&self.card),
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// Starts the agent as after a power cut.
    pub async fn start(&self) -> Result<Agent, AgentFault> {
        let tools = Tools {
            clock: Arc::clone(&self.clock) as _,
            entropy: Arc::clone(&self.entropy) as _,
            transport: Arc::clone(&self.platform) as _,
            space: Arc::clone(&self.space) as _,
        };
        let limits = Limits { pixels_min: 1_000, long_side_max: 400, ..Limits::default() };
        let settings = Settings {
            folder: self.folder.path().join("agent"),
            release_no: "1.0.0".into(),
            store: Options {
                forgetful: true,
                hazard: Some(Arc::clone(&self.battery) as Arc<dyn Hazard>),
            },
            photo_limits: limits,
            recording_limits: RecordingLimits::default(),
            sealed_grace: Duration::from_secs(1_800),
        };
        Agent::open(tools, settings).await
    }

    pub async fn unlock(&self, agent: &Agent) -> Result<(), AgentFault> {
        let card = Arc::clone(&self.card) as Arc<dyn SigningToken>;
        agent.unlock(agent.correlate(), card, &pin()).await.map(|_| ())
    }

    /// Gives the worker another card; the one before is returned.
    pub fn replace_card(&mut self) -> Arc<FakeCard> {
        let owner = self.card.identity().owner;
        let new = FakeCard::new(&*self.entropy, owner, pin(), UnlockCode::make(&*self.entropy));
        self.platform.state().new_card_key = Some(new.identity().public_key);
        std::mem::replace(&mut self.card, Arc::new(new))
    }

    /// A terminal that is enrolled, unlocked and synced.
    pub async fn ready(&self) -> Agent {
        let agent = self.start().await.expect("started");
        agent.enrol("123456").await.expect("enrolled");
        self.unlock(&agent).await.expect("unlocked");
        agent.sync_once().await.expect("synced");
        agent
    }

    pub fn store_path(&self) -> std::path::PathBuf {
        let person = self.card.identity().owner.person;
        self.folder.path().join("agent").join("persons").join(person.to_string())
    }
}

pub fn card(clock: &ManualClock, entropy: &SeededEntropy, name: &str) -> FakeCard {
    let person = PersonId::make(clock, entropy);
    let owner = CardOwner { person, name: name.into(), staff_no: "T0123".into() };
    FakeCard::new(entropy, owner, pin(), UnlockCode::make(entropy))
}

pub fn pin() -> Pin {
    Pin::parse("135790").expect("six digits")
}

/// A picture that differs from every other.
pub fn picture(entropy: &dyn Entropy) -> Vec<u8> {
    let shade = entropy.sixteen();
    let picture = image::RgbImage::from_fn(320, 240, |x, y| {
        let place = (x / 20 + y / 20) as usize % 16;
        image::Rgb([shade[place], shade[(place + 5) % 16], shade[(place + 9) % 16]])
    });
    let mut jpeg = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, image::ImageFormat::Jpeg).expect("encoded");
    jpeg.into_inner()
}

/// A voice note as Chromium records it, in the pieces in which a page hands it over.
pub fn voice() -> Vec<&'static [u8]> {
    let recorded: &[u8] = include_bytes!("../../../webm/tests/recorded/voice.webm");
    recorded.chunks(700).collect()
}

pub fn files_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect()
}
