//! Deploying a process version, and making it the one that new orders start with.

use std::collections::BTreeMap;

use async_trait::async_trait;
use platform_store::audit::{self, Entry};
use platform_store::processes::{self, BundleRow};
use platform_store::{Command, Tx, certificates};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::Digest;

use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::order::Cause;
use crate::orders::versions::{ProcessVersion, VersionFault};

/// Deploys the files of a bundle.
pub struct DeployProcess {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub once: Once,
    pub files: BTreeMap<String, String>,
    /// The same files, compiled before the command was queued.
    pub process: String,
    pub hash: Digest,
    /// Kinds of certificate that its stages ask for, with the element of the stage.
    pub certificates: Vec<(String, String)>,
}

/// A deployed version.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Deployed {
    pub process: String,
    pub hash: Digest,
    pub version: u32,
    /// False when just this version was there before.
    pub new: bool,
}

/// Compiles a bundle, or says everything that is wrong with it.
///
/// # Errors
/// The faults, with file, line and element.
pub fn compile(
    platform: &Platform,
    files: BTreeMap<String, String>,
) -> Result<ProcessVersion, Problem> {
    ProcessVersion::compile(files, platform.versions().cel()).map_err(|fault| {
        let (detail, faults) = match fault {
            VersionFault::Bundle(faults) => ("流程包有误", json!(faults)),
            VersionFault::Definition(refusals) => ("流程图有误", json!(refusals)),
            VersionFault::Policies(reason) => ("时限文件有误", json!([{ "reason": reason }])),
            VersionFault::OverdueReasons(reason) => {
                ("超期原因文件有误", json!([{ "reason": reason }]))
            }
            VersionFault::Stage { element, reason } => {
                ("环节有误", json!([{ "element": element, "reason": reason }]))
            }
        };
        Problem::new(ProblemKind::Invalid, detail).with(json!({ "faults": faults }))
    })
}

#[async_trait]
impl Command for DeployProcess {
    type Answer = Deployed;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Deployed, Problem> {
        let request = json!({ "deploy": self.hash });
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.deploy(tx).await).await
    }
}

impl DeployProcess {
    async fn deploy(&self, tx: &mut Tx<'_>) -> Result<Deployed, Problem> {
        let org = self.platform.org();
        let (process, hash) = (self.process.clone(), self.hash);
        if let Some(row) = processes::find(tx, org, hash).await? {
            return Ok(Deployed { process, hash, version: row.version, new: false });
        }
        self.check_certificates(tx).await?;
        let row = BundleRow {
            hash,
            process: process.clone(),
            version: processes::next_version(tx, org, &process).await?,
            files: json!(self.files),
            deployed_by: self.caller.person,
            deployed_at: self.cause.received_at,
        };
        processes::insert(tx, org, &row).await?;
        let body = json!({ "hash": hash, "version": row.version });
        note(tx, &self.platform, &self.cause, &process, "process_deployed", body).await?;
        Ok(Deployed { process, hash, version: row.version, new: true })
    }

    /// Nobody could ever have a kind that the organisation does not know.
    async fn check_certificates(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        if self.certificates.is_empty() {
            return Ok(());
        }
        let known = certificates::kinds(tx, self.platform.org()).await?;
        let unknown = self.certificates.iter().filter(|(_, kind)| {
            let mut known = known.iter();
            !known.any(|row| row.kind == *kind)
        });
        let fault = |(element, kind): &(String, String)| json!({ "element": element, "reason": format!("there is no kind of certificate {kind}") });
        let faults: Vec<_> = unknown.map(fault).collect();
        if faults.is_empty() {
            return Ok(());
        }
        Err(Problem::new(ProblemKind::Invalid, "环节有误").with(json!({ "faults": faults })))
    }
}

/// Makes a version the one that new orders start with.
pub struct ActivateProcess {
    pub platform: Platform,
    pub cause: Cause,
    pub once: Once,
    pub hash: Digest,
}

#[async_trait]
impl Command for ActivateProcess {
    type Answer = Deployed;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Deployed, Problem> {
        let request = json!({ "activate": self.hash });
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.activate(tx).await).await
    }
}

impl ActivateProcess {
    async fn activate(&self, tx: &mut Tx<'_>) -> Result<Deployed, Problem> {
        let org = self.platform.org();
        let row = processes::find(tx, org, self.hash)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such process version"))?;
        processes::activate(tx, org, &row.process, self.hash).await?;
        let body = json!({ "hash": self.hash, "version": row.version });
        note(tx, &self.platform, &self.cause, &row.process, "process_activated", body).await?;
        Ok(Deployed { process: row.process, hash: self.hash, version: row.version, new: false })
    }
}

async fn note(
    tx: &mut Tx<'_>,
    platform: &Platform,
    cause: &Cause,
    process: &str,
    kind: &str,
    body: serde_json::Value,
) -> Result<(), Problem> {
    let entry = Entry {
        at: cause.at,
        received_at: cause.received_at,
        kind: kind.to_owned(),
        actor: cause.actor.clone(),
        correlation: cause.correlation,
        body,
    };
    Ok(audit::append(tx, platform.org(), &format!("process:{process}"), &entry).await?)
}
