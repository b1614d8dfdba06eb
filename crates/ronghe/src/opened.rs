//! The platform's data, opened by this program itself: for what no endpoint does.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use platform::config::Config;
use platform::{Durability, Platform, Setup};
use vocabulary::{SystemClock, SystemEntropy};

use crate::advice::Advise as _;

/// Reads the platform's configuration.
///
/// # Errors
/// Names file and key.
pub fn read_config(file: &Path) -> anyhow::Result<Config> {
    let config = Config::read(file).map_err(anyhow::Error::from);
    config
        .next_step("name the platform's configuration with --config FILE; `ronghe init` makes one")
}

/// Opens the data that a configuration names. A platform that runs on them is not disturbed.
///
/// # Errors
/// When there are none, or they are of a newer release.
pub async fn open_platform(config: &Config) -> anyhow::Result<Platform> {
    let setup = Setup {
        location: config.data.location(),
        files: config.data.files_folder(),
        keys: config.data.read_keys().context("the platform's keys cannot be read")?,
        neighbour_keys: Vec::new(),
        key_authority: None,
        stop_policies: platform::metering::StopPolicies::shipped(),
        on_site_recharge: config.metering.on_site_recharge,
        limits: config.limits.limits(),
        clock: Arc::new(SystemClock::new()),
        entropy: Arc::new(SystemEntropy),
        durability: Durability::Durable,
        hazard: None,
    };
    Platform::open(setup).await.context("the platform's data cannot be opened")
}
