//! A serial port: an infrared head, an RS-485 adapter, a pseudo-terminal.

use std::io;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use serial2_tokio::{CharSize, FlowControl, Settings};

use crate::{Parity, Port, PortSettings, StopBits};

/// A serial port of the machine.
pub struct SerialPort {
    port: serial2_tokio::SerialPort,
    settings: PortSettings,
    /// A pseudo-terminal has no parity bit and refuses to be given one.
    is_pseudo: bool,
}

impl SerialPort {
    /// Opens a port by its path and sets it.
    ///
    /// # Errors
    /// When there is none, it may not be opened, or cannot be set so.
    pub fn open(path: &Path, settings: PortSettings) -> io::Result<Self> {
        let is_pseudo = path.canonicalize().is_ok_and(|path| path.starts_with("/dev/pts"));
        let settings = carried(settings, is_pseudo);
        let port = serial2_tokio::SerialPort::open(path, |before: Settings| set(before, settings))?;
        port.discard_buffers()?;
        Ok(Self { port, settings, is_pseudo })
    }
}

fn carried(wanted: PortSettings, is_pseudo: bool) -> PortSettings {
    if is_pseudo { PortSettings { parity: Parity::None, ..wanted } } else { wanted }
}

#[async_trait]
impl Port for SerialPort {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.port.write_all(bytes).await
    }

    async fn hear(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize> {
        match tokio::time::timeout(patience, self.port.read(into)).await {
            Err(_) => Ok(0),
            Ok(Ok(0)) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
        }
    }

    async fn discard(&mut self) -> io::Result<()> {
        self.port.discard_input_buffer()
    }

    fn settings(&self) -> Option<PortSettings> {
        Some(self.settings)
    }

    fn set(&mut self, settings: PortSettings) -> io::Result<()> {
        let settings = carried(settings, self.is_pseudo);
        let before = self.port.get_configuration()?;
        self.port.set_configuration(&set(before, settings)?)?;
        self.settings = settings;
        Ok(())
    }
}

fn set(mut raw: Settings, wanted: PortSettings) -> io::Result<Settings> {
    raw.set_raw();
    raw.set_baud_rate(wanted.baud)?;
    raw.set_char_size(CharSize::Bits8);
    raw.set_flow_control(FlowControl::None);
    raw.set_parity(match wanted.parity {
        Parity::None => serial2_tokio::Parity::None,
        Parity::Even => serial2_tokio::Parity::Even,
        Parity::Odd => serial2_tokio::Parity::Odd,
    });
    raw.set_stop_bits(match wanted.stop_bits {
        StopBits::One => serial2_tokio::StopBits::One,
        StopBits::Two => serial2_tokio::StopBits::Two,
    });
    Ok(raw)
}
