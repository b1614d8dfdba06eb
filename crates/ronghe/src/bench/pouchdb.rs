//! The yardstick of the first sync: pouchdb-server and a PouchDB client, both with LevelDB, both in Node.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use super::documents;
use super::part::Part;
use super::tool;
use crate::company::free_ports;

/// A server with an empty database; it ends when this is dropped.
pub struct PouchServer {
    pub url: String,
    tool: PathBuf,
    _child: Child,
}

/// A client with an empty database.
pub struct PouchClient {
    pub part: Part,
}

impl PouchServer {
    /// # Errors
    /// When Node or its packages are not there, or the server does not listen.
    pub async fn start(folder: &Path) -> anyhow::Result<Self> {
        let tool = tool::find(TOOL, "node_modules/pouchdb-server", "npm ci")?;
        let port = *free_ports(1)?.first().context("a port")?;
        let data = folder.join("server");
        std::fs::create_dir_all(&data)?;
        let child = Command::new("node")
            .arg(tool.join("node_modules/pouchdb-server/bin/pouchdb-server"))
            .args(["--host", "127.0.0.1", "--no-stdout-logs", "--dir"])
            .arg(&data)
            .args(["--port", &port.to_string()])
            // It writes its configuration and its log to where it stands.
            .current_dir(folder)
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("node does not start")?;
        wait_for(port).await?;
        Ok(Self { url: format!("http://127.0.0.1:{port}"), tool, _child: child })
    }

    /// # Errors
    /// When it does not start.
    pub async fn client(&self, proxy_url: &str, folder: &Path) -> anyhow::Result<PouchClient> {
        let script = self.tool.join("yardstick.js").into();
        let arguments = [script, self.url.clone().into(), proxy_url.into(), folder.into()];
        Ok(PouchClient { part: Part::other("node", &arguments).await? })
    }
}

impl PouchClient {
    /// Puts documents into the server, past the proxy.
    ///
    /// # Errors
    /// When one is not taken.
    pub async fn load(&mut self, folder: &Path, set: &[Value]) -> anyhow::Result<()> {
        let file = folder.join("documents.jsonl");
        documents::write(&file, set)?;
        let _: Value = self.part.ask(&format!("load {}", file.display())).await?;
        Ok(())
    }

    /// # Errors
    /// When client or server hold other documents.
    pub async fn check(&mut self, expected: &str) -> anyhow::Result<()> {
        let digests: Digests = self.part.ask("digest").await?;
        let both = digests.client == expected && digests.server == expected;
        anyhow::ensure!(both, "PouchDB holds other documents");
        Ok(())
    }
}

#[derive(Deserialize)]
struct Digests {
    client: String,
    server: String,
}

async fn wait_for(port: u16) -> anyhow::Result<()> {
    let listening = async {
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    };
    let listens = tokio::time::timeout(LISTENS_WITHIN, listening).await;
    listens.context("pouchdb-server does not listen")
}

const TOOL: &str = "tools/bench-pouchdb";
const LISTENS_WITHIN: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(50);
