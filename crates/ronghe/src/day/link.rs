//! The network between a terminal and the platform, in our hands: a TCP proxy that can be off, slow, or cut answers.
//!
//! It counts what passes and notes where pieces of files begin, so that a story can say where an upload went on.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// A piece of network.
#[derive(Debug)]
pub struct Link {
    pub address: SocketAddr,
    weather: watch::Sender<Weather>,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

/// How the network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    Good,
    /// So many bytes a second in each direction, each piece later by so much.
    Slow {
        bytes_per_second: u32,
        delay: Duration,
    },
    /// What is open breaks, what is new is refused.
    Off,
}

#[derive(Debug, Default)]
struct Shared {
    up: AtomicU64,
    down: AtomicU64,
    /// Answers that are still to be cut off after the platform has done its work.
    cuts: AtomicU32,
    cut: AtomicU32,
    pieces: Mutex<Vec<Piece>>,
}

/// The head of a request that carries a piece of a file (tus 1.0, PATCH).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub path: String,
    /// `Upload-Offset`: where in the file it begins.
    pub offset: u64,
    /// Bytes that had gone up before it, on this link.
    pub after: u64,
}

/// Bytes taken from a socket at once; in slow weather the grain of the flow.
const PIECE_LEN: usize = 16 << 10;

impl Link {
    /// Opens a link to `platform`.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn open(platform: SocketAddr, port: u16) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .with_context(|| format!("cannot listen on port {port}"))?;
        let address = listener.local_addr()?;
        let (weather, seen) = watch::channel(Weather::Good);
        let shared = Arc::new(Shared::default());
        let task = tokio::spawn(accept(listener, platform, seen, Arc::clone(&shared)));
        Ok(Self { address, weather, shared, task })
    }

    /// Changes the weather, for what is under way too.
    pub fn set(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// Lets the next `count` answers never arrive, although the platform has given them.
    pub fn cut_answers(&self, count: u32) {
        self.shared.cuts.store(count, Ordering::SeqCst);
    }

    /// Answers that were cut so far.
    #[must_use]
    pub fn answers_cut(&self) -> u32 {
        self.shared.cut.load(Ordering::SeqCst)
    }

    /// The pieces of files that the terminal has begun to send, in order.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        self.shared.pieces.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Bytes from the terminal to the platform so far.
    #[must_use]
    pub fn bytes_up(&self) -> u64 {
        self.shared.up.load(Ordering::SeqCst)
    }

    /// Bytes from the platform to the terminal so far.
    #[must_use]
    pub fn bytes_down(&self) -> u64 {
        self.shared.down.load(Ordering::SeqCst)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    platform: SocketAddr,
    weather: watch::Receiver<Weather>,
    shared: Arc<Shared>,
) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((terminal, _)) = listener.accept().await else { continue };
        while connections.try_join_next().is_some() {}
        if *weather.borrow() == Weather::Off {
            continue;
        }
        connections.spawn(carry(terminal, platform, weather.clone(), Arc::clone(&shared)));
    }
}

/// Carries one connection until either end closes it or the network goes.
async fn carry(
    terminal: TcpStream,
    platform: SocketAddr,
    mut weather: watch::Receiver<Weather>,
    shared: Arc<Shared>,
) {
    let Ok(platform) = TcpStream::connect(platform).await else { return };
    let _ = (terminal.set_nodelay(true), platform.set_nodelay(true));
    let (from_terminal, to_terminal) = terminal.into_split();
    let (from_platform, to_platform) = platform.into_split();
    let up = pass(from_terminal, to_platform, weather.clone(), &shared, Way::Up);
    let down = pass(from_platform, to_terminal, weather.clone(), &shared, Way::Down);
    tokio::select! {
        _ = async { tokio::join!(up, down) } => {}
        _ = weather.wait_for(|weather| *weather == Weather::Off) => {}
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    weather: watch::Receiver<Weather>,
    shared: &Shared,
    way: Way,
) {
    let mut piece = vec![0; PIECE_LEN];
    while let Ok(len @ 1..) = from.read(&mut piece).await {
        if way == Way::Down && shared.takes_cut() {
            // Both halves go: the terminal hears nothing of what was done.
            return;
        }
        let now = *weather.borrow();
        if let Weather::Slow { bytes_per_second, delay } = now {
            let seconds = len as f64 / f64::from(bytes_per_second.max(1));
            tokio::time::sleep(
                delay.min(Duration::from_secs(1)) + Duration::from_secs_f64(seconds),
            )
            .await;
        }
        if way == Way::Up {
            shared.note_piece(&piece[..len]);
        }
        if to.write_all(&piece[..len]).await.is_err() {
            break;
        }
        shared.count(way, len as u64);
    }
    let _ = to.shutdown().await;
}

impl Shared {
    fn takes_cut(&self) -> bool {
        let less = |cuts: u32| cuts.checked_sub(1);
        let taken = self.cuts.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok();
        if taken {
            self.cut.fetch_add(1, Ordering::SeqCst);
        }
        taken
    }

    /// A request begins with a read of its own: the one before had to be answered first.
    fn note_piece(&self, read: &[u8]) {
        if let Some(piece) = Piece::of_head(read, self.up.load(Ordering::SeqCst)) {
            self.pieces.lock().unwrap_or_else(PoisonError::into_inner).push(piece);
        }
    }

    fn count(&self, way: Way, bytes: u64) {
        let counter = if way == Way::Up { &self.up } else { &self.down };
        counter.fetch_add(bytes, Ordering::SeqCst);
    }
}

impl Piece {
    fn of_head(read: &[u8], after: u64) -> Option<Self> {
        let rest = read.strip_prefix(b"PATCH ")?;
        let end = rest.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&rest[..end]).ok()?;
        let mut lines = head.split("\r\n");
        let path = lines.next()?.split(' ').next()?.to_owned();
        let mut headers = lines.filter_map(|line| line.split_once(':'));
        let (_, offset) = headers.find(|(name, _)| name.eq_ignore_ascii_case("upload-offset"))?;
        Some(Self { path, offset: offset.trim().parse().ok()?, after })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A platform that sends back whatever comes.
    async fn echo() -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let address = listener.local_addr().expect("bound");
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut from, mut to) = stream.split();
                    let _ = tokio::io::copy(&mut from, &mut to).await;
                });
            }
        });
        address
    }

    async fn ask(link: &Link, text: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(link.address).await?;
        stream.write_all(text).await?;
        let mut answer = vec![0; text.len()];
        stream.read_exact(&mut answer).await?;
        Ok(answer)
    }

    #[tokio::test]
    async fn counts_what_passes_and_goes_off_and_on() {
        let link = Link::open(echo().await, 0).await.expect("a link");
        assert_eq!(ask(&link, b"hello").await.expect("good"), b"hello");
        assert_eq!((link.bytes_up(), link.bytes_down()), (5, 5));
        let piece = b"PATCH /files/7 HTTP/1.1\r\nupload-offset: 262144\r\n\r\nbytes";
        ask(&link, piece).await.expect("good");
        assert_eq!(
            link.pieces(),
            [Piece { path: "/files/7".to_owned(), offset: 262_144, after: 5 }]
        );
        link.set(Weather::Off);
        assert!(ask(&link, b"hello").await.is_err());
        link.set(Weather::Good);
        assert_eq!(ask(&link, b"hello").await.expect("good again"), b"hello");
    }

    #[tokio::test]
    async fn going_off_breaks_what_is_open() {
        let link = Link::open(echo().await, 0).await.expect("a link");
        let mut stream = TcpStream::connect(link.address).await.expect("connected");
        stream.write_all(b"a").await.expect("written");
        let mut byte = [0];
        stream.read_exact(&mut byte).await.expect("answered");
        link.set(Weather::Off);
        assert_eq!(stream.read(&mut byte).await.unwrap_or(0), 0);
    }

    #[tokio::test]
    async fn a_cut_answer_never_arrives_but_the_request_did() {
        let link = Link::open(echo().await, 0).await.expect("a link");
        link.cut_answers(1);
        assert!(ask(&link, b"hello").await.is_err());
        assert_eq!((link.answers_cut(), link.bytes_up()), (1, 5));
        assert_eq!(ask(&link, b"again").await.expect("only one was cut"), b"again");
    }
}
