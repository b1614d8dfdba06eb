//! A link that opens when the first byte is to go over it: the interlocks come before, and need no port.

use std::io;
use std::time::Duration;

use async_trait::async_trait;
use meter_link::{Port, PortSettings, SerialPort, TcpPort};

use super::fittings::MeterWay;

/// One run's way to the meter. What did not open once is not tried again: the next run does.
pub(super) struct LinkPort {
    way: MeterWay,
    port: Option<Box<dyn Port>>,
    has_failed: bool,
}

impl LinkPort {
    pub const fn new(way: MeterWay) -> Self {
        Self { way, port: None, has_failed: false }
    }

    async fn port(&mut self) -> io::Result<&mut dyn Port> {
        if self.has_failed {
            return Err(io::ErrorKind::NotConnected.into());
        }
        if self.port.is_none() {
            self.has_failed = true;
            self.port = Some(open(&self.way).await?);
            self.has_failed = false;
        }
        match &mut self.port {
            Some(port) => Ok(&mut **port),
            None => Err(io::ErrorKind::NotConnected.into()),
        }
    }
}

async fn open(way: &MeterWay) -> io::Result<Box<dyn Port>> {
    Ok(match way {
        MeterWay::Infrared { path, settings } | MeterWay::Wired { path, settings } => {
            Box::new(SerialPort::open(path, *settings)?)
        }
        MeterWay::Tcp { address } => Box::new(TcpPort::connect(address).await?),
    })
}

#[async_trait]
impl Port for LinkPort {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.port().await?.send(bytes).await
    }

    async fn hear(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize> {
        self.port().await?.hear(into, patience).await
    }

    async fn discard(&mut self) -> io::Result<()> {
        self.port().await?.discard().await
    }

    fn settings(&self) -> Option<PortSettings> {
        match (&self.port, &self.way) {
            (Some(port), _) => port.settings(),
            (None, MeterWay::Tcp { .. }) => None,
            (None, MeterWay::Infrared { settings, .. } | MeterWay::Wired { settings, .. }) => {
                Some(*settings)
            }
        }
    }

    fn set(&mut self, to: PortSettings) -> io::Result<()> {
        match (&mut self.port, &mut self.way) {
            (Some(port), _) => port.set(to),
            (None, MeterWay::Tcp { .. }) => Err(io::ErrorKind::Unsupported.into()),
            (None, MeterWay::Infrared { settings, .. } | MeterWay::Wired { settings, .. }) => {
                *settings = to;
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_is_opened_before_the_first_byte_and_a_failure_is_not_repeated() {
        let path = std::path::PathBuf::from("/nonexistent/tty");
        let way = MeterWay::Infrared { path, settings: PortSettings::INFRARED };
        let mut port = LinkPort::new(way);
        assert_eq!(port.settings(), Some(PortSettings::INFRARED));
        let faster = PortSettings::rs485(9_600);
        port.set(faster).expect("it is only noted");
        assert_eq!(port.settings(), Some(faster));
        let first = port.send(&[0xFE]).await.expect_err("there is no such port");
        assert_eq!(first.kind(), io::ErrorKind::NotFound);
        let again = port.discard().await.expect_err("nor is there now");
        assert_eq!(again.kind(), io::ErrorKind::NotConnected);
    }
}
