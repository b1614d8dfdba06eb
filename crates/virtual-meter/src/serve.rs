//! The outside: meters behind a TCP socket, a pseudo-terminal or any stream, in tokio's time.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use rustix::fd::OwnedFd;
use rustix::fs::{Mode, OFlags};
use rustix::pty::OpenptFlags;
use rustix::termios::OptionalActions;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpListener;
use tokio::net::unix::pipe;
use vocabulary::Instant;

use crate::line::Line;
use crate::wire::{Wire, WireSetup};

/// What time it is for the meters: a time of ours that runs with tokio's clock, so that tests may pause it.
#[derive(Debug, Clone, Copy)]
pub struct LineClock {
    epoch: Instant,
    started: tokio::time::Instant,
}

impl LineClock {
    /// A clock that shows `now` at this moment.
    #[must_use]
    pub fn starting_at(now: Instant) -> Self {
        Self { epoch: now, started: tokio::time::Instant::now() }
    }

    #[must_use]
    pub fn now(&self) -> Instant {
        self.epoch.plus(self.started.elapsed())
    }

    pub(crate) fn until(&self, at: Instant) -> tokio::time::Instant {
        let micros = u64::try_from(at.since(self.epoch)).unwrap_or(0);
        self.started + std::time::Duration::from_micros(micros)
    }
}

/// Lets whoever connects speak on the line, one at a time as at a serial server: a new connection ends the earlier one.
/// Returns when the socket fails.
///
/// # Errors
/// When no connection can be accepted any more.
pub async fn serve_tcp(listener: TcpListener, mut line: Line, clock: LineClock) -> io::Result<()> {
    let (mut stream, _) = listener.accept().await?;
    loop {
        // Answers are short; waiting to send more of them at once would only delay them.
        stream.set_nodelay(true)?;
        let next = tokio::select! {
            // A connection that breaks concerns nobody but its other end.
            _ = serve_stream(&mut stream, &mut line, clock) => None,
            next = listener.accept() => Some(next?),
        };
        line.hang_up();
        (stream, _) = match next {
            Some(next) => next,
            None => listener.accept().await?,
        };
    }
}

/// Lets whoever opens the terminal's path speak on the line, for as long as the future is polled.
///
/// # Errors
/// When the terminal fails.
pub async fn serve_pty(mut pty: Pty, mut line: Line, clock: LineClock) -> io::Result<()> {
    serve_stream(&mut pty, &mut line, clock).await
}

/// Carries bytes between a stream and a line until the stream ends.
///
/// # Errors
/// When the stream fails.
pub async fn serve_stream(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    line: &mut Line,
    clock: LineClock,
) -> io::Result<()> {
    let mut buffer = [0; 512];
    loop {
        let due = line.next_arrival();
        tokio::select! {
            biased;
            () = wait(clock, due), if due.is_some() => {
                let arrived = line.receive(clock.now());
                stream.write_all(&arrived).await?;
                stream.flush().await?;
            }
            read = stream.read(&mut buffer) => match read? {
                0 => return Ok(()),
                len => line.send(&buffer[..len], clock.now()),
            },
        }
    }
}

/// Joins two terminals by a wire: characters take their time and arrive spoilt by seed, in both directions. Two
/// programs that speak over pseudo-terminals then see what a serial line does to them.
///
/// # Errors
/// When one of the terminals fails.
pub async fn join_by_wire(left: Pty, right: Pty, setup: WireSetup) -> io::Result<()> {
    let (mut left_read, mut left_write) = tokio::io::split(left);
    let (mut right_read, mut right_write) = tokio::io::split(right);
    tokio::select! {
        done = carry(&mut left_read, &mut right_write, Wire::new(setup, 0)) => done,
        done = carry(&mut right_read, &mut left_write, Wire::new(setup, 1)) => done,
    }
}

async fn carry(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    mut wire: Wire,
) -> io::Result<()> {
    let mut buffer = [0; 512];
    loop {
        let len = from.read(&mut buffer).await?;
        if len == 0 {
            return Ok(());
        }
        let mut arrives = tokio::time::Instant::now();
        for octet in &buffer[..len] {
            // From one to the next, so that what the timer rounds up does not add up.
            arrives += wire.character();
            tokio::time::sleep_until(arrives).await;
            if let Some(octet) = wire.carry(*octet) {
                to.write_all(&[octet]).await?;
            }
        }
    }
}

async fn wait(clock: LineClock, due: Option<Instant>) {
    if let Some(due) = due {
        tokio::time::sleep_until(clock.until(due)).await;
    }
}

/// A pseudo-terminal in raw mode: this side is the device, its path is what a program opens.
pub struct Pty {
    /// Tokio reads and writes a pipe's ends as it has to read and write a terminal's: when they are ready.
    reader: pipe::Receiver,
    writer: pipe::Sender,
    path: PathBuf,
    /// Held open, so that a program that closes the path does not end the line.
    _slave: OwnedFd,
}

impl Pty {
    /// Opens a new one.
    ///
    /// # Errors
    /// When the system has none.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn open() -> io::Result<Self> {
        let master = rustix::pty::openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        rustix::pty::grantpt(&master)?;
        rustix::pty::unlockpt(&master)?;
        let name = rustix::pty::ptsname(&master, Vec::new())?;
        let flags = OFlags::RDWR | OFlags::NOCTTY;
        let slave = rustix::fs::open(name.as_c_str(), flags, Mode::empty())?;
        let mut raw = rustix::termios::tcgetattr(&slave)?;
        raw.make_raw();
        rustix::termios::tcsetattr(&slave, OptionalActions::Now, &raw)?;
        let flags = rustix::fs::fcntl_getfl(&master)?;
        rustix::fs::fcntl_setfl(&master, flags | OFlags::NONBLOCK)?;
        let path = PathBuf::from(name.to_string_lossy().into_owned());
        let writer = pipe::Sender::from_owned_fd_unchecked(master.try_clone()?)?;
        let reader = pipe::Receiver::from_owned_fd_unchecked(master)?;
        Ok(Self { reader, writer, path, _slave: slave })
    }

    /// What a program opens.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl AsyncRead for Pty {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.reader).poll_read(context, buffer)
    }
}

impl AsyncWrite for Pty {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.writer).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.writer).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.writer).poll_shutdown(context)
    }
}
