//! A TCP proxy on loopback that counts what passes.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// A running proxy; it ends when this is dropped.
pub struct Proxy {
    pub url: String,
    counters: Arc<Counters>,
    _accepting: JoinSet<()>,
}

/// What has passed since the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    /// Bytes from the client: request lines, headers, bodies.
    pub up: u64,
    /// Bytes from the server.
    pub down: u64,
    pub requests: u64,
    pub connections: u64,
}

impl Traffic {
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.up + self.down
    }
}

#[derive(Default)]
struct Counters {
    up: AtomicU64,
    down: AtomicU64,
    requests: AtomicU64,
    connections: AtomicU64,
}

impl Proxy {
    /// Listens on a free port and passes everything on to `target` (`http://host:port`).
    ///
    /// # Errors
    /// When there is no port, or `target` is no address.
    pub async fn start(target: &str) -> anyhow::Result<Self> {
        let target = target.trim_start_matches("http://").trim_end_matches('/');
        let target: SocketAddr = target.parse().context("the target is no address")?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let counters = Arc::new(Counters::default());
        let mut accepting = JoinSet::new();
        accepting.spawn(accept(listener, target, Arc::clone(&counters)));
        Ok(Self { url, counters, _accepting: accepting })
    }

    /// What has passed since the last call.
    #[must_use]
    pub fn take(&self) -> Traffic {
        let take = |counter: &AtomicU64| counter.swap(0, Ordering::Relaxed);
        Traffic {
            up: take(&self.counters.up),
            down: take(&self.counters.down),
            requests: take(&self.counters.requests),
            connections: take(&self.counters.connections),
        }
    }
}

async fn accept(listener: TcpListener, target: SocketAddr, counters: Arc<Counters>) {
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        counters.connections.fetch_add(1, Ordering::Relaxed);
        connections.spawn(pass(client, target, Arc::clone(&counters)));
        while connections.try_join_next().is_some() {}
    }
}

async fn pass(client: TcpStream, target: SocketAddr, counters: Arc<Counters>) {
    let Ok(server) = TcpStream::connect(target).await else { return };
    if client.set_nodelay(true).and(server.set_nodelay(true)).is_err() {
        return;
    }
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let mut requests = RequestLines::default();
    let up = pump(from_client, to_server, |bytes| {
        counters.up.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        counters.requests.fetch_add(requests.count(bytes), Ordering::Relaxed);
    });
    let down = pump(from_server, to_client, |bytes| {
        counters.down.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    });
    tokio::join!(up, down);
}

/// Passes bytes on until one side has no more; then tells the other side so.
async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut count: impl FnMut(&[u8])) {
    let mut buffer = vec![0; BUFFER_LEN];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        count(&buffer[..read]);
        if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
    // A side that is gone needs no goodbye.
    let _ = to.shutdown().await;
}

/// Counts request lines in a stream, wherever it was cut.
#[derive(Default)]
struct RequestLines {
    matched: usize,
}

impl RequestLines {
    fn count(&mut self, bytes: &[u8]) -> u64 {
        let mut found = 0;
        for byte in bytes {
            if *byte != END_OF_REQUEST_LINE[self.matched] {
                self.matched = 0;
            }
            if *byte == END_OF_REQUEST_LINE[self.matched] {
                self.matched += 1;
            }
            if self.matched == END_OF_REQUEST_LINE.len() {
                found += 1;
                self.matched = 0;
            }
        }
        found
    }
}

const END_OF_REQUEST_LINE: &[u8] = b" HTTP/1.1\r\n";
const BUFFER_LEN: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_wherever_the_stream_is_cut() {
        let stream = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\nPUT /b HTTP/1.1\r\n\r\n  HTTP/1.0\r\n";
        for cut in 0..stream.len() {
            let mut lines = RequestLines::default();
            let (first, second) = stream.split_at(cut);
            assert_eq!(lines.count(first) + lines.count(second), 2, "cut at {cut}");
        }
    }

    #[tokio::test]
    async fn what_passes_is_whole_and_counted() {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let address = server.local_addr().expect("an address");
        let echo = tokio::spawn(async move {
            let (mut stream, _) = server.accept().await.expect("a client");
            let mut heard = Vec::new();
            stream.read_to_end(&mut heard).await.expect("heard");
            stream.write_all(&heard.repeat(2)).await.expect("said");
        });
        let proxy = Proxy::start(&format!("http://{address}")).await.expect("started");
        let near = proxy.url.trim_start_matches("http://").to_owned();
        let mut client = TcpStream::connect(near).await.expect("connected");
        client.write_all(b"GET / HTTP/1.1\r\n").await.expect("sent");
        client.shutdown().await.expect("ended");
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).await.expect("answered");
        echo.await.expect("echoed");
        assert_eq!(answer.len(), 32);
        let traffic = proxy.take();
        assert_eq!(traffic, Traffic { up: 16, down: 32, requests: 1, connections: 1 });
        assert_eq!(proxy.take().bytes(), 0);
    }
}
