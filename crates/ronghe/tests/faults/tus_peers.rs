//! Clients that we did not write, of versions that are pinned in `tools/peers`, upload to the real platform.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sync::OrderView;
use tokio::io::AsyncWriteExt as _;
use vocabulary::Digest;

use crate::support::{Company, Hand, evidence};

/// A client as a program: it reads a job and writes what came of it.
struct Peer {
    program: PathBuf,
    script: PathBuf,
}

fn peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/peers")
}

impl Peer {
    fn tus_js() -> Self {
        Self { program: "node".into(), script: peers().join("tus-js.mjs") }
    }

    fn tuspy() -> Self {
        Self { program: peers().join(".venv/bin/python"), script: peers().join("tus_py.py") }
    }

    async fn run(&self, job: &Value) -> anyhow::Result<Value> {
        let mut child = tokio::process::Command::new(&self.program)
            .arg(&self.script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("no {}: run `make peers`", self.program.display()))?;
        let mut stdin = child.stdin.take().context("its input is a pipe")?;
        stdin.write_all(job.to_string().as_bytes()).await?;
        drop(stdin);
        let ended = child.wait_with_output().await?;
        let errors = String::from_utf8_lossy(&ended.stderr);
        ensure!(ended.status.success(), "run `make peers` if it is not installed: {errors}");
        Ok(serde_json::from_slice(&ended.stdout)?)
    }
}

/// The values of `Upload-Metadata`, as a client takes them.
fn metadata(header: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let pairs = header.split(',').map(|pair| {
        let (name, value) = pair.split_once(' ').context("a pair")?;
        Ok((name.to_owned(), String::from_utf8(STANDARD.decode(value)?)?))
    });
    pairs.collect()
}

/// A platform that a peer uploads to.
struct Stand {
    company: Company,
    view: OrderView,
    hand: Hand,
}

impl Stand {
    async fn build() -> anyhow::Result<Self> {
        let company = Company::with_orders(1).await?;
        let view = company.view(&company.cases[0]).await?;
        let hand = Hand::of(company.worker(), &company.platform_url())?;
        Ok(Self { company, view, hand })
    }

    /// A file of some megabytes and the job of uploading it.
    fn job(
        &self,
        seed: u64,
        more: Value,
    ) -> anyhow::Result<(vocabulary::AttachmentId, Digest, Value)> {
        let mut content = vec![0; 2_500_000];
        ChaCha8Rng::seed_from_u64(seed).fill_bytes(&mut content);
        let file = evidence(&content);
        let path = self.company.path(&format!("photo-{seed}"));
        std::fs::write(&path, &content)?;
        let mut job = json!({
            "endpoint": format!("{}/sync/v1/files", self.company.platform_url()),
            "token": self.hand.token(),
            "file": path,
            "metadata": metadata(&self.hand.metadata(&self.view, &file))?,
        });
        let members = job.as_object_mut().context("an object")?;
        members.extend(more.as_object().cloned().unwrap_or_default());
        Ok((file.attachment, file.sha256, job))
    }

    /// Every file has arrived as it was sent.
    async fn check(self, sent: Vec<(vocabulary::AttachmentId, Digest)>) -> anyhow::Result<()> {
        let platform = self.company.small.open().await?;
        for (attachment, sha256) in sent {
            let bytes = platform.files().read(attachment)?;
            ensure!(Digest::of(&bytes) == sha256, "another file than was sent");
        }
        platform.close().await;
        Ok(())
    }
}

#[tokio::test]
async fn tus_js_client_uploads_whole_and_goes_on_after_breaking_off() -> anyhow::Result<()> {
    let stand = Stand::build().await?;
    let platform = stand.company.start_platform().await?;
    let peer = Peer::tus_js();
    let (resumed, resumed_sha256, job) =
        stand.job(1, json!({ "chunkSize": 300_000, "abortAfter": 900_000 }))?;
    let outcome = peer.run(&job).await?;
    ensure!(outcome["done"] == true && outcome["resumed"] == true, "{outcome}");
    let acknowledged = outcome["acknowledged"].as_array().cloned().unwrap_or_default();
    ensure!(acknowledged.first() == Some(&json!(300_000)), "{outcome}");
    ensure!(acknowledged.iter().filter(|one| **one == json!(300_000)).count() == 1, "{outcome}");

    let (whole, whole_sha256, job) = stand.job(2, json!({}))?;
    let outcome = peer.run(&job).await?;
    ensure!(outcome["done"] == true, "{outcome}");

    let (_, _, job) = stand.job(3, json!({ "metadata": {} }))?;
    let outcome = peer.run(&job).await?;
    ensure!(outcome["status"] == 422, "empty metadata: {outcome}");
    platform.stop().await?;
    stand.check(vec![(resumed, resumed_sha256), (whole, whole_sha256)]).await
}

#[tokio::test]
async fn tuspy_uploads_with_checksums_and_goes_on_after_breaking_off() -> anyhow::Result<()> {
    let stand = Stand::build().await?;
    let platform = stand.company.start_platform().await?;
    let peer = Peer::tuspy();
    let more = json!({ "chunkSize": 300_000, "abortAfter": 900_000, "checksum": true });
    let (resumed, resumed_sha256, job) = stand.job(1, more)?;
    let outcome = peer.run(&job).await?;
    ensure!(outcome["done"] == true && outcome["found"] == 900_000, "{outcome}");

    let (whole, whole_sha256, job) = stand.job(2, json!({ "chunkSize": 10_000_000 }))?;
    let outcome = peer.run(&job).await?;
    ensure!(outcome["done"] == true, "{outcome}");

    let (_, _, job) = stand.job(3, json!({ "chunkSize": 300_000, "metadata": {} }))?;
    let outcome = peer.run(&job).await?;
    ensure!(outcome["status"] == 422, "empty metadata: {outcome}");
    platform.stop().await?;
    stand.check(vec![(resumed, resumed_sha256), (whole, whole_sha256)]).await
}
