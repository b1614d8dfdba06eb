//! Terminals: configured, enrolled with a one-time code, started.

use std::path::Path;

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};
use vocabulary::StationId;

use super::folders::Folders;
use super::pages::Pages;
use super::record::TerminalPorts;
use super::simulated_meters::SimulatedMeter;
use crate::client::Console;
use crate::private_file;

/// One terminal as it is to be set up.
#[derive(Debug, Clone)]
pub struct TerminalPlan {
    /// What people call it, and its folder's name.
    pub name: String,
    /// Where it finds the platform.
    pub platform_url: String,
    pub ports: TerminalPorts,
    /// Staff number of whoever carries it.
    pub carried_by: String,
    /// Staff number of the second person whose card is in it too.
    pub second: Option<String>,
}

/// Writes the terminal's configuration and makes its folders.
///
/// # Errors
/// When they cannot be written.
pub fn configure(
    folders: &Folders,
    plan: &TerminalPlan,
    meters: &[SimulatedMeter],
    pages: Option<&Pages>,
) -> anyhow::Result<()> {
    let (operator, second) = (folders.operator_slot(&plan.name), folders.second_slot(&plan.name));
    let business = folders.business_slot(&plan.name);
    let tf = folders.tf_slot(&plan.name);
    for folder in [&operator, &second, &business, &tf] {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let path = folders.terminal_config(&plan.name);
    let mut config = config(plan, &operator, &second, pages);
    config["cards"]["tf"] = json!(tf);
    config["cards"]["tf_file"] = json!(folders.tf_file(&plan.name));
    config["metering"] = json!({
        "unit_file": folders.unit(&plan.name),
        "unit_passphrase_file": folders.unit_passphrase(&plan.name),
        "business_card": business,
        "links": meters.iter().map(SimulatedMeter::as_link).collect::<Vec<_>>(),
    });
    private_file::replace(&path, &toml::to_string(&config)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Asks for a one-time code.
///
/// # Errors
/// When the platform does not give one.
pub async fn enrolment_code(
    officer: &Console,
    name: &str,
    station: StationId,
) -> anyhow::Result<String> {
    let body = json!({ "name": name, "station": station });
    let made: Value = officer
        .command(Method::POST, "/api/v1/terminals/enrolment-codes", &body)
        .await
        .context("no enrolment code")?;
    made["code"].as_str().map(str::to_owned).context("the platform's answer has no code")
}

fn config(plan: &TerminalPlan, operator: &Path, second: &Path, pages: Option<&Pages>) -> Value {
    let mut config = json!({
        "platform": { "url": plan.platform_url },
        "data": { "folder": "data" },
        "cards": { "operator": operator, "second": second },
        "pages": { "launcher": plan.ports.launcher, "business": plan.ports.business },
    });
    if let Some(Pages { launcher, business, metering, .. }) = pages {
        config["pages"]["launcher_pages"] = json!(launcher);
        config["pages"]["business_pages"] = json!(business);
        if let Some(metering) = metering {
            config["pages"]["metering"] = json!(0);
            config["pages"]["metering_pages"] = json!(metering);
        }
    }
    config
}
