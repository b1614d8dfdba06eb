//! What keeps a step at a meter from ending.

use meter_link::LinkFault;
use security_unit::metering::UnitFault;

use crate::Refusal;

/// Why a step did not end as it should.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Link(#[from] LinkFault),
    #[error(transparent)]
    Unit(#[from] UnitFault),
    /// The permit is not for a meter of this protocol, or for another command than the order.
    #[error("the material permits something else than the authorisation")]
    OtherPermit,
}

impl Trouble {
    /// In words, where the meter was not changed.
    pub(crate) fn refusal(&self) -> Refusal {
        match self {
            Self::Link(LinkFault::Refused { reason }) => Refusal::Meter { reason: reason.clone() },
            Self::Link(fault) => Refusal::Line { code: fault.code(), told: fault.to_string() },
            Self::Unit(fault) => Refusal::Unit { told: fault.to_string() },
            Self::OtherPermit => {
                Refusal::BadLeave { why: "its material permits something else".to_owned() }
            }
        }
    }
}
