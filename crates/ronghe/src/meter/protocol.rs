//! Which protocol is meant, on the command line.

use clap::ValueEnum;

/// A meter protocol, or whichever it turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Protocol {
    Auto,
    /// DL/T 645-2007
    Dlt645,
    /// DL/T 698.45-2017
    Dlt698,
}

impl Protocol {
    pub const fn wanted(self) -> Option<meter_link::Protocol> {
        match self {
            Self::Auto => None,
            Self::Dlt645 => Some(meter_link::Protocol::Dlt645),
            Self::Dlt698 => Some(meter_link::Protocol::Dlt698),
        }
    }
}
