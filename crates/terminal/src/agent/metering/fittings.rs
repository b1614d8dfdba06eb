//! What a terminal is fitted with for metering; a terminal without all of it does none.

use std::path::PathBuf;
use std::sync::Arc;

use meter_link::{Pace, PortSettings};
use security_unit::metering::{MeterSecurity, UnitSecret};
use security_unit::{CardSlot, SigningToken};
use sync::LinkKind;
use vocabulary::{CardId, CardKind};

/// The parts, as the program found them in its configuration.
pub struct MeteringFittings {
    pub unit: Arc<dyn MeterSecurity>,
    pub opener: UnitOpener,
    /// The slot of the business card (业务卡).
    pub business: Arc<dyn CardSlot>,
    pub links: Vec<MeterLink>,
    pub power: Arc<dyn PowerProbe>,
}

/// What opens the security unit.
#[derive(Debug, Clone)]
pub enum UnitOpener {
    /// What the worker's card releases: the unit was made for this card.
    OperatorCard,
    /// A passphrase of the officer's: whoever has signed in may use the unit.
    Passphrase(UnitSecret),
}

/// Tells how full the battery is.
pub trait PowerProbe: Send + Sync {
    /// Percent; `None` when nobody can tell.
    fn battery_percent(&self) -> Option<u8>;
}

/// A way to a meter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterLink {
    /// Its name for programs.
    pub link: String,
    /// Its name for people.
    pub title: String,
    pub way: MeterWay,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeterWay {
    /// An infrared head at a serial port.
    Infrared { path: PathBuf, settings: PortSettings },
    /// A cable: RS-485.
    Wired { path: PathBuf, settings: PortSettings },
    /// A serial server or a simulator, `host:port`.
    Tcp { address: String },
}

impl MeterWay {
    #[must_use]
    pub const fn kind(&self) -> LinkKind {
        match self {
            Self::Infrared { .. } => LinkKind::Infrared,
            Self::Wired { .. } => LinkKind::Wired,
            Self::Tcp { .. } => LinkKind::Tcp,
        }
    }

    /// The manners of the line.
    #[must_use]
    pub const fn pace(&self) -> Pace {
        match self {
            Self::Infrared { settings, .. } | Self::Wired { settings, .. } => {
                Pace::serial(*settings)
            }
            Self::Tcp { .. } => Pace::tcp(),
        }
    }
}

impl MeteringFittings {
    /// The business card in its slot, with its PIN presented; a card of another kind is none.
    pub(super) fn open_business_card(&self) -> Option<CardId> {
        let card = self.business.card()?;
        if card.identity().kind != CardKind::Business {
            return None;
        }
        card.release_secret(IS_OPEN).is_ok().then(|| card.identity().card)
    }
}

/// Whether a card is in its slot still.
pub(in crate::agent) fn is_in(card: &dyn SigningToken) -> bool {
    !matches!(card.tries_left(), Err(security_unit::TokenFault::Removed))
}

/// A card that has its PIN releases secrets; this one serves nothing else.
const IS_OPEN: &str = "business-card-is-open";
