//! Makes a platform where there is none.

use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use platform::config::Config;
use platform::{FoundOrganisation, PlatformKeys};
use platform_store::{Options, Store, people};
use vocabulary::{Clock as _, Epoch, OrganisationId, SystemClock, SystemEntropy};

use super::config_file::{
    ACQUISITION_AUTHORITY_KEY, ACQUISITION_KEY, AcquisitionSection, CONFIG_FILE, DATA,
    MARKETING_KEY, MARKETING_RESULTS_KEY, MarketingSection, STOP_POLICIES, config_text,
};
use super::first_people::{FirstPerson, bring_in};
use crate::advice::{Advise as _, stop};
use crate::opened::open_platform;
use crate::private_file;

/// What a platform is founded with.
#[derive(Debug, Clone)]
pub struct Founding {
    /// Gets the configuration and the data.
    pub folder: PathBuf,
    /// PostgreSQL's address; the embedded database without one.
    pub database: Option<String>,
    pub organisation: String,
    pub listen: SocketAddr,
    /// The console's built pages.
    pub pages: Option<PathBuf>,
    pub administrator: FirstPerson,
    pub officer: Option<FirstPerson>,
    pub marketing: Option<MarketingSection>,
    pub acquisition: Option<AcquisitionSection>,
    /// The company's own list of when a supply may be stopped; the shipped one without it.
    pub stop_policies: Option<String>,
}

impl Founding {
    /// Everybody who gets an account.
    pub fn people(&self) -> impl Iterator<Item = &FirstPerson> {
        std::iter::once(&self.administrator).chain(&self.officer)
    }
}

/// Founds a platform and gives the path of its configuration.
///
/// # Errors
/// When there is one already, or a part of it cannot be made.
pub async fn found_platform(founding: &Founding) -> anyhow::Result<PathBuf> {
    founding.people().try_for_each(FirstPerson::check)?;
    let file = founding.folder.join(CONFIG_FILE);
    let data = founding.folder.join(DATA);
    refuse_if_there(&file)?;
    refuse_if_there(&data)?;
    let founded = found_in_folder(founding, &file, &data).await;
    founded.inspect_err(|_| {
        // Both were made a moment ago, and half a platform is in the way of the next try.
        let _ = std::fs::remove_dir_all(&data);
        let _ = std::fs::remove_file(&file);
    })?;
    Ok(file)
}

async fn found_in_folder(founding: &Founding, file: &Path, data: &Path) -> anyhow::Result<()> {
    make_private_folder(data)?;
    make_private_folder(&data.join("files"))?;

    let keys = PlatformKeys::generate(&SystemEntropy);
    write_secret(&data.join("keys.json"), &serde_json::to_string(&keys)?)?;
    if let Some(marketing) = &founding.marketing {
        write_secret(&data.join(MARKETING_KEY), &marketing.key)?;
        write_secret(&data.join(MARKETING_RESULTS_KEY), &marketing.results_key)?;
    }
    if let Some(acquisition) = &founding.acquisition {
        write_secret(&data.join(ACQUISITION_KEY), &acquisition.key)?;
        write_secret(&data.join(ACQUISITION_AUTHORITY_KEY), &acquisition.authority_key)?;
    }
    if let Some(policies) = &founding.stop_policies {
        write_secret(&founding.folder.join(STOP_POLICIES), policies)?;
    }
    write_secret(file, &config_text(founding))?;

    let config = Config::read(file).context("the new configuration is wrong")?;
    found_organisation(&config, &founding.organisation).await?;
    let platform = open_platform(&config).await?;
    let brought = bring_in(&platform, &founding.administrator, founding.officer.as_ref()).await;
    platform.close().await;
    brought
}

async fn found_organisation(config: &Config, name: &str) -> anyhow::Result<()> {
    let store = Store::open(&config.data.location(), Options::default())
        .await
        .context("the database cannot be opened")
        .next_step("check that the server runs and that the address is right")?;
    let founded = found_in(&store, name).await;
    store.close().await;
    founded
}

async fn found_in(store: &Store, name: &str) -> anyhow::Result<()> {
    let mut snapshot = store.read().await?;
    let there = people::organisations(&mut snapshot.tx()).await?;
    snapshot.finish().await?;
    if !there.is_empty() {
        return Err(stop(
            "the database holds a platform already",
            "name an empty database; `ronghe restore` is for data that were backed up",
        ));
    }
    let (clock, entropy) = (SystemClock::new(), SystemEntropy);
    let found = FoundOrganisation {
        org: OrganisationId::make(&clock, &entropy),
        name: name.to_owned(),
        epoch: Epoch::make(&clock, &entropy),
        at: clock.now(),
    };
    store.write(found).await.context("the organisation was not founded")
}

fn refuse_if_there(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        return Err(stop(
            format!("{} exists already", path.display()),
            "name another folder; nothing was touched",
        ));
    }
    Ok(())
}

fn make_private_folder(path: &Path) -> anyhow::Result<()> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.with_context(|| format!("cannot make the folder {}", path.display()))
}

fn write_secret(path: &Path, text: &str) -> anyhow::Result<()> {
    private_file::write_new(path, text).with_context(|| format!("cannot write {}", path.display()))
}
