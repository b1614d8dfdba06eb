//! The agent: what a worker does on this terminal, kept before it is answered.
//!
//! An [`Agent`] belongs to one terminal. Somebody unlocks it with card and PIN and has a desk then: his own store, his
//! own files, his card. Everything the pages ask for goes through methods here; what the network needs is in
//! `syncing` and `uploads`, which use the same desk.

mod actions;
mod appointment;
mod customers;
mod data_key;
mod desk;
mod enrolling;
mod fault;
mod filling;
mod metering;
mod order_now;
mod outbox;
mod practising;
mod processes;
mod reading;
mod recordings;
mod sealed_work;
mod second_person;
mod signatures;
mod state;
mod submitting;
mod taking_photos;
mod tf_card;
mod times;
mod unlocking;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sealing::RecoveryKey;
use terminal_store::{DeviceStore, Enrolment, Options};
use tokio::sync::RwLock;
use vocabulary::{Clock, CorrelationId, Entropy, PersonId};

pub use actions::Action;
pub use appointment::Appointment;
pub use customers::{CustomerFound, CustomerShown, CustomersFound, OrderInHand, SeenBy};
pub use fault::AgentFault;
pub use metering::{
    BusinessCardSeen, LeaveAsked, MeterLink, MeterShown, MeterWay, MeterWithWorks,
    MeteringFittings, MeteringState, PowerProbe, Run, RunAsked, RunPart, RunState, UnitOpener,
    UnitSeen, Unverified, WorkLine, WorkShown,
};
pub use order_now::{LaneStanding, OrderNow};
pub use outbox::{OutboxEntry, OutboxFile};
pub use practising::{PracticeRemark, PracticeReport};
pub use reading::{DetailBundle, OrderDetail, OrderLine};
pub use recordings::{RecordingBegun, RecordingCutOff, RecordingProgress, RecordingTaken};
pub use signatures::SignatureTaken;
pub use state::{AgentState, StorageState};
pub use submitting::{HandOver, Submitted};
pub use taking_photos::{PhotoTaken, PlaceTaken};
pub use tf_card::{TfCardSeen, TfFitting};

pub(crate) use desk::{Desk, Work};
pub(crate) use processes::Process;
pub(crate) use times::Times;

use crate::evidence::{Limits, RecordingLimits};
use crate::platform::Platform;
use crate::transport::Transport;
use metering::Metering;
use processes::Processes;
use tf_card::TerminalIdentity;

/// What the agent is given: time, randomness, a way to the platform, a look at the disk.
#[derive(Clone)]
pub struct Tools {
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub transport: Arc<dyn Transport>,
    pub space: Arc<dyn SpaceProbe>,
}

/// Tells how much room the disk has.
pub trait SpaceProbe: Send + Sync {
    /// Bytes that may still be written; `None` when nobody can tell.
    fn free_bytes(&self) -> Option<u64>;
}

/// How the agent is set up.
#[derive(Clone)]
pub struct Settings {
    /// Everything that the agent keeps lies here.
    pub folder: PathBuf,
    /// Told to the platform.
    pub release_no: String,
    pub store: Options,
    pub photo_limits: Limits,
    pub recording_limits: RecordingLimits,
    /// How long sealed work of somebody who is away waits for him before it is sent under the terminal's identity.
    pub sealed_grace: Duration,
}

/// The agent on one terminal.
pub struct Agent {
    pub(crate) tools: Tools,
    pub(crate) settings: Settings,
    pub(crate) platform: Platform,
    pub(crate) device: DeviceStore,
    pub(crate) times: Times,
    processes: Processes,
    metering: Arc<Metering>,
    identity: Arc<TerminalIdentity>,
    desk: RwLock<Option<Arc<Desk>>>,
    /// Held by who sits down or gets up: between the two nobody else does.
    seating: tokio::sync::Mutex<()>,
    /// One sync at a time.
    pub(crate) syncing: tokio::sync::Mutex<()>,
}

impl Agent {
    /// Opens the terminal's own store. Nobody is signed in yet.
    ///
    /// # Errors
    /// When the store cannot be opened.
    pub async fn open(tools: Tools, settings: Settings) -> Result<Self, AgentFault> {
        let device =
            DeviceStore::open(&*tools.entropy, &settings.folder, settings.store.clone()).await?;
        let times = Times::start(&tools, &device).await?;
        let enrolled = device.enrolment().await?;
        let identity = TerminalIdentity::known(enrolled.as_ref().map(|enrolment| &enrolment.key));
        let platform = Platform::new(Arc::clone(&tools.transport));
        let agent = Self {
            tools,
            settings,
            platform,
            device,
            times,
            processes: Processes::default(),
            metering: Arc::new(Metering::new(None)),
            identity: Arc::new(identity),
            desk: RwLock::new(None),
            seating: tokio::sync::Mutex::new(()),
            syncing: tokio::sync::Mutex::new(()),
        };
        if let Some(work) = agent.device.broken_meter_record().await? {
            tracing::error!(%work, "the journal of works at meters was changed by somebody else");
        }
        // What a killed agent left of practice opens to nobody any more; work does not wait for it.
        if let Err(fault) = agent.wipe_practice() {
            tracing::warn!(%fault, "what is left of practice could not be wiped");
        }
        Ok(agent)
    }

    /// The same terminal, fitted for metering.
    #[must_use]
    pub fn fitted(mut self, fittings: MeteringFittings) -> Self {
        self.metering = Arc::new(Metering::new(Some(fittings)));
        self
    }

    /// Counts up whenever a work at a meter is further, or a page may see something of metering anew.
    #[must_use]
    pub fn metering_changes(&self) -> tokio::sync::watch::Receiver<u64> {
        self.metering.changes()
    }

    /// Works at meters were sent.
    pub(crate) fn tell_of_works(&self) {
        self.metering.tell();
    }

    /// Whether a work at a meter goes on.
    #[must_use]
    pub fn is_at_a_meter(&self) -> bool {
        self.metering.is_running()
    }

    /// Locks, and lets go of all files.
    pub async fn close(&self) {
        self.lock().await;
        self.run_ended().await;
        self.device.close().await;
    }

    /// A correlation id for what begins here.
    #[must_use]
    pub fn correlate(&self) -> CorrelationId {
        CorrelationId::make(self.clock(), self.entropy())
    }

    pub(crate) async fn enrolment(&self) -> Result<Enrolment, AgentFault> {
        self.device.enrolment().await?.ok_or(AgentFault::NotEnrolled)
    }

    pub(crate) async fn recovery_key(&self) -> Result<RecoveryKey, AgentFault> {
        let enrolment = self.enrolment().await?;
        RecoveryKey::from_sec1(&enrolment.recovery_key).map_err(|_| AgentFault::NotEnrolled)
    }

    /// The desk of whoever works or practises here.
    pub(crate) async fn desk(&self) -> Result<Arc<Desk>, AgentFault> {
        self.desk.read().await.clone().ok_or(AgentFault::Locked)
    }

    /// The desk of whoever works here: what is practised is nobody's to sync.
    pub(crate) async fn working_desk(&self) -> Result<Arc<Desk>, AgentFault> {
        let desk = self.desk().await?;
        desk.work()?;
        Ok(desk)
    }

    pub(crate) async fn set_desk(&self, desk: Option<Arc<Desk>>) -> Option<Arc<Desk>> {
        std::mem::replace(&mut *self.desk.write().await, desk)
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.tools.clock
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        &*self.tools.entropy
    }

    pub(crate) fn person_folder(&self, person: PersonId) -> PathBuf {
        self.settings.folder.join("persons").join(person.to_string())
    }
}
