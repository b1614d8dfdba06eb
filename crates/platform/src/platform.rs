//! What all areas share.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use platform_store::{
    Command, Hazard, Location, Options, Store, StoreFault, Tx, housekeeping, people,
};
use rules::Cel;
use vocabulary::{Clock, CorrelationId, Entropy, Epoch, MeterCommand, OrganisationId};

use crate::calendar::CompanyCalendar;
use crate::evidence_files::EvidenceFiles;
use crate::keys::PlatformKeys;
use crate::metering::StopPolicies;
use crate::neighbours::KeyAuthority;
use crate::orders::{Cursors, ProcessVersions};

/// What a platform is started with.
pub struct Setup {
    pub location: Location,
    /// Where evidence lies.
    pub files: PathBuf,
    pub keys: PlatformKeys,
    /// Bearer keys of the neighbours, by name.
    pub neighbour_keys: Vec<(String, String)>,
    /// Makes what security units need; without one signed leave carries no material.
    pub key_authority: Option<Arc<dyn KeyAuthority>>,
    pub stop_policies: StopPolicies,
    /// Whether money may be written into a meter on site.
    pub on_site_recharge: bool,
    pub limits: Limits,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub durability: Durability,
    pub hazard: Option<Arc<dyn Hazard>>,
}

/// Whether what is acknowledged outlives a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Everything acknowledged is on disk.
    Durable,
    /// Only for simulations, whose power cuts are simulated too.
    Forgetful,
}

/// Bounds that a company may move.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one file of evidence.
    pub file_bytes_max: u64,
    /// Bytes of a request with JSON.
    pub json_bytes_max: usize,
    /// Wrong passwords in a row before an account is locked.
    pub password_failures_max: u32,
    /// Memory that one password hash takes, KiB (argon2id).
    pub password_memory_kib: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes_max: 200 * 1024 * 1024,
            json_bytes_max: 8 * 1024 * 1024,
            password_failures_max: 5,
            password_memory_kib: 19 * 1024,
        }
    }
}

/// The running server: everything that its endpoints and jobs work with.
#[derive(Clone)]
pub struct Platform {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    files: EvidenceFiles,
    keys: PlatformKeys,
    neighbour_keys: Vec<(String, String)>,
    key_authority: Option<Arc<dyn KeyAuthority>>,
    stop_policies: StopPolicies,
    on_site_recharge: bool,
    limits: Limits,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    versions: ProcessVersions,
    cursors: Cursors,
    calendar: RwLock<Arc<CompanyCalendar>>,
    org: OrganisationId,
    epoch: Epoch,
}

impl Platform {
    /// Opens the data. They must have been made by `ronghe init`.
    ///
    /// # Errors
    /// When the data cannot be opened, or there are none.
    pub async fn open(setup: Setup) -> Result<Self, OpenFault> {
        let forgetful = setup.durability == Durability::Forgetful;
        let options = Options { forgetful, hazard: setup.hazard };
        let store = Store::open(&setup.location, options).await?;
        let (org, epoch) = identify(&store).await?;
        let calendar = company_calendar(&store, org).await?;
        let files = EvidenceFiles::open(setup.files, setup.durability)?;
        let inner = Inner {
            store,
            files,
            keys: setup.keys,
            neighbour_keys: setup.neighbour_keys,
            key_authority: setup.key_authority,
            stop_policies: setup.stop_policies,
            on_site_recharge: setup.on_site_recharge,
            limits: setup.limits,
            clock: setup.clock,
            entropy: setup.entropy,
            versions: ProcessVersions::new(Arc::new(Cel::new())),
            cursors: Cursors::default(),
            calendar: RwLock::new(Arc::new(calendar)),
            org,
            epoch,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    pub fn files(&self) -> &EvidenceFiles {
        &self.inner.files
    }

    pub fn keys(&self) -> &PlatformKeys {
        &self.inner.keys
    }

    /// Commands that the company does not have done on site.
    pub fn switched_off(&self) -> &'static [MeterCommand] {
        if self.inner.on_site_recharge { &[] } else { &[MeterCommand::Recharge] }
    }

    /// When and how a supply may be stopped.
    pub fn stop_policies(&self) -> &StopPolicies {
        &self.inner.stop_policies
    }

    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    pub fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    pub fn entropy(&self) -> &dyn Entropy {
        &*self.inner.entropy
    }

    pub fn cursors(&self) -> &Cursors {
        &self.inner.cursors
    }

    #[must_use]
    pub fn versions(&self) -> &ProcessVersions {
        &self.inner.versions
    }

    /// The working-day calendar as it was read last.
    #[must_use]
    pub fn calendar(&self) -> Arc<CompanyCalendar> {
        Arc::clone(&self.inner.calendar.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the working-day calendar again: another program may have written a year.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_calendar(&self) -> Result<(), StoreFault> {
        let calendar = Arc::new(company_calendar(&self.inner.store, self.inner.org).await?);
        *self.inner.calendar.write().unwrap_or_else(PoisonError::into_inner) = calendar;
        Ok(())
    }

    /// The organisation of this installation.
    pub fn org(&self) -> OrganisationId {
        self.inner.org
    }

    pub fn epoch(&self) -> Epoch {
        self.inner.epoch
    }

    /// The neighbour that a bearer key belongs to.
    pub fn neighbour_of(&self, key: &str) -> Option<&str> {
        use subtle::ConstantTimeEq as _;
        let known =
            |(_, known): &&(String, String)| bool::from(known.as_bytes().ct_eq(key.as_bytes()));
        self.inner.neighbour_keys.iter().find(known).map(|(name, _)| name.as_str())
    }

    /// Whom to ask for what a security unit needs, if anybody.
    pub fn key_authority(&self) -> Option<&dyn KeyAuthority> {
        self.inner.key_authority.as_deref()
    }

    /// A correlation id for what begins here.
    pub fn correlate(&self) -> CorrelationId {
        CorrelationId::make(self.clock(), self.entropy())
    }

    /// Stops taking work and lets go of the data.
    pub async fn close(&self) {
        self.inner.store.close().await;
    }
}

/// Why a platform did not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    #[error("there are no data yet; run `ronghe init`")]
    NotInitialised,
    #[error("the data cannot be opened")]
    Store(#[from] StoreFault),
    #[error("the folder for evidence cannot be used")]
    Files(#[from] std::io::Error),
}

async fn identify(store: &Store) -> Result<(OrganisationId, Epoch), OpenFault> {
    let mut snapshot = store.read().await?;
    let org = people::organisations(&mut snapshot.tx()).await?.first().map(|(org, _)| *org);
    let epoch = housekeeping::state(&mut snapshot.tx(), "epoch").await?;
    snapshot.finish().await?;
    let epoch = epoch.and_then(|text| text.parse().ok());
    org.zip(epoch).ok_or(OpenFault::NotInitialised)
}

async fn company_calendar(
    store: &Store,
    org: OrganisationId,
) -> Result<CompanyCalendar, StoreFault> {
    let mut snapshot = store.read().await?;
    let calendar = CompanyCalendar::read(&mut snapshot.tx(), org).await?;
    snapshot.finish().await?;
    Ok(calendar)
}

/// Makes the organisation and writes the first epoch.
pub struct FoundOrganisation {
    pub org: OrganisationId,
    pub name: String,
    pub epoch: Epoch,
    pub at: vocabulary::Instant,
}

#[async_trait::async_trait]
impl Command for FoundOrganisation {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        people::put_organisation(tx, self.org, &self.name, self.at).await?;
        housekeeping::set_state(tx, "epoch", &self.epoch.to_string()).await
    }
}

/// Writes a new epoch: the data are a restored copy, and terminals must offer again what they hold.
pub struct BeginEpoch {
    pub epoch: Epoch,
}

#[async_trait::async_trait]
impl Command for BeginEpoch {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        housekeeping::set_state(tx, "epoch", &self.epoch.to_string()).await
    }
}
