//! Where the meter hangs: `tcp:HOST:PORT` or `serial:PATH:BAUD`.

use std::path::PathBuf;
use std::str::FromStr;

use meter_link::{Pace, Port, PortSettings, SerialPort, TcpPort};

/// A way to a meter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    Tcp(String),
    Serial { path: PathBuf, baud: u32 },
}

impl FromStr for Link {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(address) = text.strip_prefix("tcp:") {
            let port = address.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
            port.ok_or("must look like tcp:127.0.0.1:7645")?;
            return Ok(Self::Tcp(address.to_owned()));
        }
        let rest = text.strip_prefix("serial:").ok_or("must begin with tcp: or serial:")?;
        let (path, baud) =
            rest.rsplit_once(':').ok_or("must look like serial:/dev/ttyUSB0:1200")?;
        let baud = baud.parse().map_err(|_| "must end with a speed such as 1200")?;
        if path.is_empty() || !BAUDS.contains(&baud) {
            return Err(format!("the speed must be one of {BAUDS:?}"));
        }
        Ok(Self::Serial { path: path.into(), baud })
    }
}

impl Link {
    /// Opens it, with the manners of its kind.
    ///
    /// # Errors
    /// When nobody listens, or the port cannot be opened.
    pub async fn open(&self) -> std::io::Result<(Box<dyn Port>, Pace)> {
        match self {
            Self::Tcp(address) => Ok((Box::new(TcpPort::connect(address).await?), Pace::tcp())),
            Self::Serial { path, baud } => {
                let settings = PortSettings::rs485(*baud);
                Ok((Box::new(SerialPort::open(path, settings)?), Pace::serial(settings)))
            }
        }
    }
}

/// The speeds of both protocols' meters, bit/s.
const BAUDS: [u32; 8] = [600, 1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 115_200];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_where_and_how_fast() {
        assert_eq!("tcp:127.0.0.1:7645".parse(), Ok(Link::Tcp("127.0.0.1:7645".into())));
        assert_eq!("tcp:[::1]:7645".parse(), Ok(Link::Tcp("[::1]:7645".into())));
        let serial = Link::Serial { path: "/dev/pts/3".into(), baud: 1_200 };
        assert_eq!("serial:/dev/pts/3:1200".parse(), Ok(serial));
        for wrong in
            ["127.0.0.1:7645", "tcp:host", "serial:/dev/x", "serial:/dev/x:1201", "serial::1200"]
        {
            assert!(wrong.parse::<Link>().is_err(), "{wrong}");
        }
    }
}
