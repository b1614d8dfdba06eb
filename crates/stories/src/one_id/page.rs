//! A page on the terminal: it asks the agent's local API over a real socket, as a browser does.

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use security_unit::FolderSlot;
use serde_json::{Value, json};
use terminal::Agent;
use terminal::local_api::{self, LocalApi, Loopback, Parts, Slots};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use vocabulary::{Entropy, SeededEntropy};

/// The launcher, past its entry; served until it is dropped.
pub struct Page {
    port: u16,
    cookie: String,
    token: String,
    _serving: watch::Sender<bool>,
}

impl Page {
    pub async fn open(agent: Arc<Agent>, folder: &Path) -> anyhow::Result<Self> {
        let origin = Loopback::bind(0).await?;
        let port = origin.port();
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(0));
        let slot = |name| Arc::new(FolderSlot::new(Arc::clone(&entropy), folder.join(name)));
        let parts = Parts {
            agent,
            slots: Slots { operator: slot("operator"), second: slot("second") },
            launcher: local_api::Page { port, folder: folder.join("pages") },
            apps: Vec::new(),
            entry_file: folder.join("entry.url"),
        };
        let api = LocalApi::open(parts).await?;
        let url = api.entry_url()?;
        let (serving, stopped) = watch::channel(false);
        tokio::spawn(async move { api.serve(vec![origin], stopped).await });
        let mut page =
            Self { port, cookie: String::new(), token: String::new(), _serving: serving };
        page.enter(&url).await?;
        Ok(page)
    }

    async fn enter(&mut self, url: &str) -> anyhow::Result<()> {
        let (_, code) = url.split_once("#code=").context("an address with a code")?;
        let (head, body) =
            self.exchange("POST", "/local/v1/entry", "", &json!({ "code": code })).await?;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.and_then(|line| line.split(';').next()).context("a cookie")?;
        self.cookie = cookie.to_owned();
        self.token = body["token"].as_str().context("a token")?.to_owned();
        Ok(())
    }

    /// Asks for something under a correlation id; the answer, or the status and the problem. Both name the id.
    pub async fn ask(
        &self,
        method: &str,
        path: &str,
        correlation: &str,
        body: &Value,
    ) -> anyhow::Result<Result<Value, (u16, Value)>> {
        let (head, body) = self.exchange(method, path, correlation, body).await?;
        anyhow::ensure!(head.contains(&format!("x-correlation-id: {correlation}")), "{head}");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status: u16 = status.context("a status")?;
        Ok(if status < 400 { Ok(body) } else { Err((status, body)) })
    }

    async fn exchange(
        &self,
        method: &str,
        path: &str,
        correlation: &str,
        body: &Value,
    ) -> anyhow::Result<(String, Value)> {
        let Self { port, cookie, token, .. } = self;
        let body = body.to_string();
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
             Cookie: {cookie}\r\nX-Ronghe-Token: {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n",
            body.len()
        );
        if !correlation.is_empty() {
            head.push_str(&format!("X-Correlation-Id: {correlation}\r\n"));
        }
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).await?;
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let answer = String::from_utf8(answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").context("an answer")?;
        Ok((head.to_owned(), serde_json::from_str(body).unwrap_or(Value::Null)))
    }
}
