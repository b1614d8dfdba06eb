//! A port on both loopback addresses, or none.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::TcpListener;

/// One origin's listeners.
#[derive(Debug)]
pub struct Loopback {
    pub(super) port: u16,
    pub(super) listeners: [TcpListener; 2],
}

/// A port that cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("{address} cannot be had; another program may have the port, or loopback is incomplete")]
pub struct PortTaken {
    address: SocketAddr,
    #[source]
    error: std::io::Error,
}

impl Loopback {
    /// Takes a port on 127.0.0.1 and on [::1]: with only one of them, somebody else's program could be what the page's
    /// name leads to. Port 0 takes any free one.
    ///
    /// # Errors
    /// Names the address that cannot be had.
    pub async fn bind(port: u16) -> Result<Self, PortTaken> {
        let four = listen((Ipv4Addr::LOCALHOST, port).into()).await?;
        let port = match four.local_addr() {
            Ok(address) => address.port(),
            Err(error) => {
                let address = (Ipv4Addr::LOCALHOST, port).into();
                return Err(PortTaken { address, error });
            }
        };
        let six = listen((Ipv6Addr::LOCALHOST, port).into()).await?;
        Ok(Self { port, listeners: [four, six] })
    }

    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, PortTaken> {
    TcpListener::bind(address).await.map_err(|error| PortTaken { address, error })
}
