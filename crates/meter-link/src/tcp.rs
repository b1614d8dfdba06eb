//! A meter behind a TCP connection: a serial server, a simulator.

use std::io;
use std::time::Duration;

use async_trait::async_trait;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, ToSocketAddrs};

use crate::{Port, PortSettings};

/// A connection that carries what a line would.
#[derive(Debug)]
pub struct TcpPort {
    stream: TcpStream,
}

impl TcpPort {
    /// # Errors
    /// When nobody listens there within ten seconds.
    pub async fn connect(address: impl ToSocketAddrs) -> io::Result<Self> {
        let connecting = TcpStream::connect(address);
        let stream = tokio::time::timeout(CONNECT_WITHIN, connecting)
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        stream.set_nodelay(true)?;
        Ok(Self { stream })
    }
}

#[async_trait]
impl Port for TcpPort {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await
    }

    async fn hear(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize> {
        match tokio::time::timeout(patience, self.stream.read(into)).await {
            Err(_) => Ok(0),
            Ok(Ok(0)) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
        }
    }

    async fn discard(&mut self) -> io::Result<()> {
        let mut forgotten = [0; 512];
        loop {
            match self.stream.try_read(&mut forgotten) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    fn settings(&self) -> Option<PortSettings> {
        None
    }

    fn set(&mut self, _settings: PortSettings) -> io::Result<()> {
        // What lies behind the connection has its own.
        Err(io::ErrorKind::Unsupported.into())
    }
}

const CONNECT_WITHIN: Duration = Duration::from_secs(10);
