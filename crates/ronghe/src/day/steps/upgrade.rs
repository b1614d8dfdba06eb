//! A new version of a process is deployed, and the orders that run on the one before are moved to it after a preview.

use std::collections::BTreeMap;

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};

use crate::company::deploy;
use crate::day::report::Report;
use crate::day::scene::Scene;

/// Deploys `files`; what runs on the company's first version of the process moves to them by `plan`. Gives the hash of
/// the new version.
pub async fn upgrade(
    scene: &Scene,
    report: &mut Report,
    process: &str,
    files: &BTreeMap<String, String>,
    plan: &Value,
) -> anyhow::Result<Value> {
    let administrator = scene.administrator().await?;
    let deployed = &scene.company()?.record.processes;
    let from = deployed.iter().find(|one| one.process == process);
    let from = from.with_context(|| format!("{process} is not deployed"))?.hash;
    let to = deploy(&administrator, files).await?["hash"].clone();
    let request = json!({ "from": from, "to": to, "plan": plan });
    let preview: Value = administrator
        .command(Method::POST, "/api/v1/processes/preview-migration", &request)
        .await?;
    report.check(
        preview["movable"].as_u64() >= Some(1) && preview["faults"] == json!([]),
        format_args!("{} running orders can be moved", preview["movable"]),
    );
    let moved: Value =
        administrator.command(Method::POST, "/api/v1/processes/migrate", &request).await?;
    report.check_same(&moved["movable"], &preview["movable"], "all of them are moved");
    Ok(to)
}
